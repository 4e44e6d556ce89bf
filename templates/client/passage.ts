// What a result shows of a page: the sentence that has most of the words searched for, and the heading that it is under. It must never load
// anything.

import type { SearchPage } from 'octavo/theme';
import { piecesOf } from './words-of.ts';

export interface Passage {
  /** The nearest heading; both are empty for text before the first. */
  readonly id: string;
  readonly heading: string;
  readonly sentence: string;
}

const maxLength = 240;

/** Null if the text of the page has none of the words. */
export function passageIn({ sections }: SearchPage, words: ReadonlySet<string>): Passage | null {
  let best: Passage | null = null;
  let most = 0;
  for (const [id, heading, text] of sections) {
    const inHeading = wordsIn(heading, words);
    for (const line of text.split('\n')) {
      // Most lines have none of the words, so only the others are split into sentences.
      if (wordsIn(line, words).size === 0) continue;
      for (const sentence of sentencesOf(line)) {
        const found = wordsIn(sentence, words);
        const count = found.size + (found.size > 0 ? inHeading.size * 0.5 : 0) + (/[.!?…:]$/.test(sentence) ? 0.25 : 0);
        if (found.size === 0 || count <= most) continue;
        most = count;
        best = { id, heading, sentence: shortened(sentence, words) };
      }
    }
    if (best === null && inHeading.size > 0)
      best = { id, heading, sentence: shortened(text.split('\n')[0] ?? '', words) };
  }
  return best;
}

/** Which of the words a text has. */
function wordsIn(text: string, words: ReadonlySet<string>): Set<string> {
  return new Set(piecesOf(text).flatMap((piece) => piece.words.filter((word) => words.has(word))));
}

function sentencesOf(line: string): string[] {
  const segmenter = new Intl.Segmenter(document.documentElement.lang, { granularity: 'sentence' });
  return Array.from(segmenter.segment(line), ({ segment }) => segment.trim());
}

/** Long sentences and lines of code are cut to what is around the first word searched for. */
function shortened(sentence: string, words: ReadonlySet<string>): string {
  if (sentence.length <= maxLength) return sentence;
  const pieces = piecesOf(sentence);
  const first = pieces.findIndex((piece) => piece.words.some((word) => words.has(word)));
  const before = pieces.slice(0, Math.max(0, first)).reduce((length, { text }) => length + text.length, 0);
  const start = sentence.indexOf(' ', Math.max(0, before - maxLength / 3)) + 1;
  const from = before < maxLength / 2 ? 0 : start;
  const end = sentence.lastIndexOf(' ', from + maxLength);
  const to = end > from ? end : from + maxLength;
  return `${from > 0 ? '… ' : ''}${sentence.slice(from, to)}${to < sentence.length ? ' …' : ''}`;
}
