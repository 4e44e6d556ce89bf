// Ends each element that an author leaves open with its block, and reports it. An HTML parser would leave it open to the end of the page,
// so one forgotten `</figure>` would swallow everything after it. Must never change an element that is closed anywhere in its container.

import type { Nodes, Parents, Root } from 'hast';
import type {} from 'remark-rehype';
import { warning } from '../../model/diagnostic.ts';
import type { RenderContext } from '../context/render-context.ts';
import { rangeOf } from '../context/text-range.ts';
import { isElement } from '../html/tree.ts';
import { allowedHtml } from './allowed-html.ts';

type Raw = Extract<Nodes, { type: 'raw' }>;

interface Opened {
  readonly name: string;
  readonly raw: Raw;
  /** Offsets in the raw node. */
  readonly start: number;
  readonly end: number;
  /** The block that it is in. */
  readonly container: Parents;
}

export function openElements(tree: Root, context: RenderContext): void {
  const open: Opened[] = [];
  closeIn(tree, tree, open, context);
  endAll(tree, open, context);
}

function closeIn(parent: Parents, container: Parents, open: Opened[], context: RenderContext): void {
  for (const child of parent.children) {
    if (child.type === 'raw') readTags(child, container, open);
    else if ('children' in child) {
      const isBlock = !isElement(child, ...phrasing);
      closeIn(child, isBlock ? child : container, open, context);
      if (isBlock) endAll(child, open, context);
    }
  }
}

/** Elements of Markdown in running text: what is open in them may be closed after them. */
const phrasing = ['a', 'em', 'strong', 'del', 'code', 'sup'];
/** Void elements, and those whose end tag HTML lets authors omit. */
const needsNoEnd = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup rt rp rb tr td th thead tbody tfoot colgroup caption html head body'.split(
    ' ',
  ),
);
/** Elements whose content is text. */
const textOnly = new Set('script style textarea title xmp iframe noembed noframes noscript'.split(' '));

/** Adds and removes what the tags of a raw node open and close. Goes through it once, whatever it holds. */
function readTags(raw: Raw, container: Parents, open: Opened[]): void {
  const html = raw.value;
  for (let start = html.indexOf('<'); start >= 0; start = html.indexOf('<', start)) {
    if (html.startsWith('<!--', start)) {
      const end = html.indexOf('-->', start + 4);
      if (end < 0) return;
      start = end + 3;
      continue;
    }
    tagName.lastIndex = start;
    const [written, slash = '', letters = ''] = tagName.exec(html) ?? [];
    if (written === undefined) {
      start += 1;
      continue;
    }
    const end = tagEnd(html, start + written.length);
    if (end < 0) return;
    const name = letters.toLowerCase();
    if (slash !== '') {
      const index = open.findLastIndex((one) => one.name === name);
      if (index >= 0) open.splice(index, 1);
      // A page with more open elements is refused as too deep, and looking through them would take long.
    } else if (!needsNoEnd.has(name) && open.length < 1_000) open.push({ name, raw, start, end, container });
    start = end;
    if (slash !== '' || !textOnly.has(name)) continue;
    const close = html.toLowerCase().indexOf(`</${name}`, end);
    if (close < 0) return;
    start = close;
  }
}

const tagName = /<(\/?)([a-z][^\s/>]*)/iy;

/** The offset after the `>` that ends a tag; -1 if nothing does. */
function tagEnd(html: string, from: number): number {
  let quote = '';
  for (let offset = from; offset < html.length; offset++) {
    const character = html[offset] ?? '';
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '>') return offset + 1;
    else if (character === '"' || character === "'") quote = character;
  }
  return -1;
}

/** Ends what is still open at the end of a container, the innermost first. */
function endAll(container: Parents, open: Opened[], context: RenderContext): void {
  // Of elements of the same name in one piece of HTML only the first is reported.
  const firsts = new Map<Raw, Map<string, Opened>>();
  for (let index = open.length - 1; index >= 0; index--) {
    const one = open[index];
    if (one?.container !== container) continue;
    open.splice(index, 1);
    // Between blocks an element ends with its own block; in running text with the paragraph.
    const isBetweenBlocks = container.type === 'root' || ['blockquote', 'section'].includes(container.tagName);
    if (isBetweenBlocks) one.raw.value += `</${one.name}>`;
    else container.children.push({ type: 'raw', value: `</${one.name}>` });
    firsts.set(one.raw, (firsts.get(one.raw) ?? new Map<string, Opened>()).set(one.name, one));
  }
  for (const names of firsts.values()) for (const one of names.values()) report(one, context);
}

function report({ name, raw, start, end }: Opened, context: RenderContext): void {
  // What is removed is reported as such; `<your-name>` in a sentence is no element at all.
  if (context.config.html === 'sanitize' && !allowedHtml.tagNames?.includes(name)) return;
  const range = rangeOf(raw);
  const at = range ? context.span(range.start + start, range.start + end) : context.span(0, context.text.length);
  const message = `\`<${name}>\` is never closed, so it ends with its block`;
  context.diagnostics.push(warning('html/never-closed', message, at, { hint: `add \`</${name}>\`` }));
}
