import { describe, expect, test } from 'vitest';
import type { Diagnostic, NameQuery } from '../../../src/model/diagnostic.ts';
import type { AddressSlot, ImageSlot, SlottedHtml } from '../../../src/model/page.ts';
import type { Asset } from '../../../src/model/site.ts';
import type { OutputTarget } from '../../../src/site/links/fill-slots.ts';
import { fillSlots } from '../../../src/site/links/fill-slots.ts';
import { resolveCover } from '../../../src/site/links/images.ts';
import type { LinkBase } from '../../../src/site/links/link-base.ts';
import type { SiteQueries } from '../../../src/site/links/links.ts';
import { withSuggestions } from '../../../src/site/suggestions.ts';
import { answersOf, pageSample, shown } from '../samples.ts';

/** Addresses by file, or `broken` or `withheld`. */
const pages: { readonly [path: string]: string } = {
  'content/posts/here/index.md': '/posts/here/',
  'content/posts/other/index.md': '/posts/other/',
  'content/posts/日本.md': '/posts/日本/',
  'content/pages/about.md': '/about/',
  'content/posts/broken.md': 'broken',
  'content/posts/draft.md': 'withheld',
};
const urls = ['/', '/archive/', '/tags/', '/tags/go/', '/feed.xml', '/old/', '/logo.png'];
const imageFile = (url: string, width: number | null, variants: Asset['variants'] = []): Asset => ({
  url,
  width,
  height: width && width / 2,
  variants,
  problem: null,
});
const assets: { readonly [path: string]: Asset } = {
  'content/posts/here/lab/main.go': imageFile('/files/main.0a.go', null),
  'content/posts/here/a b.png': imageFile('/files/a b.0a.png', 640),
  'content/posts/here/big.jpg': imageFile('/files/big.jpg', 2000, [
    { url: '/files/big,640.avif', type: 'image/avif', width: 640, cacheKey: '' },
    { url: '/files/big-2000.avif', type: 'image/avif', width: 2000, cacheKey: '' },
    { url: '/files/big-640.webp', type: 'image/webp', width: 640, cacheKey: '' },
  ]),
  'public/logo.png': imageFile('/logo.png', 100),
};

const queries: SiteQueries = {
  addressOfPage(path) {
    const address = pages[path] ?? null;
    return address === null || address === 'broken' || address === 'withheld' ? address : { url: address };
  },
  anchorsOf: (path) => (path.includes('other') ? [] : ['intro', 'the-end', 'über']),
  assetOf: (path) => assets[path] ?? null,
  routeAt(url) {
    const page = Object.entries(pages).find(([, address]) => address === url);
    return page ? { path: page[0] } : urls.includes(url) ? { path: null } : null;
  },
  isElsewhere: (url) => url.startsWith('/docs/'),
};

/** The diagnostics as the report has them. */
function reported(diagnostics: readonly Diagnostic[]): string[] {
  const names = (of: NameQuery): readonly string[] =>
    of.among === 'pages'
      ? Object.keys(pages)
      : of.among === 'files'
        ? Object.keys(assets)
        : of.among === 'anchors'
          ? queries.anchorsOf(of.in)
          : urls;
  return shown(withSuggestions(diagnostics, names));
}

const from = { path: 'content/posts/here/index.md', url: '/posts/here/' };
const at = { path: from.path, start: 7, end: 9 };
const site: LinkBase = { pageUrl: from.url, addressing: 'relative', siteUrl: 'https://example.org/blog' };
const home: LinkBase = { ...site, pageUrl: '/' };
const feed: LinkBase = { ...site, pageUrl: '/feed.xml', addressing: 'absolute' };
const copy: LinkBase = { ...site, pageUrl: '/posts/here/index.md' };

