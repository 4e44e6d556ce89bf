// Footnotes that lead nowhere: marks without a note, which stay plain text, and notes without a mark, which are not shown.

import type { FootnoteDefinition, Nodes, Root, Text } from 'mdast';
import { warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import { type RenderContext, spanOf } from '../context/render-context.ts';
import { rangeOf } from '../context/text-range.ts';

export function footnoteChecks(tree: Root, context: RenderContext): void {
  const notes = new Map<string, FootnoteDefinition>();
  const used = new Set<string>();
  const texts: Text[] = [];
  eachNode(tree, (node) => {
    if (node.type === 'footnoteReference') used.add(node.identifier);
    if (node.type === 'text' && node.value.includes('[^')) texts.push(node);
    if (node.type !== 'footnoteDefinition') return;
    if (notes.has(node.identifier)) sayDuplicate(node, context);
    else notes.set(node.identifier, node);
  });
  for (const node of texts) sayUndefined(node, [...notes.keys()], context);
  for (const [identifier, node] of notes) if (!used.has(identifier)) sayUnused(node, context);
}

function eachNode(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ('children' in node) for (const child of node.children) eachNode(child, visit);
}

function sayUndefined(node: Text, names: readonly string[], context: RenderContext): void {
  const range = rangeOf(node);
  if (!range) return;
  const written = context.text.slice(range.start, range.end);
  for (const match of written.matchAll(/(?<!\\)\[\^([^\]\s]+)\]/g)) {
    const start = range.start + match.index;
    const name = match[1] ?? '';
    const near = nearest(name, names);
    const hint = near ? `did you mean \`[^${near}]\`?` : `write the note as \`[^${name}]: …\``;
    const at = context.span(start, start + match[0].length);
    context.diagnostics.push(warning('footnote/undefined', `there is no note \`[^${name}]\``, at, { hint }));
  }
}

function sayUnused(node: FootnoteDefinition, context: RenderContext): void {
  const message = `no mark leads to the note \`[^${node.label ?? node.identifier}]\`, it is not shown`;
  const hint = 'put its mark into the text or take it out';
  context.diagnostics.push(warning('footnote/unused', message, labelSpan(node, context), { hint }));
}

function sayDuplicate(node: FootnoteDefinition, context: RenderContext): void {
  const message = `there is a note \`[^${node.label ?? node.identifier}]\` already, this one is not shown`;
  const hint = 'choose another name';
  context.diagnostics.push(warning('footnote/duplicate', message, labelSpan(node, context), { hint }));
}

/** `[^name]` at the start of a definition. */
function labelSpan(node: FootnoteDefinition, context: RenderContext) {
  const range = rangeOf(node);
  if (!range) return spanOf(node, context);
  const label = /^\[\^[^\]]*\]/.exec(context.text.slice(range.start, range.end))?.[0].length ?? 0;
  return context.span(range.start, range.start + label);
}
