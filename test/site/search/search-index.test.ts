// The search as a reader meets it: what the site writes and the theme's script reads, without a browser.

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lexemesOf as lexemesOfSite } from '../../../src/text/search-words.ts';
import { passageIn } from '../../../templates/client/passage.ts';
import { lexemesOf } from '../../../templates/client/words-of.ts';
import { type PageSample, pageSample } from '../samples.ts';
import { ask } from './reader.ts';
import { searchFilesOf } from './search-files.ts';

function withText(name: string, text: string, meta: Parameters<typeof pageSample>[1] = {}): PageSample {
  return pageSample(name, { sections: [{ id: 'part', heading: 'Part', text }], ...meta });
}

const pages = [
  withText('ring', 'Submit reads with io_uring and wait.\nA std::vector<int> of results.', { date: '2026-01-01' }),
  withText('flags', 'docker run --privileged -it busybox', { date: '2026-01-02' }),
  withText('shared', 'Containers are processes. A container shares the kernel.', { date: '2026-01-03' }),
  withText('other', 'A container is mentioned once, as is a goroutine.', { date: '2026-01-04' }),
  withText('title', 'Nothing here.', { title: 'The container runtime', date: '2026-01-05', tags: ['C++'] }),
  withText('japanese', '日本語の検索。コンテナ', { date: '2026-01-06' }),
  withText('names', 'constructor __proto__ toString 10.0.0.1 version 1.21.3 main.go C# café Größe', {
    date: '2026-01-07',
  }),
  withText('draft', 'A container in a draft', { draft: true }),
  withText('unlisted', 'A container that is unlisted', { unlisted: true }),
  withText('about', 'Who writes this', { kind: 'page' }),
];

const files = searchFilesOf(pages);
const find = (query: string) => ask(query, (path) => files.get(path) ?? 'null');
const slugs = async (query: string) => (await find(query)).hrefs.map((href) => href.replace(/^posts\/|\/$/g, ''));

describe('finds', () => {
  const cases: readonly (readonly [name: string, query: string, expected: readonly string[]])[] = [
    ['a title before a text', 'container runtime', ['title']],
    ['more mentions before fewer', 'container', ['title', 'shared', 'other']],
    ['the singular of a plural', 'goroutines', ['other']],
    ['a word typed in part', 'gorout', ['other']],
    ['two words in one page', 'container kernel', ['shared']],
    ['the pages with most of the words, if none has all', 'kernel processes nowhere', ['shared']],
    ['an identifier', 'io_uring', ['ring']],
    ['a part of an identifier', 'uring', ['ring']],
    ['a qualified name', 'std::vector', ['ring']],
    ['an option', '--privileged', ['flags']],
    ['an option of one dash', '-it', ['flags']],
    ['an option without its dashes', 'privileged', ['flags']],
    ['a language with signs', 'C++', ['title']],
    ['another language with a sign', 'c#', ['names']],
    ['a file name', 'main.go', ['names']],
    ['an address', '10.0.0.1', ['names']],
    ['a version', '1.21.3', ['names']],
    ['words that objects have', 'constructor', ['names']],
    ['words that objects have, with signs', '__proto__', ['names']],
    ['accents, whatever is typed', 'CAFE', ['names']],
    ['scripts without spaces', '検索', ['japanese']],
    ['a missing letter', 'gorutine', ['other']],
    ['a letter too many', 'privilegged', ['flags']],
    ['swapped letters', 'pirvileged', ['flags']],
    ['a wrong letter', 'privileced', ['flags']],
    ['pages', 'who writes', ['about']],
    ['nothing', 'zzz', []],
    ['nothing for no word', '!?', []],
  ];
  test.each(cases)('%s: %s', async (_, query, expected) => {
    const found = await slugs(query);
    expect(found.slice(0, Math.max(1, expected.length))).toEqual(expected);
  });
  test('a missing first letter only in titles, headings, tags and descriptions', async () => {
    expect(await slugs('untime')).toEqual(['title']);
    expect(await slugs('sybox')).toEqual([]);
  });
});

test('no draft, scheduled post or unlisted page', () => {
  const all = [...files.values()].join('\n');
  expect(all).not.toContain('draft');
  expect(all).not.toContain('unlisted');
});

test('a word in very many pages is listed where it matters most, and other words still decide', async () => {
  const many = Array.from({ length: 400 }, (_, index) => withText(`p${index}`, index === 7 ? 'common rare' : 'common'));
  many.push(withText('best', 'common common common common'));
  const all = searchFilesOf(many);
  const answer = (query: string) => ask(query, (path) => all.get(path) ?? '');
  expect((await answer('common')).count).toBe(100);
  expect((await answer('common')).hrefs[0]).toBe('posts/best/');
  expect((await answer('common rare')).hrefs).toEqual(['posts/p7/']);
});

test('a new post changes the number of no other', () => {
  const before = searchFilesOf(pages);
  const after = searchFilesOf([...pages, withText('newest', 'Words of its own.', { date: '2026-02-01' })]);
  for (const [path, text] of before) if (path.startsWith('search/pages/')) expect(after.get(path), path).toBe(text);
});

test('the site and the theme split every text in the same way', () => {
  const pieces = [
    'io_uring',
    'std::vector',
    '--x',
    '-',
    ' ',
    '.',
    '::',
    '_',
    'é',
    'ß',
    '日本',
    'ไทย',
    '’',
    '→',
    'C++',
    '#',
    '1.2',
    'Z\u0301',
    '\uD800',
    '🚀',
  ];
  const texts = fc.string({
    unit: fc.oneof(fc.constantFrom(...pieces), fc.constantFrom('a', 'B', '7')),
    maxLength: 12,
  });
  for (const text of fc.sample(texts, { numRuns: 3000, seed: 1 }))
    expect(lexemesOf(text), JSON.stringify(text)).toEqual(lexemesOfSite(text));
});

describe('the passage of a result', () => {
  beforeEach(() => vi.stubGlobal('document', { documentElement: { lang: 'en' } }));
  afterEach(() => vi.unstubAllGlobals());
  const page = {
    href: 'a/',
    title: 'A',
    day: '',
    tags: [],
    sections: [
      ['', '', 'An opening. It mentions a lease.'],
      ['two', 'Fencing', 'Nothing.\nA lease needs a fencing token. Another sentence.'],
      ['long', 'Long', `${'word '.repeat(100)}needle ${'word '.repeat(100)}`],
    ] as const,
  };
  test('is the sentence with most of the words, under its heading', () => {
    const sentence = 'A lease needs a fencing token.';
    expect(passageIn(page, new Set(['lease', 'fencing']))).toEqual({ id: 'two', heading: 'Fencing', sentence });
  });
  test('is the first of several that are equally good', () => {
    expect(passageIn(page, new Set(['lease']))).toMatchObject({ id: '', sentence: 'It mentions a lease.' });
  });
  test('is cut to what is around the word', () => {
    const passage = passageIn(page, new Set(['needle']));
    expect(passage?.sentence).toMatch(/^… word .*needle.* word …$/);
    expect(passage?.sentence.length).toBeLessThan(250);
  });
  test('is missing where only the title has the word', () => expect(passageIn(page, new Set(['a-title']))).toBeNull());
});
