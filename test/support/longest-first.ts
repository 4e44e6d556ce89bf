// The order in which files of tests are begun: project by project, as a thread is only kept for the next file where that is of the same
// project, and each new one loads the parsers anew; within a project those that take longest first, so that none is left running alone
// at the end. The browser comes first, as much of its work is done beside the threads.

import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const projects = ['browser', 'alone', 'node'];

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
  'build/patched-libraries',
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
    return others.toSorted((a, b) => projectOf(a) - projectOf(b) || this.#placeOf(a) - this.#placeOf(b));
  }

  #placeOf({ moduleId }: TestSpecification): number {
    const name = relative(`${this.ctx.config.root}/test`, moduleId).replace(/\.test\.tsx?$/, '');
    const place = long.indexOf(name);
    return place === -1 ? long.length : place;
  }
}

function projectOf({ project }: TestSpecification): number {
  return projects.indexOf(project.name);
}
