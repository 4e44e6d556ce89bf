// Where the addresses of links and images are in a text.

import type { Nodes } from 'mdast';
import { type Range, rangeOf } from './parse.ts';

/** The range of the address of a link, image or definition, as written, without `<` and `>`; null for a bare URL. */
export function destinationOf(node: Nodes, text: string): Range | null {
  const { start, end } = rangeOf(node);
  if (node.type === 'definition') {
    const colon = text.indexOf(']:', start);
    return colon < 0 ? null : destinationAt(text, colon + 2, end);
  }
  if (node.type !== 'link' && node.type !== 'image') return null;
  const source = text.slice(start, end);
  const last = node.type === 'link' ? node.children.at(-1) : undefined;
  const from = last === undefined ? source.lastIndexOf('](') : source.indexOf('](', rangeOf(last).end - start - 0);
  return from < 0 ? null : destinationAt(text, start + from + 2, end);
}

function destinationAt(text: string, from: number, limit: number): Range | null {
  let at = from;
  while (at < limit && /\s/.test(text[at] ?? '')) at += 1;
  if (text[at] === '<') {
    const close = text.indexOf('>', at);
    return close < 0 || close >= limit ? null : { start: at + 1, end: close };
  }
  const start = at;
  for (let depth = 0; at < limit; at++) {
    const character = text[at] ?? '';
    if (character === '\\') at += 1;
    else if (/\s/.test(character)) break;
    else if (character === '(') depth += 1;
    else if (character === ')' && depth-- === 0) break;
  }
  return at > start ? { start, end: Math.min(at, limit) } : null;
}

/** The addresses in a tag of raw HTML, with the name of their attribute. */
export function addressesInHtml(html: string): readonly (Range & { readonly name: string; readonly value: string })[] {
  const found: (Range & { name: string; value: string })[] = [];
  if (html.startsWith('<!--')) return found;
  for (const tag of html.matchAll(/<[a-zA-Z][^<>]*>/g)) {
    const attribute = /\s(src|href|poster)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/gi;
    for (const match of tag[0].matchAll(attribute)) {
      const value = match[2] ?? match[3] ?? match[4] ?? '';
      const start = tag.index + match.index + match[0].lastIndexOf(value);
      if (value !== '') found.push({ name: (match[1] ?? '').toLowerCase(), value, start, end: start + value.length });
    }
  }
  return found;
}
