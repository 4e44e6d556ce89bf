// The order of test files. Projects run one after the other, because a thread is only reused for a file of the same project, and each new
// thread loads the parsers again. Within a project the longest files start first, so that none runs alone at the end. The browser project
// comes first, because much of its work happens outside the threads.

import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const projects = ['browser', 'isolated', 'full', 'quick'];

/** Longest first; all other files take less than five seconds. */
const longFiles = [
  'pipeline/warm',
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
  'system/worker-pool',
  'labs/vm',
  'faults/launcher',
  'browser/reading',
  'faults/failing-calls',
  'faults/hostile-values',
  'pipeline/patched-libraries',
  'faults/hostile-files',
  'faults/hostile-cache',
  'content/native-parser',
  'engine/store/disk-store',
  'site-as-it-is/site',
  'fuzz/markdown',
  'pipeline/parse/parse-pool',
  'pipeline/images/generated-images',
  'faults/names',
  'labs/run',
  'engine/engine.property',
  'golden/sites',
  'dev/edits',
  'dev/endurance',
  'pipeline/determinism',
  'content/valid',
  'pipeline/images/cards',
  'scale/scale',
  'scale/memory',
  'content/markdown/gfm',
  'golden/bad-input',
  'browser/svg',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => projectOf(a) - projectOf(b) || this.#rankOf(a) - this.#rankOf(b));
  }

  #rankOf({ moduleId }: TestSpecification): number {
    const name = relative(`${this.ctx.config.root}/test`, moduleId).replace(/(?:\.full|\.isolated)?\.test\.tsx?$/, '');
    const index = longFiles.indexOf(name);
    return index === -1 ? longFiles.length : index;
  }
}

function projectOf({ project }: TestSpecification): number {
  return projects.indexOf(project.name);
}
