// Takes code blocks out of the Markdown tree and leaves a mark in their place, so that no raw HTML around them can reach them.
// `listings.ts` puts their HTML where the marks are. Texts from files are looked up here, because copies and reading time need them too.

import type { Element } from 'hast';
import type { Emphasis, Nodes, Paragraph, Root } from 'mdast';
import { warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import type { CodeBlock, FenceInfo, Word } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { rangeOf } from '../context/text-range.ts';
import { captionFrom } from '../markdown/captions.ts';
import { parseFenceInfo } from './fence-info.ts';
import { snippetFor } from './snippet.ts';

/** Numbers all code blocks and leaves them in `context.fences`. In a block's place stands a `pre` with its number and its caption. */
export function extractCodeBlocks(node: Root | Nodes, context: RenderContext): void {
  if (!('children' in node)) return;
  node.children.forEach((child, index) => {
    if (child.type === 'paragraph') reportBrokenFence(child, context);
    const code = codeIn(child);
    if (!code) {
      extractCodeBlocks(child, context);
      return;
    }
    const codeBlock = codeBlockFrom(code, child.type === 'inlineMath', context);
    node.children[index] = markFor(codeBlock, context.codeBlocks.length);
    context.codeBlocks.push(codeBlock);
  });
}

/** Code that is shown as a block or drawn: blocks, formulas, and paragraphs that are one formula. */
function codeIn(node: Nodes): CodeBlock['node'] | null {
  if (node.type === 'code' || node.type === 'math' || node.type === 'inlineMath') return node;
  if (node.type !== 'paragraph' || node.children.length !== 1) return null;
  const [only] = node.children;
  return only?.type === 'inlineMath' ? only : null;
}

/** A backtick in an opening line makes it plain text, which nobody means who writes options there. */
function reportBrokenFence(paragraph: Paragraph, context: RenderContext): void {
  const range = rangeOf(paragraph);
  const written = range ? context.text.slice(range.start, range.end) : '';
  const opening = /^```[^\n\r`]*[\w"=][^\n\r`]*`[^\n\r]*(?=[\n\r])/.exec(written);
  if (!range || !opening) return;
  const message = 'a backtick in its first line makes this no code block';
  const at = context.span(range.start, range.start + opening[0].length);
  context.diagnostics.push(warning('code/backtick-in-options', message, at, { hint: 'fence the block with `~~~`' }));
}

function markFor(codeBlock: CodeBlock, number: number): Paragraph | Emphasis {
  const { caption } = codeBlock.info.options;
  const range = { start: codeBlock.infoStart + (caption?.start ?? 0), end: codeBlock.infoStart + (caption?.end ?? 0) };
  const children = caption ? captionFrom(caption.value, range).children : [];
  const data = { hName: codeBlock.isInline ? 'span' : 'pre', hProperties: { dataFence: `\uFDD0${number}\uFDD1` } };
  const mark: Paragraph | Emphasis = { type: codeBlock.isInline ? 'emphasis' : 'paragraph', children, data };
  if (codeBlock.node.position) mark.position = codeBlock.node.position;
  return mark;
}

/** The code block whose mark an element is, or null. No author can write U+FDD0: see `raw-html.ts` and `clean-text.ts`. */
export function codeBlockAt(node: Element, context: RenderContext): CodeBlock | null {
  const match = /^\uFDD0(\d+)\uFDD1$/.exec(String(node.properties['dataFence'] ?? ''));
  return match ? (context.codeBlocks[Number(match[1])] ?? null) : null;
}

function codeBlockFrom(node: CodeBlock['node'], isInline: boolean, context: RenderContext): CodeBlock {
  const range = rangeOf(node) ?? { start: 0, end: 0 };
  const written = context.text.slice(range.start, range.end);
  // Indented code has no language; what looks like its opening line is the code.
  const hasInfo = node.type === 'code' && typeof node.lang === 'string';
  const opening = hasInfo ? /^(?:`{3,}|~{3,})([^\n\r]*)/.exec(written) : null;
  const infoStart = range.start + (opening ? opening[0].length - (opening[1]?.length ?? 0) : 0);
  const info = parseFenceInfo(node.type === 'code' ? (opening?.[1] ?? '') : 'math');
  checkInfo(info, infoStart, context);
  const snippet = snippetFor({ node, info, infoStart, range }, context);
  return { node, isInline, info, infoStart, snippet, range };
}

const knownOptions = ['title', 'caption', 'alt', 'file', 'lines', 'region', 'step'];
const knownWords = ['diff', 'numbers'];

function checkInfo(info: FenceInfo, infoStart: number, context: RenderContext): void {
  const span = (from: number, to: number) => context.span(infoStart + from, infoStart + to);
  for (const [key, { keyStart }] of Object.entries(info.options)) {
    if (knownOptions.includes(key)) continue;
    const near = nearest(key, knownOptions);
    const hint = near ? `did you mean \`${near}\`?` : `options are ${listed(knownOptions)}`;
    const at = span(keyStart, keyStart + key.length);
    context.diagnostics.push(warning('code/unknown-option', `code blocks have no option \`${key}\``, at, { hint }));
  }
  for (const { value, start, end } of joinedWords(info)) {
    if (knownWords.includes(value)) continue;
    const near = nearest(value, knownWords);
    const hint = near ? `did you mean \`${near}\`?` : 'write options as `title="main.go"`, marked lines as `{1,3-4}`';
    const at = span(start, end);
    context.diagnostics.push(warning('code/unknown-option', `\`${value}\` means nothing here`, at, { hint }));
  }
}

/** Words and strays in order; those with nothing between them are one. */
function joinedWords({ words, malformed: strays }: FenceInfo): readonly Word[] {
  const joined: Word[] = [];
  for (const word of [...words, ...strays].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last?.end !== word.start) joined.push(word);
    else joined[joined.length - 1] = { value: last.value + word.value, start: last.start, end: word.end };
  }
  return joined;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
