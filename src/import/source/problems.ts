// What is wrong with single files of the source: each is left out and named, and the others are imported.

import { type BodyContext, ImportError, type Problem, type SourceFiles } from './model.ts';

/** Calls `read` for each item. An `ImportError` leaves its item out, and adds what is wrong with it to `problems`. */
export function readEach<T, R>(
  items: readonly T[],
  problems: Problem[],
  read: (item: T) => readonly R[],
): readonly R[] {
  return items.flatMap((item) => {
    try {
      return read(item);
    } catch (cause) {
      if (!(cause instanceof ImportError)) throw cause;
      problems.push(...cause.problems);
      return [];
    }
  });
}

/** The text of a file that a body includes; null, and reported with the reason, if it can't be read, and null if there is none. */
export function includedText(files: SourceFiles, path: string | null, { report }: BodyContext): string | null {
  if (path === null || !files.has(path)) return null;
  try {
    return files.text(path);
  } catch (cause) {
    if (!(cause instanceof ImportError)) throw cause;
    for (const { message } of cause.problems) report(`not included: ${message}`, 0);
    return null;
  }
}
