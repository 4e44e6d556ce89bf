// Raw requests to a real server: it sends nothing but outputs, refuses foreign hosts and origins with 403, and still serves the site after
// each request. The requests come from the tables below.

import { createConnection } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFiles } from '../../support/folder.ts';
import { postOf, startDevSite } from '../dev-site.ts';

const canary = 'CANARY-8f1c';

/** Encodings of `../`. */
const steps = [
  '../',
  '..%2f',
  '..%2F',
  '%2e%2e/',
  '%2e%2e%2f',
  '.%2e/',
  '%2E./',
  '..\\',
  '..%5c',
  '%252e%252e%252f',
  '..%252f',
  '%c0%ae%c0%ae/',
  '%c0%ae%c0%ae%c0%af',
  '..%c0%af',
  '..;/',
  '..%00/',
  '%uff0e%uff0e/',
  '.../',
  '....//',
  './../',
  '/../',
  '..//',
] as const;
const starts = ['/', '//', '/posts/a/', '/__octavo/', '/assets/%2e/', ''] as const;
const traversals = steps.flatMap((step) => starts.map((start) => `${start}${step.repeat(3)}canary.txt`));

const addresses = [
  '/canary.txt',
  '/content/canary.txt',
  '/content/posts/canary.txt',
  'http://127.0.0.1/../canary.txt',
  'http://evil.example/',
  'https://127.0.0.1/',
  'file:///etc/passwd',
  '*',
  '//evil.example/',
  '/%2Fposts',
  '/%2F%2Fevil.example/',
  '/posts//a/',
  '/%',
  '/%zz',
  '/%00',
  '/posts/a/%00.html',
  '/posts/a/index.html%00.png',
  '/\x01',
  '/?\x7f',
  '/#/../canary.txt',
  '/.git/config',
  '/content/site.yaml',
  '/content/posts/a.md',
  '/@fs/etc/passwd',
  '/@vite/client',
  '/__octavo/../canary.txt',
  '/__octavo/live',
  '/__proto__',
  '/constructor/',
  '/node_modules/ws/package.json',
  `/${'a'.repeat(5000)}`,
  `/${'%41'.repeat(3000)}`,
  `/${'../'.repeat(3000)}canary.txt`,
] as const;

const methods = ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND', 'TRACE', 'get', 'G\0T', 'BREW', ''] as const;

const ranges = ['bytes=0-', 'bytes=-1', 'bytes=5-2', 'bytes=0-99999999999999999999', 'bytes=0-0,1-1,2-2', 'x', ''];

const malformed = [
  'X-Big: '.padEnd(40_000, 'a'),
  ...Array.from({ length: 3 }, (_, i) => 'X: y\r\n'.repeat(3000 * (i + 1)).trimEnd()),
  'no colon',
  ': no name',
  ' folded: line',
  'X-Nul: a\0b',
  'X: a\rY: b',
  'Content-Length: -1',
  'Content-Length: 1\r\nContent-Length: 2',
  'Transfer-Encoding: chunked\r\nContent-Length: 5',
  'Transfer-Encoding: xchunked',
  'Expect: 100-continue',
  'Expect: the-worst',
  'Connection: upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk',
  'Host: 127.0.0.1',
] as const;

const hosts = [
  'evil.example',
  'evil.example:PORT',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  'evil.example#127.0.0.1',
  '127.0.0.1@evil.example',
  'evil.example@127.0.0.1',
  '127.0.0.1:PORT@evil.example',
  '127.0.0.2',
  '0.0.0.0',
  '2130706433',
  '[::2]',
  '[::1',
  'localhost.',
  'LOCALHOST.EVIL',
  '127.0.0.1:99999999',
  '127.0.0.1:x',
  '127.0.0.1/',
  ' ',
] as const;

const origins = [
  'http://evil.example',
  'https://evil.example:PORT',
  'http://127.0.0.1:1',
  'http://127.0.0.1',
  'http://localhost:PORT',
  'http://127.0.0.1.evil.example:PORT',
  'http://127.0.0.1:PORT.evil.example',
  'http://evil.example/http://127.0.0.1:PORT',
  'file://',
  'null',
  'chrome-extension://abc',
  '',
  'x',
] as const;

const firstLines = [
  'GET / HTTP/9.9',
  'GET /',
  'GET  / HTTP/1.1',
  '\x16\x03\x01\x02\x00',
  'PRI * HTTP/2.0',
  '\0\0\0',
  '\r\n\r\n',
];

interface Request {
  readonly name: string;
  readonly text: string;
  /** The expected status; null: any, or no answer. */
  readonly status: number | null;
}

const upgrade =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';

