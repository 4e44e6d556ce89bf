// Diagnostics → problems for the overlay, with the same messages, groups and code frames as in the terminal. It must not word anything itself.

import type { Diagnostic } from '../../model/diagnostic.ts';
import { grouped } from '../../model/diagnostic-groups.ts';
import { codeFrame, lineColumnAt } from '../../text/code-frame.ts';
import type { Problem } from './messages.ts';

export function problemsOf(diagnostics: readonly Diagnostic[], textOf: (path: string) => string | null): Problem[] {
  return grouped(diagnostics).flatMap(({ first: { severity, code }, shown, count }) => {
    const problems = shown.map((diagnostic) => problemOf(diagnostic, textOf));
    if (count === shown.length) return problems;
    const message = `and ${count - shown.length} more`;
    return problems.concat({ severity, code, message, place: null, frame: [], hint: null });
  });
}

function problemOf(
  { severity, code, message, at, hint }: Diagnostic,
  textOf: (path: string) => string | null,
): Problem {
  const text = at ? textOf(at.path) : null;
  if (!at || text === null) return { severity, code, message, place: at?.path ?? null, frame: [], hint };
  const { line, column } = lineColumnAt(text, at.start);
  return { severity, code, message, place: `${at.path}:${line}:${column}`, frame: codeFrame(text, at), hint };
}
