// Diagnostics → problems for the overlay, with the same messages and code frames as in the terminal. It must not word anything itself.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { codeFrame, lineColumnAt } from '../../text/code-frame.ts';
import type { Problem } from './messages.ts';

export function problemsOf(diagnostics: readonly Diagnostic[], textOf: (path: string) => string | null): Problem[] {
  return diagnostics.map(({ severity, code, message, at, hint }) => {
    const text = at ? textOf(at.path) : null;
    if (!at || text === null) return { severity, code, message, place: at?.path ?? null, frame: [], hint };
    const { line, column } = lineColumnAt(text, at.start);
    return { severity, code, message, place: `${at.path}:${line}:${column}`, frame: codeFrame(text, at), hint };
  });
}
