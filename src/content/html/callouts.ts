// Callouts: turns a quote whose first line begins with `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]` into an `aside`,
// or with `-` or `+` after the brackets into a `details` element, closed or open. The rest of the line is the callout's title.
// Other quotes are unchanged; an unknown word in such brackets is a warning.

import type { Element, ElementContent, Root, Text } from 'hast';
import { warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import { type RenderContext, spanOf } from '../context/render-context.ts';
import { type CalloutKind, calloutKinds } from '../context/words.ts';
import { classNames } from './class-names.ts';
import { element, isBlank, isElement, rewrite, text } from './tree.ts';

export function callouts(tree: Root, context: RenderContext): void {
  rewrite(tree, (node) => (isElement(node, 'blockquote') ? callout(node, context) : undefined));
}

function callout(node: Element, context: RenderContext): Element | undefined {
  const firstBlock = node.children.find((child) => !isBlank(child));
  const opening = isElement(firstBlock, 'p') ? firstBlock.children[0] : undefined;
  if (!isElement(firstBlock, 'p') || opening?.type !== 'text') return undefined;
  const [marker = '', word = '', fold = ''] = /^\[!([a-z]+)\]([-+]?)(?=\s|$)[ \t]*/i.exec(opening.value) ?? [];
  if (marker === '') return undefined;
  const kind = calloutKinds.find((known) => known === word.toLowerCase());
  if (!kind) {
    reportUnknownKind(word, opening, context);
    return undefined;
  }
  opening.value = opening.value.slice(marker.length);
  const { line, rest } = firstLineOf(firstBlock.children);
  firstBlock.children = rest;
  const label = context.words.callouts[kind];
  const title = line.every(isBlank) ? [text(label)] : line;
  const titleClass = { className: [classNames.calloutTitle] };
  const className = [classNames.callout, `${classNames.callout}-${kind}`];
  const content = node.children.filter((child) => child !== firstBlock || rest.length > 0);
  if (fold === '') {
    const properties = { className, role: 'note', ...(line.every(isBlank) ? {} : { ariaLabel: label }) };
    return {
      ...node,
      tagName: 'aside',
      properties,
      children: [text('\n'), element('p', titleClass, title), ...content],
    };
  }
  const properties = { className, ...(fold === '+' ? { open: true } : {}) };
  return {
    ...node,
    tagName: 'details',
    properties,
    children: [text('\n'), element('summary', titleClass, title), ...content],
  };
}

/** Splits the content of a paragraph after its first line. */
function firstLineOf(nodes: readonly ElementContent[]): { line: ElementContent[]; rest: ElementContent[] } {
  const end = nodes.findIndex((node) => isElement(node, 'br') || (node.type === 'text' && node.value.includes('\n')));
  const last = nodes[end];
  if (!last) return { line: withoutEmptyText(nodes), rest: [] };
  const line = nodes.slice(0, end);
  const rest = nodes.slice(end + 1);
  if (last.type === 'text') {
    const at = last.value.indexOf('\n');
    line.push({ ...last, value: last.value.slice(0, at).trimEnd() });
    rest.unshift({ ...last, value: last.value.slice(at + 1) });
  }
  const [next] = rest;
  if (next?.type === 'text') next.value = next.value.trimStart();
  return { line: withoutEmptyText(line), rest: withoutEmptyText(rest) };
}

function withoutEmptyText(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.filter((node) => node.type !== 'text' || node.value !== '');
}

/** Words of Obsidian and other tools, and the callout that each is closest to. */
const similarKinds: ReadonlyMap<string, CalloutKind> = new Map([
  ...'info abstract summary tldr todo question help faq example quote cite'
    .split(' ')
    .map((word) => [word, 'note'] as const),
  ...'hint success check done'.split(' ').map((word) => [word, 'tip'] as const),
  ['attention', 'warning'],
  ...'danger error failure fail missing bug'.split(' ').map((word) => [word, 'caution'] as const),
]);

function reportUnknownKind(word: string, node: Text, context: RenderContext): void {
  const known = calloutKinds.map((kind) => kind.toUpperCase());
  const near = similarKinds.get(word.toLowerCase())?.toUpperCase() ?? nearest(word.toUpperCase(), known);
  const all = known.map((kind) => `\`[!${kind}]\``).join(', ');
  const hint = near ? `did you mean \`[!${near}]\`?` : `known callouts are ${all}`;
  const span = spanOf(node, context);
  const at = { ...span, end: Math.min(span.end, span.start + word.length + 3) };
  context.diagnostics.push(warning('callout/unknown-kind', `unknown callout \`[!${word}]\``, at, { hint }));
}
