// The excerpt of an article, cut out of its finished tree: everything before `<!--more-->`, even if the mark is inside a block. Leaves out
// parts that only make sense in the article (ids, permalinks, footnotes and their references) and moves headings one level down.

import type { Comment, Element, ElementContent, Nodes, Parents, Root, RootContent } from 'hast';
import { type Span, warning } from '../model/diagnostic.ts';
import type { Excerpt } from '../model/page.ts';
import { type RenderContext, spanOf } from './context/render-context.ts';
import { isFootnoteList } from './html/footnote-marks.ts';
import { slottedHtml } from './html/slots.ts';
import { isBlank, isContent, isElement, textOf } from './html/tree.ts';

/** The excerpt of a post: the text before its mark or, with a warning, the first two paragraphs if it has none. */
export function excerptOf(tree: Root, context: RenderContext): Excerpt {
  const marks = marksIn(tree);
  const mark = marks.find(({ isInFootnote }) => !isInFootnote)?.node;
  reportUnusedMarks(marks, context);
  if (!mark) return firstParagraphs(tree, context);
  const before = contentBefore(tree, mark);
  const excerpt = excerptFrom(before, hasTextAfter(tree, mark));
  if (excerpt.html.length === 0) {
    const hint = 'write what the post is about above it';
    const message = 'the excerpt is empty: no text comes before `<!--more-->`';
    context.diagnostics.push(warning('excerpt/empty', message, spanOf(mark, context), { hint }));
  }
  return excerpt;
}

/** An excerpt made of any blocks; `hasMore` says whether the page continues after it. */
export function excerptFrom(nodes: readonly RootContent[], hasMore: boolean): Excerpt {
  const html = slottedHtml(trimmed(withoutArticleParts(nodes, 1)));
  return { html, text: shortened(nodes.map(plainText).join(' ')), hasMore };
}

/** Blocks for use outside their article: without ids, permalinks and footnotes, and with headings `levels` further down. */
export function withoutArticleParts(nodes: readonly RootContent[], levels: number): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'comment' || node.type === 'doctype' || node.type === 'raw') return [];
    if (node.type === 'per-output') return node.articleOnly ? [] : [node];
    if (node.type !== 'element') return [node];
    if (isFootnoteList(node)) return [];
    const { id: _, ...properties } = node.properties;
    const children = withoutArticleParts(node.children, levels);
    return [{ ...node, tagName: lowered(node.tagName, levels), properties, children }];
  });
}

function lowered(tagName: string, levels: number): string {
  const depth = /^h([1-6])$/.exec(tagName)?.[1];
  return depth === undefined ? tagName : `h${Math.min(6, Number(depth) + levels)}`;
}

interface Mark {
  readonly node: Comment;
  readonly isInFootnote: boolean;
}

function marksIn(node: Nodes, isInFootnote = false): Mark[] {
  if (node.type === 'comment') return /^\s*more\s*$/i.test(node.value) ? [{ node, isInFootnote }] : [];
  if (!('children' in node)) return [];
  const inside = isInFootnote || isFootnoteList(node);
  return node.children.flatMap((child) => marksIn(child, inside));
}

function reportUnusedMarks(marks: readonly Mark[], context: RenderContext): void {
  let seen = false;
  for (const { node, isInFootnote } of marks) {
    const at = spanOf(node, context);
    if (isInFootnote) {
      const hint = 'move it between two paragraphs of the text';
      const message = '`<!--more-->` has no effect in a footnote';
      context.diagnostics.push(warning('excerpt/mark-in-footnote', message, at, { hint }));
    } else if (seen) {
      const message = 'this `<!--more-->` has no effect: the excerpt ends at the first one';
      context.diagnostics.push(warning('excerpt/second-mark', message, at, { hint: 'remove it' }));
    } else seen = true;
  }
}

