// Resolves the code that a block shows: its own text, a file, a line range or region of a file, or a recorded console session.
// Must not read files: their text comes with the request, null for a file that does not exist.

import { error, type Span, warning } from '../../model/diagnostic.ts';
import { hasEscapes, withoutEscapes } from '../../text/ansi.ts';
import { cleanText, findForbidden } from '../../text/clean-text.ts';
import { nearest } from '../../text/nearest.ts';
import { byCodeUnit } from '../../text/order.ts';
import { folderOf } from '../../text/paths.ts';
import type { CodeBlock, FenceInfo, Snippet, Word } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { openingSpan } from '../context/spans.ts';
import type { TextRange } from '../context/text-range.ts';
import { type Include, includeOf } from './includes.ts';
import { consoleLanguages } from './languages.ts';
import { opensRegion, regionMarks, regionsOf } from './regions.ts';

interface SnippetSource {
  readonly node: CodeBlock['node'];
  readonly info: FenceInfo;
  readonly infoStart: number;
  readonly range: TextRange;
}

/** The code that a block shows; null, with an error reported, if it names something that does not exist. */
export function snippetFor(source: SnippetSource, context: RenderContext): Snippet | null {
  const snippet = rawSnippet(source, context);
  if (!snippet || !hasEscapes(snippet.text)) return snippet && { ...snippet, text: cleanText(snippet.text) };
  const { language } = source.info;
  if (!consoleLanguages.has(language.value.toLowerCase())) {
    const at = openingSpan(source, context);
    const message = 'the ANSI escape sequences of this code block are removed';
    const hint = 'use the language `console` to show their colors';
    context.diagnostics.push(warning('code/escape-sequences', message, at, { hint }));
  }
  return { ...snippet, text: cleanText(withoutEscapes(snippet.text)), colored: snippet.text };
}

/** The snippet with the characters of its source, whatever they are. */
function rawSnippet(source: SnippetSource, context: RenderContext): Snippet | null {
  const { node, info, infoStart, range } = source;
  const include = includeOf(context.path, info);
  if (!include) {
    reportRangeWithoutFile(source, context);
    return ownText(source, context);
  }
  if (node.value.trim() !== '') {
    const at = context.span(range.start, range.end);
    const message = `the text of this code block is ignored: it shows \`${include.written}\` instead`;
    context.diagnostics.push(warning('code/text-and-file', message, at, { hint: 'leave the block empty' }));
  }
  const option = info.options[include.kind];
  const at = context.span(infoStart + (option?.start ?? 0), infoStart + (option?.end ?? 0));
  const text = textOfInclude(include, at, context);
  if (text === null || include.path === null) return null;
  return selectLines({ text, path: include.path }, source, context);
}

function ownText({ node, range }: SnippetSource, context: RenderContext): Snippet {
  const starts = lineStarts(context.text.slice(range.start, range.end));
  const [opening = ''] = context.text.slice(range.start, range.end).split(/[\n\r]/, 1);
  const isFenced = /^(?:`{3}|~{3}|\$\$[ \t]*$)/.test(opening) && !node.value.startsWith(opening);
  const lineSpan = (line: number): Span => {
    const index = Math.min(line + (isFenced ? 1 : 0), starts.length - 1);
    const start = range.start + (starts[index] ?? 0);
    const end = Math.min(range.end, range.start + (starts[index + 1] ?? range.end));
    return context.span(...trimmed(context.text, start, end));
  };
  const text = originalOf(node.value, range, isFenced ? opening.length : 0, context).replace(/\r\n?/g, '\n');
  return { text, colored: null, path: null, firstLine: 1, annotations: [], lineSpan };
}

/** A block's own text with the characters that were replaced before it was parsed. They are in the same order in both. */
function originalOf(value: string, range: TextRange, skipped: number, { text, original }: RenderContext): string {
  if (!value.includes('\uFFFD') || text === original) return value;
  const start = range.start + skipped;
  const written = original.slice(start, range.end);
  const replaced = Array.from(text.slice(start, range.end).matchAll(/\uFFFD/g), ({ index }) => written[index] ?? '');
  let next = 0;
  return value.replace(/\uFFFD/g, (mark) => replaced[next++] ?? mark);
}

function reportRangeWithoutFile({ info, infoStart }: SnippetSource, context: RenderContext): void {
  for (const key of ['lines', 'region']) {
    const option = info.options[key];
    if (!option) continue;
    const at = context.span(infoStart + option.keyStart, infoStart + option.end);
    const hint = 'name a file with `file=…`';
    context.diagnostics.push(
      warning('code/range-without-file', `\`${key}\` has no effect without a file`, at, { hint }),
    );
  }
}

