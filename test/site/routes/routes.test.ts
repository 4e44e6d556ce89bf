import { describe, expect, test } from 'vitest';
import type { Route } from '../../../src/model/site.ts';
import { outputPathOf } from '../../../src/site/addresses.ts';
import { findRoute } from '../../../src/site/routes/route-index.ts';
import { withSuggestions } from '../../../src/site/suggestions.ts';
import { pageSample, shown } from '../samples.ts';
import { manyPosts, routesOf, type Site } from './routes-of.ts';

/** Expects these diagnostics, in this order. However addresses collide, no two routes share a file. */
function checkMistakes(name: string, site: Site, expected: readonly string[]) {
  test(name, () => {
    const { value, diagnostics } = routesOf(site);
    expect(shown(diagnostics)).toEqual(expected);
    const files = value.map(({ url }) => outputPathOf(url).toLowerCase().normalize('NFC'));
    expect(new Set(files).size).toBe(files.length);
  });
}

/** Expects these addresses of the routes of the given kinds, in this order. */
function checkUrls(name: string, site: Site, kinds: readonly Route['kind'][], expected: readonly string[]) {
  test(name, () => {
    const { value, diagnostics } = routesOf(site);
    expect(diagnostics).toEqual([]);
    expect(value.filter(({ kind }) => kinds.includes(kind)).map(({ url }) => url)).toEqual(expected);
  });
}

const generatedPages = ['/', '/tags/', '/series/', '/archive/', '/search/', '/404.html'];
const generatedFiles = (searchPages: readonly string[]) => [
  '/search/index.json',
  '/search/words/0.json',
  ...searchPages,
  '/robots.txt',
  '/llms.txt',
  '/speculation-rules.json',
  '/_headers',
  '/_redirects',
  '/.nojekyll',
];
const feeds = ['/feed.xml', '/rss.xml', '/feed.json'];

describe('a whole site', () => {
  test('without posts', () => {
    expect(routesOf({ pages: [] }).value.map(({ url }) => url)).toEqual([
      ...generatedPages,
      ...feeds,
      '/opensearch.xml',
      '/sitemap.xml',
      ...generatedFiles([]),
    ]);
  });
  test('without `url`: no feeds, no sitemap and no diagnostic', () => {
    const { value, diagnostics } = routesOf({ pages: [pageSample('a', { tags: ['t'] })], config: { url: null } });
    expect(diagnostics).toEqual([]);
    expect(value.map(({ url }) => url)).toEqual([
      '/',
      '/tags/',
      '/tags/t/',
      '/series/',
      '/archive/',
      '/search/',
      '/404.html',
      ...generatedFiles(['/search/pages/0.json']),
      '/posts/a/',
      '/posts/a/index.md',
    ]);
  });
  test('with one of everything', () => {
    const pages = [
      pageSample('a', {
        tags: ['C++'],
        series: { name: 'Loops', part: 1 },
        aliases: ['/old', '/2019/a.html', '/x.php'],
      }),
      pageSample('hidden', { unlisted: true }),
      pageSample('draft', { draft: true, aliases: ['/leak/'] }),
      pageSample('about', { kind: 'page' }),
    ];
    const { value, diagnostics } = routesOf({ pages, publicFiles: ['public/logo.png', 'public/demo/index.html'] });
    expect(diagnostics).toEqual([]);
    const a = 'content/posts/a.md';
    expect(value).toEqual(
      expect.arrayContaining([
        { kind: 'tag', url: '/tags/c-plus-plus/', tag: 'c-plus-plus', number: 1 },
        { kind: 'feed', url: '/tags/c-plus-plus/feed.xml', format: 'atom', of: 'c-plus-plus' },
        { kind: 'series', url: '/series/loops/', series: 'loops' },
        { kind: 'article', url: '/posts/a/', path: a },
        { kind: 'article', url: '/posts/hidden/', path: 'content/posts/hidden.md' },
        { kind: 'page', url: '/about/', path: 'content/pages/about.md' },
        { kind: 'copy', url: '/posts/a/index.md', path: a },
        { kind: 'copy', url: '/about/index.md', path: 'content/pages/about.md' },
        { kind: 'public', url: '/logo.png', path: 'public/logo.png' },
        { kind: 'public', url: '/demo/', path: 'public/demo/index.html' },
        { kind: 'redirect', url: '/old/', to: '/posts/a/', path: a },
        { kind: 'redirect', url: '/2019/a.html', to: '/posts/a/', path: a },
        { kind: 'redirect', url: '/x.php/', to: '/posts/a/', path: a },
      ]),
    );
    expect(JSON.stringify(value)).not.toContain('leak');
  });
});

