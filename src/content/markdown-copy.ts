// The page as Markdown for other tools: its title, its text with the listings that come from files, addresses as slots.
// Made by cutting the source apart at known positions, so that everything else stays exactly as its author wrote it.

import type { Nodes, Root } from 'mdast';
import type { Holey, Meta, Slot } from '../model/page.ts';
import { escapeMarkdown } from '../text/escape.ts';
import type { Fence } from './code/code-blocks.ts';
import { languageOf } from './code/listings.ts';
import { addressOf } from './context/addresses.ts';
import { type Manuscript, type Stretch, stretchOf } from './context/render-context.ts';

interface Edit extends Stretch {
  readonly by: string | Slot;
}

/** The copy of a page; `tree` is its Markdown tree, of which only positions are read. */
export function copyOf(tree: Root, meta: Meta, manuscript: Manuscript): Holey {
  const edits = [...addressEdits(manuscript), ...listingEdits(manuscript), ...markEdits(tree, manuscript.text)];
  const start = manuscript.text.length - manuscript.text.trimStart().length;
  return ended(joined([header(meta), ...spliced(manuscript.text.trimEnd(), start, edits)]));
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

function addressEdits(manuscript: Manuscript): Edit[] {
  const edits: Edit[] = [];
  for (const { start, end, url } of manuscript.destinations.values()) {
    const address = addressOf(url, manuscript.path);
    if (address.kind !== 'local' || address.slot.to === 'self') continue;
    edits.push({ start, end, by: { kind: 'address', ...address.slot, at: manuscript.span(start, end) } });
  }
  return edits;
}

function listingEdits(manuscript: Manuscript): Edit[] {
  return manuscript.fences.flatMap((fence) =>
    fence.passage?.path ? [{ ...fence.stretch, by: listing(fence, fence.passage.text, manuscript) }] : [],
  );
}

/** The block with its text inside, indented and quoted as the block itself was. */
function listing(fence: Fence, code: string, { text }: Manuscript): string {
  const { start, end } = fence.stretch;
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const prefix = text.slice(lineStart, start).replace(/[^>\s]/g, ' ');
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const mark = '`'.repeat(longest + 1);
  const title = fence.info.options['title'] ?? fence.info.options['alt'];
  const named = title ? ` ${text.slice(fence.infoStart + title.keyStart, fence.infoStart + title.end)}` : '';
  const lines = [`${mark}${languageOf(fence)}${named}`, ...code.split('\n'), mark];
  const ending = /[\n\r]$/.test(text.slice(start, end)) ? '\n' : '';
  return lines.map((line, index) => (index === 0 ? line : `${prefix}${line}`.trimEnd())).join('\n') + ending;
}

/** Takes the mark of the excerpt out, with the line ends after it. */
function markEdits(node: Nodes, text: string): Edit[] {
  const stretch = node.type === 'html' && /^<!--\s*more\s*-->$/i.test(node.value.trim()) ? stretchOf(node) : null;
  if (stretch) {
    const rest = /^[\t\n\r ]*/.exec(text.slice(stretch.end))?.[0].length ?? 0;
    const isLine = /(?:^|[\n\r])$/.test(text.slice(0, stretch.start));
    return [{ start: stretch.start, end: stretch.end + (isLine ? rest : 0), by: '' }];
  }
  return 'children' in node ? node.children.flatMap((child) => markEdits(child, text)) : [];
}

function spliced(text: string, from: number, edits: readonly Edit[]): (string | Slot)[] {
  const parts: (string | Slot)[] = [];
  let done = from;
  for (const { start, end, by } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < done) continue;
    parts.push(text.slice(done, start), by);
    done = end;
  }
  parts.push(text.slice(done));
  return parts;
}

/** With exactly one line end after all. */
function ended(parts: Holey): Holey {
  const last = parts.at(-1);
  return typeof last === 'string' ? [...parts.slice(0, -1), `${last.trimEnd()}\n`] : [...parts, '\n'];
}

/** One string for what stands together, with plain line ends. */
function joined(parts: readonly (string | Slot)[]): Holey {
  const merged: (string | Slot)[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part !== 'string') merged.push(part);
    else if (typeof last === 'string') merged[merged.length - 1] = last + part.replace(/\r\n?/g, '\n');
    else if (part !== '') merged.push(part.replace(/\r\n?/g, '\n'));
  }
  return merged;
}
