// Diagnostics → text for a terminal, or JSON for tools. No other file may format them, and this one must never print.

import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { type Diagnostic, isError } from '../../model/diagnostic.ts';
import {
  countsByCode,
  type DiagnosticGroup,
  errorsFirst,
  firstToFix,
  grouped,
  maxSingles,
} from '../../model/diagnostic-groups.ts';
import { codeFrame, escapeControls, lineColumnAt } from '../../text/code-frame.ts';
import { columnsOf } from '../../text/display-width.ts';

/** Returns the text of a file that a diagnostic points into; null if it can't be read. */
export type TextOf = (path: string) => string | null;

/**
 * Two screens, without the last lines. A longer report shows one entry for each code and, if that is not enough, one line. A line that is
 * longer than the screen is wide takes several rows.
 */
const maxRows = 80;
const screenWidth = 80;
/** The last lines count so many codes of each severity. */
const maxCounts = 12;

/**
 * What a person sees of a build: more than ten diagnostics of one code are one entry, and a long report is shorter still. `everything`
 * is what to type to see all of them; null if this is it.
 */
export function formatReport(diagnostics: readonly Diagnostic[], textOf: TextOf, everything: string | null): string {
  if (everything === null) return formatDiagnostics(diagnostics, textOf);
  const read = readingOnce(textOf);
  for (const groups of [grouped(diagnostics), grouped(diagnostics, 1)]) {
    const text = formatGroups(groups, read, everything);
    if (rowsOf(text) <= maxRows) return text;
  }
  return formatLines(errorsFirst(grouped(diagnostics, 1)), read, everything);
}

function rowsOf(text: string): number {
  const lines = stripVTControlCharacters(text).split('\n');
  return lines.reduce((rows, line) => rows + Math.max(1, Math.ceil(columnsOf(line) / screenWidth)), 0);
}

function formatGroups(groups: readonly DiagnosticGroup[], textOf: TextOf, everything: string): string {
  const hasMore = groups.some(({ count }) => count > 1);
  const blocks = groups.map((group) => groupLines(group, textOf).join('\n'));
  return [...blocks, ...(hasMore ? [pc.dim(`${everything} shows every one`)] : [])].join('\n\n');
}

function groupLines({ first, shown, count }: DiagnosticGroup, textOf: TextOf): string[] {
  if (count === 1) return diagnosticLines(first, textOf);
  const places = shown.slice(1).map((one) => `    ${placeOf(one, textOf)} ${escapeControls(one.message)}`);
  const more = `  ${pc.bold(`and ${withCommas(count - 1)} more`)} of \`${first.code}\`, the next ones here:`;
  return [...diagnosticLines(first, textOf), more, ...places];
}

/** One line for each code, as many as fit. */
function formatLines(groups: readonly DiagnosticGroup[], textOf: TextOf, everything: string): string {
  const lines = groups.map(({ first, count }) => {
    const paint = first.severity === 'error' ? pc.red : pc.yellow;
    const head = paint(pc.bold(`${first.severity}[${first.code}]`));
    return `${head} ${pc.bold(`${withCommas(count)}×`)} ${placeOf(first, textOf)} ${escapeControls(first.message)}`;
  });
  let rows = 1;
  const shown = lines.filter((line) => {
    rows += rowsOf(line);
    return rows <= maxRows;
  });
  const more = countOf(lines.length - shown.length, 'more code');
  return [...shown, pc.dim(`${more === '' ? '' : `${more}: `}${everything} shows every one`)].join('\n');
}

function placeOf({ at }: Diagnostic, textOf: TextOf): string {
  const text = at && textOf(at.path);
  if (!at || text === null) return at ? `${escapeControls(at.path)}:` : '';
  const { line, column } = lineColumnAt(text, at.start);
  return `${escapeControls(at.path)}:${line}:${column}:`;
}

