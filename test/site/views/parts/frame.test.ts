import { describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../../../src/model/config.ts';
import type { PageFrame } from '../../../../src/model/props.ts';
import { collect } from '../../../../src/site/catalog/catalog.ts';
import { postContextOf } from '../../../../src/site/catalog/post-context.ts';
import { postSliceOf } from '../../../../src/site/catalog/post-slice.ts';
import { routeAt } from '../../../../src/site/routes/route-index.ts';
import { routesFor } from '../../../../src/site/routes/routes.ts';
import type { PrintTimeFacts } from '../../../../src/site/views/parts/frame.ts';
import { factsFromAssets, pageFrameFor } from '../../../../src/site/views/parts/frame.ts';
import { viewFor } from '../../../../src/site/views/view-for.ts';
import { answersOf, configOf, pageSample, siteSpanOf } from '../../samples.ts';

const hostile = '</script><script>alert(1)</script> & "x"';
const pages = [
  pageSample('a', {
    date: '2026-03-01',
    tags: ['C++', 'Go'],
    series: { name: 'Loops', part: 1 },
    description: 'About a',
  }),
  pageSample('b', { title: hostile, tags: ['Go'], authors: [{ name: 'Bo', url: null }], updated: '2026-04-01' }),
  pageSample('hidden', { unlisted: true, canonical: 'https://elsewhere.example/x' }),
  pageSample('about', { kind: 'page' }),
];
const assets = {
  styles: ['/assets/a b.css'],
  scripts: ['/assets/m.js'],
  earlyScripts: ['/assets/e.js'],
  preloadFonts: ['/assets/f.woff2'],
  icon: '/assets/i.svg',
};
const settings: Partial<SiteConfig> = {
  url: 'https://example.org/blog',
  title: 'Notes',
  tagline: 'On loops',
  author: { name: 'Ada', url: 'https://ada.example', email: 'a@x.example' },
  postsPerPage: 1,
  nav: [
    { title: 'Home', href: '/' },
    { title: 'About', href: '/about' },
    { title: 'Tags', href: '/tags/' },
    { title: 'Out', href: 'https://x.example/?a=b c' },
  ],
};

function frameAt(url: string, config: Partial<SiteConfig> = {}, facts: Partial<PrintTimeFacts> = {}): PageFrame {
  const fullConfig = configOf({ ...settings, ...config });
  const { teaserOf, spanOf } = answersOf(pages);
  const options = { drafts: false, future: false, hasPassed: () => true, recordedIds: {}, spanOf };
  const { value: catalog } = collect(pages, fullConfig, options);
  const route = routeAt(routesFor(catalog, [], fullConfig, siteSpanOf, spanOf).value, url);
  const view =
    route &&
    viewFor(route, {
      config: fullConfig,
      catalog: () => catalog,
      teaserOf,
      bulkTeaserOf: teaserOf,
      postContext: (path) => postContextOf(catalog, path, teaserOf),
      postSlice: (tag, from, count) => postSliceOf(catalog, tag, from, count, teaserOf),
    });
  if (view === null || view.template === 'redirect') throw new Error(`no page at ${url}`);
  return pageFrameFor(view.url, view.head, { ...factsFromAssets(assets), ...facts }, fullConfig);
}

function checkHead(
  url: string,
  expected: Partial<PageFrame['head']>,
  config: Partial<SiteConfig> = {},
  facts: Partial<PrintTimeFacts> = {},
) {
  test(`${url} ${JSON.stringify(config)}`, () => expect(frameAt(url, config, facts).head).toMatchObject(expected));
}

describe('titles, descriptions and indexing', () => {
  checkHead('/', {
    title: 'Notes – On loops',
    description: 'On loops',
    canonical: 'https://example.org/blog/',
    robots: null,
  });
  checkHead('/', { title: 'Notes', description: 'D' }, { tagline: null, description: 'D' });
  checkHead('/page/2/', {
    title: 'Page 2 – Notes',
    description: null,
    canonical: 'https://example.org/blog/page/2/',
    prevHref: '../../',
    nextHref: null,
  });
  checkHead('/page/2/', { openSearchHref: '../../opensearch.xml' });
  checkHead('/page/2/', { openSearchHref: null }, { url: null });
  checkHead('/', { prevHref: null, nextHref: 'page/2/' });
  checkHead('/page/2/', { title: 'Seite 2 – Notes' }, { language: 'de-AT' });
  checkHead('/page/2/', { title: 'Page 2 – Notes' }, { language: 'nl' });
  checkHead('/tags/go/page/2/', { title: 'Go – Page 2 – Notes', prevHref: '../../', nextHref: null });
  checkHead('/tags/', { title: 'Tags – Notes' });
  checkHead('/archive/', { title: 'Archivo – Notes' }, { language: 'es' });
  checkHead('/search/', { title: 'Search – Notes', robots: 'noindex' });
  checkHead('/404.html', {
    title: 'Page not found – Notes',
    robots: 'noindex',
    canonical: null,
    openGraph: [],
    jsonLd: [],
  });
  checkHead('/posts/a/', {
    title: 'Title of a – Notes',
    description: 'About a',
    canonical: 'https://example.org/blog/posts/a/',
    markdownHref: 'index.md',
  });
  checkHead(
    '/posts/b/',
    { title: `${hostile} – Notes`, description: 'from its opening' },
    {},
    { excerptText: 'from its opening' },
  );
  checkHead('/posts/hidden/', { canonical: 'https://elsewhere.example/x', robots: 'noindex' });
  checkHead('/about/', { title: 'Title of about – Notes', markdownHref: 'index.md', robots: null });
  checkHead('/posts/a/', { canonical: null, feeds: [], jsonLd: [], alternates: [] }, { url: null });
});

describe('addresses', () => {
  checkHead('/posts/a/', {
    styleHrefs: ['../../assets/a%20b.css'],
    scriptHrefs: ['../../assets/m.js'],
    earlyScriptHrefs: ['../../assets/e.js'],
    preloadFontHrefs: ['../../assets/f.woff2'],
    iconHref: '../../assets/i.svg',
    feeds: [
      { href: '../../feed.xml', title: 'Notes', type: 'application/atom+xml' },
      { href: '../../rss.xml', title: 'Notes', type: 'application/rss+xml' },
      { href: '../../feed.json', title: 'Notes', type: 'application/feed+json' },
    ],
  });
  checkHead('/404.html', { styleHrefs: ['/blog/assets/a%20b.css'], iconHref: '/blog/assets/i.svg' });
  checkHead('/404.html', { styleHrefs: ['/assets/a%20b.css'] }, { url: null });
  test('the feed of a tag comes first', () => {
    expect(frameAt('/tags/c-plus-plus/').head.feeds[0]).toEqual({
      href: 'feed.xml',
      title: 'Notes: C++',
      type: 'application/atom+xml',
    });
  });
  const translations = [
    { lang: 'de', url: '/de/a/', title: 'A' },
    { lang: 'fr', url: 'https://fr.example/a', title: 'A' },
  ];
  checkHead(
    '/posts/a/',
    {
      alternates: [
        { lang: 'en', href: 'https://example.org/blog/posts/a/' },
        { lang: 'de', href: 'https://example.org/blog/de/a/' },
        { lang: 'fr', href: 'https://fr.example/a' },
      ],
    },
    {},
    { translations },
  );
  test('links of the site', () => {
    expect(frameAt('/tags/go/').site).toEqual({
      title: 'Notes',
      tagline: 'On loops',
      language: 'en',
      author: { name: 'Ada', url: 'https://ada.example' },
      license: null,
      homeHref: '../../',
      nav: [
        { title: 'Home', href: '../../', current: null },
        { title: 'About', href: '../../about', current: null },
        { title: 'Tags', href: '../', current: 'section' },
        { title: 'Out', href: 'https://x.example/?a=b%20c', current: null },
      ],
      searchHref: '../../search/',
      feeds: { atomHref: '../../feed.xml', rssHref: '../../rss.xml', jsonHref: '../../feed.json' },
      archiveHref: '../../archive/',
      tagsHref: '../',
      seriesHref: '../../series/',
    });
    expect(frameAt('/', { url: null }).site.feeds).toBeNull();
    expect(frameAt('/').site.nav.map(({ current }) => current)).toEqual(['page', null, null, null]);
    expect(frameAt('/about/').site.nav.map(({ current }) => current)).toEqual([null, 'page', null, null]);
    expect(frameAt('/404.html').site.nav.map(({ href }) => href)).toEqual([
      '/blog/',
      '/blog/about',
      '/blog/tags/',
      'https://x.example/?a=b%20c',
    ]);
  });
});

describe('metadata for other sites', () => {
  const image = { url: '/cards/a.png', width: 1200, height: 630, alt: 'Title' };
  test('Open Graph of a post with an image', () => {
    expect(frameAt('/posts/a/', { language: 'pt-BR' }, { image }).head.openGraph).toEqual([
      ['og:type', 'article'],
      ['og:title', 'Title of a'],
      ['og:description', 'About a'],
      ['og:url', 'https://example.org/blog/posts/a/'],
      ['og:site_name', 'Notes'],
      ['og:locale', 'pt_BR'],
      ['og:image', 'https://example.org/blog/cards/a.png'],
      ['og:image:width', '1200'],
      ['og:image:height', '630'],
      ['og:image:alt', 'Title'],
      ['twitter:card', 'summary_large_image'],
      ['article:published_time', '2026-03-01T00:00:00Z'],
      ['article:modified_time', '2026-03-01T00:00:00Z'],
      ['article:tag', 'C++'],
      ['article:tag', 'Go'],
    ]);
  });
  test('Open Graph without the address of the site', () => {
    expect(frameAt('/', { url: null }, { image }).head.openGraph).toEqual([
      ['og:type', 'website'],
      ['og:title', 'Notes'],
      ['og:description', 'On loops'],
      ['og:site_name', 'Notes'],
      ['twitter:card', 'summary'],
    ]);
  });
  test('JSON-LD of a post', () => {
    expect(frameAt('/posts/a/', {}, { image }).head.jsonLd).toEqual([
      {
        '@context': 'https://schema.org',
        '@type': 'BlogPosting',
        headline: 'Title of a',
        description: 'About a',
        url: 'https://example.org/blog/posts/a/',
        mainEntityOfPage: 'https://example.org/blog/posts/a/',
        datePublished: '2026-03-01T00:00:00Z',
        dateModified: '2026-03-01T00:00:00Z',
        inLanguage: 'en',
        author: [{ '@type': 'Person', name: 'Ada', url: 'https://ada.example' }],
        keywords: ['C++', 'Go'],
        image: 'https://example.org/blog/cards/a.png',
        isPartOf: { '@type': 'Blog', name: 'Notes', url: 'https://example.org/blog/' },
      },
      {
        '@context': 'https://schema.org',
        '@type': 'BreadcrumbList',
        itemListElement: [
          { '@type': 'ListItem', position: 1, name: 'Notes', item: 'https://example.org/blog/' },
          { '@type': 'ListItem', position: 2, name: 'Loops', item: 'https://example.org/blog/series/loops/' },
          { '@type': 'ListItem', position: 3, name: 'Title of a', item: 'https://example.org/blog/posts/a/' },
        ],
      },
    ]);
  });
  test('JSON-LD leaves out missing values', () => {
    const [posting] = frameAt('/posts/b/', { author: null }).head.jsonLd;
    expect(posting).toMatchObject({
      author: [{ '@type': 'Person', name: 'Bo' }],
      dateModified: '2026-04-01T00:00:00Z',
    });
    expect(posting).not.toHaveProperty('description');
    expect(posting).not.toHaveProperty('image');
    expect(frameAt('/posts/a/', { author: null }).head.jsonLd[0]).not.toHaveProperty('author');
    expect(frameAt('/').head.jsonLd).toEqual([
      {
        '@context': 'https://schema.org',
        '@type': 'WebSite',
        name: 'Notes',
        url: 'https://example.org/blog/',
        description: 'On loops',
        inLanguage: 'en',
      },
    ]);
    expect(frameAt('/tags/').head.jsonLd).toEqual([]);
  });
});

describe('the policy', () => {
  const own = configOf().markdown;
  test('only files of the site', () => {
    expect(frameAt('/').head.policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; " +
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'",
    );
  });
  test('hosts in the settings', () => {
    const { policy } = frameAt('/', { markdown: { ...own, mediaHosts: ['i.example', 'v.example'] } }).head;
    expect(policy).toContain(
      "img-src 'self' https://i.example https://v.example; media-src 'self' https://i.example https://v.example;",
    );
    expect(policy).not.toContain('frame-src');
    expect(policy).not.toContain('unsafe');
  });
  test('all hosts below one, and any host', () => {
    const policyOf = (host: string) => frameAt('/', { markdown: { ...own, mediaHosts: [host] } }).head.policy;
    expect(policyOf('*.i.example')).toContain(
      "img-src 'self' https://*.i.example; media-src 'self' https://*.i.example;",
    );
    expect(policyOf('*')).toContain("img-src 'self' https:; media-src 'self' https:;");
    expect(policyOf('*')).toContain("script-src 'self';");
  });
  test('scripts and frames from the hosts of their settings, and from no others', () => {
    const markdown = { ...own, mediaHosts: ['m.example'], scriptHosts: ['s.example'], frameHosts: ['f.example'] };
    const { policy } = frameAt('/', { markdown }).head;
    expect(policy).toContain("script-src 'self' https://s.example;");
    expect(policy).toContain('frame-src https://f.example;');
    expect(policy).toContain("img-src 'self' https://m.example;");
  });
});
