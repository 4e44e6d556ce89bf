import { describe, expect, test } from 'vitest';
import type { AddressSlot, ImageSlot, SlottedHtml } from '../../../src/model/page.ts';
import type { Asset } from '../../../src/model/site.ts';
import type { OutputTarget } from '../../../src/site/links/fill-slots.ts';
import { fillSlots } from '../../../src/site/links/fill-slots.ts';
import { resolveCover } from '../../../src/site/links/images.ts';
import type { LinkBase } from '../../../src/site/links/link-base.ts';
import type { SiteQueries } from '../../../src/site/links/links.ts';
import { answersOf, shown, summaryOf } from '../samples.ts';

/** Addresses, or `broken` or `withheld`. */
const pages: { readonly [path: string]: string } = {
  'content/posts/here/index.md': '/posts/here/',
  'content/posts/other/index.md': '/posts/other/',
  'content/posts/日本.md': '/posts/日本/',
  'content/pages/about.md': '/about/',
  'content/posts/broken.md': 'broken',
  'content/posts/draft.md': 'withheld',
};
const urls = ['/', '/archive/', '/tags/', '/tags/go/', '/feed.xml', '/old/', '/logo.png'];
const picture = (url: string, width: number | null, variants: Asset['variants'] = []): Asset => ({
  url,
  width,
  height: width && width / 2,
  variants,
});
const assets: { readonly [path: string]: Asset } = {
  'content/posts/here/lab/main.go': picture('/files/main.0a.go', null),
  'content/posts/here/a b.png': picture('/files/a b.0a.png', 640),
  'content/posts/here/big.jpg': picture('/files/big.jpg', 2000, [
    { url: '/files/big,640.avif', type: 'image/avif', width: 640, cacheKey: '' },
    { url: '/files/big-2000.avif', type: 'image/avif', width: 2000, cacheKey: '' },
    { url: '/files/big-640.webp', type: 'image/webp', width: 640, cacheKey: '' },
  ]),
  'public/logo.png': picture('/logo.png', 100),
};

const look: SiteQueries = {
  addressOfPage(path) {
    const found = pages[path] ?? null;
    return found === null || found === 'broken' || found === 'withheld' ? found : { url: found };
  },
  anchorsOf: (path) => (path.includes('other') ? [] : ['intro', 'the-end', 'über']),
  assetOf: (path) => assets[path] ?? null,
  routeAt(url) {
    const page = Object.entries(pages).find(([, address]) => address === url);
    return page ? { path: page[0] } : urls.includes(url) ? { path: null } : null;
  },
  candidates: (of) => (of === 'pages' ? Object.keys(pages) : of === 'files' ? Object.keys(assets) : urls),
};

const from = { path: 'content/posts/here/index.md', url: '/posts/here/' };
const at = { path: from.path, start: 7, end: 9 };
const site: LinkBase = { on: from.url, addressing: 'relative', base: 'https://example.org/blog' };
const front: LinkBase = { ...site, on: '/' };
const feed: LinkBase = { ...site, on: '/feed.xml', addressing: 'absolute' };
const copy: LinkBase = { ...site, on: '/posts/here/index.md' };

/** A slot as the parser makes it of a link's address. */
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
  expected: readonly [on: LinkBase, printed: string][],
  diagnostics: readonly string[] = [],
) {
  describe(href, () => {
    for (const [placing, printed] of expected) {
      test(`on ${placing.on}`, () => {
        const medium: OutputTarget = placing === feed ? 'feed' : placing === copy ? 'copy' : 'site';
        const built = fillSlots(['<a href="', link(href), '">'], {
          target: medium,
          from,
          base: placing,
          queries: look,
        });
        expect(built.value).toBe(`<a href="${printed}">`);
        expect(shown(built.diagnostics)).toEqual(placing === copy ? [] : diagnostics);
      });
    }
  });
}

const posts = 'https://example.org/blog/posts/';

