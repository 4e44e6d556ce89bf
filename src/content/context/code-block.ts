// The types of a code block that the stages of a page share: its opening line, the code it shows, and its position. Must stay types
// only, so that a stage can use them without loading the code that reads or draws code blocks.

import type { Code } from 'mdast';
import type { InlineMath, Math } from 'mdast-util-math';
import type { Span } from '../../model/diagnostic.ts';
import type { TextRange } from './text-range.ts';

/** A code block or formula of a page. */
export interface CodeBlock {
  readonly node: Code | Math | InlineMath;
  /** True for a formula in running text. */
  readonly isInline: boolean;
  readonly info: FenceInfo;
  /** Offset in the context's text where the info string starts. */
  readonly infoStart: number;
  /** The code shown: the block's own text or that of a file. Null if the file is missing. */
  readonly snippet: Snippet | null;
  /** The whole block, fences included. */
  readonly range: TextRange;
}

export interface Snippet {
  /** Without a final line end. */
  readonly text: string;
  /** The text with its ANSI escape sequences; null if it has none. */
  readonly colored: string | null;
  /** Path of the file, or null for the block's own text. */
  readonly path: string | null;
  /** Line number of its first line in the file, from 1. */
  readonly firstLine: number;
  readonly annotations: readonly Annotation[];
  /** The code with the marks of its annotations, if it has any. */
  readonly written?: string;
  /** The span of a line of the text, counted from 0, for mistakes found in it. */
  lineSpan(line: number): Span;
}

/** A number that refers from a line to an item of the ordered list after its block. */
export interface Annotation {
  /** Counted from 0. */
  readonly line: number;
  readonly number: number;
}

export interface FenceInfo {
  /** As written; empty if the line names no language. */
  readonly language: Word;
  /** `numbers`, `diff` and other bare words. */
  readonly words: readonly Word[];
  readonly options: { readonly [key: string]: Option };
  /** The text between `{` and `}`, or null. */
  readonly marks: Word | null;
  /** What is written between slashes: words to mark in the code. */
  readonly terms: readonly Word[];
  /** Parts that have no meaning, such as an unclosed quotation mark. */
  readonly malformed: readonly Word[];
}

/** A part of the line, with its offsets in the line. */
export interface Word {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export interface Option extends Word {
  /** Offset of the key; `start` and `end` are the value's. */
  readonly keyStart: number;
}
