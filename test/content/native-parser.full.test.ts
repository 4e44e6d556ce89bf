// Both parsers turn a text into the same page: the same HTML, excerpt, anchors, copy and diagnostics. All known differences are listed here
// and in the guide. The random texts are the same in every run unless OCTAVO_SEED is set.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadNativeParser } from '../../src/content/native-parser.ts';
import { parsePage } from '../../src/content/page.ts';
import { decodeSiteConfig } from '../../src/content/settings/site-settings.ts';
import { caseFiles } from '../support/cases.ts';
import { randomRun } from '../support/random.ts';

const { markdown: remark } = decodeSiteConfig(null, { url: null }).value;
const satteri = { ...remark, parser: 'satteri' } as const;

async function pages(body: string) {
  const text = `---\ntitle: A\ndate: 2026-01-01\n---\n${body}`;
  const request = { source: { path: 'content/posts/a.md', text }, includes: {} };
  return [await parsePage(request, satteri), await parsePage(request, remark)] as const;
}

const compared = new Set<string>();

/** Compares each text once, because GFM's specification repeats CommonMark's examples. */
async function check(text: string): Promise<void> {
  if (compared.has(text)) return;
  compared.add(text);
  const [native, reference] = await pages(text);
  expect(native).toEqual(reference);
}

const fixtures = join(import.meta.dirname, 'fixtures');
test.each(['commonmark-0.31.2.json', 'gfm-0.29.json', 'gfm-extensions.json'])('%s', async (name) => {
  const examples: { markdown: string }[] = JSON.parse(readFileSync(join(fixtures, name), 'utf8'));
  for (const { markdown } of examples) await check(markdown);
});

const posts = join(import.meta.dirname, '..', '..', 'content', 'posts');
const bodyOf = (name: string) => readFileSync(join(posts, name, 'index.md'), 'utf8').replace(/^---[^]*?\n---\n/, '');
test.each(readdirSync(posts))('%s', (name) => check(bodyOf(name)));

describe.each(caseFiles())('$name', ({ cases }) => {
  test.each(cases)('$name', async ({ blocks }) => {
    for (const { title, text } of blocks) if (title === 'text') await check(text);
  });
});

const marks =
  'a b. *|**|_|`|``|~~|\\|&amp;|&#42;|[x](y.md)|![i](p.png "t")|[r]|[^1]|https://a.b/c| www.a.b| me@a.b |<https://a.b>|é';
const blocks = '\n\n[r]: u.md\n\n|\n\n[^1]: n\n\n|\n|\n\n|  \n|> |- a|1. a|  |    |# |\n===\n|\n---\n|```\n|- [ ] t|\t';
const table = '\n\n| a | b |\n|---|:-:|\n| c | d |\n\n';

const { seed, count, label } = randomRun('texts', { full: 300, soak: 20_000 });

test(`random texts (${label})`, { timeout: 100_000 + 100 * count }, async () => {
  const piece = fc.constantFrom(...marks.split('|'), ...blocks.split('|'), table);
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  await fc.assert(fc.asyncProperty(text, check), { seed, numRuns: count });
});

test.each(['**_**a', 'b**_**', '*_*1', 'a**_x_**', '**_x_**é', '**a_**b', 'a**_b**'])('%s', check);

const differences: { readonly [what: string]: readonly string[] } = {
  'a line with only a tag right after a table or footnote': ['| a |\n|---|\n| b |\n</b>', '[^1]: n\n<b>\n---\n'],
  'an empty list item at the end, after a definition': ['[r]: u.md\n<!-- c -->\n\n1. '],
  'a definition as the first row of a table': ['[r]: u.md\n|- '],
  'a task without text, followed by another line': ['- [ ]   \ntext\n'],
  'a bare address right before a table with too many cells': ['https://a.b/c| a | b |\n|---|:-:|\n| c | d |\n'],
  'a bare mail address right before another address': ['me@a.bhttps://a.b/cme@a.b'],
};

test.each(Object.entries(differences))('differs: %s', async (_, texts) => {
  for (const text of texts) {
    const [native, reference] = await pages(text);
    expect(native.value.body).not.toEqual(reference.value.body);
  }
});

test('the native parser reads most posts', async () => {
  const native = await loadNativeParser();
  const read = readdirSync(posts).filter((name) => native(bodyOf(name)) !== null);
  expect(read.length).toBeGreaterThan(readdirSync(posts).length / 2);
});
