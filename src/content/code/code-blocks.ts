// Takes code blocks out of the Markdown tree and leaves a mark in their place, so that no raw HTML around them can reach them.
// `listings.ts` puts their HTML where the marks are. Texts from files are looked up here, because copies and reading time need them too.

import type { Element } from 'hast';
import type { Code, Emphasis, InlineCode, Nodes, Paragraph, Root } from 'mdast';
import { warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import type { Manuscript, Stretch } from '../context/render-context.ts';
import { spanOf, stretchOf } from '../context/render-context.ts';
import { captionFrom } from '../markdown/captions.ts';
import { isFormula } from '../markdown/math-syntax.ts';
import { type FenceInfo, parseFenceInfo, type Word } from './fence-info.ts';
import { type Passage, passageFor } from './snippet.ts';

/** One code block of a page. */
export interface Fence {
  readonly node: Code | InlineCode;
  /** A formula in running text. */
  readonly isInline: boolean;
  readonly info: FenceInfo;
  /** Offset in the manuscript's text where the info string starts. */
  readonly infoStart: number;
  /** The code shown: the block's own text or that of a file. Null where the file is missing. */
  readonly passage: Passage | null;
  /** Where the block stands, fences included. */
  readonly stretch: Stretch;
}

/** Numbers all code blocks and leaves them in `manuscript.fences`. In a block's place stands a `pre` with its number and its caption. */
export function fences(node: Root | Nodes, manuscript: Manuscript): void {
  if (!('children' in node)) return;
  node.children.forEach((child, index) => {
    if (child.type === 'paragraph') sayBrokenFence(child, manuscript);
    const code = codeIn(child, manuscript);
    if (!code) {
      fences(child, manuscript);
      return;
    }
    const fence = fenceFrom(code, child.type === 'inlineCode', manuscript);
    node.children[index] = markFor(fence, manuscript.fences.length);
    manuscript.fences.push(fence);
  });
}

/** Code that is shown as a block or drawn: blocks, formulas, and paragraphs that are one formula. */
function codeIn(node: Nodes, manuscript: Manuscript): Code | InlineCode | null {
  if (node.type === 'code') return node;
  if (node.type === 'inlineCode') return isFormula(node, manuscript) ? node : null;
  if (node.type !== 'paragraph' || node.children.length !== 1) return null;
  const [only] = node.children;
  return only?.type === 'inlineCode' && isFormula(only, manuscript) ? only : null;
}

/** A backtick in an opening line makes it plain text, which nobody means who writes options there. */
function sayBrokenFence(paragraph: Paragraph, manuscript: Manuscript): void {
  const stretch = stretchOf(paragraph);
  const written = stretch ? manuscript.text.slice(stretch.start, stretch.end) : '';
  const opening = /^```[^\n\r`]*[\w"=][^\n\r`]*`[^\n\r]*(?=[\n\r])/.exec(written);
  if (!stretch || !opening) return;
  const message = 'a backtick in its first line makes this no code block';
  const at = manuscript.span(stretch.start, stretch.start + opening[0].length);
  manuscript.diagnostics.push(warning('code/backtick-in-options', message, at, { hint: 'fence the block with `~~~`' }));
}

function markFor(fence: Fence, number: number): Paragraph | Emphasis {
  const { caption } = fence.info.options;
  const stretch = { start: fence.infoStart + (caption?.start ?? 0), end: fence.infoStart + (caption?.end ?? 0) };
  const children = caption ? captionFrom(caption.value, stretch).children : [];
  const data = { hName: fence.isInline ? 'span' : 'pre', hProperties: { dataFence: `\uFDD0${number}\uFDD1` } };
  const mark: Paragraph | Emphasis = { type: fence.isInline ? 'emphasis' : 'paragraph', children, data };
  if (fence.node.position) mark.position = fence.node.position;
  return mark;
}

/** The code block whose mark an element is, or null. No author can write U+FDD0: see `raw-html.ts` and `clean-text.ts`. */
export function fenceAt(node: Element, manuscript: Manuscript): Fence | null {
  const match = /^\uFDD0(\d+)\uFDD1$/.exec(String(node.properties['dataFence'] ?? ''));
  return match ? (manuscript.fences[Number(match[1])] ?? null) : null;
}

function fenceFrom(node: Code | InlineCode, isInline: boolean, manuscript: Manuscript): Fence {
  const stretch = stretchOf(node) ?? { start: 0, end: 0 };
  const written = manuscript.text.slice(stretch.start, stretch.end);
  // Indented code has no language; what looks like its opening line is the code.
  const hasInfo = node.type === 'code' && typeof node.lang === 'string';
  const opening = hasInfo ? /^(?:`{3,}|~{3,})([^\n\r]*)/.exec(written) : null;
  const infoStart = stretch.start + (opening ? opening[0].length - (opening[1]?.length ?? 0) : 0);
  const info = parseFenceInfo(isFormula(node, manuscript) ? 'math' : (opening?.[1] ?? ''));
  checkInfo(info, infoStart, manuscript);
  const passage = passageFor({ node, info, infoStart, stretch }, manuscript);
  return { node, isInline, info, infoStart, passage, stretch };
}

const knownOptions = ['title', 'caption', 'alt', 'file', 'lines', 'region', 'step'];
const knownWords = ['diff', 'numbers'];

function checkInfo(info: FenceInfo, infoStart: number, manuscript: Manuscript): void {
  const span = (from: number, to: number) => manuscript.span(infoStart + from, infoStart + to);
  for (const [key, { keyStart }] of Object.entries(info.options)) {
    if (knownOptions.includes(key)) continue;
    const near = nearest(key, knownOptions);
    const hint = near ? `did you mean \`${near}\`?` : `options are ${listed(knownOptions)}`;
    const at = span(keyStart, keyStart + key.length);
    manuscript.diagnostics.push(warning('code/unknown-option', `code blocks have no option \`${key}\``, at, { hint }));
  }
  for (const { value, start, end } of joinedWords(info)) {
    if (knownWords.includes(value)) continue;
    const near = nearest(value, knownWords);
    const hint = near ? `did you mean \`${near}\`?` : 'write options as `title="main.go"`, marked lines as `{1,3-4}`';
    const at = span(start, end);
    manuscript.diagnostics.push(warning('code/unknown-option', `\`${value}\` means nothing here`, at, { hint }));
  }
}

/** Words and strays in order; those with nothing between them are one. */
function joinedWords({ words, strays }: FenceInfo): readonly Word[] {
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

/** The span of a part of a fence's opening line. */
export function infoSpan(
  fence: Pick<Fence, 'infoStart'>,
  part: { start: number; end: number },
  manuscript: Manuscript,
) {
  return manuscript.span(fence.infoStart + part.start, fence.infoStart + part.end);
}

/** The span of a fence's opening line, for what is missing in it. */
export function openingSpan(fence: Pick<Fence, 'node' | 'stretch'>, manuscript: Manuscript) {
  const { start, end } = fence.stretch;
  const line = /^[^\n\r]*/.exec(manuscript.text.slice(start, end))?.[0].length ?? 0;
  return line > 0 ? manuscript.span(start, start + line) : spanOf(fence.node, manuscript);
}