function textOfInclude(include: Include, at: Span, context: RenderContext): string | null {
  const { kind, path, written } = include;
  if (path === null) {
    const outside = `\`${written}\` is outside \`content/\``;
    const message = kind === 'file' ? outside : `\`${written}\` is not a valid name of a lab step`;
    const hint = kind === 'file' ? "copy the file into the page's folder" : 'steps have names such as `first-run`';
    context.diagnostics.push(error(kind === 'file' ? 'code/file-outside' : 'code/bad-step', message, at, { hint }));
    return null;
  }
  const text = context.includes[path] ?? null;
  if (text !== null) {
    reportForbiddenIn(path, text, context);
    return text.replace(/^\uFEFF/, '');
  }
  const code = kind === 'file' ? 'code/missing-file' : 'code/missing-recording';
  const message =
    kind === 'file' ? `the file \`${path}\` does not exist` : `step \`${written}\` has no recording at \`${path}\``;
  context.diagnostics.push(error(code, message, at, { hint: hintForMissing(include, path, context) }));
  return null;
}

function reportForbiddenIn(path: string, text: string, context: RenderContext): void {
  const start = findForbidden(withoutEscapes(text, (written) => ' '.repeat(written.length)));
  if (start < 0) return;
  const code = text.charCodeAt(start).toString(16).toUpperCase().padStart(4, '0');
  const message = `the character U+${code} is not allowed in a page and is replaced`;
  const at = { path, start, end: start + 1 };
  context.diagnostics.push(warning('code/control-character', message, at, { hint: 'remove it from the file' }));
}

