// Diagnostics as lines of text, for comparing: `2:7-2:12 error site/invalid-url message [hint]`.

import type { Diagnostic, Span } from '../../src/model/diagnostic.ts';

/** Each diagnostic with its place in `text`, in the order given. */
export function printed(diagnostics: readonly Diagnostic[], text: string): string[] {
  return diagnostics.map(({ severity, code, message, at, hint }) => {
    const place = at ? placeOf(at, text) : '-';
    return `${place} ${severity} ${code} ${message}${hint ? ` [${hint}]` : ''}`;
  });
}

function placeOf(span: Span, text: string): string {
  return `${position(text, span.start)}-${position(text, span.end)}`;
}

function position(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}
