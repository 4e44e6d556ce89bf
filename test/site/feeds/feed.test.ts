import { describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../../src/model/config.ts';
import type { FeedFormat } from '../../../src/model/site.ts';
import { feedUrl, tagFeedUrl } from '../../../src/site/addresses.ts';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { postSliceOf } from '../../../src/site/catalog/post-slice.ts';
import { printFeed } from '../../../src/site/feeds/feed.ts';
import { answersOf, configOf, type PageSample, pageSample } from '../samples.ts';
import { childrenOf, outlineOf, parseXml } from '../xml-tree.ts';

const settings: Partial<SiteConfig> = {
  url: 'https://example.org/blog',
  title: 'Notes',
  tagline: 'On loops',
  author: { name: 'Ada', url: 'https://ada.example', email: 'ada@ada.example' },
  license: { name: 'CC BY 4.0', url: null },
};

function feedOf(
  format: FeedFormat,
  pages: readonly PageSample[],
  config: Partial<SiteConfig> = settings,
  tag: string | null = null,
): string {
  const fullConfig = configOf(config);
  const answers = answersOf(pages);
  const options = { drafts: false, future: false, hasPassed: () => true, recordedIds: {}, ...answers };
  const { value: catalog } = collect(pages, fullConfig, options);
  const route = {
    kind: 'feed',
    url: tag === null ? feedUrl(format) : tagFeedUrl(fullConfig.permalinks, tag),
    format,
    of: tag,
  } as const;
  const textOf = (path: string) => ({ html: `<p>Text of ${answers.teaserOf(path).title}</p>`, hasMore: false });
  const slice = postSliceOf(catalog, tag, 0, fullConfig.feedLimit, answers.teaserOf);
  if (!slice) throw new Error(`no tag ${tag}`);
  return printFeed(route, { slice, textOf, excerptOf, styleUrl: null }, fullConfig, nowhere).value;
}

const excerptOf = () => 'The start of a text';
const nowhere = () => ({ path: 'content/site.yaml', start: 0, end: 0 });

const posts = [
  pageSample('a', {
    date: '2026-03-01T09:42:00+01:00',
    updated: '2026-06-01',
    tags: ['C++', 'Go'],
    description: 'About a',
  }),
  pageSample('b', {
    date: '2026-04-01',
    authors: [
      { name: 'Bo', url: 'https://bo.example/' },
      { name: 'Cy', url: null },
    ],
    tags: ['Go'],
  }),
  pageSample('draft', { draft: true }),
  pageSample('unlisted', { unlisted: true }),
  pageSample('about', { kind: 'page' }),
];

test('a post with an `id` keeps it in every format, whatever its address', () => {
  const moved = [pageSample('a', { id: 'tag:example.org,2019:a', url: '/2019/a.html' }), pageSample('b')];
  const entries = childrenOf(parseXml(feedOf('atom', moved)), 'entry').map((entry) => outlineOf(entry)[0]);
  expect(entries).toEqual(['id: tag:example.org,2019:a', 'id: https://example.org/blog/posts/b/']);
  expect(feedOf('rss', moved)).toContain('<guid isPermaLink="false">tag:example.org,2019:a</guid>');
  expect(feedOf('rss', moved)).toContain('<guid isPermaLink="true">https://example.org/blog/posts/b/</guid>');
  expect(JSON.parse(feedOf('json', moved)).items).toMatchObject([
    { id: 'tag:example.org,2019:a', url: 'https://example.org/blog/2019/a.html' },
    { id: 'https://example.org/blog/posts/b/', url: 'https://example.org/blog/posts/b/' },
  ]);
});

test('Atom', () => {
  const feed = parseXml(feedOf('atom', posts));
  expect(feed.attributes).toEqual({ xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'en' });
  expect(outlineOf(feed).slice(0, 9)).toEqual([
    'id: https://example.org/blog/',
    'title: Notes',
    'subtitle: On loops',
    'link @rel=self @type=application/atom+xml @href=https://example.org/blog/feed.xml',
    'link @rel=alternate @type=text/html @href=https://example.org/blog/',
    'updated: 2026-06-01T00:00:00Z',
    'author (name: Ada, uri: https://ada.example, email: ada@ada.example)',
    'rights: CC BY 4.0',
    'generator: Octavo',
  ]);
  expect(childrenOf(feed, 'entry').map(outlineOf)).toEqual([
    [
      'id: https://example.org/blog/posts/b/',
      'title: Title of b',
      'link @rel=alternate @type=text/html @href=https://example.org/blog/posts/b/',
      'published: 2026-04-01T00:00:00Z',
      'updated: 2026-04-01T00:00:00Z',
      'author (name: Bo, uri: https://bo.example/)',
      'author (name: Cy)',
      'category @term=go @label=Go',
      'content @type=html: <p>Text of Title of b</p>',
    ],
    [
      'id: https://example.org/blog/posts/a/',
      'title: Title of a',
      'link @rel=alternate @type=text/html @href=https://example.org/blog/posts/a/',
      'published: 2026-03-01T09:42:00+01:00',
      'updated: 2026-06-01T00:00:00Z',
      'category @term=c-plus-plus @label=C++',
      'category @term=go @label=Go',
      'summary: About a',
      'content @type=html: <p>Text of Title of a</p>',
    ],
  ]);
});

test('Atom of a tag', () => {
  const feed = parseXml(feedOf('atom', posts, settings, 'c-plus-plus'));
  expect(outlineOf(feed).slice(0, 5)).toEqual([
    'id: https://example.org/blog/tags/c-plus-plus/',
    'title: Notes: C++',
    'link @rel=self @type=application/atom+xml @href=https://example.org/blog/tags/c-plus-plus/feed.xml',
    'link @rel=alternate @type=text/html @href=https://example.org/blog/tags/c-plus-plus/',
    'updated: 2026-06-01T00:00:00Z',
  ]);
  const ids = childrenOf(feed, 'entry').map((entry) => childrenOf(entry, 'id')[0]?.text);
  expect(ids).toEqual(['https://example.org/blog/posts/a/']);
});

test('RSS', () => {
  const rss = parseXml(feedOf('rss', posts));
  expect(rss.attributes['version']).toBe('2.0');
  const [channel] = rss.children;
  expect(channel && outlineOf(channel).slice(0, 7)).toEqual([
    'title: Notes',
    'link: https://example.org/blog/',
    'description: On loops',
    'atom:link @rel=self @type=application/rss+xml @href=https://example.org/blog/rss.xml',
    'language: en',
    'lastBuildDate: Mon, 01 Jun 2026 00:00:00 +0000',
    'generator: Octavo',
  ]);
  expect(channel && childrenOf(channel, 'item').map(outlineOf)).toEqual([
    [
      'title: Title of b',
      'link: https://example.org/blog/posts/b/',
      'guid @isPermaLink=true: https://example.org/blog/posts/b/',
      'pubDate: Wed, 01 Apr 2026 00:00:00 +0000',
      'dc:creator: Bo',
      'dc:creator: Cy',
      'category: Go',
      'description: The start of a text',
      'content:encoded: <p>Text of Title of b</p>',
    ],
    [
      'title: Title of a',
      'link: https://example.org/blog/posts/a/',
      'guid @isPermaLink=true: https://example.org/blog/posts/a/',
      'pubDate: Sun, 01 Mar 2026 08:42:00 +0000',
      'dc:creator: Ada',
      'category: C++',
      'category: Go',
      'description: About a',
      'content:encoded: <p>Text of Title of a</p>',
    ],
  ]);
});

test('JSON Feed', () => {
  expect(JSON.parse(feedOf('json', posts))).toEqual({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Notes',
    home_page_url: 'https://example.org/blog/',
    feed_url: 'https://example.org/blog/feed.json',
    description: 'On loops',
    language: 'en',
    authors: [{ name: 'Ada', url: 'https://ada.example' }],
    items: [
      {
        id: 'https://example.org/blog/posts/b/',
        url: 'https://example.org/blog/posts/b/',
        title: 'Title of b',
        content_html: '<p>Text of Title of b</p>',
        date_published: '2026-04-01T00:00:00Z',
        authors: [{ name: 'Bo', url: 'https://bo.example/' }, { name: 'Cy' }],
        tags: ['Go'],
      },
      {
        id: 'https://example.org/blog/posts/a/',
        url: 'https://example.org/blog/posts/a/',
        title: 'Title of a',
        content_html: '<p>Text of Title of a</p>',
        summary: 'About a',
        date_published: '2026-03-01T09:42:00+01:00',
        date_modified: '2026-06-01T00:00:00Z',
        tags: ['C++', 'Go'],
      },
    ],
  });
});

describe('size and content', () => {
  const route = { kind: 'feed', url: '/feed.xml', format: 'atom', of: null } as const;
  function printed(kilobytes: number, config: Partial<SiteConfig>, hasMore = false) {
    const fullConfig = configOf({ ...settings, ...config });
    const answers = answersOf(posts);
    const { value: catalog } = collect(posts, fullConfig, {
      drafts: false,
      future: false,
      hasPassed: () => true,
      recordedIds: {},
      ...answers,
    });
    const slice = postSliceOf(catalog, null, 0, fullConfig.feedLimit, answers.teaserOf);
    if (!slice) throw new Error('no posts');
    const textOf = () => ({ html: `<p class="x">${'a'.repeat(kilobytes * 1024)}</p>`, hasMore });
    return printFeed(route, { slice, textOf, excerptOf, styleUrl: '/assets/feed-1.css' }, fullConfig, nowhere);
  }
  test('a feed up to 512 KB is not reported; a larger one names what to change', () => {
    expect(printed(250, {}).diagnostics).toEqual([]);
    expect(
      printed(300, {}).diagnostics.map(({ code, severity, message, hint }) => [severity, code, message, hint]),
    ).toEqual([
      [
        'warning',
        'feed/too-large',
        'the feed `/feed.xml` has 601 KB for 2 posts: many feed readers fail above 512 KB',
        'put fewer posts (`feeds: {limit: 1}`) or only excerpts (`feeds: {content: excerpt}`) in it in `content/site.yaml`',
      ],
    ]);
    expect(printed(300, { feedContent: 'excerpt' }).diagnostics[0]?.hint).toBe(
      'put fewer posts (`feeds: {limit: 1}`) in it in `content/site.yaml`, or shorten the excerpts',
    );
  });
  test('an excerpt ends with a link to the rest', () => {
    const [entry] = childrenOf(parseXml(printed(0, {}, true).value), 'entry');
    expect(entry && childrenOf(entry, 'content')[0]?.text).toBe(
      '<p></p><p><a href="https://example.org/blog/posts/b/">Continue reading</a></p>',
    );
  });
  test('XML feeds name the style sheet of the theme, relative to the feed', () => {
    expect(printed(0, {}).value).toContain('<?xml-stylesheet type="text/css" href="assets/feed-1.css"?>');
  });
});

describe('edge cases', () => {
  const bare: Partial<SiteConfig> = { url: 'https://example.org', title: 'Notes' };
  test('without posts, author and description', () => {
    expect(outlineOf(parseXml(feedOf('atom', [], bare)))).toEqual([
      'id: https://example.org/',
      'title: Notes',
      'link @rel=self @type=application/atom+xml @href=https://example.org/feed.xml',
      'link @rel=alternate @type=text/html @href=https://example.org/',
      'updated: 1970-01-01T00:00:00Z',
      'author (name: Notes)',
      'generator: Octavo',
    ]);
    const [channel] = parseXml(feedOf('rss', [], bare)).children;
    expect(channel && outlineOf(channel)).toContain('description: Notes');
    expect(JSON.parse(feedOf('json', [], bare))).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Notes',
      home_page_url: 'https://example.org/',
      feed_url: 'https://example.org/feed.json',
      language: 'en',
      items: [],
    });
  });
  test('the newest posts, up to the limit', () => {
    const many = Array.from({ length: 5 }, (_, index) => pageSample(`p${index}`, { date: `2026-01-0${index + 1}` }));
    const feed = parseXml(feedOf('atom', many, { ...bare, feedLimit: 2 }));
    expect(childrenOf(feed, 'entry').map((entry) => childrenOf(entry, 'title')[0]?.text)).toEqual([
      'Title of p4',
      'Title of p3',
    ]);
  });
  test('years of one, three and four digits', () => {
    for (const [day, date] of [
      ['0099-01-01', 'Thu, 01 Jan 0099'],
      ['1969-12-31', 'Wed, 31 Dec 1969'],
      ['9999-12-31', 'Fri, 31 Dec 9999'],
    ] as const) {
      const [channel] = parseXml(feedOf('rss', [pageSample('a', { date: day })], bare)).children;
      expect(channel && childrenOf(channel, 'item').flatMap(outlineOf)).toContain(`pubDate: ${date} 00:00:00 +0000`);
    }
  });
});

