// The order in which files of tests are begun: those that take longest first, so that none of them is left running alone at the end.

import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Longest first; all others take less than five seconds. */
const long = [
  'build/warm',
  'faults/two-builds',
  'browser/pages',
  'browser/site-as-it-is',
  'faults/killed-calls',
  'browser/dev',
  'browser/guide',
  'dev/process',
  'faults/killed-process',
  'fuzz/pathological',
  'faults/real-limits',
  'browser/access',
  'engine/pool',
  'faults/launcher',
  'browser/reading',
  'faults/failing-calls',
  'faults/hostile-values',
  'build/quicker-libraries',
  'faults/hostile-files',
  'faults/hostile-cache',
  'content/native-parser',
  'engine/disk-store',
  'site-as-it-is/site',
  'fuzz/markdown',
  'build/parse-pool',
  'build/pictures',
  'faults/names',
  'labs/run',
  'engine/engine.property',
  'golden/sites',
  'dev/edits',
  'dev/endurance',
  'build/determinism',
  'content/valid',
  'build/cards',
  'scale/scale',
  'scale/memory',
  'content/gfm',
  'golden/bad-input',
  'browser/svg',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    return others.toSorted((a, b) => this.#placeOf(a) - this.#placeOf(b));
  }

  #placeOf({ moduleId }: TestSpecification): number {
    const name = relative(`${this.ctx.config.root}/test`, moduleId).replace(/\.test\.tsx?$/, '');
    const place = long.indexOf(name);
    return place === -1 ? long.length : place;
  }
}
