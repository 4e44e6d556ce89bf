// What the stages share while one text is made into HTML: where it stands, what there is to say about it, what they found.
// A stage changes the tree it is given and adds to the lists here; it must not read files or know of other pages.

import type { Root as Html } from 'hast';
import type { Root as Markdown } from 'mdast';
import type { Plugin } from 'unified';
import type { VFile } from 'vfile';
import type { MarkdownConfig } from '../../model/config.ts';
import type { Diagnostic, Span } from '../../model/diagnostic.ts';
import type { Heading, ParseRequest } from '../../model/page.ts';
import type { Fence } from '../code/code-blocks.ts';
import { type Words, wordsFor } from './words.ts';

export interface Manuscript {
  /** Path of the page's file. */
  readonly path: string;
  /** The Markdown that positions in the trees count in. */
  readonly text: string;
  readonly config: MarkdownConfig;
  readonly words: Words;
  readonly includes: ParseRequest['includes'];
  /** The stretch of the file that `text` from `start` to `end` is. */
  readonly span: (start: number, end: number) => Span;
  readonly diagnostics: Diagnostic[];
  /** Code blocks in order. */
  readonly fences: Fence[];
  /** By the offset where a link, picture or definition begins: where its address stands, and what it is. */
  readonly destinations: Map<number, Destination>;
  /** Ids in use and ids that must not be used. */
  readonly ids: Set<string>;
  /** The last number that was put behind an id, by the id without it. */
  readonly repeated: Map<string, number>;
  readonly outline: Heading[];
  /** Markdown files linked to. */
  readonly links: Set<string>;
  /** Other files shown or linked to. */
  readonly files: Set<string>;
  /** Those of them that are shown. */
  readonly pictures: Set<string>;
}

/** From an offset up to, not including, another. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Destination extends Stretch {
  readonly url: string;
}

declare module 'vfile' {
  interface DataMap {
    manuscript: Manuscript;
  }
}

/** All our own plugins have one of these two shapes; the file is for plugins of others that need it. */
export type MarkdownStage = (tree: Markdown, manuscript: Manuscript, file: VFile) => void | Promise<void>;
export type HtmlStage = (tree: Html, manuscript: Manuscript, file: VFile) => void | Promise<void>;

/** What a manuscript is made of. */
export interface Origin {
  readonly path: string;
  readonly text: string;
  readonly config: MarkdownConfig;
  readonly includes: ParseRequest['includes'];
  readonly span: (start: number, end: number) => Span;
}

export function manuscriptFrom(origin: Origin): Manuscript {
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
    fences: [],
    destinations: new Map(),
    ids: new Set(),
    repeated: new Map(),
    outline: [],
    links: new Set(),
    files: new Set(),
    pictures: new Set(),
  };
}

/** Makes a stage a unified plugin. */
export function markdownPlugin(stage: MarkdownStage): Plugin<[], Markdown> {
  return () => async (tree, file) => {
    if (file.data.manuscript) await stage(tree, file.data.manuscript, file);
  };
}

export function htmlPlugin(stage: HtmlStage): Plugin<[], Html> {
  return () => async (tree, file) => {
    if (file.data.manuscript) await stage(tree, file.data.manuscript, file);
  };
}

/** The span of a node of either tree; a node without a position counts as the whole text. */
export function spanOf(node: Positioned, manuscript: Manuscript): Span {
  const { start, end } = stretchOf(node) ?? { start: 0, end: manuscript.text.length };
  return manuscript.span(start, end);
}

export function stretchOf(node: Positioned): Stretch | null {
  const start = node.position?.start?.offset;
  const end = node.position?.end?.offset;
  return start === undefined || end === undefined ? null : { start, end };
}

/** Elements that raw HTML never closes may have half a position. */
interface Positioned {
  readonly position?: { readonly start?: Point | undefined; readonly end?: Point | undefined } | undefined;
}

interface Point {
  readonly offset?: number | undefined;
}
