// How long an article takes to read: 230 words of prose a minute, or 500 letters in scripts without spaces between words. A listing
// costs six seconds for every eight lines up to forty. Listings count in steps, so an edited line of code rarely changes the result.

import type { Root } from 'hast';
import type { CodeBlock } from './context/code-block.ts';
import { isElement, textOf } from './html/tree.ts';

const wordsPerMinute = 230;
const lettersPerMinute = 500;
const linesPerStep = 8;
const maxSteps = 5;
const minutesPerStep = 0.1;

/** Whole minutes, at least 1. Anything in a `pre` is code, everything else is prose. */
export function readingMinutes(tree: Root, codeBlocks: readonly CodeBlock[]): number {
  const prose = withoutCode(tree);
  const { words, letters } = countsOf(prose);
  const steps = codeBlocks.reduce((sum, { snippet }) => sum + stepsFor(snippet?.text ?? ''), 0);
  return Math.max(1, Math.round(words / wordsPerMinute + letters / lettersPerMinute + steps * minutesPerStep));
}

function countsOf(prose: string): { words: number; letters: number } {
  const plainWords = plainWordsIn(prose);
  if (plainWords !== null) return { words: plainWords, letters: 0 };
  return {
    letters: prose.match(unspacedLetters)?.length ?? 0,
    words: prose.replace(unspacedLetters, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'\u2019.-]*/gu)?.length ?? 0,
  };
}

/** A much faster word count for ASCII text and symbols such as quotation marks and arrows; null for any other text. */
function plainWordsIn(prose: string): number | null {
  let words = 0;
  let isInWord = false;
  for (let index = 0; index < prose.length; index++) {
    const code = prose.charCodeAt(index);
    if (code > 127 && !isSymbol(code)) return null;
    if (isAlphanumeric(code)) {
      if (!isInWord) words += 1;
      isInWord = true;
    } else isInWord &&= code === 39 || code === 45 || code === 46 || code === 0x2019;
  }
  return words;
}

/** Punctuation, arrows, operators, boxes and shapes: Unicode blocks without letters, numbers and combining marks. */
function isSymbol(code: number): boolean {
  return (code >= 0x2010 && code <= 0x2027) || (code >= 0x2190 && code <= 0x23ff) || (code >= 0x2500 && code <= 0x2775);
}

function isAlphanumeric(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

const unspacedLetters = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

function stepsFor(code: string): number {
  const lines = code.trim() === '' ? 0 : code.split('\n').length;
  return Math.min(maxSteps, Math.ceil(lines / linesPerStep));
}

function withoutCode(node: Root | Root['children'][number]): string {
  if (isElement(node, 'pre')) return ' ';
  if (node.type === 'text' || !('children' in node)) return textOf(node);
  let prose = '';
  for (const child of node.children) prose += withoutCode(child);
  return `${prose} `;
}