describe('links that lead somewhere', () => {
  checkLink('../other/index.md', [
    [site, '../other/'],
    [front, 'posts/other/'],
    [feed, `${posts}other/`],
    [copy, '../other/'],
  ]);
  checkLink('../日本.md?a=1&b="2"#über', [
    [site, '../%E6%97%A5%E6%9C%AC/?a=1&amp;b=%222%22#%C3%BCber'],
    [copy, '../%E6%97%A5%E6%9C%AC/?a=1&b=%222%22#%C3%BCber'],
  ]);
  checkLink('#intro', [
    [site, '#intro'],
    [front, 'posts/here/#intro'],
    [feed, `${posts}here/#intro`],
    [copy, './#intro'],
  ]);
  checkLink('index.md#intro', [[site, '#intro']]);
  checkLink('#', [[site, '#']]);
  checkLink('#top', [[site, '#top']]);
  checkLink('#intro:~:text=x', [[site, '#intro:~:text=x']]);
  checkLink('', [
    [site, './'],
    [front, 'posts/here/'],
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
    [front, 'logo.png'],
  ]);
  checkLink('/old/#anything', [[site, '../../old/#anything']]);
  checkLink('/', [
    [site, '../../'],
    [front, './'],
    [feed, 'https://example.org/blog/'],
  ]);
  checkLink('../other/', [
    [site, '../other/'],
    [front, 'posts/other/'],
  ]);
  checkLink('../../tags/go', [[site, '../../tags/go/']]);
  checkLink('../broken.md#whatever', [[site, '../broken.md#whatever']]);
});

const where = 'content/posts/here/index.md:7 error';

describe('links that lead nowhere', () => {
  checkLink(
    '../othr/index.md',
    [[site, '../othr/index.md']],
    [`${where} link/broken there is no page \`content/posts/othr/index.md\` [did you mean \`../other/index.md\`?]`],
  );
  checkLink(
    '../other.md',
    [[front, '../other.md']],
    [`${where} link/broken there is no page \`content/posts/other.md\` [did you mean \`../other/index.md\`?]`],
  );
  checkLink(
    '../zzzz.md',
    [[site, '../zzzz.md']],
    [
      `${where} link/broken there is no page \`content/posts/zzzz.md\` [a link to another page names its Markdown file, as seen from this one]`,
    ],
  );
  checkLink(
    '../draft.md',
    [[site, '../draft.md']],
    [
      `${where} link/unpublished \`content/posts/draft.md\` is a draft or in the future, so this link would lead nowhere [publish it first, or take the link out (\`--drafts\` and \`--future\` show such posts)] (content/posts/draft.md:0 this is not published)`,
    ],
  );
  checkLink(
    '#intor',
    [[site, '#intor']],
    [`${where} link/broken-anchor this page has no anchor \`#intor\` [did you mean \`#intro\`?]`],
  );
  checkLink(
    '#quite-another',
    [[front, 'posts/here/#quite-another']],
    [
      `${where} link/broken-anchor this page has no anchor \`#quite-another\` [it has \`#intro\`, \`#the-end\`, \`#über\`]`,
    ],
  );
  checkLink(
    '../other/index.md#x',
    [[site, '../other/#x']],
    [
      `${where} link/broken-anchor \`content/posts/other/index.md\` has no anchor \`#x\` [it has no headings to link to] (content/posts/other/index.md:0 this is the page)`,
    ],
  );
  checkLink(
    '/about/#the-edn',
    [[site, '../../about/#the-edn']],
    [
      `${where} link/broken-anchor \`content/pages/about.md\` has no anchor \`#the-edn\` [did you mean \`#the-end\`?] (content/pages/about.md:0 this is the page)`,
    ],
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
    '/nothing-like-it "',
    [[site, '/nothing-like-it%20%22']],
    [`${where} link/broken the site has no address \`/nothing-like-it "\` [name the Markdown file or the file meant]`],
  );
});

function checkPicture(
  name: string,
  slot: Partial<ImageSlot>,
  expected: readonly [on: LinkBase, printed: string][],
  diagnostics: readonly string[] = [],
) {
  const whole: ImageSlot = {
    kind: 'image',
    target: '',
    alt: 'A "b" <c>',
    title: null,
    lazy: true,
    linked: true,
    at,
    ...slot,
  };
  for (const [placing, printed] of expected) {
    test(`${name} on ${placing.on}`, () => {
      const medium: OutputTarget = placing === feed ? 'feed' : placing === copy ? 'copy' : 'site';
      const built = fillSlots([whole], { target: medium, from, base: placing, queries: look });
      expect(built.value).toBe(printed);
      expect(shown(built.diagnostics)).toEqual(diagnostics);
    });
  }
}

