// Prints diagnostics as lines of text that tests compare: `2:7-2:12 error site/invalid-url message [hint]`.

import type { Diagnostic, Span } from '../../src/model/diagnostic.ts';

/** One line for each diagnostic, with its position in `text`. */
export function printed(diagnostics: readonly Diagnostic[], text: string): string[] {
  return diagnostics.map(({ severity, code, message, at, hint }) => {
    const range = at ? rangeOf(at, text) : '-';
    return `${range} ${severity} ${code} ${message}${hint ? ` [${hint}]` : ''}`;
  });
}

function rangeOf(span: Span, text: string): string {
  return `${position(text, span.start)}-${position(text, span.end)}`;
}

function position(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}
