import { describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../../src/model/config.ts';
import type { Catalog } from '../../../src/model/site.ts';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { answersOf, configOf, type PageSample, pageSample, shown } from '../samples.ts';

interface Expected extends Partial<Catalog> {
  readonly diagnostics?: readonly string[];
}

interface Settings {
  readonly drafts?: boolean;
  readonly future?: boolean;
  readonly nowMs?: number;
  readonly config?: Partial<SiteConfig>;
}

/** Expects these parts of the catalog, whatever the order of the pages. */
function check(name: string, pages: readonly PageSample[], expected: Expected, settings: Settings = {}) {
  test(name, () => {
    const { config, drafts = false, future = false, nowMs = Date.UTC(2026, 11, 31) } = settings;
    const all = {
      drafts,
      future,
      hasPassed: (epochMs: number) => epochMs <= nowMs,
      recordedIds: {},
      ...answersOf(pages),
    };
    const { value, diagnostics } = collect(pages, configOf(config), all);
    const { diagnostics: expectedDiagnostics = [], ...parts } = expected;
    expect(value).toMatchObject(parts);
    expect(shown(diagnostics)).toEqual(expectedDiagnostics);
    expect(collect(pages.toReversed(), configOf(config), all)).toEqual({ value, diagnostics });
  });
}

const post = (name: string) => `content/posts/${name}.md`;

describe('addresses of tags and series', () => {
  const old = pageSample('old', { date: '2020-01-01', tags: ['.NET'], series: { name: 'Node.js', part: null } });
  const late = pageSample('late', { date: '2026-01-01', tags: ['dot-net'], series: { name: 'node-js', part: null } });
  const tags = [
    { name: '.NET', slug: 'dot-net', description: null, posts: [post('old')] },
    { name: 'dot-net', slug: 'dot-net-2', description: null, posts: [post('late')] },
  ];
  const diagnostics = [
    'content/posts/late.md:10 warning tag/shared-address the tag `.NET` has the address that `dot-net` would have, so this one is at `dot-net-2` [write `.NET` if both are the same tag, or another name] (content/posts/old.md:10 first used here)',
    'content/posts/late.md:3 warning series/shared-address the series `Node.js` has the address that `node-js` would have, so this one is at `node-js-2` [write `Node.js` if both are the same series, or another name] (content/posts/old.md:3 first used here)',
  ];
  check('are those that they had alone', [old], { tags: tags.slice(0, 1) });
  check('stay when a later post has a name with the same slug, which is reported', [old, late], { tags, diagnostics });
  check(
    'do not depend on the order of definitions in site.yaml',
    [old, late],
    { tags, diagnostics },
    { config: { tags: ['dot-net', '.NET'].map((name) => ({ name, description: null })) } },
  );
});

describe('order', () => {
  check(
    'newest first, equal dates by path',
    [
      pageSample('b', { date: '2026-01-01' }),
      pageSample('a', { date: '2026-01-01' }),
      pageSample('B', { date: '2026-01-01' }),
      pageSample('z', { date: '2026-05-01' }),
      pageSample('old', { date: '1969-12-31' }),
    ],
    { posts: [post('z'), post('B'), post('a'), post('b'), post('old')] },
  );
  check(
    'by instant, but years as written',
    [
      pageSample('evening', { date: '2025-12-31T23:00:00Z' }),
      pageSample('tokyo', { date: '2026-01-01T00:30:00+09:00' }),
      pageSample('far', { date: '9999-01-01' }),
    ],
    {
      posts: [post('far'), post('evening'), post('tokyo')],
      years: [
        { year: '9999', posts: [post('far')] },
        { year: '2026', posts: [post('tokyo')] },
        { year: '2025', posts: [post('evening')] },
      ],
    },
    { future: true },
  );
  check('pages are not posts', [pageSample('about', { kind: 'page' }), pageSample('a')], {
    posts: [post('a')],
    pages: ['content/pages/about.md'],
    pageAddresses: [
      { url: '/about/', path: 'content/pages/about.md', kind: 'page', fields: ['slug'] },
      { url: '/posts/a/', path: post('a'), kind: 'page', fields: ['slug'] },
    ],
  });
  check('nothing at all', [], { posts: [], pages: [], tags: [], series: [], years: [], entries: {}, relations: {} });
});

describe('what is published', () => {
  const pages = [
    pageSample('draft', { draft: true, tags: ['Secret'], series: { name: 'Hidden', part: null }, links: ['out'] }),
    pageSample('later', { date: '2027-01-01', tags: ['Later'], aliases: ['/l/'] }),
    pageSample('out', { tags: ['Go'] }),
    pageSample('broken', { broken: true, tags: ['Broken'] }),
  ];
  const nothing = { newer: null, older: null, related: [], backlinks: [] };
  check('drafts and scheduled posts leave no trace', pages, {
    posts: [post('out')],
    tags: [{ name: 'Go', slug: 'go', description: null, posts: [post('out')] }],
    series: [],
    years: [{ year: '2026', posts: [post('out')] }],
    relations: { [post('out')]: nothing },
    withheld: [post('draft'), post('later')],
    broken: [post('broken')],
    pageAddresses: [{ url: '/posts/out/', path: post('out'), kind: 'page', fields: ['slug'] }],
  });
  check(
    'drafts on request, marked',
    pages,
    {
      posts: [post('draft'), post('out')],
      withheld: [post('later')],
      entries: { [post('draft')]: expect.objectContaining({ unpublished: 'draft', series: 'hidden' }) },
    },
    { drafts: true },
  );
  check(
    'scheduled posts on request, marked',
    pages,
    {
      posts: [post('later'), post('out')],
      withheld: [post('draft')],
      entries: { [post('later')]: expect.objectContaining({ unpublished: 'future', tags: ['later'] }) },
    },
    { future: true },
  );
  check(
    'a post is published at its date',
    [pageSample('now')],
    { posts: [post('now')] },
    { nowMs: Date.UTC(2026, 0, 1) },
  );
  check(
    'a post is not published one millisecond before its date',
    [pageSample('now')],
    { withheld: [post('now')] },
    { nowMs: Date.UTC(2026, 0, 1) - 1 },
  );
  check(
    'unlisted posts have a page and nothing else',
    [
      pageSample('listed', { tags: ['Go'], date: '2026-02-01' }),
      pageSample('unlisted', {
        unlisted: true,
        tags: ['go', 'Lonely'],
        series: { name: 'S', part: 1 },
        links: ['listed'],
      }),
    ],
    {
      posts: [post('listed')],
      tags: [{ name: 'Go', slug: 'go', description: null, posts: [post('listed')] }],
      series: [],
      relations: { [post('listed')]: nothing, [post('unlisted')]: nothing },
      entries: {
        [post('listed')]: expect.objectContaining({ tags: ['go'] }),
        [post('unlisted')]: expect.objectContaining({ tags: ['go'], series: null, unlisted: true }),
      },
      diagnostics: [
        'content/posts/unlisted.md:10 warning tag/spelling the tag `go` is spelled `Go` in `content/posts/listed.md`; both are treated as the same tag [write `Go`] (content/posts/listed.md:10 first used here)',
      ],
    },
  );
});

describe('tags', () => {
  check('tags that differ only in symbols stay apart', [pageSample('a', { tags: ['C++', 'C', 'C#', '日本'] })], {
    entries: { [post('a')]: expect.objectContaining({ tags: ['c-plus-plus', 'c', 'c-sharp', '日本'] }) },
    tags: ['c', 'c-plus-plus', 'c-sharp', '日本'].map((slug) => expect.objectContaining({ slug, posts: [post('a')] })),
  });
  check(
    'three spellings of a name are one tag, spelled as in the oldest post',
    [
      pageSample('old', { date: '2024-01-01', tags: ['Event Loops'] }),
      pageSample('mid', { date: '2025-01-01', tags: ['x', 'event-loops', 'EVENT_LOOPS'] }),
    ],
    {
      tags: [
        { name: 'Event Loops', slug: 'event-loops', description: null, posts: [post('mid'), post('old')] },
        { name: 'x', slug: 'x', description: null, posts: [post('mid')] },
      ],
      entries: {
        [post('mid')]: expect.objectContaining({ tags: ['x', 'event-loops'] }),
        [post('old')]: expect.objectContaining({ tags: ['event-loops'] }),
      },
      diagnostics: [
        'content/posts/mid.md:11 warning tag/spelling the tag `event-loops` is spelled `Event Loops` in `content/posts/old.md`; both are treated as the same tag [write `Event Loops`] (content/posts/old.md:10 first used here)',
        'content/posts/mid.md:12 warning tag/spelling the tag `EVENT_LOOPS` is spelled `Event Loops` in `content/posts/old.md`; both are treated as the same tag [write `Event Loops`] (content/posts/old.md:10 first used here)',
      ],
    },
  );
  check(
    'a vocabulary spells, describes and allows tags',
    [pageSample('a', { tags: ['go', 'pyhton', 'whatever'] })],
    {
      tags: [
        { name: 'Go', slug: 'go', description: 'The language', posts: [post('a')] },
        expect.objectContaining({ slug: 'pyhton' }),
        expect.objectContaining({ slug: 'whatever' }),
      ],
      diagnostics: [
        'content/posts/a.md:11 error tag/unknown the site has no tag `pyhton` [add it to `tags` in `content/site.yaml`, or use another tag]',
        'content/posts/a.md:12 error tag/unknown the site has no tag `whatever` [add it to `tags` in `content/site.yaml`, or use another tag]',
        'content/posts/a.md:10 warning tag/spelling the tag `go` is spelled `Go` in `content/site.yaml`; both are treated as the same tag [write `Go`]',
      ],
    },
    {
      config: {
        tags: [
          { name: 'Go', description: 'The language' },
          { name: 'Python', description: null },
        ],
      },
    },
  );
  check('names of object properties are allowed', [pageSample('a', { tags: ['constructor', '__proto__'] })], {
    tags: [
      expect.objectContaining({ name: 'constructor', slug: 'constructor' }),
      expect.objectContaining({ name: '__proto__', slug: 'proto' }),
    ],
  });
});

describe('series', () => {
  const part = (number: number | null, name = 'Loops') => ({ name, part: number });
  check(
    'by part, then by date',
    [
      pageSample('a', { date: '2026-03-01', series: part(null) }),
      pageSample('b', { date: '2026-02-01', series: part(null) }),
      pageSample('c', { date: '2026-04-01', series: part(1) }),
      pageSample('d', { date: '2026-05-01', series: part(10) }),
      pageSample('e', { date: '2026-06-01', series: part(9, 'loops') }),
    ],
    {
      series: [
        {
          name: 'LOOPS',
          slug: 'loops',
          description: 'Round',
          parts: [post('c'), post('e'), post('d'), post('b'), post('a')],
        },
      ],
      diagnostics: ['b', 'a', 'c', 'd', 'e'].map(
        (name) =>
          `content/posts/${name}.md:3 warning series/spelling the series \`${name === 'e' ? 'loops' : 'Loops'}\` is spelled \`LOOPS\` in \`content/site.yaml\`; both are treated as the same series [write \`LOOPS\`]`,
      ),
    },
    { config: { series: [{ name: 'LOOPS', description: 'Round' }] } },
  );
  check(
    'a duplicate part',
    [
      pageSample('b', { series: part(2) }),
      pageSample('a', { series: part(2) }),
      pageSample('c', { series: part(2, 'Other') }),
    ],
    {
      series: [
        expect.objectContaining({ parts: [post('a'), post('b')] }),
        expect.objectContaining({ parts: [post('c')] }),
      ],
      diagnostics: [
        'content/posts/b.md:3 error series/duplicate-part `content/posts/a.md` and `content/posts/b.md` are both part 2 of the series `Loops` [give each post its own `part`] (content/posts/a.md:3 part 2 is already here)',
      ],
    },
  );
});

describe('relations', () => {
  const relations = (newer: string | null, older: string | null, related: string[], backlinks: string[]) => ({
    newer: newer && post(newer),
    older: older && post(older),
    related: related.map(post),
    backlinks: backlinks.map(post),
  });
  check(
    'neighbors, related posts by rarity, backlinks',
    [
      pageSample('a', { date: '2026-06-01', tags: ['common', 'rare'], links: ['c', 'c', 'a', 'nowhere'] }),
      pageSample('b', { date: '2026-05-01', tags: ['common'], links: ['c'] }),
      pageSample('c', { date: '2026-04-01', tags: ['common'] }),
      pageSample('d', { date: '2026-03-01', tags: ['rare'] }),
      pageSample('e', { date: '2026-02-01', series: { name: 'S', part: null } }),
      pageSample('f', { date: '2026-01-01', series: { name: 'S', part: null }, links: ['e'] }),
    ],
    {
      relations: {
        [post('a')]: relations(null, 'b', ['d', 'b', 'c'], []),
        [post('b')]: relations('a', 'c', ['a', 'c'], []),
        [post('c')]: relations('b', 'd', ['b', 'a'], ['a', 'b']),
        [post('d')]: relations('c', 'e', ['a'], []),
        [post('e')]: relations('d', 'f', ['f'], ['f']),
        [post('f')]: relations('e', null, ['e'], []),
      },
    },
  );
});

test('at most four related posts, nearest in time; a new post changes none of a distant post', () => {
  const many = Array.from({ length: 400 }, (_, index) =>
    pageSample(`p${String(index).padStart(3, '0')}`, { tags: ['t'], date: new Date(index * 86_400_000).toISOString() }),
  );
  const options = { drafts: false, future: false, hasPassed: () => true, recordedIds: {}, ...answersOf(many) };
  const { relations } = collect(many, configOf(), options).value;
  expect(relations[post('p200')]?.related).toEqual(['p201', 'p199', 'p202', 'p198'].map(post));
  const more = collect([...many, pageSample('p400', { tags: ['t'], date: '2025-12-31' })], configOf(), options).value;
  expect(more.relations[post('p200')]).toEqual(relations[post('p200')]);
  expect(more.relations[post('p399')]?.related).toEqual(['p400', 'p398', 'p397', 'p396'].map(post));
});
