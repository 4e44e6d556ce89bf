// Collects what is wrong with many files, so that one run names them all.

import { ImportError, type Problem } from './model.ts';

/** Calls `read` for each item. Throws one `ImportError` with the problems of all items. */
export function collectProblems<T, R>(items: readonly T[], read: (item: T) => readonly R[]): readonly R[] {
  const problems: Problem[] = [];
  const results = items.flatMap((item) => {
    try {
      return read(item);
    } catch (cause) {
      if (!(cause instanceof ImportError)) throw cause;
      problems.push(...cause.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new ImportError(problems);
  return results;
}
