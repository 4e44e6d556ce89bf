// The parser in native code, `satteri`, for sites that ask for it: the same tree as remark-parse's, many times faster. It is an
// optional dependency and loaded when a page is first parsed. What it is known to read differently, and whatever leaves in doubt where an address
// stands, goes to remark-parse: which of the two reads a text must depend on that text alone.

import type { Definition, Image, Link, Nodes, Root } from 'mdast';
import type { Processor } from 'unified';
import { rangeOf, type TextRange } from './context/text-range.ts';

/** Null for a text that remark-parse has to read. */
type NativeParser = (text: string) => Root | null;

/** Rejects where the parser is not installed or has no build for this machine. */
export async function loadNativeParser(): Promise<NativeParser> {
  // By a name that the compiler doesn't follow: the package's types would add MDX to every syntax tree of ours.
  const name: string = 'satteri';
  const { markdownToMdast }: NativePackage = await import(name);
  const features = { gfm: true, frontmatter: false };
  return (text) => (isRead(text) ? located(markdownToMdast(text, { features }), text) : null);
}

/** Why the native parser can't be had on this machine, in a line; null where it can. */
export async function missingNativeParser(): Promise<string | null> {
  try {
    await loadNativeParser();
    return null;
  } catch (cause) {
    return String(cause instanceof Error ? cause.message : cause).split('\n', 1)[0] ?? '';
  }
}

interface NativePackage {
  markdownToMdast(text: string, options: { features: { gfm: boolean; frontmatter: boolean } }): Root;
}

/** Puts the native parser before the one that a processor has. */
export function remarkNative(native: NativeParser): (this: Processor) => void {
  return function () {
    const { parser } = this;
    if (!parser) throw new Error('the native parser stands before another');
    this.parser = (text, file) => native(text) ?? parser(text, file);
  };
}

/**
 * Whether both parsers read a text alike, as far as is known. Formulas are ours alone; the two differ in bare addresses with `xmpp:` and
 * `mailto:`, notes in the text of a link, and marks beside escaped marks or characters beyond U+FFFF.
 */
function isRead(text: string): boolean {
  return !/\$\$|xmpp:|mailto:|\[[^\]]*\[\^|\\[*_~]|[\uD800-\uDBFF]/i.test(text);
}

/** Notes where addresses stand, as `destinations.ts` makes remark-parse do it; null where one of them can't be told for certain. */
function located(tree: Root, text: string): Root | null {
  return isLocated(tree, text) ? tree : null;
}

function isLocated(node: Nodes, text: string): boolean {
  if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
    const place = placeOf(node, text);
    if (place === 'unknown') return false;
    if (place !== null) node.data = { ...node.data, destination: place };
  }
  if (!('children' in node)) return true;
  return node.children.every((child) => isLocated(child, text));
}

/** Null for addresses that are their own text. */
function placeOf(node: Link | Image | Definition, text: string): TextRange | null | 'unknown' {
  const range = rangeOf(node);
  if (!range) return node.type === 'link' ? null : 'unknown';
  if (node.url === '') return null;
  const written = text.slice(range.start, range.end);
  if (node.type === 'link' && !written.startsWith('[')) return null;
  const mark = node.type === 'definition' ? ']:' : '](';
  const at = written.indexOf(mark, endOfLabel(node, range.start));
  // A second one may be the real one.
  if (at < 0 || written.includes(mark, at + 1)) return 'unknown';
  const gap = /^\s*<?/.exec(written.slice(at + 2))?.[0] ?? '';
  const start = at + 2 + gap.length;
  const after = written[start + node.url.length] ?? '\n';
  const isWhole = written.startsWith(node.url, start) && (gap.endsWith('<') ? after === '>' : /[\s)]/.test(after));
  if (!isWhole || gap.includes('\n')) return 'unknown';
  return { start: range.start + start, end: range.start + start + node.url.length };
}

/** From where in a link's text the end of its label is looked for. */
function endOfLabel(node: Link | Image | Definition, start: number): number {
  const last = 'children' in node ? node.children.at(-1) : undefined;
  const end = last && rangeOf(last)?.end;
  return end === undefined ? 0 : end - start;
}
