// What `new` writes for the author to replace, and whether it is still there. The texts are here once, so that `check` looks for
// exactly what was written.

import { type Diagnostic, warning } from '../model/diagnostic.ts';

export const placeholders = {
  description: 'One sentence that says what the reader will know afterwards.',
  question: 'What question does this post answer, and for whom?',
} as const;

/** A warning for each placeholder in a page. */
export function placeholdersIn(path: string, text: string): Diagnostic[] {
  return Object.values(placeholders).flatMap((placeholder) => {
    const start = text.indexOf(placeholder);
    if (start < 0) return [];
    const message = 'this text is still the placeholder that `octavo` wrote';
    const at = { path, start, end: start + placeholder.length };
    return [warning('page/placeholder', message, at, { hint: 'replace it, or remove it' })];
  });
}
