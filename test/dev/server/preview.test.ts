// A finished site as a strict static host serves it.

import { rmSync, symlinkSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hostNames, listen } from '../../../src/dev/server/listen.ts';
import { previewHandler } from '../../../src/dev/server/preview.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';

const dist = {
  'index.html': 'home',
  '404.html': 'not here',
  'posts/a/index.html': 'a',
  'posts/a/main.go': 'package main',
  'posts/a/Dockerfile': 'FROM scratch',
  'assets/x.css': 'x',
  'données.txt': 'd',
  'feed.xml': '<feed/>',
  blob: '?',
  '.octavo.json': '{}',
  '.well-known/security.txt': 's',
  _headers:
    '# comment\n/*\n  X-All: yes\n  Bad Name: x\n  X-Bad: \u{1F433}\n\n/assets/*\n  Cache-Control: immutable\n/feed.xml\n  Content-Type: application/atom+xml\n/posts/:slug/\n  X-Post: yes\n',
};

async function startPreview(base: string, files: { readonly [path: string]: string } = dist) {
  const folder = join(scratchFolder(), 'dist');
  writeFiles(folder, files);
  const server = await listen(previewHandler(folder, { hosts: hostNames('127.0.0.1'), base }), '127.0.0.1', 0);
  onTestFinished(() => server.close());
  return { folder, origin: `http://127.0.0.1:${server.port}` };
}

/** Status, then content type or location, then the text. */
async function answer(url: string, method = 'GET'): Promise<string> {
  const response = await fetch(url, { method, redirect: 'manual' });
  const about = response.headers.get('location') ?? response.headers.get('content-type');
  return [response.status, about, await response.text()].join(' | ');
}

test.each([
  ['/', '200 | text/html; charset=utf-8 | home'],
  ['/index.html', '200 | text/html; charset=utf-8 | home'],
  ['/posts/a/?q=1', '200 | text/html; charset=utf-8 | a'],
  ['/posts/a?q=1', '301 | /posts/a/?q=1 | '],
  ['/posts/a/main.go', '200 | text/plain; charset=utf-8 | package main'],
  ['/posts/a/Dockerfile', '200 | text/plain; charset=utf-8 | FROM scratch'],
  ['/posts/a/main.go/', '404 | text/html; charset=utf-8 | not here'],
  ['/Posts/A/', '404 | text/html; charset=utf-8 | not here'],
  ['/posts/', '404 | text/html; charset=utf-8 | not here'],
  ['/posts', '404 | text/html; charset=utf-8 | not here'],
  ['/donn%C3%A9es.txt', '200 | text/plain; charset=utf-8 | d'],
  ['/assets/x.css', '200 | text/css; charset=utf-8 | x'],
  ['/feed.xml', '200 | application/atom+xml | <feed/>'],
  ['/blob', '200 | application/octet-stream | ?'],
  ['/.octavo.json', '404 | text/html; charset=utf-8 | not here'],
  ['/.well-known/security.txt', '200 | text/plain; charset=utf-8 | s'],
])('%s', async (path, expected) => {
  const { origin } = await startPreview('');
  expect(await answer(origin + path)).toBe(expected);
});

test.each([
  ['/', '404 | text/plain; charset=utf-8 | the site is at /blog/\n'],
  ['/blog', '301 | /blog/ | '],
  ['/blog/', '200 | text/html; charset=utf-8 | home'],
  ['/blog/posts/a', '301 | /blog/posts/a/ | '],
  ['/blog/nowhere', '404 | text/html; charset=utf-8 | not here'],
  ['/blogs/', '404 | text/plain; charset=utf-8 | the site is at /blog/\n'],
])('%s under /blog', async (path, expected) => {
  const { origin } = await startPreview('/blog');
  expect(await answer(origin + path)).toBe(expected);
});

test.each([
  ['/', { 'x-all': 'yes', 'cache-control': null, 'x-post': null, 'x-bad': null }],
  ['/assets/x.css', { 'x-all': 'yes', 'cache-control': 'immutable', 'x-post': null }],
  ['/posts/a/', { 'x-all': 'yes', 'x-post': 'yes' }],
  ['/nowhere', { 'x-all': 'yes', 'x-content-type-options': 'nosniff' }],
])('headers of %s', async (path, expected) => {
  const { origin } = await startPreview('');
  const { headers } = await fetch(origin + path);
  expect(Object.fromEntries(Object.keys(expected).map((name) => [name, headers.get(name)]))).toEqual(expected);
});

test('HEAD is GET without a body, and other methods are refused', async () => {
  const { origin } = await startPreview('');
  expect(await answer(`${origin}/`, 'HEAD')).toBe('200 | text/html; charset=utf-8 | ');
  const refused = await fetch(`${origin}/`, { method: 'POST', body: 'x' });
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('without a 404 page the answer is plain text', async () => {
  const { origin } = await startPreview('', { 'index.html': 'home' });
  expect(await answer(`${origin}/x`)).toBe('404 | text/plain; charset=utf-8 | not found\n');
});

test('a link out of the folder is not followed, even if it was created later', async () => {
  const { folder, origin } = await startPreview('');
  rmSync(join(folder, 'blob'));
  symlinkSync('/etc/passwd', join(folder, 'blob'));
  expect(await answer(`${origin}/blob`)).toBe('404 | text/plain; charset=utf-8 | not found\n');
});

test('what `build --compress` wrote is sent to browsers that accept it', async () => {
  const files = { 'a.html': 'plain', 'a.html.br': 'br', 'a.html.gz': 'gz', 'b.html': 'plain', 'b.html.gz': 'gz' };
  const { origin } = await startPreview('', files);
  const encoding = async (path: string, accepted: string) => {
    // Not `fetch`, which decodes what it gets.
    const { headers } = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { headers: { 'accept-encoding': accepted } };
      get(`${origin}/${path}`, options, (response) => resolve(response.resume())).on('error', reject);
    });
    return [headers['content-encoding'] ?? 'none', headers['content-length'], headers['content-type'], headers.vary];
  };
  const html = 'text/html; charset=utf-8';
  const vary = 'Accept-Encoding';
  expect(await encoding('a.html', 'gzip, deflate, br, zstd')).toEqual(['br', '2', html, vary]);
  expect(await encoding('a.html', 'gzip;q=0.5, br;q=0')).toEqual(['gzip', '2', html, vary]);
  expect(await encoding('a.html', 'identity')).toEqual(['none', '5', html, vary]);
  expect(await encoding('b.html', 'br, GZIP')).toEqual(['gzip', '2', html, vary]);
  expect(await encoding('a.html.br', 'br')).toEqual(['none', '2', 'application/octet-stream', undefined]);
});