const permalinks = {
  posts: '/:year/:month/:section/:slug.html',
  pages: '/:section/:slug.html',
  tags: '/topics/:tag.html',
  series: '/:series/',
  authors: '/by/:author.html',
  pagination: '/p:number.html',
};

describe('permalinks', () => {
  const at = (path: string, written: Parameters<typeof pageSample>[1] = {}) =>
    Object.assign(pageSample('x', written), { path });
  const pages = [
    at('content/posts/linux/kernel/a/index.md', { slug: 'a', date: '2025-03-09' }),
    at('content/posts/linux/b.md', { slug: 'b', date: '2025-12-31T23:30:00-05:00' }),
    at('content/posts/c.md', { slug: 'c', url: '/Old/C.htm' }),
    at('content/posts/d/index.es.md', { slug: 'd-es', lang: 'es' }),
    at('content/pages/guide/start.md', { slug: 'start', kind: 'page' }),
    at('content/pages/about.md', { slug: 'about', kind: 'page', url: '/about/' }),
  ];
  checkUrls(
    'posts and pages',
    { pages, config: { permalinks } },
    ['article', 'page', 'copy'],
    [
      '/about/',
      '/guide/start.html',
      '/Old/C.htm',
      '/2026/01/d-es.html',
      '/2025/12/linux/b.html',
      '/2025/03/linux/kernel/a.html',
      '/about/index.md',
      '/guide/start.md',
      '/Old/C.md',
      '/2026/01/d-es.md',
      '/2025/12/linux/b.md',
      '/2025/03/linux/kernel/a.md',
    ],
  );
  const tagged = { pages: manyPosts(3, ['go']), config: { permalinks, postsPerPage: 2 } };
  checkUrls(
    'lists, tags and their feeds',
    tagged,
    ['list', 'tags', 'tag', 'feed'],
    ['/', '/p2.html', '/topics/', '/topics/go.html', '/topics/go/p2.html', ...feeds, '/topics/go/feed.xml'],
  );
  const inSeries = { pages: [pageSample('a', { series: { name: 'Loops', part: 1 } })], config: { permalinks } };
  checkUrls(
    'series: the list of all is never the home page',
    inSeries,
    ['series', 'all-series'],
    ['/series/', '/loops/'],
  );
  const ownHint = '[give the page another `url`]';
  checkMistakes(
    'two pages with one `url`',
    { pages: [pageSample('a', { url: '/old.html' }), pageSample('b', { url: '/old.html' })] },
    [
      `content/posts/b.md:1 error address/taken \`content/posts/a.md\` and \`content/posts/b.md\` both have the address \`/old.html\` ${ownHint} (content/posts/a.md:1 \`content/posts/a.md\` gets its address here)`,
    ],
  );
  checkMistakes('a page at the address of the home page', { pages: [pageSample('a', { url: '/' })] }, [
    `content/posts/a.md:1 error address/taken the list of posts and \`content/posts/a.md\` both have the address \`/\` ${ownHint}`,
  ]);
  checkMistakes(
    'a folder that no address can have',
    { pages: [at(`content/posts/${'n'.repeat(256)}/x.md`)], config: { permalinks } },
    [expect.stringContaining('error address/invalid no file can have the address `/2026/01/nnn')],
  );
  checkMistakes(
    'names that Windows refuses',
    { pages: [at('content/posts/a: b/x.md', { slug: 'con' })], config: { permalinks } },
    [expect.stringContaining("warning address/not-portable Windows doesn't allow a file named `con.html`")],
  );
});