/** Everything before the mark. An element that contains it is copied with only the part before it. */
function contentBefore(parent: Parents, mark: Comment): RootContent[] {
  const before: RootContent[] = [];
  for (const node of parent.children) {
    if (node === mark) return before;
    if (isElement(node) && contains(node, mark)) {
      const start: Element = { ...node, children: contentBefore(node, mark).filter(isContent) };
      if (start.children.some((child) => !isBlank(child))) before.push(start);
      return before;
    }
    before.push(node);
  }
  return before;
}

function contains(node: Nodes, mark: Comment): boolean {
  return 'children' in node && node.children.some((child) => child === mark || contains(child, mark));
}

/** Whether the text continues after the mark, in the same block or in another. */
function hasTextAfter(tree: Root, mark: Comment): boolean {
  const index = tree.children.findIndex((child) => child === mark || contains(child, mark));
  const block = tree.children[index];
  if (isElement(block) && continuesAfter(block, mark)) return true;
  return tree.children.slice(index + 1).some((node) => !isBlank(node) && !isFootnoteList(node));
}

function continuesAfter(node: Element, mark: Comment): boolean {
  const index = node.children.findIndex((child) => child === mark || contains(child, mark));
  const marked = node.children[index];
  const hasMore = node.children.slice(index + 1).some((child) => !isBlank(child));
  return hasMore || (isElement(marked) && continuesAfter(marked, mark));
}

function firstParagraphs(tree: Root, context: RenderContext): Excerpt {
  const excerpt: RootContent[] = [];
  let paragraphs = 0;
  for (const node of tree.children) {
    if (paragraphs === 2 || isFootnoteList(node)) break;
    if (paragraphs > 0 && isElement(node, 'h2', 'h3', 'h4', 'h5', 'h6')) break;
    excerpt.push(node);
    if (isElement(node, 'p')) paragraphs += 1;
  }
  const rest = tree.children.slice(excerpt.length).filter((node) => !isBlank(node) && !isFootnoteList(node));
  if (rest.length > 0) {
    const message = 'no `<!--more-->` marks the end of the excerpt, so the first two paragraphs are used';
    const hint = 'add a line `<!--more-->` where the excerpt should end';
    context.diagnostics.push(warning('excerpt/no-mark', message, firstLine(context), { hint }));
  }
  return excerptFrom(excerpt, rest.length > 0);
}

function firstLine(context: RenderContext): Span {
  const start = Math.max(0, context.text.search(/\S/));
  const line = /^[^\n\r]*/.exec(context.text.slice(start))?.[0].trimEnd().length ?? 0;
  return context.span(start, start + line);
}

function plainText(node: RootContent): string {
  const isRead = isElement(node)
    ? !isElement(node, 'pre', 'table', 'figure', 'div') || node.data?.directive !== undefined
    : node.type === 'text';
  return isRead && !isFootnoteList(node) ? readText(node) : '';
}

/** Formulas are as in feeds: without them, `$$n$$: the number` would begin with a colon. */
function readText(node: Nodes): string {
  if (node.type === 'per-output') return node.articleOnly ? '' : node.feed.map(readText).join('');
  return isElement(node) && node.children.length > 0 ? node.children.map(readText).join('') : textOf(node);
}

/** At most 300 UTF-16 units, cut between words where possible, and never after a bracket or quotation mark that opens. */
function shortened(text: string): string {
  const folded = text.replace(/\s+/g, ' ').trim();
  if (folded.length <= 300) return folded;
  const cut = folded.slice(0, 299).replace(/[\uD800-\uDBFF]$/, '');
  const end = cut.lastIndexOf(' ');
  return `${(end > 200 ? cut.slice(0, end) : cut).replace(/[\s,;:.\u2013\u2014({[<"“„‘«-]+$/, '')}…`;
}

function trimmed(nodes: readonly ElementContent[]): ElementContent[] {
  const first = nodes.findIndex((node) => !isBlank(node));
  const last = nodes.findLastIndex((node) => !isBlank(node));
  return first < 0 ? [] : nodes.slice(first, last + 1);
}
