import { describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../../src/model/config.ts';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { postContextOf } from '../../../src/site/catalog/post-context.ts';
import { postSliceOf } from '../../../src/site/catalog/post-slice.ts';
import { routeAt } from '../../../src/site/routes/route-index.ts';
import { routesFor } from '../../../src/site/routes/routes.ts';
import { articleProps } from '../../../src/site/views/article.ts';
import { listProps } from '../../../src/site/views/list.ts';
import { factsFromAssets, pageFrameFor } from '../../../src/site/views/parts/frame.ts';
import { plainPageProps } from '../../../src/site/views/plain-page.ts';
import type { AnyView } from '../../../src/site/views/view-for.ts';
import { viewFor } from '../../../src/site/views/view-for.ts';
import { answersOf, configOf, type PageSample, pageSample, siteSpanOf } from '../samples.ts';

const loops = (part: number) => ({ name: 'Event loops', part });
const pages = [
  pageSample('a', { date: '2026-03-01', tags: ['C++', 'Go'], series: loops(1), description: 'About a' }),
  pageSample('b', {
    date: '2026-02-01T09:30:00+01:00',
    updated: '2026-04-01',
    tags: ['Go'],
    series: loops(2),
    authors: [
      { name: 'Ada', url: null },
      { name: 'Bo', url: 'https://bo.example/' },
    ],
    links: ['a'],
  }),
  pageSample('c', { date: '2026-01-01', updated: '2026-01-01', tags: ['Go'], draft: true }),
  pageSample('hidden', { unlisted: true, canonical: 'https://elsewhere.example/x' }),
  pageSample('about', { kind: 'page', updated: '2026-05-05', aliases: ['/old/about.html'] }),
];
const settings: Partial<SiteConfig> = {
  url: 'https://example.org/blog',
  title: 'Notes',
  tagline: 'On loops',
  author: { name: 'Ada', url: 'https://ada.example', email: null },
  postsPerPage: 2,
  tags: [
    { name: 'Go', description: 'The language' },
    { name: 'C++', description: null },
  ],
  nav: [
    { title: 'About', href: '/about/' },
    { title: 'Tags', href: '/tags' },
    { title: 'Out', href: 'https://x.example/?a=b c' },
  ],
  editUrl: 'https://git.example/edit/{path}?{path}',
};

function viewAt(url: string, config: Partial<SiteConfig> = settings, all: readonly PageSample[] = pages): AnyView {
  const { teaserOf, spanOf } = answersOf(all);
  const options = { drafts: true, future: false, hasPassed: () => true, recordedIds: {}, spanOf };
  const { value: catalog } = collect(all, configOf(config), options);
  const route = routeAt(routesFor(catalog, [], configOf(config), siteSpanOf, spanOf).value, url);
  const view =
    route &&
    viewFor(route, {
      config: configOf(config),
      catalog: () => catalog,
      teaserOf,
      bulkTeaserOf: teaserOf,
      postContext: (path) => postContextOf(catalog, path, teaserOf),
      postSlice: (tag, from, count) => postSliceOf(catalog, tag, from, count, teaserOf),
    });
  if (view === null) throw new Error(`no page at ${url}`);
  expect(JSON.parse(JSON.stringify(view))).toEqual(view);
  return view;
}

/** Expects the view at an address to have these props. */
function check(url: string, expected: object, config: Partial<SiteConfig> = settings) {
  test(url, () => expect(viewAt(url, config).props).toEqual(expected));
}

const linkTo = (href: string, name: string, day: string, text: string, extra: object = {}) => ({
  href,
  title: `Title of ${name}`,
  description: null,
  date: { iso: day, text },
  minutes: 3,
  unpublished: null,
  ...extra,
});
const described = { description: 'About a' };
const atNine = { date: { iso: '2026-02-01T09:30:00+01:00', text: 'February 1, 2026' } };
const draft = { unpublished: 'draft' };
const a = (href: string) => linkTo(href, 'a', '2026-03-01', 'March 1, 2026', described);
const b = (href: string) => linkTo(href, 'b', '', '', atNine);
const c = (href: string) => linkTo(href, 'c', '2026-01-01', 'January 1, 2026', draft);

describe('articles', () => {
  check('/posts/b/', {
    title: 'Title of b',
    ...atNine,
    updated: { iso: '2026-04-01', text: 'April 1, 2026' },
    minutes: 3,
    unpublished: null,
    authors: [
      { name: 'Ada', url: null, pageHref: null },
      { name: 'Bo', url: 'https://bo.example/', pageHref: null },
    ],
    tags: [{ href: '../../tags/go/', title: 'Go' }],
    series: {
      href: '../../series/event-loops/',
      title: 'Event loops',
      description: null,
      parts: [
        { ...a('../a/'), current: false },
        { ...b('./'), current: true },
      ],
    },
    newer: a('../a/'),
    older: c('../c/'),
    related: [a('../a/'), c('../c/')],
    backlinks: [],
    editHref: 'https://git.example/edit/content/posts/b.md?content/posts/b.md',
    sourceHref: null,
    historyHref: null,
  });
  test('what comes from the file is added when the page is printed', () => {
    const view = viewAt('/posts/c/');
    if (view.template !== 'article') throw new Error('not an article');
    expect(view.props).toMatchObject({ updated: null, authors: [{ name: 'Ada' }], unpublished: 'draft' });
    const details = {
      ...pageSample('c').meta,
      translations: [
        { lang: 'de', url: '/de/ä', title: 'C' },
        { lang: 'fr', url: 'https://x.example/c', title: 'C' },
      ],
    };
    const headings = (['a', 'ü', 'c'] as const).map((id) => ({ depth: 2, id, text: id.toUpperCase() }) as const);
    const frame = pageFrameFor(view.url, view.head, factsFromAssets(noAssets), configOf(settings));
    const text = { details, headings, bodyHtml: '<p>b</p>', noticeHtml: null, lab: null };
    const license = { name: 'CC0', url: null };
    const props = articleProps(view, text, frame, configOf({ ...settings, license }));
    expect(props).toMatchObject({
      title: 'Title of c',
      bodyHtml: '<p>b</p>',
      license,
      translations: [
        { lang: 'de', href: '../../de/%C3%A4', title: 'C' },
        { lang: 'fr', href: 'https://x.example/c', title: 'C' },
      ],
      outline: [
        { href: '#a', text: 'A' },
        { href: '#%C3%BC', text: 'Ü' },
        { href: '#c', text: 'C' },
      ],
    });
    expect(
      articleProps(
        view,
        {
          ...text,
          details: { ...details, toc: false, discuss: ['https://lobste.rs/s/a'], license: { name: 'Own', url: null } },
        },
        frame,
        configOf(settings),
      ),
    ).toMatchObject({
      outline: [],
      discussions: [{ href: 'https://lobste.rs/s/a', title: 'Lobsters' }],
      license: { name: 'Own', url: null },
    });
  });
});

describe('lists', () => {
  const entry = (link: object, more: object) => ({ ...link, updated: null, tags: [], series: null, ...more });
  test('/', () => {
    const view = viewAt('/');
    if (view.template !== 'list') throw new Error('no list');
    expect(view.posts).toEqual([
      {
        path: 'content/posts/a.md',
        url: '/posts/a/',
        props: entry(a('posts/a/'), {
          tags: [
            { href: 'tags/c-plus-plus/', title: 'C++' },
            { href: 'tags/go/', title: 'Go' },
          ],
          series: { href: 'series/event-loops/', title: 'Event loops', part: 1, of: 2 },
        }),
      },
      {
        path: 'content/posts/b.md',
        url: '/posts/b/',
        props: entry(b('posts/b/'), {
          updated: { iso: '2026-04-01', text: 'April 1, 2026' },
          tags: [{ href: 'tags/go/', title: 'Go' }],
          series: { href: 'series/event-loops/', title: 'Event loops', part: 2, of: 2 },
        }),
      },
    ]);
    const frame = pageFrameFor(view.url, view.head, factsFromAssets(noAssets), configOf(settings));
    const props = listProps(
      view,
      [
        { html: '<p>1</p>', hasMore: true },
        { html: '<p>2</p>', hasMore: false },
      ],
      frame,
    );
    expect(props.entries.map(({ title, excerptHtml, hasMore }) => [title, excerptHtml, hasMore])).toEqual([
      ['Title of a', '<p>1</p>', true],
      ['Title of b', '<p>2</p>', false],
    ]);
    expect(props.site.homeHref).toBe('./');
  });
  test('each post is on exactly one page', () => {
    const postsAt = (url: string) => {
      const view = viewAt(url);
      return 'posts' in view ? view.posts.map(({ path }) => path) : [];
    };
    expect(postsAt('/page/2/')).toEqual(['content/posts/c.md']);
    expect(postsAt('/tags/go/page/2/')).toEqual(['content/posts/c.md']);
  });
  check('/page/2/', {
    heading: null,
    description: null,
    feedHref: null,
    author: null,
    pager: {
      number: 2,
      of: 2,
      newerHref: '../../',
      olderHref: null,
      pages: [
        { number: 1, href: '../../', current: false },
        { number: 2, href: './', current: true },
      ],
    },
  });
  check('/tags/go/page/2/', {
    heading: 'Go',
    description: 'The language',
    feedHref: '../../feed.xml',
    author: null,
    pager: {
      number: 2,
      of: 2,
      newerHref: '../../',
      olderHref: null,
      pages: [
        { number: 1, href: '../../', current: false },
        { number: 2, href: './', current: true },
      ],
    },
  });
  test('a pager stays short', () => {
    const many = Array.from({ length: 40 }, (_, index) => pageSample(`p${index}`));
    const view = viewAt('/page/10/', settings, many);
    expect(view.props).toMatchObject({
      pager: { pages: [1, 8, 9, 10, 11, 12, 20].map((number) => expect.objectContaining({ number })) },
    });
  });
  test('an empty index', () => {
    const view = viewAt('/', settings, []);
    expect(view).toMatchObject({ posts: [], props: { pager: { number: 1, of: 1, newerHref: null, olderHref: null } } });
  });
});

describe('the other pages', () => {
  check('/about/', {
    title: 'Title of about',
    updated: { iso: '2026-05-05', text: 'May 5, 2026' },
    editHref: 'https://git.example/edit/content/pages/about.md?content/pages/about.md',
  });
  test('a plain page with its text', () => {
    const view = viewAt('/about/');
    if (view.template !== 'page') throw new Error('no page');
    const frame = pageFrameFor(view.url, view.head, factsFromAssets(noAssets), configOf(settings));
    const text = { details: pageSample('about').meta, headings: [], bodyHtml: 'B', noticeHtml: 'N' };
    expect(plainPageProps(view, text, frame, configOf(settings))).toMatchObject({
      bodyHtml: 'B',
      noticeHtml: 'N',
      outline: [],
    });
  });
  check('/tags/', {
    tags: [
      { href: 'c-plus-plus/', title: 'C++', slug: 'c-plus-plus', description: null, count: 1 },
      { href: 'go/', title: 'Go', slug: 'go', description: 'The language', count: 3 },
    ],
  });
  const box = (href: string, base: string) => ({
    href,
    title: 'Event loops',
    description: null,
    parts: [
      { ...a(`${base}posts/a/`), current: false },
      { ...b(`${base}posts/b/`), current: false },
    ],
  });
  check('/series/', { series: [box('event-loops/', '../')] });
  check('/series/event-loops/', { series: box('./', '../../') });
  check('/archive/', {
    years: [
      {
        year: '2026',
        posts: [
          { ...a('../posts/a/'), date: { iso: '2026-03-01', text: 'March 1' } },
          { ...b('../posts/b/'), date: { iso: '2026-02-01T09:30:00+01:00', text: 'February 1' } },
          { ...c('../posts/c/'), date: { iso: '2026-01-01', text: 'January 1' } },
        ],
      },
    ],
  });
  check('/search/', { indexHref: 'index.json' });
  check('/404.html', { recent: [a('/blog/posts/a/'), b('/blog/posts/b/'), c('/blog/posts/c/')] });
  check('/old/about.html', {
    lang: 'en',
    title: 'Title of about',
    href: '../about/',
    canonical: 'https://example.org/blog/about/',
    policy: expect.stringContaining("default-src 'none'"),
  });
  check('/tags/go/', expect.objectContaining({ feedHref: null }), { ...settings, url: null });
});

const noAssets = { styles: [], scripts: [], earlyScripts: [], preloadFonts: [], icon: null };
