// "Did you mean" for a whole report: the right name, and never more look-ups than a person would read.

import { expect, test } from 'vitest';
import { type Diagnostic, error, type NameQuery } from '../../src/model/diagnostic.ts';
import { maxLookUps, withSuggestions } from '../../src/site/suggestions.ts';

function broken(similar: NameQuery, path = 'content/posts/a/index.md'): Diagnostic {
  return error('link/broken', 'broken', { path, start: 0, end: 1 }, { hint: 'the rule', similar });
}

const ask = (among: NameQuery['among'], name: string, place = ''): NameQuery => ({ among, in: place, name });

test.each<[string, NameQuery, readonly string[], string]>([
  [
    'a page, relative to the file',
    ask('pages', 'content/posts/othr.md'),
    ['content/posts/other/index.md'],
    'did you mean `../other/index.md`?',
  ],
  [
    'a file next to the page',
    ask('files', 'content/posts/a/pic.pgn'),
    ['content/posts/a/pic.png'],
    'did you mean `pic.png`?',
  ],
  ['a file in public/', ask('files', 'public/loga.png'), ['public/logo.png'], 'did you mean `/logo.png`?'],
  ['an address', ask('addresses', '/archiv/'), ['/archive/', '/tags/'], 'did you mean `/archive/`?'],
  ['an anchor', ask('anchors', 'intor', 'content/posts/b.md'), ['intro'], 'did you mean `#intro`?'],
  ['a tag', ask('tags', 'pyhton'), ['Python'], 'did you mean `Python`?'],
  ['nothing similar', ask('pages', 'content/posts/xyz.md'), ['content/posts/other.md'], 'the rule'],
  ['nothing to look for', ask('addresses', '/'), ['/archive/'], 'the rule'],
  [
    'an address below a folder that the site has',
    ask('addresses', '/posts/nowhere-at-all/'),
    ['/posts/a/'],
    'the rule',
  ],
  [
    'the same, and a similar name elsewhere',
    ask('addresses', '/docs/socket-1/'),
    ['/tags/socket/'],
    'did you mean `/tags/socket/`? if another site serves `/docs/`, add `links: {elsewhere: [/docs/]}` to `content/site.yaml`',
  ],
  [
    'an address below a folder that the site does not have',
    ask('addresses', '/docs/install/'),
    ['/posts/a/'],
    'the rule; if another site serves `/docs/`, add `links: {elsewhere: [/docs/]}` to `content/site.yaml`',
  ],
])('%s', (_, query, names, hint) => {
  const [found] = withSuggestions([broken(query)], () => names);
  expect(found).toEqual(
    error('link/broken', 'broken', { path: 'content/posts/a/index.md', start: 0, end: 1 }, { hint }),
  );
});

test('five thousand broken links cost a hundred look-ups in one list', () => {
  const lists: string[] = [];
  const diagnostics = Array.from({ length: 5000 }, (_, index) =>
    broken(ask('pages', `content/posts/page-${index}x.md`)),
  );
  const found = withSuggestions(diagnostics, ({ among }) => {
    lists.push(among);
    return Array.from({ length: 5000 }, (_, index) => `content/posts/page-${index}.md`);
  });
  expect(lists).toEqual(['pages']);
  expect(found.filter(({ hint }) => hint?.startsWith('did you mean')).length).toBe(maxLookUps);
  expect(found.some((one) => 'similar' in one)).toBe(false);
});

test('posts that are linked where they were before the blog moved: one setting', () => {
  const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `/posts/${name}-post/`);
  const old = names.map((name) => broken(ask('addresses', name.replace('/posts', ''))));
  const [few] = withSuggestions(old.slice(1), () => names);
  expect(few?.hint).toMatch(/^did you mean `\/posts\/b-post\/`\?/);
  const [first, ...rest] = withSuggestions([...old, broken(ask('addresses', '/tags/x/'))], () => names);
  expect(first?.hint).toBe(
    'add `permalinks: {posts: /:slug/}` to `content/site.yaml` if all posts were there before; otherwise did you mean `/posts/a-post/`?',
  );
  expect(rest.map(({ hint }) => hint?.startsWith('add `permalinks'))).toEqual([true, true, true, true, false]);
});

test('the same name is looked up once, and each code has its own limit', () => {
  const same = Array.from({ length: 500 }, () => broken(ask('pages', 'content/posts/othr.md')));
  const other = { ...broken(ask('pages', 'content/posts/othr.md')), code: 'image/missing' };
  const found = withSuggestions([...same, other], () => ['content/posts/other.md']);
  expect(new Set(found.map(({ hint }) => hint))).toEqual(new Set(['did you mean `../other.md`?']));
});

test('a report without questions stays the same list', () => {
  const diagnostics = [error('x/y', 'z', null)];
  expect(
    withSuggestions(diagnostics, () => {
      throw new Error('nothing to look up');
    }),
  ).toBe(diagnostics);
});