describe('page counts', () => {
  const config = { postsPerPage: 3 };
  for (const [count, urls] of [
    [0, ['/']],
    [1, ['/']],
    [3, ['/']],
    [4, ['/', '/page/2/']],
    [7, ['/', '/page/2/', '/page/3/']],
  ] as const) {
    checkUrls(`${count} posts, 3 per page`, { pages: manyPosts(count), config }, ['list'], urls);
  }
  checkUrls('pages of a tag', { pages: manyPosts(4, ['go']), config }, ['tag'], ['/tags/go/', '/tags/go/page/2/']);
  const shards = [0, 1, 2, 3].map((shard) => `/search/words/${shard}.json`);
  checkUrls('2 posts in the search', { pages: manyPosts(2) }, ['search-shard'], shards.slice(0, 1));
  checkUrls('8 posts in the search', { pages: manyPosts(8) }, ['search-shard'], shards);
  const found = ['/search/pages/0.json', '/search/pages/1.json'];
  checkUrls('2 posts that can be found', { pages: manyPosts(2) }, ['search-page'], found);
});

const slugHint = '[give the page another `slug`]';
const aliasHint = '[remove the alias, or change the other address]';

describe('address collisions', () => {
  checkMistakes('two posts', { pages: [pageSample('a', { slug: 'x' }), pageSample('b', { slug: 'x' })] }, [
    `content/posts/b.md:2 error address/taken \`content/posts/a.md\` and \`content/posts/b.md\` both have the address \`/posts/x/\` ${slugHint} (content/posts/a.md:2 \`content/posts/a.md\` gets its address here)`,
  ]);
  checkMistakes('three posts', { pages: ['a', 'b', 'c'].map((name) => pageSample(name, { slug: 'x' })) }, [
    expect.stringContaining('content/posts/b.md:2 error address/taken `content/posts/a.md` and `content/posts/b.md`'),
    expect.stringContaining('content/posts/c.md:2 error address/taken `content/posts/a.md` and `content/posts/c.md`'),
  ]);
  checkMistakes(
    'addresses that differ only in case',
    { pages: [pageSample('a', { slug: 'Go' }), pageSample('b', { slug: 'go' })] },
    [
      `content/posts/b.md:2 error address/twin \`content/posts/a.md\` and \`content/posts/b.md\` have the addresses \`/posts/Go/\` and \`/posts/go/\`, which differ only in case ${slugHint} (content/posts/a.md:2 \`content/posts/a.md\` gets its address here)`,
    ],
  );
  checkMistakes(
    'addresses that differ only in Unicode normalization',
    { pages: [], publicFiles: ['public/caf\u00E9.png', 'public/cafe\u0301.png'] },
    [
      'public/cafe\u0301.png:0 error address/twin `public/caf\u00E9.png` and `public/cafe\u0301.png` have the addresses `/caf\u00E9.png` and `/cafe\u0301.png`, which differ only in Unicode normalization [rename or remove `public/cafe\u0301.png`] (public/caf\u00E9.png:0 `public/caf\u00E9.png` gets its address here)',
    ],
  );
  for (const [slug, owner] of [
    ['tags', 'the list of tags'],
    ['series', 'the list of series'],
    ['archive', 'the archive'],
    ['search', 'the search page'],
  ] as const) {
    checkMistakes(`a page named ${slug}`, { pages: [pageSample('x', { kind: 'page', slug })] }, [
      `content/pages/x.md:2 error address/taken ${owner} and \`content/pages/x.md\` both have the address \`/${slug}/\` ${slugHint}`,
    ]);
  }
  for (const slug of ['feed.xml', '404.html', 'robots.txt', 'index.html', '_headers']) {
    checkMistakes(
      `a page named ${slug}`,
      { pages: [pageSample('x', { kind: 'page', slug })] },
      [
        expect.stringMatching(
          /^content\/pages\/x.md:2 error address\/file-and-folder .*: the same path can't be both a file and a folder/,
        ),
        expect.stringContaining('the Markdown copy of `content/pages/x.md`'),
      ].slice(0, 2),
    );
  }
  checkMistakes(
    'without `url`, `feed.xml` is free',
    { pages: [pageSample('x', { kind: 'page', slug: 'feed.xml' })], config: { url: null } },
    [],
  );
  checkMistakes(
    'a page and a file of public/',
    { pages: [pageSample('x', { kind: 'page' })], publicFiles: ['public/x/index.html'] },
    [
      'public/x/index.html:0 error address/taken `content/pages/x.md` and `public/x/index.html` both have the address `/x/` [rename or remove `public/x/index.html`] (content/pages/x.md:2 `content/pages/x.md` gets its address here)',
    ],
  );
  checkMistakes(
    'a file of public/ and a generated file',
    { pages: [], publicFiles: ['public/robots.txt', 'public/Index.html', 'public/tags'] },
    [
      'public/robots.txt:0 error address/taken the generated file `robots.txt` and `public/robots.txt` both have the address `/robots.txt` [rename or remove `public/robots.txt`]',
      'public/Index.html:0 error address/twin the list of posts and `public/Index.html` have the addresses `/` and `/Index.html`, which differ only in case [rename or remove `public/Index.html`]',
      "public/tags:0 error address/file-and-folder the list of tags and `public/tags` have the addresses `/tags/` and `/tags`: the same path can't be both a file and a folder [rename or remove `public/tags`]",
    ],
  );
  checkMistakes('a file and a folder in public/', { pages: [], publicFiles: ['public/a', 'public/a/b/c'] }, [
    expect.stringContaining(
      'public/a/b/c:0 error address/file-and-folder `public/a` and `public/a/b/c` have the addresses',
    ),
  ]);
});

