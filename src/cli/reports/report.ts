// Diagnostics → text for a terminal, or JSON for tools. No other file may format them, and this one must never print.

import pc from 'picocolors';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { codeFrame, escapeControls, lineColumnAt } from '../../text/code-frame.ts';

/** Returns the text of a file that a diagnostic points into; null if it can't be read. */
export type TextOf = (path: string) => string | null;

/** Formats each diagnostic as a block of lines, with an empty line between blocks. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], textOf: TextOf): string {
  return diagnostics.map((diagnostic) => diagnosticLines(diagnostic, textOf).join('\n')).join('\n\n');
}

function diagnosticLines(diagnostic: Diagnostic, textOf: TextOf): string[] {
  const paint = diagnostic.severity === 'error' ? pc.red : pc.yellow;
  const head = `${paint(pc.bold(`${diagnostic.severity}[${diagnostic.code}]`))} ${pc.bold(escapeControls(diagnostic.message))}`;
  const hint = diagnostic.hint ? [`  ${pc.cyan('hint:')} ${escapeControls(diagnostic.hint)}`] : [];
  const related = diagnostic.related.flatMap(({ message, at }) => [
    `  ${pc.dim('note:')} ${escapeControls(message)}`,
    ...locationLines(at, textOf, pc.blue),
  ]);
  const place = diagnostic.at ? locationLines(diagnostic.at, textOf, paint) : [];
  return [head, ...place, ...related, ...hint];
}

function locationLines(at: NonNullable<Diagnostic['at']>, textOf: TextOf, mark: (text: string) => string): string[] {
  const text = textOf(at.path);
  if (text === null) return [`  ${pc.dim('at')} ${escapeControls(at.path)}`];
  const { line, column } = lineColumnAt(text, at.start);
  const frame = codeFrame(text, at, { mark, dim: pc.dim }).map((row) => `  ${row}`);
  return [`  ${pc.dim('at')} ${escapeControls(at.path)}:${line}:${column}`, ...frame];
}

/** A diagnostic for tools. Lines and columns count from 1, offsets from 0, all in UTF-16 code units. */
export interface JsonDiagnostic {
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly at: JsonSpan | null;
  readonly related: readonly { readonly message: string; readonly at: JsonSpan }[];
}

export interface JsonSpan {
  readonly path: string;
  readonly start: { readonly line: number; readonly column: number; readonly offset: number };
  readonly end: { readonly line: number; readonly column: number; readonly offset: number };
}

export function jsonDiagnostics(diagnostics: readonly Diagnostic[], textOf: TextOf): JsonDiagnostic[] {
  const span = (at: NonNullable<Diagnostic['at']>): JsonSpan => {
    const text = textOf(at.path) ?? '';
    return {
      path: at.path,
      start: { ...lineColumnAt(text, at.start), offset: at.start },
      end: { ...lineColumnAt(text, at.end), offset: at.end },
    };
  };
  return diagnostics.map(({ severity, code, message, hint, at, related }) => ({
    severity,
    code,
    message,
    hint,
    at: at ? span(at) : null,
    related: related.map((each) => ({ message: each.message, at: span(each.at) })),
  }));
}

/** `1 error and 2 warnings`; empty if there are none. */
export function problemCount(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  return [countOf(errors, 'error'), countOf(warnings, 'warning')].filter((words) => words !== '').join(' and ');
}

/** A sentence about `future` scheduled posts; empty for none. `isShown`: whether they are in the result. */
export function futureNote(future: number, isShown: boolean): string {
  if (future === 0) return '';
  const posts = countOf(future, 'scheduled post');
  return isShown ? `${posts} included` : `${posts} left out: use \`--future\` to include scheduled posts`;
}

/** `1 post`, `2 posts`; empty for 0. */
export function countOf(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
