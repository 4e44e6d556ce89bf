// Which path a request asks for, or why it is refused, from its target and headers.

import { expect, test } from 'vitest';
import { targetOf } from '../../../src/dev/server/requests.ts';
import { findFile, locationHeader } from '../../../src/dev/server/static-map.ts';

const hosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

const allowed = () => ['Blog.Example', '*.tunnel.example'];

test.each([
  [{ host: 'blog.example' }, '/'],
  [{ host: 'BLOG.example:443' }, '/'],
  [{ host: 'a.tunnel.example' }, '/'],
  [{ host: 'a.b.tunnel.example' }, '/'],
  [{ host: 'tunnel.example' }, 403],
  [{ host: 'eviltunnel.example' }, 403],
  [{ host: 'blog.example.evil' }, 403],
  [{ host: 'x.blog.example' }, 403],
  [{ host: 'blog.example', origin: 'https://blog.example' }, '/'],
  [{ host: 'localhost:4321', origin: 'https://a.tunnel.example' }, '/'],
  [{ host: 'localhost:4321', origin: 'https://evil.example' }, 403],
  [{ host: 'a.tunnel.example', origin: 'https://evil.example' }, 403],
])('with allowed hosts: %j', (headers, expected) => {
  const result = targetOf({ method: 'GET', url: '/', headers }, { hosts, allowed, base: '' });
  expect(result.kind === 'path' ? result.path : result.status).toBe(expected);
});

test('a refusal says how to allow the host', () => {
  const result = targetOf({ method: 'GET', url: '/', headers: { host: 'x.example' } }, { hosts, base: '' });
  expect(result.kind === 'refused' && result.reason).toContain('--allow-host NAME');
});

/** The path with its query, or the status of the refusal. */
function targetFor(url: string, headers: { readonly [name: string]: string } = {}, base = '', method = 'GET') {
  const result = targetOf({ method, url, headers: { host: 'localhost:4321', ...headers } }, { hosts, base });
  return result.kind === 'path' ? result.path + result.query : result.status;
}

test.each([
  ['/', '/'],
  ['/a%20b/?q=%2e#x', '/a b/?q=%2e'],
  ['/%F0%9F%90%B3/', '/🐳/'],
  ['/a/../b', 400],
  ['/a/%2e%2E/b', 400],
  ['/a/..%2fb', 400],
  ['/a%5c..%5cb', 400],
  ['/a\\b', 400],
  ['/a%5cb%0Ac', '/a\\b\nc'],
  ['/a%00', 400],
  ['/%ff', 400],
  ['//evil', 400],
  ['http://localhost:4321/', 400],
  ['*', 400],
  [`/${'a'.repeat(4096)}`, 400],
])('%s', (url, expected) => {
  expect(targetFor(url)).toBe(expected);
});

test.each([
  [{ host: 'LOCALHOST' }, '/'],
  [{ host: '[::1]:80' }, '/'],
  [{ host: 'evil:4321' }, 403],
  [{ host: 'localhost@evil' }, 403],
  [{ origin: 'http://localhost:4321' }, '/'],
  [{ origin: 'https://LOCALHOST:4321' }, '/'],
  [{ origin: 'http://localhost:4322' }, 403],
  [{ origin: 'http://127.0.0.1:4321' }, 403],
  [{ origin: 'null' }, 403],
])('%j', (headers, expected) => {
  expect(targetFor('/', headers)).toBe(expected);
});

test.each([
  ['/blog', ''],
  ['/blog/', '/'],
  ['/blog/a?b', '/a?b'],
  ['/blogs/', 404],
  ['/', 404],
])('%s under /blog', (url, expected) => {
  expect(targetFor(url, {}, '/blog')).toBe(expected);
});

test.each([
  ['HEAD', '/'],
  ['POST', 405],
  ['CONNECT', 405],
])('%s', (method, expected) => {
  expect(targetFor('/', {}, '', method)).toBe(expected);
});

const there = new Set(['index.html', 'posts/a/index.html', 'x.txt', 'a?b/index.html']);

test.each([
  ['/', 'index.html'],
  ['/posts/a/', 'posts/a/index.html'],
  ['/posts/a', '→ /posts/a/?q'],
  ['/posts/a/index.html', 'posts/a/index.html'],
  ['/x.txt', 'x.txt'],
  ['/x.txt/', null],
  ['//posts/a', null],
  ['/posts', null],
  ['/a?b', '→ /a%3Fb/?q'],
  ['', '→ /?q'],
])('file for %s', (address, expected) => {
  const found = findFile(address, (path) => there.has(path));
  const shown =
    found.kind === 'slash' ? `→ ${locationHeader(found.to, '?q')}` : found.kind === 'file' ? found.path : null;
  expect(shown).toBe(expected);
});
