// The order in which files of tests are begun: those that take longest first, so that none of them is left running alone at the end.

import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Longest first; all others take less than five seconds. */
const long = [
  'build/warm',
  'browser/site-as-it-is',
  'browser/pages',
  'faults/killed-process',
  'faults/two-builds',
  'browser/dev',
  'browser/svg',
  'faults/killed-calls',
  'fuzz/pathological',
  'dev/process',
  'faults/hostile-files',
  'faults/hostile-values',
  'faults/hostile-cache',
  'faults/real-limits',
  'browser/reading',
  'browser/guide',
  'browser/access',
  'engine/pool',
  'dev/edits',
  'dev/endurance',
  'build/determinism',
  'site-as-it-is/site',
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
