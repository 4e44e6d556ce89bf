// Replaces template tags by Markdown with the help of a generator's table. A tag that the table doesn't know stays as it is and is reported.

import { applyEdits, type Edit } from './edits.ts';
import { argumentsOf, type TagArguments, type TagLanguage, type TemplateTag, templateTags } from './template-tags.ts';

export interface TagCall {
  readonly name: string;
  readonly kind: TemplateTag['kind'];
  readonly rest: string;
  readonly args: TagArguments;
  /** What is between the tag and the one that closes it, with its own tags replaced; null if nothing closes it. */
  readonly inner: string | null;
  /** The same as written. */
  readonly rawInner: string | null;
  /** Whether nothing else is on the tag's lines. */
  readonly isAlone: boolean;
}

/** `block`: on lines of its own, with an empty line around it. */
export interface Replacement {
  readonly text: string;
  readonly layout: 'inline' | 'block';
}

export interface TagTable {
  readonly language: TagLanguage;
  /** Null for a tag that can't be converted. */
  readonly convert: (call: TagCall) => Replacement | null;
  /** Tags whose content is shown as it is. */
  readonly raw: readonly string[];
  /** What tags that are only shown become. */
  readonly escaped: (tag: TemplateTag) => string;
  /** How a tag is named in the report. */
  readonly describe: (tag: TemplateTag) => string;
  /** Parts of the text in which the generator reads no tags. */
  readonly hidden?: (text: string) => readonly { readonly start: number; readonly end: number }[];
  readonly report: (kind: string, offset: number) => void;
}

export function expandTags(text: string, table: TagTable): string {
  if (!text.includes('{{') && !text.includes('{%')) return text;
  const hidden = table.hidden?.(text) ?? [];
  const all = templateTags(text, table.language);
  const tags = all.filter(({ start }) => !hidden.some((range) => range.start <= start && start < range.end));
  return expandRange(text, { start: 0, end: text.length }, tags, table);
}

function expandRange(
  text: string,
  range: { readonly start: number; readonly end: number },
  tags: readonly TemplateTag[],
  table: TagTable,
): string {
  const edits: Edit[] = [];
  for (let index = 0; index < tags.length; index++) {
    const tag = tags[index];
    if (tag === undefined) continue;
    if (tag.isEscaped) {
      edits.push({ start: tag.start, end: tag.end, text: table.escaped(tag) });
      continue;
    }
    if (tag.isClosing) {
      table.report(`not converted: ${table.describe(tag)}`, tag.start);
      continue;
    }
    const closing = closingOf(tags, index, table.raw.includes(tag.name));
    const close = closing === null ? null : (tags[closing] ?? null);
    const content = close === null || closing === null ? null : { start: tag.end, end: close.start };
    const rawInner = content === null ? null : text.slice(content.start, content.end);
    const isRaw = table.raw.includes(tag.name);
    const within = closing === null ? [] : tags.slice(index + 1, closing);
    const inner = content === null ? null : isRaw ? rawInner : expandRange(text, content, within, table);
    const end = close?.end ?? tag.end;
    const isAlone = isBlankBefore(text, tag.start) && isBlankAfter(text, end);
    const { name, kind, rest } = tag;
    const replacement = table.convert({ name, kind, rest, args: argumentsOf(rest), inner, rawInner, isAlone });
    if (replacement === null) {
      table.report(`not converted: ${table.describe(tag)}`, tag.start);
      if (content !== null && inner !== null) edits.push({ ...content, text: inner });
    } else edits.push(placed(text, { ...tag, end }, replacement, close));
    if (closing !== null) index = closing;
  }
  return applyEdits(text, edits, range);
}

/** How a value is named in the report: `{{ card(…) }}` without what it is called with. */
export function valueName(rest: string): string {
  const [, name = '', call] = /^("[^"]*"|'[^']*'|[^|(\s]*)\s*(\()?/.exec(rest.trim()) ?? [];
  return `\`{{ ${name}${call === undefined ? '' : '(…)'} }}\``;
}

/** Index of the tag that closes the one at `index`, or null. In raw text the next one closes it. */
function closingOf(tags: readonly TemplateTag[], index: number, isRaw: boolean): number | null {
  const tag = tags[index];
  if (tag === undefined || tag.isSelfClosing || tag.kind === 'value') return null;
  let depth = 0;
  for (let at = index + 1; at < tags.length; at++) {
    const other = tags[at];
    if (other === undefined || other.name !== tag.name || other.isEscaped) continue;
    if (!other.isClosing) depth += isRaw || other.isSelfClosing ? 0 : 1;
    else if (depth === 0) return at;
    else depth -= 1;
  }
  // An inner tag of the same name without content hides the end: then the last one closes it.
  const last = tags.findLastIndex((other, at) => at > index && other.isClosing && other.name === tag.name);
  return last < 0 ? null : last;
}

function isBlankBefore(text: string, at: number): boolean {
  return /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, at - 200), at));
}

function isBlankAfter(text: string, at: number): boolean {
  return /^[ \t]*(?:\r?\n|$)/.test(text.slice(at, at + 200));
}

/** A block gets empty lines around it, and the indentation of the line that its tag begins. */
function placed(text: string, tag: TemplateTag, replacement: Replacement, close: TemplateTag | null): Edit {
  let { start, end } = tag;
  if (tag.trims[0]) while (/\s/.test(text[start - 1] ?? '')) start -= 1;
  if ((close ?? tag).trims[1]) while (/\s/.test(text[end] ?? '')) end += 1;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  // In a list item or a quote, all lines of a block begin as the first one does.
  const prefix = /^[ \t>]*/.exec(before)?.[0] ?? '';
  const marker = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+/.exec(before)?.[0];
  const indent = marker === undefined ? prefix : prefix + ' '.repeat(marker.length - prefix.length);
  const lines = replacement.text.split('\n');
  const body = lines.map((line, index) => (index === 0 || line === '' ? line : indent + line)).join('\n');
  if (replacement.layout === 'inline') return { start, end, text: body };
  const isFirst = before.slice(prefix.length) === '' || marker === before;
  const above = isFirst ? '' : '\n\n';
  const lineAbove = text.slice(text.lastIndexOf('\n', lineStart - 2) + 1, lineStart);
  const hasTextAbove = isFirst && marker === undefined && lineAbove.endsWith('\n') && /[^\s>]/.test(lineAbove);
  const hasTextBelow = !isBlankAfter(text, end) || /^[ \t]*\r?\n[ \t>]*[^\s>]/.test(text.slice(end, end + 400));
  const gap = prefix.trimEnd();
  const head = hasTextAbove ? `\n${prefix}` : above;
  return {
    start,
    end,
    text: `${head}${body}${hasTextBelow ? (isBlankAfter(text, end) ? `\n${gap}` : `\n\n${indent}`) : ''}`,
  };
}
