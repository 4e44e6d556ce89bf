// Warns of footnotes that lead nowhere: references without a footnote, which stay plain text, and footnotes that are never referenced or
// defined twice, which are not shown. Never changes the tree.

import type { FootnoteDefinition, Nodes, Root, Text } from 'mdast';
import { warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import { type RenderContext, spanOf } from '../context/render-context.ts';
import { rangeOf } from '../context/text-range.ts';

export function footnoteChecks(tree: Root, context: RenderContext): void {
  const footnotes = new Map<string, FootnoteDefinition>();
  const referenced = new Set<string>();
  const texts: Text[] = [];
  eachNode(tree, (node) => {
    if (node.type === 'footnoteReference') referenced.add(node.identifier);
    if (node.type === 'text' && node.value.includes('[^')) texts.push(node);
    if (node.type !== 'footnoteDefinition') return;
    if (footnotes.has(node.identifier)) reportDuplicate(node, context);
    else footnotes.set(node.identifier, node);
  });
  for (const node of texts) reportUndefined(node, [...footnotes.keys()], context);
  for (const [identifier, node] of footnotes) if (!referenced.has(identifier)) reportUnused(node, context);
}

function eachNode(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ('children' in node) for (const child of node.children) eachNode(child, visit);
}

function reportUndefined(node: Text, names: readonly string[], context: RenderContext): void {
  const range = rangeOf(node);
  if (!range) return;
  const written = context.text.slice(range.start, range.end);
  for (const match of written.matchAll(/(?<!\\)\[\^([^\]\s]+)\]/g)) {
    const start = range.start + match.index;
    const name = match[1] ?? '';
    const near = nearest(name, names);
    const hint = near ? `did you mean \`[^${near}]\`?` : `define it with a line \`[^${name}]: …\``;
    const at = context.span(start, start + match[0].length);
    context.diagnostics.push(warning('footnote/undefined', `there is no footnote \`[^${name}]\``, at, { hint }));
  }
}

function reportUnused(node: FootnoteDefinition, context: RenderContext): void {
  const name = `[^${node.label ?? node.identifier}]`;
  const message = `the footnote \`${name}\` is never referenced, so it is not shown`;
  const hint = `add \`${name}\` to the text, or remove the footnote`;
  context.diagnostics.push(warning('footnote/unused', message, labelSpan(node, context), { hint }));
}

function reportDuplicate(node: FootnoteDefinition, context: RenderContext): void {
  const message = `the footnote \`[^${node.label ?? node.identifier}]\` is already defined, so this one is not shown`;
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
