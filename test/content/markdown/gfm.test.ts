// Leaving constructs out of remark-gfm must never change the tree of a text.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { gfmUseIn, remarkGfmFor } from '../../../src/content/markdown/gfm.ts';

const complete = unified().use(remarkParse).use(remarkGfm).freeze();

function check(text: string): void {
  const narrowed = unified()
    .use(remarkParse)
    .use(remarkGfmFor(gfmUseIn(text)));
  expect(narrowed.parse(text)).toEqual(complete.parse(text));
}

const fixtures = join(import.meta.dirname, '..', 'fixtures');
test.each(['commonmark-0.31.2.json', 'gfm-0.29.json', 'gfm-extensions.json'])('%s', (name) => {
  const examples: { markdown: string }[] = JSON.parse(readFileSync(join(fixtures, name), 'utf8'));
  for (const { markdown } of examples) check(markdown);
});

const posts = join(import.meta.dirname, '..', '..', '..', 'content', 'posts');
test.each(readdirSync(posts))('%s', (name) => check(readFileSync(join(posts, name, 'index.md'), 'utf8')));

const pieces = {
  addresses:
    'a|b.c|x@y|@|@a.b|me@site.org|.|-|+|_|*|\\|&#64;|www.|www.a|http://|https&#58;//a|://|mailto:|xmpp:|/|<|>|[|](u)| |\n|!',
  tables: 'a|b|`|\\|\n|\n| |\t|:|-|---|:-:|> |- |1. |  |    |\n\n|x',
};

describe('random texts', () => {
  test.each(Object.entries(pieces))('%s', (_, list) => {
    const piece = fc.constantFrom(...list.split('|'), '|', '|');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 24 }).map((words) => words.join('')),
        check,
      ),
      { numRuns: 200 },
    );
  });
});

test('texts without addresses and tables', () => {
  const none = { emails: false, tables: false };
  expect(gfmUseIn('user@host:~$ a | b\n\n---\n@decorator\n')).toEqual(none);
  expect(gfmUseIn('> a\n> :-\n')).toEqual({ ...none, tables: true });
  expect(gfmUseIn('me@site.org')).toEqual({ ...none, emails: true });
});
