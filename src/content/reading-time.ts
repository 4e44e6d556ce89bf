// How long an article takes to read: 230 words of prose a minute, or 500 letters where words are not divided by spaces; a listing costs
// six seconds for every eight lines up to forty, rounded, so that a changed line of code changes the result rarely.

import type { Root } from 'hast';
import type { CodeBlock } from './context/code-block.ts';
import { isElement, textOf } from './html/tree.ts';

const wordsAMinute = 230;
const lettersAMinute = 500;
const linesAStep = 8;
const stepsAtMost = 5;
const minutesAStep = 0.1;

/** Whole minutes, at least 1. Code is told from prose by its `pre`. */
export function readingMinutes(tree: Root, fences: readonly CodeBlock[]): number {
  const prose = withoutCode(tree);
  const { words, letters } = countsOf(prose);
  const steps = fences.reduce((sum, { snippet }) => sum + stepsFor(snippet?.text ?? ''), 0);
  return Math.max(1, Math.round(words / wordsAMinute + letters / lettersAMinute + steps * minutesAStep));
}

function countsOf(prose: string): { words: number; letters: number } {
  const plain = plainWordsIn(prose);
  if (plain !== null) return { words: plain, letters: 0 };
  return {
    letters: prose.match(undivided)?.length ?? 0,
    words: prose.replace(undivided, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'\u2019.-]*/gu)?.length ?? 0,
  };
}

/** The same count, many times faster, for texts of ASCII and signs such as quotation marks and arrows; null for others. */
function plainWordsIn(prose: string): number | null {
  let words = 0;
  let isInside = false;
  for (let index = 0; index < prose.length; index++) {
    const code = prose.charCodeAt(index);
    if (code > 127 && !isSign(code)) return null;
    if (isAlphanumeric(code)) {
      if (!isInside) words += 1;
      isInside = true;
    } else isInside &&= code === 39 || code === 45 || code === 46 || code === 0x2019;
  }
  return words;
}

/** Punctuation, arrows, operators, boxes and shapes: blocks of Unicode without any letter, number or mark. */
function isSign(code: number): boolean {
  return (code >= 0x2010 && code <= 0x2027) || (code >= 0x2190 && code <= 0x23ff) || (code >= 0x2500 && code <= 0x2775);
}

function isAlphanumeric(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

const undivided = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

function stepsFor(code: string): number {
  const lines = code.trim() === '' ? 0 : code.split('\n').length;
  return Math.min(stepsAtMost, Math.ceil(lines / linesAStep));
}

function withoutCode(node: Root | Root['children'][number]): string {
  if (isElement(node, 'pre')) return ' ';
  if (node.type === 'text' || !('children' in node)) return textOf(node);
  let prose = '';
  for (const child of node.children) prose += withoutCode(child);
  return `${prose} `;
}
