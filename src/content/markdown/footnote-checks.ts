// Footnotes that lead nowhere: marks without a note, which stay plain text, and notes without a mark, which are not shown.

import type { FootnoteDefinition, Nodes, Root, Text } from 'mdast';
import { warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import { type Manuscript, spanOf, stretchOf } from '../context/render-context.ts';

export function footnoteChecks(tree: Root, manuscript: Manuscript): void {
  const notes = new Map<string, FootnoteDefinition>();
  const used = new Set<string>();
  const texts: Text[] = [];
  eachNode(tree, (node) => {
    if (node.type === 'footnoteReference') used.add(node.identifier);
    if (node.type === 'text' && node.value.includes('[^')) texts.push(node);
    if (node.type !== 'footnoteDefinition') return;
    if (notes.has(node.identifier)) sayDuplicate(node, manuscript);
    else notes.set(node.identifier, node);
  });
  for (const node of texts) sayUndefined(node, [...notes.keys()], manuscript);
  for (const [identifier, node] of notes) if (!used.has(identifier)) sayUnused(node, manuscript);
}

function eachNode(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ('children' in node) for (const child of node.children) eachNode(child, visit);
}

function sayUndefined(node: Text, names: readonly string[], manuscript: Manuscript): void {
  const stretch = stretchOf(node);
  if (!stretch) return;
  const written = manuscript.text.slice(stretch.start, stretch.end);
  for (const match of written.matchAll(/(?<!\\)\[\^([^\]\s]+)\]/g)) {
    const start = stretch.start + match.index;
    const name = match[1] ?? '';
    const near = nearest(name, names);
    const hint = near ? `did you mean \`[^${near}]\`?` : `write the note as \`[^${name}]: …\``;
    const at = manuscript.span(start, start + match[0].length);
    manuscript.diagnostics.push(warning('footnote/undefined', `there is no note \`[^${name}]\``, at, { hint }));
  }
}

function sayUnused(node: FootnoteDefinition, manuscript: Manuscript): void {
  const message = `no mark leads to the note \`[^${node.label ?? node.identifier}]\`, it is not shown`;
  const hint = 'put its mark into the text or take it out';
  manuscript.diagnostics.push(warning('footnote/unused', message, labelSpan(node, manuscript), { hint }));
}

function sayDuplicate(node: FootnoteDefinition, manuscript: Manuscript): void {
  const message = `there is a note \`[^${node.label ?? node.identifier}]\` already, this one is not shown`;
  const hint = 'choose another name';
  manuscript.diagnostics.push(warning('footnote/duplicate', message, labelSpan(node, manuscript), { hint }));
}

/** `[^name]` at the start of a definition. */
function labelSpan(node: FootnoteDefinition, manuscript: Manuscript) {
  const stretch = stretchOf(node);
  if (!stretch) return spanOf(node, manuscript);
  const label = /^\[\^[^\]]*\]/.exec(manuscript.text.slice(stretch.start, stretch.end))?.[0].length ?? 0;
  return manuscript.span(stretch.start, stretch.start + label);
}
