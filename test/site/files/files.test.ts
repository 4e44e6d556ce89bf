import { describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../../src/model/config.ts';
import type { Catalog } from '../../../src/model/site.ts';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { headersFor, redirectsFor } from '../../../src/site/files/host-files.ts';
import { llmsFor } from '../../../src/site/files/llms.ts';
import { openSearchFor } from '../../../src/site/files/open-search.ts';
import { robotsFor } from '../../../src/site/files/robots.ts';
import { sitemapFor } from '../../../src/site/files/sitemap.ts';
import { speculationRulesFor } from '../../../src/site/files/speculation-rules.ts';
import { routesFor } from '../../../src/site/routes/routes.ts';
import { answersOf, configOf, type PageSample, pageSample, siteSpanOf } from '../samples.ts';
import { searchFilesOf } from '../search/search-files.ts';
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
  pageSample('日本', {
    date: '2026-04-01',
    title: hostile,
    description: hostile,
    sections: [{ id: 'one', heading: 'One', text: hostile }],
  }),
  pageSample('elsewhere', { date: '2026-02-01', canonical: 'https://elsewhere.example/' }),
  pageSample('draft', { draft: true, tags: ['Secret'] }),
  pageSample('later', { date: '2027-01-01' }),
  pageSample('unlisted', { unlisted: true }),
  pageSample('about', { kind: 'page', updated: '2026-05-01' }),
  pageSample('hidden-page', { kind: 'page', unlisted: true }),
];

const { teaserOf, spanOf } = answersOf(pages);

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
        '  Speculation-Rules: "/speculation-rules.json"',
        '',
        '/speculation-rules.json',
        '  Content-Type: application/speculationrules+json',
        '',
        '/assets/*',
        '  Cache-Control: public, max-age=31536000, immutable',
        '',
      ].join('\n'),
    );
  });
});

describe('opensearch.xml', () => {
  const readOf = (config: Partial<SiteConfig>) =>
    parseXml(openSearchFor(configOf(config), 'https://example.org/a%20b')).children.map(
      ({ name, text, attributes }) => [name, text || attributes],
    );
  const template = 'https://example.org/a%20b/search/?q={searchTerms}';
  test('the search page takes the words', () => {
    expect(readOf({ title: 'Notes', tagline: 'On loops', language: 'de' })).toEqual([
      ['ShortName', 'Notes'],
      ['Description', 'On loops'],
      ['Url', { type: 'text/html', template }],
      ['Language', 'de'],
      ['InputEncoding', 'UTF-8'],
    ]);
  });
  test.each([
    ['Exactly sixteen!', 'Exactly sixteen!'],
    ['Notes on loops and more', 'Notes on loops'],
    ['Notes on sockets, mostly', 'Notes on'],
    ['Donaudampfschifffahrt', 'Donaudampfschiff'],
    ['\u{1F433}'.repeat(17), '\u{1F433}'.repeat(16)],
    ['<a> & "b"', '<a> & "b"'],
  ])('the name of %s', (title, name) => expect(readOf({ title })[0]).toEqual(['ShortName', name]));
  test('the description of the site comes first, its title last', () => {
    expect(readOf({ tagline: 'T', description: 'D' })[1]).toEqual(['Description', 'D']);
    expect(readOf({ title: 'A title of more than sixteen' })[1]).toEqual([
      'Description',
      'A title of more than sixteen',
    ]);
    expect(readOf({ description: `${'x'.repeat(1000)} ${'y'.repeat(30)}` })[1]).toEqual([
      'Description',
      'x'.repeat(1000),
    ]);
  });
});

describe('speculation rules', () => {
  const pages = { href_matches: ['./', '*/', '*.html'] };
  test('pages of the site', () => {
    expect(JSON.parse(speculationRulesFor(configOf()))).toEqual({
      prefetch: [{ where: pages, eagerness: 'moderate' }],
    });
  });
  test('never those of other sites on the host', () => {
    const others = { href_matches: ['/docs/*', '/a%28b%3A%2A*'] };
    expect(JSON.parse(speculationRulesFor(configOf({ elsewhere: ['/docs/', '/a(b:*'] })))).toEqual({
      prefetch: [{ where: { and: [pages, { not: others }] }, eagerness: 'moderate' }],
    });
  });
  test('the header names the file at the path of the site', () => {
    expect(headersFor(configOf({ url: 'https://example.org/a b' }))).toContain(
      '\n  Speculation-Rules: "/a%20b/speculation-rules.json"\n',
    );
    expect(headersFor(configOf({ url: null }))).toContain('\n  Speculation-Rules: "/speculation-rules.json"\n');
  });
});

test('no draft, scheduled post or unlisted page leaks', () => {
  const catalog = catalogOf(pages);
  const config = configOf();
  const files = [
    sitemapFor(catalog, configOf().permalinks, 'https://example.org', null),
    llmsFor(catalog, teaserOf, config),
    ...searchFilesOf(pages, catalog).values(),
  ].join('\n');
  for (const word of ['draft', 'later', 'ecret', 'unlisted', 'hidden']) expect(files).not.toContain(word);
});
