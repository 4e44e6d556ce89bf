// What is wrong with single files of the source: each is left out and named, and the others are imported.

import { ImportError, type Problem } from './model.ts';

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
