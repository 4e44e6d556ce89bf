// The order in which files of tests are begun: those that take longest first, so that none of them is left running alone at the end.

import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Longest first; all others take less than five seconds. */
const long = [
  'build/warm',
  'browser/pages',
  'faults/two-builds',
  'browser/site-as-it-is',
  'browser/svg',
  'build/determinism',
  'fuzz/pathological',
  'browser/access',
  'faults/hostile-values',
  'dev/process',
  'browser/reading',
  'browser/dev',
  'faults/killed-process',
  'browser/guide',
  'faults/killed-calls',
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
