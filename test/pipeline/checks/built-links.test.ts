// The check of links in finished pages: what it must find, and what it must ignore.

import { expect, test } from 'vitest';
import { brokenReferences, externalLinks } from '../../../src/pipeline/checks/built-links.ts';
import { digestOf } from '../../../src/text/digest.ts';

function filesOf(texts: { readonly [path: string]: string }) {
  return Object.entries(texts).map(([path, text]) => ({
    path,
    digest: digestOf(text),
    bytes: () => new TextEncoder().encode(text),
  }));
}

const others = {
  'index.html': '<h1 id="top-of-all">x</h1>',
  'posts/a/index.html': '<h2 id="é&amp;b">x</h2>',
  'a b?.png': '',
  '404.html': '<a href="/nowhere/">x</a>',
};

/** HTML of `posts/p/index.html`, and the broken references in it. */
test.each([
  ['<a href="../a/">', []],
  ['<a href="../a/#%C3%A9&amp;b">', []],
  ['<a href="../a/#nope">', ['../a/#nope']],
  ['<a href="../a/#top">', []],
  ['<a href="../a/#:~:text=x">', []],
  ['<a href="../a">', ['../a']],
  ['<a href="../b/">', ['../b/']],
  ['<a href="../../#top-of-all">', []],
  ['<a href="/posts/a/">', []],
  ['<a href="/posts/b/">', ['/posts/b/']],
  ['<a href="#own"><p id="own">', []],
  ['<a href="#nope"><p id="own">', ['#nope']],
  ['<a href="./?q=1">', []],
  ['<img src="../../a%20b%3F.png">', []],
  ['<img src="../../a%20b.png">', ['../../a%20b.png']],
  ['<img srcset="../../a%20b%3F.png 1x, ../../c.png 2x">', ['../../c.png']],
  ['<video poster="../../c.png">', ['../../c.png']],
  ['<form action="../search/">', ['../search/']],
  ['<a href="https://example.org/nowhere/"><a href="mailto:x@y.z"><a href="//host/x">', []],
  ['<script type="application/ld+json">{"x":" href=\\"../b/\\""}</script>', []],
])('%s', (html, expected) => {
  const found = brokenReferences(filesOf({ ...others, 'posts/p/index.html': html }));
  const said = found.map(({ code, message }) => `${code} ${message.split('`')[1]} ${message.split('`')[3]}`);
  expect(said).toEqual(expected.map((reference) => `site/broken-reference posts/p/index.html ${reference}`));
});

test('links to other sites are listed once, with the first page that has them', () => {
  const one = '<a class="x" href="https://a.example/?x&amp;y#part">x</a> <a href="/posts/a/">x</a>';
  const two = '<a href="https://a.example/?x&amp;y">x</a> <a href="https://b.example/">x</a>';
  expect([...externalLinks(filesOf({ 'index.html': one, 'b/index.html': two, 'feed.xml': two }))]).toEqual([
    ['https://a.example/?x&y', 'index.html'],
    ['https://b.example/', 'b/index.html'],
  ]);
});
