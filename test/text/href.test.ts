import { describe, expect, test } from 'vitest';
import {
  absoluteHref,
  decodeAddress,
  decodeStrictly,
  encodeAddress,
  encodeFragment,
  encodeWritten,
  relativeHref,
  resolveAddress,
  rootedHref,
} from '../../src/text/href.ts';

/** Also checks that a browser follows the result from `from` to `to`, wherever the site is hosted. */
function checkRelative(from: string, to: string, expected: string) {
  test(`${from} → ${to}`, () => {
    const href = relativeHref(from, to);
    expect(href).toBe(expected);
    for (const base of ['https://example.org', 'https://example.org/some/path']) {
      const arrived = new URL(href, absoluteHref(base, from)).href;
      expect(arrived).toBe(absoluteHref(base, to));
    }
  });
}

describe('relative', () => {
  checkRelative('/', '/', './');
  checkRelative('/', '/posts/a/', 'posts/a/');
  checkRelative('/posts/a/', '/', '../../');
  checkRelative('/posts/a/', '/posts/a/', './');
  checkRelative('/posts/a/', '/posts/b/', '../b/');
  checkRelative('/posts/a/', '/posts/', '../');
  checkRelative('/posts/a/', '/feed.xml', '../../feed.xml');
  checkRelative('/posts/a/index.md', '/posts/a/', './');
  checkRelative('/posts/a/index.md', '/posts/a/index.md', 'index.md');
  checkRelative('/a', '/b', 'b');
  checkRelative('/', '/javascript:x', 'javascript%3Ax');
  checkRelative('/page/2/', '/tags/日本/', '../../tags/%E6%97%A5%E6%9C%AC/');
  checkRelative('/', '/a b/#?%&"\'()*/', 'a%20b/%23%3F%25%26%22%27%28%29%2A/');
  checkRelative('/x/', '/\uD800/', '../%EF%BF%BD/');
  checkRelative('/..x/', '/...', '../...');
});

function check(name: string, actual: string | null, expected: string | null) {
  test(name, () => expect(actual).toBe(expected));
}

describe('absolute and rooted', () => {
  check('absolute', absoluteHref('https://example.org/blog', '/posts/é/'), 'https://example.org/blog/posts/%C3%A9/');
  check('encode', encodeAddress('/a,b/+ü'), '/a%2Cb/%2B%C3%BC');
  check('rooted', rootedHref('https://example.org/blog', '/'), '/blog/');
  check('rooted at a host', rootedHref('https://example.org', '/x/'), '/x/');
  check('rooted without address', rootedHref(null, '/x/'), '/x/');
});

describe('queries and fragments', () => {
  check('query', encodeWritten('?q=a b&x=%20%zz"<é>\u{1F680}'), '?q=a%20b&x=%20%25zz%22%3C%C3%A9%3E%F0%9F%9A%80');
  check('lone surrogate', encodeWritten('?\uDC00'), '?%EF%BF%BD');
  check('fragment', encodeFragment('über "uns" (1)'), '#%C3%BCber%20%22uns%22%20%281%29');
  check('no fragment', encodeFragment(null), '');
  check('empty fragment', encodeFragment(''), '#');
});

describe('decode and resolve', () => {
  check('decode', decodeAddress('/a%20b'), '/a b');
  check('broken', decodeAddress('/%'), '/%');
  check('broken in part', decodeAddress('/%20%zz'), '/ %zz');
  check('broken, strictly', decodeStrictly('/%'), null);
  check('no bytes, strictly', decodeStrictly('/%FF'), null);
  check('in the same folder', resolveAddress('/posts/a/', 'b.png'), '/posts/a/b.png');
  check('up', resolveAddress('/posts/a/', '../b/'), '/posts/b/');
  check('up without slash', resolveAddress('/posts/a/', '..'), '/posts/');
  check('here', resolveAddress('/posts/a/', '.'), '/posts/a/');
  check('above the root', resolveAddress('/a/', '../../../x'), '/x');
  check('nothing', resolveAddress('/a/', ''), '/a/');
  check('from the root', resolveAddress('/a/', '/b//c/./d'), '/b/c/d');
});
