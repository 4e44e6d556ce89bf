// `satteri`, the native parser for sites that ask for it: returns the same tree as remark-parse, many times faster. It is an optional
// dependency, loaded with the first page. remark-parse still reads texts that satteri is known to parse differently, and texts in which the
// position of an address is not certain. The choice must depend on the text alone.

import type { Definition, Image, Link, Nodes, Root } from 'mdast';
import type { Processor } from 'unified';
import type { MarkdownConfig } from '../model/config.ts';
import { rangeOf, type TextRange } from './context/text-range.ts';

/** Returns null for a text that remark-parse must read. */
type NativeParser = (text: string) => Root | null;

/** Loads the parser. Rejects if it is not installed or has no build for this machine. */
export async function loadNativeParser(): Promise<NativeParser> {
  // TypeScript doesn't follow a name in a variable. The package's types would add MDX nodes to all our syntax trees.
  const name: string = 'satteri';
  const { markdownToMdast }: NativePackage = await import(name);
  const features = { gfm: true, frontmatter: false };
  return (text) => (isParsedAlike(text) ? located(markdownToMdast(text, { features }), text) : null);
}

/** Why the native parser can't be loaded on this machine, in one line; null if it can. */
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

/** A plugin that tries the native parser before the parser that the processor already has. */
export function remarkNative(native: NativeParser, math: MarkdownConfig['math']): (this: Processor) => void {
  return function () {
    const { parser } = this;
    if (!parser) throw new Error('the native parser needs another parser to fall back to');
    // Only remark-parse has our formulas.
    const formula = math === 'inline' ? '$' : '$$';
    this.parser = (text, file) => (text.includes(formula) ? null : native(text)) ?? parser(text, file);
  };
}

/**
 * Whether both parsers are known to read a text alike. The two differ in bare addresses with `xmpp:` and `mailto:`, footnotes in the text of a
 * link, asterisks between an underscore and a letter, and marks next to escaped marks or to characters above U+FFFF.
 */
function isParsedAlike(text: string): boolean {
  return !/xmpp:|mailto:|\[[^\]]*\[\^|_\*+[^\s\p{P}]|[^\s\p{P}]\*+_|\\[*_~]|[\u{10000}-\u{10FFFF}]/iu.test(text);
}

/** Adds the range of each address, as `destinations.ts` makes remark-parse do. Returns null if one of them is not certain. */
function located(tree: Root, text: string): Root | null {
  return isLocated(tree, text) ? tree : null;
}

function isLocated(node: Nodes, text: string): boolean {
  if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
    const destination = destinationOf(node, text);
    if (destination === 'unknown') return false;
    if (destination !== null) node.data = { ...node.data, destination };
  }
  if (!('children' in node)) return true;
  return node.children.every((child) => isLocated(child, text));
}

/** The range of a node's address; null for autolinks, whose text is the address. */
function destinationOf(node: Link | Image | Definition, text: string): TextRange | null | 'unknown' {
  const range = rangeOf(node);
  if (!range) return node.type === 'link' ? null : 'unknown';
  if (node.url === '') return null;
  const written = text.slice(range.start, range.end);
  if (node.type === 'link' && !written.startsWith('[')) return null;
  const mark = node.type === 'definition' ? ']:' : '](';
  const at = written.indexOf(mark, endOfLabel(node, range.start));
  // If there are two, either may be the real one.
  if (at < 0 || written.includes(mark, at + 1)) return 'unknown';
  const gap = /^\s*<?/.exec(written.slice(at + 2))?.[0] ?? '';
  const start = at + 2 + gap.length;
  const after = written[start + node.url.length] ?? '\n';
  const isWhole = written.startsWith(node.url, start) && (gap.endsWith('<') ? after === '>' : /[\s)]/.test(after));
  if (!isWhole || gap.includes('\n')) return 'unknown';
  return { start: range.start + start, end: range.start + start + node.url.length };
}

/** Offset in the written link from which to search for the end of its label. */
function endOfLabel(node: Link | Image | Definition, start: number): number {
  const last = 'children' in node ? node.children.at(-1) : undefined;
  const end = last && rangeOf(last)?.end;
  return end === undefined ? 0 : end - start;
}
