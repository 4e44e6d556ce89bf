import { describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../../src/model/config.ts';
import type { SearchIndex } from '../../../src/model/search.ts';
import type { Catalog } from '../../../src/model/site.ts';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { headersFor, redirectsFor } from '../../../src/site/files/host-files.ts';
import { llmsFor } from '../../../src/site/files/llms.ts';
import { robotsFor } from '../../../src/site/files/robots.ts';
import { sitemapFor } from '../../../src/site/files/sitemap.ts';
import { routesFor } from '../../../src/site/routes/routes.ts';
import { printSearchIndex, searchEntriesIn } from '../../../src/site/search/search-index.ts';
import { byCodeUnit } from '../../../src/text/order.ts';
import { unpacked } from '../../../templates/client/unpacked.ts';
import { answersOf, configOf, type PageSample, pageSample, siteSpanOf } from '../samples.ts';
import { parseXml } from '../xml-tree.ts';

const hostile = '[x](y) <b> `c` & $& ]]> "q" \u2028 日本';
const pages = [
  pageSample('a', {
    date: '2026-03-01',
    updated: '2026-06-01',
    tags: ['Go'],
    description: 'About a',
    series: { name: 'S', part: 1 },
    aliases: ['/o ld/', '/x.html'],
  }),
  pageSample('日本', { date: '2026-04-01', title: hostile, description: hostile, headings: ['One', hostile] }),
  pageSample('elsewhere', { date: '2026-02-01', canonical: 'https://elsewhere.example/' }),
  pageSample('draft', { draft: true, tags: ['Secret'] }),
  pageSample('later', { date: '2027-01-01' }),
  pageSample('unlisted', { unlisted: true }),
  pageSample('about', { kind: 'page', updated: '2026-05-01' }),
  pageSample('hidden-page', { kind: 'page', unlisted: true }),
];

const { teaserOf, headingsOf, spanOf } = answersOf(pages);

function catalogOf(all: readonly PageSample[], config: Partial<SiteConfig> = {}): Catalog {
  const hasPassed = (epochMs: number) => epochMs < Date.UTC(2026, 11, 1);
  return collect(all, configOf(config), { drafts: false, future: false, hasPassed, recordedIds: {}, ...answersOf(all) })
    .value;
}

function locationsIn(xml: string): (readonly [string, string?])[] {
  return parseXml(xml).children.map((child) => {
    const [loc = '', lastmod] = child.children.map(({ text }) => text);
    return lastmod === undefined ? [loc] : [loc, lastmod];
  });
}

describe('sitemap', () => {
  test('listed pages whose original is on this site', () => {
    const xml = sitemapFor(catalogOf(pages), configOf().permalinks, 'https://example.org/blog', null);
    expect(parseXml(xml)).toMatchObject({
      name: 'urlset',
      attributes: { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' },
    });
    const base = 'https://example.org/blog';
    const june = '2026-06-01T00:00:00Z';
    expect(locationsIn(xml)).toEqual([
      [`${base}/`, june],
      [`${base}/posts/%E6%97%A5%E6%9C%AC/`, '2026-04-01T00:00:00Z'],
      [`${base}/posts/a/`, june],
      [`${base}/about/`, '2026-05-01T00:00:00Z'],
      [`${base}/archive/`, june],
      [`${base}/tags/`, june],
      [`${base}/series/`, june],
      [`${base}/tags/go/`, june],
      [`${base}/series/s/`, june],
    ]);
  });
  test('a site without posts', () => {
    const found = locationsIn(sitemapFor(catalogOf([]), configOf().permalinks, 'https://example.org', null));
    expect(found).toEqual(['/', '/archive/', '/tags/', '/series/'].map((path) => [`https://example.org${path}`]));
  });
  test('parts beyond 50,000 addresses, with each address exactly once', () => {
    const catalog = catalogOf(Array.from({ length: 50_100 }, (_, index) => pageSample(`p${index}`)));
    const base = 'https://example.org';
    const index = sitemapFor(catalog, configOf().permalinks, base, null);
    expect(parseXml(index).name).toBe('sitemapindex');
    expect(locationsIn(index)).toEqual([[`${base}/sitemap-1.xml`], [`${base}/sitemap-2.xml`]]);
    const locations = [1, 2].map(
      (part) => sitemapFor(catalog, configOf().permalinks, base, part).match(/<loc>[^<]+/g) ?? [],
    );
    expect(locations.map(({ length }) => length)).toEqual([50_000, 104]);
    expect(new Set(locations.flat()).size).toBe(50_104);
  });
});

describe('robots.txt', () => {
  test('with the sitemap', () => {
    expect(robotsFor(configOf({ url: 'https://example.org/blog' }))).toBe(
      'User-agent: *\nAllow: /\n\nSitemap: https://example.org/blog/sitemap.xml\n',
    );
  });
  test('without the sitemap', () => expect(robotsFor(configOf({ url: null }))).toBe('User-agent: *\nAllow: /\n'));
});

test('llms.txt', () => {
  const config = { title: 'No*tes', tagline: 'On loops', description: 'Long', language: 'en' };
  const escaped = '\\[x\\](y) \\<b\\> \\`c\\` & $& \\]\\]\\> "q" 日本';
  expect(llmsFor(catalogOf(pages), teaserOf, configOf(config))).toBe(
    [
      '# No\\*tes',
      '',
      '> On loops',
      '',
      'Long',
      '',
      '## Posts',
      '',
      `- [${escaped}](posts/%E6%97%A5%E6%9C%AC/index.md): ${escaped}`,
      '- [Title of a](posts/a/index.md): About a',
      '- [Title of elsewhere](posts/elsewhere/index.md)',
      '',
      '## Pages',
      '',
      '- [Title of about](about/index.md)',
      '',
    ].join('\n'),
  );
  expect(llmsFor(catalogOf([]), teaserOf, configOf({ title: 'T' }))).toBe('# T\n');
});

describe('host files', () => {
  test('_redirects', () => {
    const routes = routesFor(catalogOf(pages), [], configOf(), siteSpanOf, spanOf).value;
    expect(redirectsFor(routes)).toBe('/o%20ld/ /posts/a/ 301\n/o%20ld /posts/a/ 301\n/x.html /posts/a/ 301\n');
    expect(redirectsFor([])).toBe('');
  });
  test('_headers', () => {
    const markdown = { ...configOf().markdown, mediaHosts: ['i.example'] };
    expect(headersFor(configOf({ markdown }))).toBe(
      [
        '/*',
        "  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https://i.example; media-src 'self' https://i.example; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        '  X-Content-Type-Options: nosniff',
        '  X-Frame-Options: DENY',
        '  Referrer-Policy: strict-origin-when-cross-origin',
        '  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()',
        '  Cross-Origin-Opener-Policy: same-origin',
        '',
        '/assets/*',
        '  Cache-Control: public, max-age=31536000, immutable',
        '',
      ].join('\n'),
    );
  });
});

describe('search index', () => {
  const parsed = (all: readonly PageSample[], part: number) => {
    const answers = answersOf(all);
    const entries = searchEntriesIn(catalogOf(all), part, answers.teaserOf, answers.headingsOf);
    const index: SearchIndex = JSON.parse(printSearchIndex(entries));
    return { parts: index.parts, documents: unpacked(index) };
  };
  test('listed posts, newest first, then pages', () => {
    expect(parsed(pages, 1)).toEqual({
      parts: 1,
      documents: [
        {
          href: 'posts/%E6%97%A5%E6%9C%AC/',
          title: hostile,
          description: hostile,
          day: '2026-04-01',
          tags: [],
          headings: ['One', hostile],
        },
        {
          href: 'posts/a/',
          title: 'Title of a',
          description: 'About a',
          day: '2026-03-01',
          tags: ['Go'],
          headings: [],
        },
        {
          href: 'posts/elsewhere/',
          title: 'Title of elsewhere',
          description: '',
          day: '2026-02-01',
          tags: [],
          headings: [],
        },
        { href: 'about/', title: 'Title of about', description: '', day: '', tags: [], headings: [] },
      ],
    });
  });
  test('an empty site', () => expect(parsed([], 1)).toEqual({ parts: 1, documents: [] }));
  test('the theme decodes any text and any number of words', () => {
    const texts = ['', ' ', 'a  b', '# $ \\ " \u007F \uD7FF', 'a\nb\tc', '🚀 字'];
    const many = Array.from({ length: 60_000 }, (_, index) => `w${index}`).join(' ');
    const posts = texts.map((title, index) =>
      pageSample(`p${index}`, {
        title,
        description: index === 0 ? many : title,
        headings: [...texts.slice(index), title],
      }),
    );
    const { documents } = parsed(posts, 1);
    const found = documents.map(({ href, title, description, headings }) => ({ href, title, description, headings }));
    const given = posts.map(({ meta, headings }, index) => {
      return { href: `posts/p${index}/`, title: meta.title, description: meta.description ?? '', headings };
    });
    const inOrder = (list: typeof found) => list.toSorted((a, b) => byCodeUnit(a.href, b.href));
    expect(inOrder(found)).toEqual(inOrder(given));
  });
  test('parts', () => {
    const many = Array.from({ length: 2001 }, (_, index) => pageSample(`p${index}`));
    const parts = [1, 2, 3].map((part) => parsed(many, part));
    expect(parts.map(({ documents, parts: count }) => [documents.length, count])).toEqual([
      [1000, 3],
      [1000, 3],
      [1, 3],
    ]);
    expect(new Set(parts.flatMap(({ documents }) => documents.map(({ href }) => href))).size).toBe(2001);
  });
});

test('no draft, scheduled post or unlisted page leaks', () => {
  const catalog = catalogOf(pages);
  const config = configOf();
  const files = [
    sitemapFor(catalog, configOf().permalinks, 'https://example.org', null),
    llmsFor(catalog, teaserOf, config),
    printSearchIndex(searchEntriesIn(catalog, 1, teaserOf, headingsOf)),
  ].join('\n');
  for (const word of ['draft', 'later', 'ecret', 'unlisted', 'hidden']) expect(files).not.toContain(word);
});
