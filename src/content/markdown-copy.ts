// The page as Markdown for other tools: reduced front matter, the title, and the text with the listings that come from files. Addresses are
// slots. Replaces text at known positions in the source and never prints a tree, so everything else stays exactly as the author wrote it.

import type { Nodes, Root } from 'mdast';
import type { Meta, Slot, SlottedHtml } from '../model/page.ts';
import { escapeMarkdown } from '../text/escape.ts';
import { languageOf } from './code/code-figure.ts';
import { addressOf } from './context/addresses.ts';
import type { CodeBlock } from './context/code-block.ts';
import type { RenderContext } from './context/render-context.ts';
import { rangeOf, type TextRange } from './context/text-range.ts';

interface Edit extends TextRange {
  readonly replacement: string | Slot;
}

/** The Markdown copy of a page. Only positions are read from `tree`, its Markdown tree. */
export function markdownCopyOf(tree: Root, meta: Meta, context: RenderContext): SlottedHtml {
  const edits = [...addressEdits(context), ...listingEdits(context), ...markEdits(tree, context.text)];
  const start = context.text.length - context.text.trimStart().length;
  return withFinalNewline(merged([header(meta), ...applyEdits(context.text.trimEnd(), start, edits)]));
}

function header(meta: Meta): string {
  const fields = [
    ['title', JSON.stringify(meta.title)],
    ['date', meta.date?.iso],
    ['updated', meta.updated?.iso],
    ['description', meta.description === null ? undefined : JSON.stringify(meta.description)],
    ['tags', meta.tags.length > 0 ? JSON.stringify(meta.tags) : undefined],
  ];
  const lines = fields.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`);
  return `---\n${lines.join('\n')}\n---\n\n# ${escapeMarkdown(meta.title)}\n\n`;
}

function addressEdits(context: RenderContext): Edit[] {
  const edits: Edit[] = [];
  for (const { start, end, url } of context.destinations.values()) {
    const address = addressOf(url, context.path);
    if (address.kind !== 'local' || address.slot.to === 'self') continue;
    edits.push({ start, end, replacement: { kind: 'address', ...address.slot, at: context.span(start, end) } });
  }
  return edits;
}

function listingEdits(context: RenderContext): Edit[] {
  return context.codeBlocks.flatMap((codeBlock) =>
    codeBlock.snippet?.path
      ? [{ ...codeBlock.range, replacement: printListing(codeBlock, codeBlock.snippet.text, context) }]
      : [],
  );
}

/** The code block with its code inside, indented and quoted like the original. */
function printListing(codeBlock: CodeBlock, code: string, { text }: RenderContext): string {
  const { start, end } = codeBlock.range;
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const prefix = text.slice(lineStart, start).replace(/[^>\s]/g, ' ');
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const title = codeBlock.info.options['title'] ?? codeBlock.info.options['alt'];
  const infoEnd = title ? ` ${text.slice(codeBlock.infoStart + title.keyStart, codeBlock.infoStart + title.end)}` : '';
  const lines = [`${fence}${languageOf(codeBlock)}${infoEnd}`, ...code.split('\n'), fence];
  const ending = /[\n\r]$/.test(text.slice(start, end)) ? '\n' : '';
  return lines.map((line, index) => (index === 0 ? line : `${prefix}${line}`.trimEnd())).join('\n') + ending;
}

/** Removes the excerpt mark; if it has a line of its own, with the blank lines after it. */
function markEdits(node: Nodes, text: string): Edit[] {
  const range = node.type === 'html' && /^<!--\s*more\s*-->$/i.test(node.value.trim()) ? rangeOf(node) : null;
  if (range) {
    const rest = /^[\t\n\r ]*/.exec(text.slice(range.end))?.[0].length ?? 0;
    const isLine = /(?:^|[\n\r])$/.test(text.slice(0, range.start));
    return [{ start: range.start, end: range.end + (isLine ? rest : 0), replacement: '' }];
  }
  return 'children' in node ? node.children.flatMap((child) => markEdits(child, text)) : [];
}

function applyEdits(text: string, from: number, edits: readonly Edit[]): (string | Slot)[] {
  const parts: (string | Slot)[] = [];
  let position = from;
  for (const { start, end, replacement: by } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < position) continue;
    parts.push(text.slice(position, start), by);
    position = end;
  }
  parts.push(text.slice(position));
  return parts;
}

/** Ends the copy with exactly one line end. */
function withFinalNewline(parts: SlottedHtml): SlottedHtml {
  const last = parts.at(-1);
  return typeof last === 'string' ? [...parts.slice(0, -1), `${last.trimEnd()}\n`] : [...parts, '\n'];
}

/** Joins neighboring strings and normalizes line ends to `\n`. */
function merged(parts: readonly (string | Slot)[]): SlottedHtml {
  const result: (string | Slot)[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part !== 'string') result.push(part);
    else if (typeof last === 'string') result[result.length - 1] = last + part.replace(/\r\n?/g, '\n');
    else if (part !== '') result.push(part.replace(/\r\n?/g, '\n'));
  }
  return result;
}
