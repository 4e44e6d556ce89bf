// A code block as the stages of a page share it: its opening line, the code it shows, and where it is in the text.
// Types only, so that every stage can use them without loading what reads or draws code blocks.

import type { Code } from 'mdast';
import type { InlineMath, Math } from 'mdast-util-math';
import type { Span } from '../../model/diagnostic.ts';
import type { TextRange } from './text-range.ts';

/** One code block of a page. */
export interface CodeBlock {
  readonly node: Code | Math | InlineMath;
  /** A formula in running text. */
  readonly isInline: boolean;
  readonly info: FenceInfo;
  /** Offset in the context's text where the info string starts. */
  readonly infoStart: number;
  /** The code shown: the block's own text or that of a file. Null where the file is missing. */
  readonly snippet: Snippet | null;
  /** Where the block stands, fences included. */
  readonly range: TextRange;
}

export interface Snippet {
  /** Without a line end at the end. */
  readonly text: string;
  /** Path of the file it is from, or null for the block's own text. */
  readonly path: string | null;
  /** Number that its first line has in its file, from 1. */
  readonly firstLine: number;
  /** The place of a line of the text (from 0), for mistakes found in it. */
  lineSpan(line: number): Span;
}

export interface FenceInfo {
  /** As written; empty where the line names no language. */
  readonly language: Word;
  /** `numbers`, `diff` and other bare words. */
  readonly words: readonly Word[];
  readonly options: { readonly [key: string]: Option };
  /** What stands between `{` and `}`, or null. */
  readonly marks: Word | null;
  /** Stretches that fit no rule, such as an open quotation mark. */
  readonly strays: readonly Word[];
}

/** A part of the line and where it starts and ends in it. */
export interface Word {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export interface Option extends Word {
  /** Where the key starts; `start` and `end` are the value's. */
  readonly keyStart: number;
}