describe('aliases', () => {
  const twoPosts = (...aliases: string[]) => ({ pages: [pageSample('a', { aliases }), pageSample('b')] });
  checkMistakes('an alias that is the address of a page', twoPosts('/fine/', '/posts/b/'), [
    `content/posts/a.md:21 error address/taken \`content/posts/b.md\` and an alias of \`content/posts/a.md\` both have the address \`/posts/b/\` ${aliasHint} (content/posts/b.md:2 \`content/posts/b.md\` gets its address here)`,
  ]);
  checkMistakes(
    'an alias of two pages',
    { pages: [pageSample('a', { aliases: ['/o/'] }), pageSample('b', { aliases: ['/o'] })] },
    [
      `content/posts/b.md:20 error address/taken an alias of \`content/posts/a.md\` and an alias of \`content/posts/b.md\` both have the address \`/o/\` ${aliasHint} (content/posts/a.md:20 an alias of \`content/posts/a.md\` gets its address here)`,
    ],
  );
  checkMistakes('the same alias twice', twoPosts('/old', '/old/', '/%6Fld/'), []);
  checkMistakes('a generated page', twoPosts('/tags'), [
    `content/posts/a.md:20 error address/taken the list of tags and an alias of \`content/posts/a.md\` both have the address \`/tags/\` ${aliasHint}`,
  ]);
  checkMistakes('the address of the page itself', twoPosts('/posts/a', '/posts/a/index.html'), [
    "content/posts/a.md:20 error alias/loop the alias `/posts/a` is the page's own address [remove the alias]",
    "content/posts/a.md:21 error alias/loop the alias `/posts/a/index.html` is the page's own address [remove the alias]",
  ]);
  checkMistakes(
    'two pages that name each other',
    { pages: [pageSample('a', { aliases: ['/posts/b/'] }), pageSample('b', { aliases: ['/posts/a/'] })] },
    [
      expect.stringContaining('content/posts/a.md:20 error address/taken'),
      expect.stringContaining('content/posts/b.md:20 error address/taken'),
    ],
  );
  const invalid = [
    '/a?b',
    '/a#b',
    '/%',
    '/%2e%2e/x/',
    '/a%2f%2e%2e/',
    '/a//b',
    '/a%00',
    '/a%5Cb',
    `/${'x'.repeat(256)}/`,
  ];
  checkMistakes(
    'paths that no host can serve',
    twoPosts(...invalid),
    invalid.map((alias, index) =>
      expect.stringContaining(`content/posts/a.md:${20 + index} error alias/invalid \`${alias}\` can't be an alias`),
    ),
  );
});

