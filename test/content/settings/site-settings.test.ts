// site.yaml as authors write it: every mistake is reported, and the other settings still apply.

import { describe, expect, test } from 'vitest';
import { decodeSiteConfig } from '../../../src/content/settings/site-settings.ts';
import { settingSpan, siteFile } from '../../../src/model/settings.ts';
import { printed } from '../../support/printed.ts';

function decode(text: string, url: string | null = null) {
  return decodeSiteConfig({ path: siteFile, text }, { url });
}

/** Exactly these mistakes are reported, and the other settings still apply. */
function mistakes(name: string, text: string, expected: readonly string[], settings: object = {}) {
  test(name, () => {
    const { value, diagnostics } = decode(text);
    expect(printed(diagnostics, text)).toEqual(expected);
    expect(value).toMatchObject(settings);
  });
}

describe('only the invalid settings count as missing', () => {
  mistakes(
    'one invalid field of many',
    'title: T\nurl: https://example.org/\npagination: {size: none}\ntags: [go]\nauthr: x\n',
    [
      '5:1-5:6 error site/unknown-key unknown key `authr` [did you mean `author`?]',
      '3:20-3:24 error site/invalid-pagination-size `pagination.size` must be a whole number from 1 to 1000, not `none`',
    ],
    { title: 'T', url: 'https://example.org', postsPerPage: 10, tags: [{ name: 'go', description: null }] },
  );
  // Without an address, each link to a feed would be reported as broken.
  mistakes(
    'an invalid address',
    'title: T\nurl: example.org\n',
    ['2:6-2:17 error site/invalid-url `url` must be a web address [start it with `https://`]'],
    { title: 'T', url: 'https://example.invalid' },
  );
  mistakes(
    'an address with a query',
    'title: T\nurl: https://example.org/?x\n',
    [
      '2:6-2:28 error site/invalid-url `url` must be an address without `?` and `#` [all addresses of the site begin with it]',
    ],
    { title: 'T', url: 'https://example.invalid' },
  );
  mistakes(
    'a file that is not valid YAML',
    'title: T\nurl: https://example.org\ntagline: a: b\n',
    [
      "3:10-3:14 error site/syntax text that contains `: ` needs quotes [put quotes around it, such as `title: 'Go: the parts'`]",
    ],
    { title: 'My blog', url: 'https://example.invalid' },
  );
  mistakes(
    'no address at all',
    'title: T\n',
    [
      '1:1-1:1 warning site/no-url the site has no `url`: feeds, sitemap and canonical links are left out [add a line such as `url: https://example.org` to `content/site.yaml`, or build with `--url`]',
    ],
    { url: null },
  );
});

test('redirects are decoded', () => {
  expect(decode('redirects:\n  - {from: /caf%C3%A9/, to: /tags/}\n').value.redirects).toEqual([
    { from: '/café/', to: '/tags/' },
  ]);
});

describe('permalinks', () => {
  mistakes(
    'patterns that are no addresses, and parts that do not exist',
    'url: https://example.org\npermalinks:\n  posts: /:year/:title/\n  tags: /:tag\n  pages: /p/:slug.html\n  archive: /a/\n',
    [
      '3:10-3:24 error site/invalid-permalinks-posts `permalinks.posts` has no part `:title` [write `:slug`]',
      '4:9-4:14 error site/invalid-permalinks-tags `permalinks.tags` is not the address of a page: `/:tag` [end it with `/` or `.html`, and leave out `..`, `?`, `#` and spaces]',
      '6:3-6:10 error site/unknown-key unknown key `archive` in `permalinks` [known keys are `posts`, `pages`, `tags`, `series`, `authors`, `pagination`]',
    ],
  );
  test('a site chooses some and gets the others', () => {
    expect(decode('permalinks: {posts: /:year/:slug.html, tags: /t/:tag/}\n').value.permalinks).toEqual({
      posts: '/:year/:slug.html',
      pages: '/:slug/',
      tags: '/t/:tag/',
      series: '/series/:series/',
      authors: '/authors/:author/',
      pagination: '/page/:number/',
    });
  });
});

describe('hosts of media', () => {
  mistakes(
    'all hosts below one, in any case',
    "url: https://e.example\nmedia: {hosts: ['*.Example.org', a.example]}\n",
    [],
    {
      markdown: { mediaHosts: ['*.example.org', 'a.example'] },
    },
  );
  mistakes(
    'any host, with a warning',
    "url: https://e.example\nmedia: {hosts: [a.example, '*']}\n",
    [
      '2:28-2:31 warning site/any-host pages may load images and media from any host, which then learns who reads them [list the hosts, such as `*.example.org`]',
    ],
    { markdown: { mediaHosts: ['a.example', '*'] } },
  );
  const wrong = 'must be a host name [write it like `images.example.org`, or `*.example.org` for all hosts below it]';
  for (const host of ['a.*.example', '*example', '**', 'https://a.example', 'a.example/b', "x' 'unsafe-inline"])
    test(`no host: ${host}`, () => {
      const text = `url: https://e.example\nmedia:\n  hosts: ["${host}"]\n`;
      expect(printed(decode(text).diagnostics, text)).toEqual([expect.stringContaining(`\`media.hosts.0\` ${wrong}`)]);
    });
});

describe('repeated names', () => {
  mistakes('a tag in two spellings', 'url: https://example.org\ntags: [Event loops, go, event-loops]\n', [
    '2:25-2:36 error site/repeated-tags `event-loops` is repeated in `tags` [remove one of them]',
  ]);
});

test('spans of settings', () => {
  const text = '\uFEFFnav:\r\n  - {title: A, href: /a/}\r\n  - title: B\r\n    href: /b/\r\n';
  const settings = decode(text);
  const spanOf = (setting: string) => settingSpan(settings, setting);
  const at = (setting: string) => text.slice(spanOf(setting).start, spanOf(setting).end);
  expect(at('nav.1.href')).toBe('/b/');
  expect(at('nav.0.title')).toBe('A');
  // A missing setting has the span of its nearest ancestor.
  expect(at('nav.0.target')).toBe('{title: A, href: /a/}');
  expect(spanOf('tags.3')).toMatchObject({ path: siteFile, start: 1 });
});

test.each([
  ['baseURL: https://x.example', 'did you mean `url`?'],
  ['lang: de', 'did you mean `language`?'],
  ['languageCode: de', 'did you mean `language`?'],
  ['menu: []', 'did you mean `nav`?'],
  ['subtitle: x', 'did you mean `tagline`?'],
  ['paginate: 5', 'did you mean `pagination: {size: 10}`?'],
  ['theme: minima', 'a theme is a folder: put files into `templates/`, which replace those of the default theme'],
  [
    'googleAnalytics: x',
    'nothing is loaded from services: add what you need to a template, and its host to `scripts: {hosts: […]}`',
  ],
  ['buildDrafts: true', 'build with `octavo build --drafts`'],
])('a setting of another generator: %s', (text, hint) => {
  const { diagnostics } = decodeSiteConfig(
    { path: 'content/site.yaml', text: `${text}\n` },
    { url: 'https://a.example' },
  );
  expect(diagnostics.map(({ code, hint: found }) => [code, found])).toEqual([['site/unknown-key', hint]]);
});
