// Callouts: a quote whose first line is `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]` becomes an `aside`.
// Any other quote stays one; a word in such brackets that we don't know is a warning.

import type { Element, Root } from 'hast';
import { warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import { type Manuscript, spanOf } from '../context/render-context.ts';
import { markup } from './class-names.ts';
import { element, isBlank, isElement, rewrite, text } from './tree.ts';

const kinds = ['note', 'tip', 'important', 'warning', 'caution'] as const;

export type CalloutKind = (typeof kinds)[number];

export function callouts(tree: Root, manuscript: Manuscript): void {
  rewrite(tree, (node) => (isElement(node, 'blockquote') ? callout(node, manuscript) : undefined));
}

function callout(node: Element, manuscript: Manuscript): Element | undefined {
  const first = node.children.find((child) => !isBlank(child));
  const opening = isElement(first, 'p') ? first.children[0] : undefined;
  if (!isElement(first, 'p') || opening?.type !== 'text') return undefined;
  const mark = /^\[!([a-z]+)\][ \t]*(?:\n|$)/i.exec(opening.value);
  if (!mark) return undefined;
  const kind = kinds.find((one) => one === mark[1]?.toLowerCase());
  const isAlone = mark[0].endsWith('\n') || first.children.length === 1 || isElement(first.children[1], 'br');
  if (!isAlone) return undefined;
  if (!kind) {
    sayUnknown(mark[1] ?? '', opening, manuscript);
    return undefined;
  }
  opening.value = opening.value.slice(mark[0].length);
  if (opening.value === '') first.children.shift();
  if (isElement(first.children[0], 'br')) first.children.shift();
  const [next] = first.children;
  if (next?.type === 'text') next.value = next.value.trimStart();
  const rest = node.children.filter((child) => child !== first || first.children.length > 0);
  const title = element('p', { className: [markup.calloutTitle] }, [text(manuscript.words.callouts[kind])]);
  const properties = { className: [markup.callout, `${markup.callout}-${kind}`], role: 'note' };
  return { ...node, tagName: 'aside', properties, children: [text('\n'), title, ...rest] };
}

function sayUnknown(word: string, place: Parameters<typeof spanOf>[0], manuscript: Manuscript): void {
  const near = nearest(
    word.toUpperCase(),
    kinds.map((kind) => kind.toUpperCase()),
  );
  const all = kinds.map((kind) => `\`[!${kind.toUpperCase()}]\``).join(', ');
  const hint = near ? `did you mean \`[!${near}]\`?` : `callouts are ${all}`;
  const span = spanOf(place, manuscript);
  const at = { ...span, end: Math.min(span.end, span.start + word.length + 3) };
  manuscript.diagnostics.push(warning('callout/unknown-kind', `there is no callout \`[!${word}]\``, at, { hint }));
}