describe('redirects of the site', () => {
  const site = (...redirects: (readonly [from: string, to: string])[]) => ({
    pages: [pageSample('a', { tags: ['go'] })],
    config: { redirects: redirects.map(([from, to]) => ({ from, to })) },
  });
  test('lead to pages, and feeds are at both addresses', () => {
    const { value, diagnostics } = routesOf(
      site(['/categories/go', '/tags/go/'], ['/index.xml', '/rss.xml'], ['/go.xml', '/tags/go/feed.xml']),
    );
    expect(diagnostics).toEqual([]);
    expect(findRoute(value, '/categories/go/')).toEqual({
      kind: 'redirect',
      url: '/categories/go/',
      to: '/tags/go/',
      path: null,
    });
    expect(findRoute(value, '/index.xml')).toEqual({ kind: 'feed', url: '/index.xml', format: 'rss', of: null });
    expect(findRoute(value, '/go.xml')).toEqual({ kind: 'feed', url: '/go.xml', format: 'atom', of: 'go' });
  });
  checkMistakes('a target that does not exist', site(['/old/', '/tags/goo/']), [
    expect.stringMatching(/error redirect\/broken the site has no address `\/tags\/goo\/`/),
  ]);
  checkMistakes('an address that is taken', site(['/posts/a/', '/archive/']), [
    expect.stringContaining('error address/taken'),
  ]);
  checkMistakes('an address that no file can have', site(['/a%2f%2e%2e/', '/archive/']), [
    expect.stringContaining("error redirect/invalid `/a%2f%2e%2e/` can't be redirected"),
  ]);
});

describe('names and navigation', () => {
  for (const slug of ['con', 'Aux', 'com1', 'nul.x', 'dot.']) {
    checkMistakes(`${slug} on Windows`, { pages: [pageSample('a', { slug })] }, [
      `content/posts/a.md:2 warning address/not-portable Windows doesn't allow a folder named \`${slug}\`, so the site can't be stored there [choose another \`slug\`]`,
    ]);
  }
  checkMistakes('console is fine', { pages: [pageSample('a', { slug: 'console' })] }, []);
  const nav = ['/archive/', '/archive', '/tags/?x#y', '/', '/logo.png', 'https://example.com/nowhere', '/archiv/'];
  checkMistakes(
    'navigation links',
    { pages: [], publicFiles: ['public/logo.png'], config: { nav: nav.map((href) => ({ title: 'T', href })) } },
    [
      'content/site.yaml:6 error site/broken-nav the link `T` in `nav` leads to `/archiv/`, but the site has no such address [write the address of a page, such as `/archive/`]',
    ],
  );
  test('a similar address is suggested', () => {
    const { value, diagnostics } = routesOf({ pages: [], config: { nav: [{ title: 'T', href: '/archiv/' }] } });
    const [found] = withSuggestions(diagnostics, () => value.map(({ url }) => url));
    expect(found?.hint).toBe('did you mean `/archive/`?');
  });
  checkMistakes(
    'addresses of other sites on the host',
    { pages: [], config: { nav: [{ title: 'T', href: '/docs/x' }], elsewhere: ['/docs/'] } },
    [],
  );
});

describe('the route of a link', () => {
  const { value: routes } = routesOf({
    pages: [pageSample('日本'), pageSample('100%'), pageSample('a', { aliases: ['/old/'] })],
    publicFiles: ['public/a b.png'],
  });
  const check = (href: string, expected: string | null) =>
    test(href, () => expect(findRoute(routes, href)?.url ?? null).toBe(expected));
  check('/', '/');
  check('/index.html', '/');
  check('/posts/a', '/posts/a/');
  check('/posts/a/index.html', '/posts/a/');
  check('/posts/a/index.md', '/posts/a/index.md');
  check('/posts/日本/', '/posts/日本/');
  check('/posts/%E6%97%A5%E6%9C%AC/', '/posts/日本/');
  check('/posts/100%25/', '/posts/100%/');
  check('/posts/100%/', '/posts/100%/');
  check('/a%20b.png', '/a b.png');
  check('/old', '/old/');
  check('/posts/A/', null);
  check('/posts/', null);
  check('', null);
  check('//', null);
});
