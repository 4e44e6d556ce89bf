// Content types of the files that a site consists of.

import { expect, test } from 'vitest';
import { contentTypeOf } from '../../../src/dev/server/content-type.ts';

test.each([
  ['index.html', 'text/html; charset=utf-8'],
  ['assets/search.js', 'text/javascript; charset=utf-8'],
  ['feed.xml', 'application/xml; charset=utf-8'],
  ['feed.json', 'application/json; charset=utf-8'],
  ['site.webmanifest', 'application/manifest+json; charset=utf-8'],
  ['posts/a/index.md', 'text/markdown; charset=utf-8'],
  ['posts/a/lab/main.ts', 'text/plain; charset=utf-8'],
  ['posts/a/graph.dot', 'text/plain; charset=utf-8'],
  ['posts/a/Dockerfile', 'text/plain; charset=utf-8'],
  ['/_headers', 'text/plain; charset=utf-8'],
  ['assets/a.svg', 'image/svg+xml'],
  ['favicon.ico', 'image/x-icon'],
  ['A.PNG', 'image/png'],
  ['assets/a.woff2', 'font/woff2'],
  ['a.bin.unknown', 'application/octet-stream'],
  ['LICENSE', 'application/octet-stream'],
  ['constructor', 'application/octet-stream'],
  ['a.constructor', 'application/octet-stream'],
])('%s is %s', (path, type) => {
  expect(contentTypeOf(path)).toBe(type);
});