describe('images', () => {
  const alt = 'alt="A &quot;b&quot; &lt;c&gt;"';
  checkPicture('a small one', { target: 'content/posts/here/a b.png', title: 'T' }, [
    [
      site,
      `<img src="../../files/a%20b.0a.png" width="640" height="320" ${alt} title="T" loading="lazy" decoding="async">`,
    ],
    [feed, `<img src="https://example.org/blog/files/a%20b.0a.png" width="640" height="320" ${alt} title="T">`],
    [copy, '![A \\"b\\" <c>](../../files/a%20b.0a.png "T")'],
  ]);
  checkPicture('a large one', { target: 'content/posts/here/big.jpg', lazy: false }, [
    [
      front,
      '<a href="files/big.jpg"><picture>' +
        '<source type="image/avif" srcset="files/big%2C640.avif 640w, files/big-2000.avif 2000w" sizes="(min-width: 40rem) 38rem, 100vw">' +
        '<source type="image/webp" srcset="files/big-640.webp 640w" sizes="(min-width: 40rem) 38rem, 100vw">' +
        `<img src="files/big.jpg" width="2000" height="1000" ${alt} decoding="async"></picture></a>`,
    ],
    [feed, `<img src="https://example.org/blog/files/big.jpg" width="2000" height="1000" ${alt}>`],
  ]);
  test('no link in a link, and none without a name', () => {
    for (const slot of [{ linked: false }, { alt: ' ' }]) {
      const whole: ImageSlot = {
        kind: 'image',
        target: 'content/posts/here/big.jpg',
        alt: 'x',
        title: null,
        lazy: true,
        linked: true,
        at,
        ...slot,
      };
      expect(fillSlots([whole], { target: 'site', from, base: site, queries: look }).value).toMatch(/^<picture>/);
    }
  });
  checkPicture('without a size', { target: 'content/posts/here/lab/main.go', alt: '' }, [
    [site, '<img src="../../files/main.0a.go" alt="" loading="lazy" decoding="async">'],
  ]);
  checkPicture(
    'that is missing',
    { target: 'content/posts/here/bog.jpg' },
    [[site, 'A &quot;b&quot; &lt;c&gt;']],
    [`${where} picture/missing there is no picture \`content/posts/here/bog.jpg\` [did you mean \`big.jpg\`?]`],
  );
  checkPicture(
    'that is missing in public/',
    { target: 'public/loga.png' },
    [[feed, 'A &quot;b&quot; &lt;c&gt;']],
    [`${where} picture/missing there is no picture \`public/loga.png\` [did you mean \`/logo.png\`?]`],
  );
});

test('covers', () => {
  const summary = summaryOf('here/index');
  const cover = (target: string | null) => resolveCover(summary.path, target, look, answersOf([summary]).spanOf);
  expect(cover(null)).toEqual({ value: null, diagnostics: [] });
  expect(cover('content/posts/here/big.jpg').value?.url).toBe('/files/big.jpg');
  expect(shown(cover('public/lago.png').diagnostics)).toEqual([
    'content/posts/here/index.md:4 error picture/missing there is no picture `public/lago.png` [did you mean `/logo.png`?]',
  ]);
});

test('what differs between pages and feeds, with holes in both and every report', () => {
  const slotted: SlottedHtml = [
    'a $& ',
    { kind: 'per-output', site: ['<s>', link('#nope-site'), '</s>'], feed: ['<f>', link('/about/'), '</f>'] },
    ' b',
  ];
  const onSite = fillSlots(slotted, { target: 'site', from, base: site, queries: look });
  expect(onSite.value).toBe('a $& <s>#nope-site</s> b');
  expect(onSite.diagnostics).toHaveLength(1);
  const inFeed = fillSlots(slotted, { target: 'feed', from, base: feed, queries: look });
  expect(inFeed).toEqual({ value: 'a $& <f>https://example.org/blog/about/</f> b', diagnostics: [] });
});

test('without the address of the site a feed cannot be absolute', () => {
  const placing: LinkBase = { ...feed, base: null };
  expect(fillSlots([link('/about/')], { target: 'feed', from, base: placing, queries: look }).value).toBe('about/');
});

test('rooted at the path of the site', () => {
  const placing: LinkBase = { ...site, addressing: 'rooted' };
  expect(fillSlots([link('/about/')], { target: 'site', from, base: placing, queries: look }).value).toBe(
    '/blog/about/',
  );
});
