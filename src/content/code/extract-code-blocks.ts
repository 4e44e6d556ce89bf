// Takes code blocks out of the Markdown tree and leaves marks in their place, so that raw HTML around a block can't break it.
// `render-code-blocks.ts` replaces the marks by HTML. Text from included files is resolved here, because the Markdown copy and the reading
// time need it, too. Must not render anything.

import type { Element } from 'hast';
import type { Emphasis, Nodes, Paragraph, Root } from 'mdast';
import { warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import type { CodeBlock, FenceInfo, Word } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { firstLineSpan } from '../context/spans.ts';
import { rangeOf } from '../context/text-range.ts';
import { captionFrom } from '../markdown/captions.ts';
import { type AnnotationList, annotated } from './annotations.ts';
import { parseFenceInfo } from './fence-info.ts';
import { snippetFor } from './snippet.ts';

/** Appends all code blocks to `context.codeBlocks` and replaces each one by a mark, a `pre` or `span` with its number and its caption. */
export function extractCodeBlocks(node: Root | Nodes, context: RenderContext): void {
  if (!('children' in node)) return;
  node.children.forEach((child, index) => {
    if (child.type === 'paragraph') reportBrokenFence(child, context);
    const code = displayedCode(child, context);
    if (!code) {
      extractCodeBlocks(child, context);
      return;
    }
    const list = annotationList(node.children[index + 1], context);
    const codeBlock = codeBlockFrom(code, child.type === 'inlineMath', list, context);
    node.children[index] = markFor(codeBlock, context.codeBlocks.length);
    context.codeBlocks.push(codeBlock);
  });
}

/** The code that a node displays as a block or formula: a code block, an inline formula, or a paragraph that is a single `$$…$$`. */
function displayedCode(node: Nodes, { text }: RenderContext): CodeBlock['node'] | null {
  if (node.type === 'code' || node.type === 'math' || node.type === 'inlineMath') return node;
  if (node.type !== 'paragraph' || node.children.length !== 1) return null;
  const [only] = node.children;
  return only?.type === 'inlineMath' && text.startsWith('$$', rangeOf(only)?.start) ? only : null;
}

/** The ordered list right after a block, which explains its annotations if it has any. */
function annotationList(node: Nodes | undefined, context: RenderContext): AnnotationList | null {
  if (node?.type !== 'list' || !node.ordered) return null;
  const items = node.children.map((item) => firstLineSpan(rangeOf(item) ?? { start: 0, end: 0 }, context));
  return { first: node.start ?? 1, items };
}

/** Reports an opening line that contains another backtick: Markdown reads it as text, but an author who writes options means a code block. */
function reportBrokenFence(paragraph: Paragraph, context: RenderContext): void {
  const range = rangeOf(paragraph);
  const written = range ? context.text.slice(range.start, range.end) : '';
  const opening = /^```[^\n\r`]*[\w"=][^\n\r`]*`[^\n\r]*(?=[\n\r])/.exec(written);
  if (!range || !opening) return;
  const message = 'this is not a code block, because its opening line contains a backtick';
  const at = context.span(range.start, range.start + opening[0].length);
  context.diagnostics.push(warning('code/backtick-in-options', message, at, { hint: 'use `~~~` as the fence' }));
}

/** The node that takes the place of a code block until `render-code-blocks.ts` replaces it. */
function markFor(codeBlock: CodeBlock, number: number): Paragraph | Emphasis {
  const { caption } = codeBlock.info.options;
  const range = { start: codeBlock.infoStart + (caption?.start ?? 0), end: codeBlock.infoStart + (caption?.end ?? 0) };
  const children = caption ? captionFrom(caption.value, range).children : [];
  const data = { hName: codeBlock.isInline ? 'span' : 'pre', hProperties: { dataFence: `\uFDD0${number}\uFDD1` } };
  const mark: Paragraph | Emphasis = { type: codeBlock.isInline ? 'emphasis' : 'paragraph', children, data };
  if (codeBlock.node.position) mark.position = codeBlock.node.position;
  return mark;
}

/** The code block that an element is the mark of, or null. Authors can't forge a mark: `raw-html.ts` and `clean-text.ts` remove U+FDD0. */
export function codeBlockAt(node: Element, context: RenderContext): CodeBlock | null {
  const match = /^\uFDD0(\d+)\uFDD1$/.exec(String(node.properties['dataFence'] ?? ''));
  return match ? (context.codeBlocks[Number(match[1])] ?? null) : null;
}

function codeBlockFrom(
  node: CodeBlock['node'],
  isInline: boolean,
  list: AnnotationList | null,
  context: RenderContext,
): CodeBlock {
  const range = rangeOf(node) ?? { start: 0, end: 0 };
  const written = context.text.slice(range.start, range.end);
  // An indented code block has no info string: its first line is code, whatever it looks like.
  const hasInfo = node.type === 'code' && typeof node.lang === 'string';
  const opening = hasInfo ? /^(?:`{3,}|~{3,})([^\n\r]*)/.exec(written) : null;
  const infoStart = range.start + (opening ? opening[0].length - (opening[1]?.length ?? 0) : 0);
  const info = parseFenceInfo(node.type === 'code' ? (opening?.[1] ?? '') : 'math');
  checkInfo(info, infoStart, context);
  const snippet = snippetFor({ node, info, infoStart, range }, context);
  const codeBlock = { node, isInline, info, infoStart, snippet, range };
  return { ...codeBlock, snippet: annotated(codeBlock, list, context) };
}

const knownOptions = 'title caption alt file lines region step tab focus collapse annotate'.split(' ');
const plotOptions = 'kind x y series log bins x-label y-label'.split(' ');
const knownWords = ['diff', 'numbers'];

function checkInfo(info: FenceInfo, infoStart: number, context: RenderContext): void {
  const span = (from: number, to: number) => context.span(infoStart + from, infoStart + to);
  for (const [key, { keyStart }] of Object.entries(info.options)) {
    const known = info.language.value === 'plot' ? [...knownOptions, ...plotOptions] : knownOptions;
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    const hint = near ? `did you mean \`${near}\`?` : `known options are ${quotedList(known)}`;
    const at = span(keyStart, keyStart + key.length);
    context.diagnostics.push(warning('code/unknown-option', `unknown code block option \`${key}\``, at, { hint }));
  }
  for (const { value, start, end } of joinAdjacentWords(info)) {
    if (knownWords.includes(value)) continue;
    const near = nearest(value, knownWords);
    const hint = near
      ? `did you mean \`${near}\`?`
      : 'options look like `title="main.go"`, marked lines like `{1,3-4}`, marked words like `/name/`';
    const at = span(start, end);
    context.diagnostics.push(warning('code/unknown-option', `\`${value}\` is not a code block option`, at, { hint }));
  }
}

/** Words and unreadable parts in order, adjacent ones joined. */
function joinAdjacentWords({ words, malformed }: FenceInfo): readonly Word[] {
  const joined: Word[] = [];
  for (const word of [...words, ...malformed].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last?.end !== word.start) joined.push(word);
    else joined[joined.length - 1] = { value: last.value + word.value, start: last.start, end: word.end };
  }
  return joined;
}

function quotedList(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
