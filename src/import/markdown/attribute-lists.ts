// kramdown's attribute lists: `{: #id .class}` after a block or a span, `{:toc}`, and its extensions `{::comment}`. An id moves to its heading
// or becomes an anchor; a class that means a callout makes one; all else has no meaning to us and goes.

import type { Nodes, Root } from 'mdast';
import { calloutKind } from '../tags/blocks.ts';
import type { Edit } from '../tags/edits.ts';
import { eachNode, rangeOf } from './parse.ts';

export interface AttributeEdits {
  readonly edits: readonly Edit[];
  /** Ids for headings, by the heading's offset. */
  readonly headingIds: ReadonlyMap<number, string>;
}

export function attributeEdits(tree: Root, text: string): AttributeEdits {
  const edits: Edit[] = [];
  const headingIds = new Map<number, string>();
  if (!/\{:/.test(text)) return { edits, headingIds };
  eachNode(tree, (node, ancestors) => {
    if (node.type === 'list' && isContents(node, text)) edits.push({ ...rangeOf(node), text: '' });
    if (node.type !== 'text') return;
    const range = rangeOf(node);
    for (const match of text.slice(range.start, range.end).matchAll(/\{:(?!\/|:)([^{}\n]*)\}/g)) {
      const start = range.start + match.index;
      const end = start + match[0].length;
      const id = /#([^\s}.]+)/.exec(match[1] ?? '')?.[1] ?? null;
      if (!isAloneOnLine(text, start, end)) {
        // In a heading, `markdown.ts` reads it.
        if (ancestors.some(({ type }) => type === 'heading') && text.slice(end).match(/^[ \t]*(?:\r?\n|$)/)) continue;
        edits.push({ start, end, text: '' });
        continue;
      }
      const block = blockOf(ancestors, start, tree, text);
      if (id !== null && block?.type === 'heading') headingIds.set(rangeOf(block).start, id);
      else if (id !== null && block !== null)
        edits.push({ ...at(rangeOf(block).start), text: `<a id="${id}"></a>\n\n` });
      const kind = [...(match[1] ?? '').matchAll(/\.([\w-]+)/g)]
        .map(([, name = '']) => calloutKind(name))
        .find(Boolean);
      if (kind && block?.type === 'paragraph') edits.push(...calloutEdits(block, text, start, kind));
      if (kind && block?.type === 'blockquote') edits.push({ ...at(rangeOf(block).start), text: `> [!${kind}]\n` });
      edits.push(lineEdit(text, start, end));
    }
  });
  return { edits, headingIds };
}

function at(offset: number): { start: number; end: number } {
  return { start: offset, end: offset };
}

/** `* TOC` with `{:toc}`: a table of contents, which our pages have anyway. */
function isContents(node: Nodes, text: string): boolean {
  const { start, end } = rangeOf(node);
  return end - start < 300 && /\{:\s*toc\b[^}]*\}\s*$/.test(text.slice(start, end + 40).split(/\n\s*\n/)[0] ?? '');
}

function isAloneOnLine(text: string, start: number, end: number): boolean {
  return (
    /(?:^|\n)[ \t>]*$/.test(text.slice(Math.max(0, start - 100), start)) &&
    /^[ \t]*(?:\r?\n|$)/.test(text.slice(end, end + 100))
  );
}

/** The block that a list on its own line belongs to: the one it ends, else the one right above, else the one right below. */
function blockOf(ancestors: readonly Nodes[], start: number, tree: Root, text: string): Nodes | null {
  const own = ancestors.findLast(({ type }) => type === 'paragraph');
  if (own !== undefined && text.slice(rangeOf(own).start, start).trim() !== '') return own;
  const siblings: readonly Nodes[] = tree.children;
  const above = siblings.findLast((node) => rangeOf(node).end <= start);
  if (above !== undefined && !/\n\s*\n/.test(text.slice(rangeOf(above).end, start))) return above;
  return siblings.find((node) => rangeOf(node).start > start) ?? null;
}

function calloutEdits(block: Nodes, text: string, end: number, kind: string): Edit[] {
  const { start } = rangeOf(block);
  const breaks = [...text.slice(start, end - 1).matchAll(/\n/g)].map(({ index }) => start + index + 1);
  return [
    { ...at(start), text: `> [!${kind}]\n> ` },
    ...breaks.filter((offset) => offset < end).map((offset) => ({ start: offset, end: offset, text: '> ' })),
  ];
}

/** Removes the whole line, but not the empty ones around it. */
function lineEdit(text: string, start: number, end: number): Edit {
  const from = text.lastIndexOf('\n', start - 1);
  return { start: from < 0 ? 0 : from, end, text: '' };
}

/** Removes kramdown's comments and options and the marks around what it passes through. */
export function withoutExtensions(text: string): string {
  if (!text.includes('{:')) return text;
  return text
    .replace(/\{::comment\}[\s\S]*?\{:\/(?:comment)?\}/g, '')
    .replace(/\{::(?:options|nomarkdown)\b[^}]*\}|\{:\/(?:nomarkdown)?\}/g, '');
}
