// Two texts → a unified diff.

import { createTwoFilesPatch } from 'diff';

/** One side of a diff: its file, and a word about this state of it. */
export interface DiffSide {
  readonly file: string;
  readonly state: string;
  readonly text: string;
}

/** With three lines of context and without a trailing line end. */
export function unifiedDiff(before: DiffSide, after: DiffSide): string {
  const options = { context: 3 };
  const patch = createTwoFilesPatch(
    before.file,
    after.file,
    before.text,
    after.text,
    before.state,
    after.state,
    options,
  );
  return patch.split('\n').slice(1).join('\n').trimEnd();
}
