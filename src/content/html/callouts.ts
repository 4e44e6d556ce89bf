// Callouts: a quote whose first line is `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]` becomes an `aside`.
// Any other quote stays one; a word in such brackets that we don't know is a warning.

import type { Element, Root } from 'hast';
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
  const first = node.children.find((child) => !isBlank(child));
  const opening = isElement(first, 'p') ? first.children[0] : undefined;
  if (!isElement(first, 'p') || opening?.type !== 'text') return undefined;
  const mark = /^\[!([a-z]+)\][ \t]*(?:\n|$)/i.exec(opening.value);
  if (!mark) return undefined;
  const kind = calloutKinds.find((one) => one === mark[1]?.toLowerCase());
  const isAlone = mark[0].endsWith('\n') || first.children.length === 1 || isElement(first.children[1], 'br');
  if (!isAlone) return undefined;
  if (!kind) {
    sayUnknown(mark[1] ?? '', opening, context);
    return undefined;
  }
  opening.value = opening.value.slice(mark[0].length);
  if (opening.value === '') first.children.shift();
  if (isElement(first.children[0], 'br')) first.children.shift();
  const [next] = first.children;
  if (next?.type === 'text') next.value = next.value.trimStart();
  const rest = node.children.filter((child) => child !== first || first.children.length > 0);
  const title = element('p', { className: [classNames.calloutTitle] }, [text(context.words.callouts[kind])]);
  const properties = { className: [classNames.callout, `${classNames.callout}-${kind}`], role: 'note' };
  return { ...node, tagName: 'aside', properties, children: [text('\n'), title, ...rest] };
}

function sayUnknown(word: string, place: Parameters<typeof spanOf>[0], context: RenderContext): void {
  const near = nearest(
    word.toUpperCase(),
    calloutKinds.map((kind) => kind.toUpperCase()),
  );
  const all = calloutKinds.map((kind) => `\`[!${kind.toUpperCase()}]\``).join(', ');
  const hint = near ? `did you mean \`[!${near}]\`?` : `callouts are ${all}`;
  const span = spanOf(place, context);
  const at = { ...span, end: Math.min(span.end, span.start + word.length + 3) };
  context.diagnostics.push(warning('callout/unknown-kind', `there is no callout \`[!${word}]\``, at, { hint }));
}