const hostile: readonly (readonly [text: string, inXml: string])[] = [
  ['<b>bold</b> & "quoted" \'text\'', '<b>bold</b> & "quoted" \'text\''],
  ['</title></feed><script>alert(1)', '</title></feed><script>alert(1)'],
  [']]> and <![CDATA[ and <?pi?> and <!-- --', ']]> and <![CDATA[ and <?pi?> and <!-- --'],
  ['&nbsp; &#0; &bogus;', '&nbsp; &#0; &bogus;'],
  ['bell\u0007 escape\u001B nul\0 delete\u007F', 'bell escape nul delete\u007F'],
  ['\u200Fright\u202Eto left\u2066', '\u200Fright\u202Eto left\u2066'],
  ['lone \uD800 low \uDC00 end', 'lone  low  end'],
  ['\uFDD0 \uFFFE \uFFFF', '\uFDD0  '],
  ['日本 🚀 $& $1 {{ x }}', '日本 🚀 $& $1 {{ x }}'],
];

describe('hostile titles', () => {
  for (const [title, inXml] of hostile) {
    test(JSON.stringify(title), () => {
      const pages = [
        pageSample('a', { title, description: title, tags: [title], authors: [{ name: title, url: null }] }),
      ];
      const config = { url: 'https://example.org', title, tagline: title };
      const atom = parseXml(feedOf('atom', pages, config));
      const [entry] = childrenOf(atom, 'entry');
      expect(childrenOf(atom, 'title').map(({ text }) => text)).toEqual([inXml]);
      expect(entry && childrenOf(entry, 'title').map(({ text }) => text)).toEqual([inXml]);
      expect(entry && childrenOf(entry, 'category').map(({ attributes }) => attributes['label'])).toEqual([inXml]);
      expect(entry && childrenOf(entry, 'content').map(({ text }) => text)).toEqual([`<p>Text of ${inXml}</p>`]);
      const [channel] = parseXml(feedOf('rss', pages, config)).children;
      const [item] = channel ? childrenOf(channel, 'item') : [];
      expect(item && childrenOf(item, 'title').map(({ text }) => text)).toEqual([inXml]);
      expect(item && childrenOf(item, 'dc:creator').map(({ text }) => text)).toEqual([inXml]);
      expect(JSON.parse(feedOf('json', pages, config))).toMatchObject({
        items: [{ title, summary: title, tags: [title] }],
      });
    });
  }
});