/** The slot that the parser makes from the address of a link. */
function link(href: string): AddressSlot {
  const [, path = '', query = '', fragment] = /^([^?#]*)(\?[^#]*)?(?:#(.*))?$/s.exec(href) ?? [];
  const decoded = decodeURIComponent(path);
  const rest = { kind: 'address', href, query, fragment: fragment ?? null, at } as const;
  if (path === '') return { ...rest, to: 'self', target: '' };
  if (path.startsWith('/')) return { ...rest, to: 'root', target: decoded };
  const target = new URL(`file:///content/posts/here/${path}`).pathname.slice(1);
  return { ...rest, to: path.endsWith('.md') ? 'page' : 'path', target: decodeURIComponent(target) };
}

function checkLink(
  href: string,
  expected: readonly [base: LinkBase, printed: string][],
  diagnostics: readonly string[] = [],
) {
  describe(href, () => {
    for (const [base, printed] of expected) {
      test(`on ${base.pageUrl}`, () => {
        const target: OutputTarget = base === feed ? 'feed' : base === copy ? 'copy' : 'site';
        const built = fillSlots(['<a href="', link(href), '">'], { target, from, base, queries });
        expect(built.value).toBe(`<a href="${printed}">`);
        expect(reported(built.diagnostics)).toEqual(base === copy ? [] : diagnostics);
      });
    }
  });
}

const posts = 'https://example.org/blog/posts/';

describe('links that work', () => {
  checkLink('../other/index.md', [
    [site, '../other/'],
    [home, 'posts/other/'],
    [feed, `${posts}other/`],
    [copy, '../other/'],
  ]);
  checkLink('../日本.md?a=1&b="2"#über', [
    [site, '../%E6%97%A5%E6%9C%AC/?a=1&amp;b=%222%22#%C3%BCber'],
    [copy, '../%E6%97%A5%E6%9C%AC/?a=1&b=%222%22#%C3%BCber'],
  ]);
  checkLink('#intro', [
    [site, '#intro'],
    [home, 'posts/here/#intro'],
    [feed, `${posts}here/#intro`],
    [copy, './#intro'],
  ]);
  checkLink('index.md#intro', [[site, '#intro']]);
  checkLink('#', [[site, '#']]);
  checkLink('#top', [[site, '#top']]);
  checkLink('#intro:~:text=x', [[site, '#intro:~:text=x']]);
  checkLink('', [
    [site, './'],
    [home, 'posts/here/'],
  ]);
  checkLink('?x', [[site, './?x']]);
  checkLink('?x#intro', [[site, './?x#intro']]);
  checkLink('lab/main.go', [
    [site, '../../files/main.0a.go'],
    [feed, 'https://example.org/blog/files/main.0a.go'],
  ]);
  checkLink('a%20b.png', [[site, '../../files/a%20b.0a.png']]);
  checkLink('/about/', [[site, '../../about/']]);
  checkLink('/about', [[site, '../../about/']]);
  checkLink('/about/index.html#intro', [[site, '../../about/#intro']]);
  checkLink('/logo.png', [
    [site, '../../logo.png'],
    [home, 'logo.png'],
  ]);
  checkLink('/old/#anything', [[site, '../../old/#anything']]);
  checkLink('/', [
    [site, '../../'],
    [home, './'],
    [feed, 'https://example.org/blog/'],
  ]);
  checkLink('../other/', [
    [site, '../other/'],
    [home, 'posts/other/'],
  ]);
  checkLink('../../tags/go', [[site, '../../tags/go/']]);
  checkLink('../broken.md#whatever', [[site, '../broken.md#whatever']]);
  // Addresses of another site on the host: from the host's root, not from the site's.
  checkLink('/docs/install/?v=1#go', [
    [site, '/docs/install/?v=1#go'],
    [home, '/docs/install/?v=1#go'],
    [feed, 'https://example.org/docs/install/?v=1#go'],
    [copy, '/docs/install/?v=1#go'],
  ]);
  checkLink('../../docs/a b/', [[site, '/docs/a%20b/']]);
});

const where = 'content/posts/here/index.md:7 error';

describe('broken links', () => {
  checkLink(
    '../othr/index.md',
    [[site, '../othr/index.md']],
    [`${where} link/broken there is no page \`content/posts/othr/index.md\` [did you mean \`../other/index.md\`?]`],
  );
  checkLink(
    '../other.md',
    [[home, '../other.md']],
    [`${where} link/broken there is no page \`content/posts/other.md\` [did you mean \`../other/index.md\`?]`],
  );
  checkLink(
    '../zzzz.md',
    [[site, '../zzzz.md']],
    [
      `${where} link/broken there is no page \`content/posts/zzzz.md\` [a link to a page is the path of its Markdown file, relative to this file]`,
    ],
  );
  checkLink(
    '../draft.md',
    [[site, '../draft.md']],
    [
      `${where} link/unpublished \`content/posts/draft.md\` is a draft or scheduled, so this link would be broken [publish it first, or remove the link (\`--drafts\` and \`--future\` include such posts)] (content/posts/draft.md:0 this page is not published)`,
    ],
  );
  checkLink(
    '#intor',
    [[site, '#intor']],
    [`${where} link/broken-anchor this page has no anchor \`#intor\` [did you mean \`#intro\`?]`],
  );
  checkLink(
    '#quite-another',
    [[home, 'posts/here/#quite-another']],
    [
      `${where} link/broken-anchor this page has no anchor \`#quite-another\` [its anchors are \`#intro\`, \`#the-end\`, \`#über\`]`,
    ],
  );
  checkLink(
    '../other/index.md#x',
    [[site, '../other/#x']],
    [`${where} link/broken-anchor \`content/posts/other/index.md\` has no anchor \`#x\` [the page has no anchors]`],
  );
  checkLink(
    '/about/#the-edn',
    [[site, '../../about/#the-edn']],
    [`${where} link/broken-anchor \`content/pages/about.md\` has no anchor \`#the-edn\` [did you mean \`#the-end\`?]`],
  );
  checkLink(
    'lab/mian.go',
    [
      [site, 'lab/mian.go'],
      [copy, 'lab/mian.go'],
    ],
    [`${where} link/broken there is no file \`content/posts/here/lab/mian.go\` [did you mean \`lab/main.go\`?]`],
  );
  checkLink(
    '/archiv/',
    [[site, '/archiv/']],
    [`${where} link/broken the site has no address \`/archiv/\` [did you mean \`/archive/\`?]`],
  );
  checkLink(
    'logo.png',
    [[site, 'logo.png']],
    [`${where} link/broken there is no file \`content/posts/here/logo.png\` [did you mean \`/logo.png\`?]`],
  );
  checkLink(
    '/files/lab/main.go',
    [[site, '/files/lab/main.go']],
    [`${where} link/broken the site has no address \`/files/lab/main.go\` [did you mean \`lab/main.go\`?]`],
  );
  checkLink(
    '/nothing-like-it "',
    [[site, '/nothing-like-it%20%22']],
    [
      `${where} link/broken the site has no address \`/nothing-like-it "\` [link to the Markdown file of the page instead]`,
    ],
  );
});

function checkImage(
  name: string,
  slot: Partial<ImageSlot>,
  expected: readonly [base: LinkBase, printed: string][],
  diagnostics: readonly string[] = [],
) {
  const imageSlot: ImageSlot = {
    kind: 'image',
    target: '',
    alt: 'A "b" <c>',
    title: null,
    lazy: true,
    linked: true,
    at,
    ...slot,
  };
  for (const [base, printed] of expected) {
    test(`${name} on ${base.pageUrl}`, () => {
      const target: OutputTarget = base === feed ? 'feed' : base === copy ? 'copy' : 'site';
      const built = fillSlots([imageSlot], { target, from, base, queries });
      expect(built.value).toBe(printed);
      expect(reported(built.diagnostics)).toEqual(diagnostics);
    });
  }
}

describe('images', () => {
  const alt = 'alt="A &quot;b&quot; &lt;c&gt;"';
  checkImage('a small image', { target: 'content/posts/here/a b.png', title: 'T' }, [
    [
      site,
      `<img src="../../files/a%20b.0a.png" width="640" height="320" ${alt} title="T" loading="lazy" decoding="async">`,
    ],
    [feed, `<img src="https://example.org/blog/files/a%20b.0a.png" width="640" height="320" ${alt} title="T">`],
    [copy, '![A \\"b\\" <c>](../../files/a%20b.0a.png "T")'],
  ]);
  checkImage('a large image', { target: 'content/posts/here/big.jpg', lazy: false }, [
    [
      home,
      '<a href="files/big.jpg"><picture>' +
        '<source type="image/avif" srcset="files/big%2C640.avif 640w, files/big-2000.avif 2000w" sizes="(min-width: 40rem) 38rem, 100vw">' +
        '<source type="image/webp" srcset="files/big-640.webp 640w" sizes="(min-width: 40rem) 38rem, 100vw">' +
        `<img src="files/big.jpg" width="2000" height="1000" ${alt} decoding="async"></picture></a>`,
    ],
    [feed, `<img src="https://example.org/blog/files/big.jpg" width="2000" height="1000" ${alt}>`],
  ]);
  test('no link inside a link, and none without a name', () => {
    for (const slot of [{ linked: false }, { alt: ' ' }]) {
      const imageSlot: ImageSlot = {
        kind: 'image',
        target: 'content/posts/here/big.jpg',
        alt: 'x',
        title: null,
        lazy: true,
        linked: true,
        at,
        ...slot,
      };
      expect(fillSlots([imageSlot], { target: 'site', from, base: site, queries }).value).toMatch(/^<picture>/);
    }
  });
  checkImage('an image without a size', { target: 'content/posts/here/lab/main.go', alt: '' }, [
    [site, '<img src="../../files/main.0a.go" alt="" loading="lazy" decoding="async">'],
  ]);
  checkImage('an image of another site on the host', { target: 'public/docs/a.png', alt: 'A' }, [
    [site, '<img src="/docs/a.png" alt="A" loading="lazy">'],
    [feed, '<img src="https://example.org/docs/a.png" alt="A">'],
    [copy, '![A](/docs/a.png)'],
  ]);
  checkImage(
    'a missing image',
    { target: 'content/posts/here/bog.jpg' },
    [[site, 'A &quot;b&quot; &lt;c&gt;']],
    [`${where} image/missing there is no image \`content/posts/here/bog.jpg\` [did you mean \`big.jpg\`?]`],
  );
  checkImage(
    'an image that is in public/, not next to the page',
    { target: 'content/posts/here/img/logo.png' },
    [[site, 'A &quot;b&quot; &lt;c&gt;']],
    [`${where} image/missing there is no image \`content/posts/here/img/logo.png\` [did you mean \`/logo.png\`?]`],
  );
  checkImage(
    'an image that is next to the page, not in public/',
    { target: 'public/img/big.jpg' },
    [[site, 'A &quot;b&quot; &lt;c&gt;']],
    [`${where} image/missing there is no image \`public/img/big.jpg\` [did you mean \`big.jpg\`?]`],
  );
  checkImage(
    'a missing image in public/',
    { target: 'public/loga.png' },
    [[feed, 'A &quot;b&quot; &lt;c&gt;']],
    [`${where} image/missing there is no image \`public/loga.png\` [did you mean \`/logo.png\`?]`],
  );
});

test('covers', () => {
  const page = pageSample('here/index');
  const cover = (target: string | null) => resolveCover(page.path, target, queries, answersOf([page]).spanOf);
  expect(cover(null)).toEqual({ value: null, diagnostics: [] });
  expect(cover('content/posts/here/big.jpg').value?.url).toBe('/files/big.jpg');
  expect(reported(cover('public/lago.png').diagnostics)).toEqual([
    'content/posts/here/index.md:4 error image/missing there is no image `public/lago.png` [did you mean `/logo.png`?]',
  ]);
});

test('HTML that differs between pages and feeds, with slots in both', () => {
  const slotted: SlottedHtml = [
    'a $& ',
    { kind: 'per-output', site: ['<s>', link('#nope-site'), '</s>'], feed: ['<f>', link('/about/'), '</f>'] },
    ' b',
  ];
  const onSite = fillSlots(slotted, { target: 'site', from, base: site, queries });
  expect(onSite.value).toBe('a $& <s>#nope-site</s> b');
  expect(onSite.diagnostics).toHaveLength(1);
  const inFeed = fillSlots(slotted, { target: 'feed', from, base: feed, queries });
  expect(inFeed).toEqual({ value: 'a $& <f>https://example.org/blog/about/</f> b', diagnostics: [] });
});

test('without the address of the site, links in feeds are relative', () => {
  const base: LinkBase = { ...feed, siteUrl: null };
  expect(fillSlots([link('/about/')], { target: 'feed', from, base, queries }).value).toBe('about/');
});

test('from the root of the host, under the path of the site', () => {
  const base: LinkBase = { ...site, addressing: 'rooted' };
  expect(fillSlots([link('/about/')], { target: 'site', from, base, queries }).value).toBe('/blog/about/');
});
