// Reading time counts words, or letters in scripts without spaces. Its shortcut for plain text must count the same.

import fc from 'fast-check';
import type { Root } from 'hast';
import { describe, expect, it } from 'vitest';
import { element, text } from '../../src/content/html/tree.ts';
import { readingMinutes } from '../../src/content/reading-time.ts';

function minutesOf(prose: string): number {
  const tree: Root = { type: 'root', children: [element('p', {}, [text(prose)])] };
  return readingMinutes(tree, []);
}

describe('words are counted', () => {
  const cases: readonly [string, string, number][] = [
    ['nothing', '', 1],
    ['460 words', 'word '.repeat(460), 2],
    ['compounds as one word', "it's-a-3.5-way-thing ".repeat(460), 2],
    ['words with accents', 'déjà '.repeat(460), 2],
    ['no symbols', '– — “ ” … & * '.repeat(460), 1],
    ['letters in scripts without spaces', '容器'.repeat(500), 2],
    ['both in one text', `${'word '.repeat(460)}${'容器'.repeat(500)}`, 4],
  ];
  it.each(cases)('%s', (_, prose, minutes) => expect(minutesOf(prose)).toBe(minutes));

  it('the same in plain text as in other text', () => {
    const word = fc.string({ unit: fc.constantFrom(..."azAZ09'’.-_/“—…↩→─ \n&"), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
        const prose = `${words.join(' ')} `.repeat(300);
        // A no-break space is not a letter and not ASCII, so it turns the shortcut off.
        expect(minutesOf(prose)).toBe(minutesOf(`${prose}\u00A0`));
      }),
      { numRuns: 50 },
    );
  });
});