/** Formats each diagnostic as a block of lines, with an empty line between blocks. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], textOf: TextOf): string {
  const read = readingOnce(textOf);
  return diagnostics.map((diagnostic) => diagnosticLines(diagnostic, read).join('\n')).join('\n\n');
}

/** Keeps the text that was read last: a report has many places in one file after the other. */
function readingOnce(textOf: TextOf): TextOf {
  let known: { readonly path: string; readonly text: string | null } | null = null;
  return (path) => {
    if (known?.path !== path) known = { path, text: textOf(path) };
    return known.text;
  };
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

/** The last lines of a report: how often each code occurs and, if there are many, what to fix first. Empty if there is nothing to fix. */
export function formatCounts(diagnostics: readonly Diagnostic[]): string {
  const counts = countsByCode(diagnostics);
  const lineFor = (severity: Diagnostic['severity']) => {
    const codes = counts.filter((each) => each.severity === severity);
    const shown = codes.slice(0, maxCounts).map(({ code, count }) => `${withCommas(count)} ${code}`);
    const more = countOf(codes.length - shown.length, 'more code');
    return codes.length === 0 ? [] : [pc.dim(`${severity}s: ${[...shown, ...(more === '' ? [] : [more])].join(', ')}`)];
  };
  const first = diagnostics.length > maxSingles ? firstToFix(diagnostics) : null;
  const start = first === null ? [] : [`${pc.bold('fix first:')} ${startWith(first, diagnostics)}`];
  return [...lineFor('error'), ...lineFor('warning'), ...start].join('\n');
}

function startWith(first: Diagnostic, diagnostics: readonly Diagnostic[]): string {
  const same = diagnostics.filter(({ severity, code }) => severity === first.severity && code === first.code);
  const share = `${withCommas(same.length)} of ${problemCount(diagnostics.filter((one) => one.severity === first.severity))}`;
  const hint = first.hint === null ? escapeControls(first.message) : escapeControls(first.hint);
  return `\`${first.code}\` (${share}), such as in ${escapeControls(first.at?.path ?? 'no file')}: ${hint}`;
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
  const read = readingOnce(textOf);
  const span = (at: NonNullable<Diagnostic['at']>): JsonSpan => {
    const text = read(at.path) ?? '';
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

/** What is not published yet, and whether it is in the result anyway. */
export interface Unfinished {
  readonly drafts: number;
  readonly future: number;
}

/** Sentences about drafts and scheduled posts; empty if there are none. `shows`: which of them are in the result. */
export function unfinishedNote(
  { drafts, future }: Unfinished,
  shows: { readonly drafts: boolean; readonly future: boolean },
): string {
  const kinds = [
    { posts: countOf(drafts, 'draft'), isShown: shows.drafts, hint: '`--drafts` includes drafts' },
    { posts: countOf(future, 'scheduled post'), isShown: shows.future, hint: '`--future` includes scheduled posts' },
  ].filter(({ posts }) => posts !== '');
  const included = kinds.filter(({ isShown }) => isShown).map(({ posts }) => posts);
  const leftOut = kinds.filter(({ isShown }) => !isShown);
  return [
    ...(included.length > 0 ? [`${included.join(' and ')} included`] : []),
    ...(leftOut.length > 0
      ? [`${leftOut.map(({ posts }) => posts).join(' and ')} left out: ${leftOut.map(({ hint }) => hint).join(', ')}`]
      : []),
  ].join('; ');
}

/** `3 posts and 1 page`, or `3 posts and 1 page, 2 of them with errors`; `paths` are the files of all pages. */
export function contentOf(
  { posts, pages }: { readonly posts: number; readonly pages: number },
  diagnostics: readonly Diagnostic[],
  paths: readonly string[],
): string {
  const bad = new Set(diagnostics.filter(isError).map(({ at }) => at?.path));
  const withErrors = paths.filter((path) => bad.has(path)).length;
  const content = [countOf(posts, 'post'), countOf(pages, 'page')].filter(Boolean).join(' and ');
  if (content === '') return 'a site without posts and pages';
  return withErrors === 0 ? content : `${content}, ${withErrors} of them with errors`;
}

/** `1 post`, `2 posts`; empty for 0. */
export function countOf(number: number, noun: string): string {
  return number === 0 ? '' : `${withCommas(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** `3,740`. */
function withCommas(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
