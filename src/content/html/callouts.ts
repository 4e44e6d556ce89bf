// Callouts: turns a quote whose first line is `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]` into an `aside`.
// Other quotes are unchanged; an unknown word in such brackets is a warning.

import type { Element, Root, Text } from 'hast';
import { warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import { type RenderContext, spanOf } from '../context/render-context.ts';
import { calloutKinds } from '../context/words.ts';
import { classNames } from './class-names.ts';
import { element, isBlank, isElement, rewrite, text } from './tree.ts';

export function callouts(tree: Root, context: RenderContext): void {
  rewrite(tree, (node) => (isElement(node, 'blockquote') ? callout(node, context) : undefined));
}

function callout(node: Element, context: RenderContext): Element | undefined {
  const firstBlock = node.children.find((child) => !isBlank(child));
  const opening = isElement(firstBlock, 'p') ? firstBlock.children[0] : undefined;
  if (!isElement(firstBlock, 'p') || opening?.type !== 'text') return undefined;
  const marker = /^\[!([a-z]+)\][ \t]*(?:\n|$)/i.exec(opening.value);
  if (!marker) return undefined;
  const kind = calloutKinds.find((known) => known === marker[1]?.toLowerCase());
  const isAloneOnLine =
    marker[0].endsWith('\n') || firstBlock.children.length === 1 || isElement(firstBlock.children[1], 'br');
  if (!isAloneOnLine) return undefined;
  if (!kind) {
    reportUnknownKind(marker[1] ?? '', opening, context);
    return undefined;
  }
  opening.value = opening.value.slice(marker[0].length);
  if (opening.value === '') firstBlock.children.shift();
  if (isElement(firstBlock.children[0], 'br')) firstBlock.children.shift();
  const [next] = firstBlock.children;
  if (next?.type === 'text') next.value = next.value.trimStart();
  const rest = node.children.filter((child) => child !== firstBlock || firstBlock.children.length > 0);
  const title = element('p', { className: [classNames.calloutTitle] }, [text(context.words.callouts[kind])]);
  const properties = { className: [classNames.callout, `${classNames.callout}-${kind}`], role: 'note' };
  return { ...node, tagName: 'aside', properties, children: [text('\n'), title, ...rest] };
}

function reportUnknownKind(word: string, node: Text, context: RenderContext): void {
  const near = nearest(
    word.toUpperCase(),
    calloutKinds.map((kind) => kind.toUpperCase()),
  );
  const all = calloutKinds.map((kind) => `\`[!${kind.toUpperCase()}]\``).join(', ');
  const hint = near ? `did you mean \`[!${near}]\`?` : `known callouts are ${all}`;
  const span = spanOf(node, context);
  const at = { ...span, end: Math.min(span.end, span.start + word.length + 3) };
  context.diagnostics.push(warning('callout/unknown-kind', `unknown callout \`[!${word}]\``, at, { hint }));
}
