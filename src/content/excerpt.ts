// The excerpt of an article, cut out of its finished tree: the blocks before `<!--more-->`, whole even where the mark stands inside one.
// What only makes sense in the article – ids, permalinks, footnotes and their marks – is left out, and headings sit one level lower.

import type { Comment, Element, ElementContent, Nodes, Parents, Root, RootContent } from 'hast';
import { type Span, warning } from '../model/diagnostic.ts';
import type { Excerpt } from '../model/page.ts';
import { type RenderContext, spanOf } from './context/render-context.ts';
import { isFootnoteList } from './html/footnote-marks.ts';
import { slottedHtml } from './html/slots.ts';
import { isBlank, isContent, isElement, textOf } from './html/tree.ts';

/** The excerpt of a post by its mark, or its first two paragraphs where it has none, which is a warning. */
export function excerptOf(tree: Root, context: RenderContext): Excerpt {
  const marks = marksIn(tree);
  const mark = marks.find(({ isInNote }) => !isInNote)?.node;
  sayMarks(marks, context);
  if (!mark) return firstParagraphs(tree, context);
  const before = upTo(tree, mark);
  const excerpt = excerptFrom(before, hasTextAfter(tree, mark));
  if (excerpt.html.length === 0) {
    const hint = 'write what the post is about before the mark';
    context.diagnostics.push(
      warning('excerpt/empty', 'nothing stands before the mark', spanOf(mark, context), { hint }),
    );
  }
  return excerpt;
}

/** Any blocks as an excerpt. */
export function excerptFrom(nodes: readonly RootContent[], hasMore: boolean): Excerpt {
  const html = slottedHtml(trimmed(withoutArticleParts(nodes, 1)));
  return { html, text: shortened(nodes.map(plainText).join(' ')), hasMore };
}

/** Blocks as they may stand outside their article: no ids, permalinks, footnotes. Levels of headings go down by `lower`. */
export function withoutArticleParts(nodes: readonly RootContent[], lower: number): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'comment' || node.type === 'doctype' || node.type === 'raw') return [];
    if (node.type === 'per-output') return node.articleOnly ? [] : [node];
    if (node.type !== 'element') return [node];
    if (isFootnoteList(node)) return [];
    const { id: _, ...properties } = node.properties;
    const children = withoutArticleParts(node.children, lower);
    return [{ ...node, tagName: lowered(node.tagName, lower), properties, children }];
  });
}

function lowered(tagName: string, by: number): string {
  const depth = /^h([1-6])$/.exec(tagName)?.[1];
  return depth === undefined ? tagName : `h${Math.min(6, Number(depth) + by)}`;
}

interface Mark {
  readonly node: Comment;
  readonly isInNote: boolean;
}

function marksIn(node: Nodes, isInNote = false): Mark[] {
  if (node.type === 'comment') return /^\s*more\s*$/i.test(node.value) ? [{ node, isInNote }] : [];
  if (!('children' in node)) return [];
  const inside = isInNote || isFootnoteList(node);
  return node.children.flatMap((child) => marksIn(child, inside));
}

function sayMarks(marks: readonly Mark[], context: RenderContext): void {
  let seen = false;
  for (const { node, isInNote } of marks) {
    const at = spanOf(node, context);
    if (isInNote) {
      const hint = 'put it between two paragraphs of the text';
      const message = 'the mark of the excerpt does nothing inside a footnote';
      context.diagnostics.push(warning('excerpt/mark-in-footnote', message, at, { hint }));
    } else if (seen) {
      const message = 'the excerpt ends at the first mark, this one does nothing';
      context.diagnostics.push(warning('excerpt/second-mark', message, at, { hint: 'take it out' }));
    } else seen = true;
  }
}

/** Everything before the mark; at each level what stands before it, wrapped as it was. */
function upTo(parent: Parents, mark: Comment): RootContent[] {
  const before: RootContent[] = [];
  for (const node of parent.children) {
    if (node === mark) return before;
    if (isElement(node) && holds(node, mark)) {
      const part: Element = { ...node, children: upTo(node, mark).filter(isContent) };
      if (part.children.some((child) => !isBlank(child))) before.push(part);
      return before;
    }
    before.push(node);
  }
  return before;
}

function holds(node: Nodes, mark: Comment): boolean {
  return 'children' in node && node.children.some((child) => child === mark || holds(child, mark));
}

/** Whether a block of the text comes after the mark or goes on after it. */
function hasTextAfter(tree: Root, mark: Comment): boolean {
  const index = tree.children.findIndex((child) => child === mark || holds(child, mark));
  const block = tree.children[index];
  if (isElement(block) && goesOn(block, mark)) return true;
  return tree.children.slice(index + 1).some((node) => !isBlank(node) && !isFootnoteList(node));
}

function goesOn(node: Element, mark: Comment): boolean {
  const index = node.children.findIndex((child) => child === mark || holds(child, mark));
  const at = node.children[index];
  return node.children.slice(index + 1).some((child) => !isBlank(child)) || (isElement(at) && goesOn(at, mark));
}

function firstParagraphs(tree: Root, context: RenderContext): Excerpt {
  const taken: RootContent[] = [];
  let paragraphs = 0;
  for (const node of tree.children) {
    if (paragraphs === 2 || isFootnoteList(node)) break;
    if (paragraphs > 0 && isElement(node, 'h2', 'h3', 'h4', 'h5', 'h6')) break;
    taken.push(node);
    if (isElement(node, 'p')) paragraphs += 1;
  }
  const rest = tree.children.slice(taken.length).filter((node) => !isBlank(node) && !isFootnoteList(node));
  if (rest.length > 0) {
    const message = 'this post does not say where its excerpt ends, its first two paragraphs are shown';
    const hint = 'put a line `<!--more-->` after what the index is to show';
    context.diagnostics.push(warning('excerpt/no-mark', message, firstLine(context), { hint }));
  }
  return excerptFrom(taken, rest.length > 0);
}

function firstLine(context: RenderContext): Span {
  const start = Math.max(0, context.text.search(/\S/));
  const line = /^[^\n\r]*/.exec(context.text.slice(start))?.[0].trimEnd().length ?? 0;
  return context.span(start, start + line);
}

function plainText(node: RootContent): string {
  return isElement(node, 'pre', 'table', 'figure', 'div') || isFootnoteList(node) ? '' : textOf(node);
}

/** At most 300 characters, cut between words. */
function shortened(text: string): string {
  const folded = text.replace(/\s+/g, ' ').trim();
  if (folded.length <= 300) return folded;
  const cut = folded.slice(0, 299).replace(/[\uD800-\uDBFF]$/, '');
  const end = cut.lastIndexOf(' ');
  return `${(end > 200 ? cut.slice(0, end) : cut).replace(/[\s,;:.\u2013\u2014-]+$/, '')}…`;
}

function trimmed(nodes: readonly ElementContent[]): ElementContent[] {
  const first = nodes.findIndex((node) => !isBlank(node));
  const last = nodes.findLastIndex((node) => !isBlank(node));
  return first < 0 ? [] : nodes.slice(first, last + 1);
}