/** Suggests the most similar name among the files that the page's other blocks show: no others are known here. */
function hintForMissing({ kind, written }: Include, path: string, context: RenderContext): string {
  const folder = folderOf(kind === 'step' ? path : context.path);
  const existing = Object.keys(context.includes)
    .filter((other) => context.includes[other] !== null && other.startsWith(`${folder}/`))
    .map((other) => other.slice(folder.length + 1))
    .map((other) => (kind === 'step' ? other.replace(/\.txt$/, '') : other));
  const near = nearest(written.replace(/^\.\//, ''), existing);
  if (near) return `did you mean \`${near}\`?`;
  if (kind !== 'step') return "paths are relative to the page's folder";
  const slug = /\/([^/]+)\/lab\/recordings\/[^/]+$/.exec(path)?.[1] ?? '';
  return `run \`octavo labs --record ${slug}\``;
}

/** The lines of a file that a block shows, without region marks; those of a part also without their common indentation. */
function selectLines(
  file: { text: string; path: string },
  source: SnippetSource,
  context: RenderContext,
): Snippet | null {
  const lines = file.text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  const range = rangeFor(lines, source, context);
  if (!range) return null;
  const marks = regionMarks(lines);
  const numbers: number[] = [];
  for (let line = range.first; line <= range.last; line++) if (!marks.has(line)) numbers.push(line);
  while (range.isPart && numbers.length > 0 && isBlank(lines[numbers[0] ?? 0])) numbers.shift();
  while (range.isPart && numbers.length > 0 && isBlank(lines[numbers.at(-1) ?? 0])) numbers.pop();
  const shown = numbers.map((number) => lines[number] ?? '');
  const starts = lineStarts(file.text);
  return {
    text: (range.isPart ? withoutIndentation(shown) : shown).join('\n'),
    colored: null,
    path: file.path,
    firstLine: (numbers[0] ?? 0) + 1,
    annotations: [],
    lineSpan: (line) => {
      const number = numbers[line] ?? numbers.at(-1) ?? 0;
      const [start, end] = trimmed(file.text, starts[number] ?? 0, starts[number + 1] ?? file.text.length);
      return { path: file.path, start, end };
    },
  };
}

/** Lines, counted from 0, including the last. */
interface LineRange {
  readonly first: number;
  readonly last: number;
  readonly isPart: boolean;
}

function rangeFor(lines: readonly string[], source: SnippetSource, context: RenderContext): LineRange | null {
  const { region, lines: requested } = source.info.options;
  const span = (part: Word) => context.span(source.infoStart + part.start, source.infoStart + part.end);
  if (region && requested) {
    const hint = 'remove one of them';
    const message = '`lines` and `region` cannot be used together';
    context.diagnostics.push(error('code/lines-and-region', message, span(requested), { hint }));
    return null;
  }
  if (region) return requestedRegion(lines, region, span(region), context);
  return requested ? requestedLines(lines.length, requested, span(requested), context) : allLines(lines);
}

function allLines(lines: readonly string[]): LineRange {
  return { first: 0, last: lines.length - 1, isPart: false };
}

function requestedLines(count: number, requested: Word, at: Span, context: RenderContext): LineRange | null {
  const match = /^(\d{1,6})?(-)?(\d{1,6})?$/.exec(requested.value);
  const first = match?.[1] === undefined ? 1 : Number(match[1]);
  const last = match?.[3] !== undefined ? Number(match[3]) : match?.[2] === undefined ? first : count;
  const isRange = match && (match[1] ?? match[3]) !== undefined && first >= 1 && last >= first;
  if (!isRange) {
    const message = `\`${requested.value}\` is not a range of lines`;
    const hint = 'write `lines=4-20`, `lines=4-` or `lines=7`';
    context.diagnostics.push(error('code/bad-lines', message, at, { hint }));
    return null;
  }
  if (last > count) {
    const message = `line ${last} is past the end of the file, which has ${count === 1 ? '1 line' : `${count} lines`}`;
    const hint = 'use `region=…` to keep track of code that moves within a file';
    context.diagnostics.push(error('code/lines-out-of-range', message, at, { hint }));
    return null;
  }
  return { first: first - 1, last: last - 1, isPart: true };
}

function requestedRegion(
  lines: readonly string[],
  requested: Word,
  at: Span,
  context: RenderContext,
): LineRange | null {
  const regions = regionsOf(lines);
  const region = regions.get(requested.value);
  if (region) return { ...region, isPart: true };
  const isOpen = opensRegion(lines, requested.value);
  const names = [...regions.keys()].sort(byCodeUnit);
  const near = nearest(requested.value, names);
  const known = names.length > 0 ? `regions in the file: ${names.map((name) => `\`${name}\``).join(', ')}` : null;
  const hint = isOpen
    ? `close it with \`#endregion ${requested.value}\``
    : near
      ? `did you mean \`${near}\`?`
      : (known ??
        `mark the lines with \`#region ${requested.value}\` and \`#endregion ${requested.value}\` in comments`);
  const message = isOpen
    ? `region \`${requested.value}\` is never closed`
    : `the file has no region \`${requested.value}\``;
  context.diagnostics.push(error('code/missing-region', message, at, { hint }));
  return null;
}

function withoutIndentation(lines: readonly string[]): readonly string[] {
  let common: string | null = null;
  for (const line of lines) {
    if (isBlank(line)) continue;
    const indentation = /^[ \t]*/.exec(line)?.[0] ?? '';
    common = common === null ? indentation : commonStart(common, indentation);
  }
  const length = common?.length ?? 0;
  return lines.map((line) => (isBlank(line) ? '' : line.slice(length)));
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return starts;
}

function trimmed(text: string, start: number, end: number): [number, number] {
  const line = text.slice(start, end);
  const from = start + (line.length - line.trimStart().length);
  const to = start + line.trimEnd().length;
  return from < to ? [from, to] : [start, start];
}
