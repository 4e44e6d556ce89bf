// What the stages share while one text is made into HTML: where it stands, what there is to say about it, what they found.
// A stage changes the tree it is given and adds to the lists here; it must not read files or know of other pages.

import type { Root as Html } from 'hast';
import type { Root as Markdown } from 'mdast';
import type { Plugin } from 'unified';
import type { VFile } from 'vfile';
import type { MarkdownConfig } from '../../model/config.ts';
import type { Diagnostic, Span } from '../../model/diagnostic.ts';
import type { Heading, ParseRequest } from '../../model/page.ts';
import type { CodeBlock } from './code-block.ts';
import { type Positioned, rangeOf, type TextRange } from './text-range.ts';
import { type Words, wordsFor } from './words.ts';

export interface RenderContext {
  /** Path of the page's file. */
  readonly path: string;
  /** The Markdown that positions in the trees count in. */
  readonly text: string;
  readonly config: MarkdownConfig;
  readonly words: Words;
  readonly includes: ParseRequest['includes'];
  /** The range of the file that `text` from `start` to `end` is. */
  readonly span: (start: number, end: number) => Span;
  readonly diagnostics: Diagnostic[];
  /** Code blocks in order. */
  readonly codeBlocks: CodeBlock[];
  /** By the offset where a link, picture or definition begins: where its address stands, and what it is. */
  readonly destinations: Map<number, Destination>;
  /** Ids in use and ids that must not be used. */
  readonly ids: Set<string>;
  /** The last number that was put behind an id, by the id without it. */
  readonly idCounts: Map<string, number>;
  readonly outline: Heading[];
  /** Markdown files linked to. */
  readonly links: Set<string>;
  /** Other files shown or linked to. */
  readonly files: Set<string>;
  /** Those of them that are shown. */
  readonly images: Set<string>;
}

interface Destination extends TextRange {
  readonly url: string;
}

declare module 'vfile' {
  interface DataMap {
    context: RenderContext;
  }
}

/** All our own plugins have one of these two shapes; the file is for plugins of others that need it. */
export type MarkdownStage = (tree: Markdown, context: RenderContext, file: VFile) => void | Promise<void>;
export type HtmlStage = (tree: Html, context: RenderContext, file: VFile) => void | Promise<void>;

/** What a context is made of. */
export interface ParseOrigin {
  readonly path: string;
  readonly text: string;
  readonly config: MarkdownConfig;
  readonly includes: ParseRequest['includes'];
  readonly span: (start: number, end: number) => Span;
}

export function createRenderContext(origin: ParseOrigin): RenderContext {
  const { length } = origin.text;
  // Positions in raw HTML that never closes may lie before their own start or after the end of the text.
  const span = (start: number, end: number) => {
    const from = Math.max(0, Math.min(start, length));
    return origin.span(from, Math.max(from, Math.min(end, length)));
  };
  return {
    ...origin,
    span,
    words: wordsFor(origin.config.language),
    diagnostics: [],
    codeBlocks: [],
    destinations: new Map(),
    ids: new Set(),
    idCounts: new Map(),
    outline: [],
    links: new Set(),
    files: new Set(),
    images: new Set(),
  };
}

/** Makes a stage a unified plugin. */
export function markdownPlugin(stage: MarkdownStage): Plugin<[], Markdown> {
  return () => async (tree, file) => {
    if (file.data.context) await stage(tree, file.data.context, file);
  };
}

export function htmlPlugin(stage: HtmlStage): Plugin<[], Html> {
  return () => async (tree, file) => {
    if (file.data.context) await stage(tree, file.data.context, file);
  };
}

/** The span of a node of either tree; a node without a position counts as the whole text. */
export function spanOf(node: Positioned, context: RenderContext): Span {
  const { start, end } = rangeOf(node) ?? { start: 0, end: context.text.length };
  return context.span(start, end);
}