function requests(token: string): Request[] {
  const get = (target: string, more = '', host = '127.0.0.1:PORT') =>
    `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${more}${more && '\r\n'}\r\n`;
  const of = (kind: string, rows: readonly string[], textOf: (row: string) => string, status: number | null) =>
    rows.map((row) => ({ name: `${kind} ${row.slice(0, 60)}`, text: textOf(row), status }));
  const live = `/__octavo/live?token=${token}&path=/`;
  return [
    ...of('traversal', traversals, (target) => get(target), null),
    ...of('address', addresses, (target) => get(target), null),
    ...of('method', methods, (method) => get('/').replace('GET', method), null),
    ...of('refused method', ['POST', 'PUT', 'OPTIONS'], (method) => get('/').replace('GET', method), 405),
    ...of('range', ranges, (range) => get('/posts/a/', `Range: ${range}`), 200),
    ...of('header', malformed, (header) => get('/', header), null),
    ...of('first line', firstLines, (line) => `${line}\r\nHost: 127.0.0.1\r\n\r\n`, null),
    ...of('host', hosts, (host) => get('/', '', host), 403),
    ...of('upgrade with host', hosts, (host) => get(live, upgrade, host), 403),
    ...of('origin', origins, (origin) => get('/', `Origin: ${origin}`), 403),
    ...of('upgrade with origin', origins, (origin) => get(live, `${upgrade}\r\nOrigin: ${origin}`), 403),
    ...of('upgrade to', ['/', '/__octavo/', '/__octavo/live', '//x/', 'http://x/'], (at) => get(at, upgrade), 403),
    ...of(
      'token',
      ['', 'x', token.slice(1), `${token}x`, '%00'],
      (t) => get(`/__octavo/live?token=${t}`, upgrade),
      403,
    ),
    ...of('allowed upgrade', [live], (target) => get(target, `${upgrade}\r\nOrigin: http://127.0.0.1:PORT`), 101),
    ...of('malformed upgrade', [upgrade.replace('13', '99'), upgrade.replace('dGhl', '')], (u) => get(live, u), 400),
  ];
}

/** Sends a request and returns what has arrived when the connection ends or the time is up. */
/** `limitMs`: how long to wait for an answer; a request that never ends gets none. */
function answerTo(port: number, text: string, limitMs = 60_000): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = createConnection(port, '127.0.0.1', () => {
      socket.write(text.replaceAll('PORT', String(port)), 'latin1');
    });
    const limit = setTimeout(() => socket.destroy(), limitMs);
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      // There is only one answer, and keep-alive would hold the connection open.
      if (answer.includes('\r\n\r\n')) setTimeout(() => socket.destroy(), 5);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(limit);
      resolve(answer);
    });
  });
}

test('no request gets anything but outputs or crashes the server', { timeout: 120_000 }, async () => {
  const sources = Object.fromEntries(['content', 'content/posts'].map((at) => [join(at, 'canary.txt'), canary]));
  const { root, server, origin } = await startDevSite({ 'content/posts/a.md': postOf('A', 'Text.'), ...sources });
  const outside = Object.fromEntries(['..', '.', 'public/..'].map((at) => [join(at, 'canary.txt'), canary]));
  writeFiles(root, outside);
  const home = await (await fetch(`${origin}/`)).text();
  const token = /token=([\w-]+)/.exec(home)?.[1] ?? '';
  expect(token.length).toBeGreaterThan(20);
  const all = requests(token);
  expect(all.length).toBeGreaterThan(200);
  for (const { name, text, status } of all) {
    const answer = await answerTo(server.port, text, status === null ? 300 : 60_000);
    const said = `${name}: ${answer.slice(0, 200)}`;
    expect(answer, said).not.toContain(canary);
    expect(answer, said).not.toMatch(/^HTTP\/1.1 5/);
    // Other sites must not embed or read it, and browsers must not guess its type.
    if (answer.startsWith('HTTP/1.1 200')) {
      expect(answer, said).toMatch(/^Cross-Origin-Resource-Policy: same-origin\r$/m);
      expect(answer, said).toMatch(/^X-Content-Type-Options: nosniff\r$/m);
    }
    expect(answer, said).not.toMatch(/^Access-Control-/im);
    // No redirect leads to another host.
    expect(answer, said).not.toMatch(/^Location: (?:\/\/|\w+:)/im);
    if (status !== null) expect(answer.slice(0, 12), said).toBe(`HTTP/1.1 ${status}`);
    expect(await (await fetch(`${origin}/`)).text(), said).toBe(home);
  }
});

test('close() ends open connections at once and frees the port', async () => {
  const { server } = await startDevSite({ 'content/posts/a.md': postOf('A', 'Text.') });
  const idle = createConnection(server.port, '127.0.0.1');
  await new Promise((resolve) => idle.once('connect', resolve));
  const ended = new Promise((resolve) => idle.once('close', resolve));
  idle.on('error', () => {});
  await server.close();
  await ended;
  const again = await answerTo(server.port, 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  expect(again).toBe('');
});

test('speculation rules are named by a header and have their type, whatever the address of the site', async () => {
  const { origin } = await startDevSite({
    'content/site.yaml': 'title: Dev\nurl: https://example.org/blog\n',
    'content/posts/a.md': postOf('A', 'Text.'),
  });
  const named = (await fetch(`${origin}/posts/a/`)).headers.get('speculation-rules');
  expect(named).toBe('"/speculation-rules.json"');
  const rules = await fetch(`${origin}/speculation-rules.json`);
  expect(rules.headers.get('content-type')).toBe('application/speculationrules+json');
  expect(await rules.json()).toHaveProperty('prefetch');
});

test('a host name in the settings is answered from the first request on, and no other', async () => {
  const site = await startDevSite({
    'content/site.yaml': 'title: Dev\ndev: {hosts: [blog.example]}\n',
    'content/posts/a.md': postOf('A', 'Text.'),
  });
  const statusFor = async (host: string) =>
    (await answerTo(site.server.port, `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).slice(9, 12);
  expect(await statusFor('blog.example')).toBe('200');
  expect(await statusFor('other.example')).toBe('403');
  await site.save({ 'content/site.yaml': "title: Dev\ndev: {hosts: ['*.example']}\n" });
  expect(await statusFor('other.example')).toBe('200');
  expect(await statusFor('example')).toBe('403');
});
