// The state that the stages share while one text becomes HTML: its source, its diagnostics, and what the stages have found. A stage
// changes its tree and adds to the collections here; it must never read files or depend on other pages.

import type { Root as Html } from 'hast';
import type { Root as Markdown } from 'mdast';
import type { Plugin } from 'unified';
import type { VFile } from 'vfile';
import type { MarkdownConfig } from '../../model/config.ts';
import type { Diagnostic, Span } from '../../model/diagnostic.ts';
import type { Heading, ParseRequest } from '../../model/page.ts';
import { cleanText } from '../../text/clean-text.ts';
import type { CodeBlock } from './code-block.ts';
import type { Directive } from './directive.ts';
import { type Positioned, rangeOf, type TextRange } from './text-range.ts';
import { type Words, wordsFor } from './words.ts';

/** The text that is parsed, and its surroundings. */
export interface ParseOrigin {
  /** Path of the page's file. */
  readonly path: string;
  /** The Markdown that positions in the trees refer to. */
  readonly text: string;
  readonly config: MarkdownConfig;
  readonly includes: ParseRequest['includes'];
  /** The span in the file of `text` from `start` to `end`. */
  readonly span: (start: number, end: number) => Span;
}

export interface RenderContext extends ParseOrigin {
  /** The text before forbidden characters were replaced, of the same length. */
  readonly original: string;
  readonly words: Words;
  readonly diagnostics: Diagnostic[];
  /** Code blocks and formulas in the order of the text. */
  readonly codeBlocks: CodeBlock[];
  /** Directives in the order of the text. */
  readonly directives: Directive[];
  /** Addresses by the offset at which their link, image or definition begins. */
  readonly destinations: Map<number, Destination>;
  /** Ids that are in use or reserved. */
  readonly ids: Set<string>;
  /** The last number appended to each repeated id. */
  readonly idCounts: Map<string, number>;
  readonly outline: Heading[];
  /** Paths of Markdown files that the page links to. */
  readonly links: Set<string>;
  /** Paths of other files that the page shows or links to. */
  readonly files: Set<string>;
  /** The subset of `files` that the page shows as images. */
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

/** All of our own plugins have one of these two types. Third-party plugins that they call need the `VFile`. */
export type MarkdownStage = (tree: Markdown, context: RenderContext, file: VFile) => void | Promise<void>;
export type HtmlStage = (tree: Html, context: RenderContext, file: VFile) => void | Promise<void>;

/** A context for one run of the stages. It cleans the text, and its `span` clamps both offsets to it. */
export function createRenderContext(origin: ParseOrigin): RenderContext {
  const { length } = origin.text;
  // Raw HTML that is never closed may have positions before its own start or after the end of the text.
  const span = (start: number, end: number) => {
    const from = Math.max(0, Math.min(start, length));
    return origin.span(from, Math.max(from, Math.min(end, length)));
  };
  return {
    ...origin,
    text: cleanText(origin.text),
    original: origin.text,
    span,
    words: wordsFor(origin.config.language),
    diagnostics: [],
    codeBlocks: [],
    directives: [],
    destinations: new Map(),
    ids: new Set(),
    idCounts: new Map(),
    outline: [],
    links: new Set(),
    files: new Set(),
    images: new Set(),
  };
}

/** Turns a stage into a unified plugin. */
export function markdownPlugin(stage: MarkdownStage): Plugin<[], Markdown> {
  return () => async (tree, file) => {
    if (file.data.context) await stage(tree, file.data.context, file);
  };
}

/** Turns a stage into a unified plugin. */
export function htmlPlugin(stage: HtmlStage): Plugin<[], Html> {
  return () => async (tree, file) => {
    if (file.data.context) await stage(tree, file.data.context, file);
  };
}

/** The span of a node of either tree, or of the whole text if the node has no position. */
export function spanOf(node: Positioned, context: RenderContext): Span {
  const { start, end } = rangeOf(node) ?? { start: 0, end: context.text.length };
  return context.span(start, end);
}
