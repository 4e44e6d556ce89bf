// Guards “content can't hang a build” if parsing itself does not end: the page is reported, its front matter is used, and all other pages
// are parsed.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { decodeSiteConfig } from '../../../src/content/settings/site-settings.ts';
import type { PageParts } from '../../../src/model/page-parts.ts';
import { parseInPool } from '../../../src/pipeline/parse/parse-pool.ts';
import type { ParseJob } from '../../../src/pipeline/parse/stale-pages.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';

/** A worker that misbehaves as a parser must never do, for texts with certain words. */
const worker = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ request: { source: { path, text } } }) => {
  if (text.includes('HANG')) for (;;);
  if (text.includes('WAIT')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  if (text.includes('CRASH')) process.exit(1);
  parentPort.postMessage({ kind: 'done', result: { value: { teaser: { title: 'parsed' } }, diagnostics: [] } });
});
parentPort.postMessage({ kind: 'ready' });
`;

function jobOf(path: string, body: string): ParseJob {
  const text = `---\ntitle: ${path}\ndate: 2026-11-01\n---\n${body}\n`;
  return { path, request: { source: { path, text }, includes: {} }, reads: [], diagnostics: [] };
}

test.each([1, 3])('in %i threads', { timeout: 60_000 }, async (workers) => {
  const folder = scratchFolder();
  writeFiles(folder, { 'worker.mjs': worker });
  const bodies = ['a', 'HANG', 'b', 'CRASH', 'c', 'WAIT', 'd'];
  const jobs = bodies.map((body, index) => jobOf(`content/posts/${index}.md`, body));
  const file = pathToFileURL(join(folder, 'worker.mjs'));
  const parse = parseInPool({ workers, cores: 1, file, limitMs: 500 });
  const found = new Map<string, string>();
  const shown = ({ teaser }: PageParts, said: readonly string[]) => [teaser.title, ...said].join(' ');
  const { markdown } = decodeSiteConfig(null, { url: null }).value;
  await parse(jobs, { markdown, plugins: null }, ({ path }, { value, diagnostics }) => {
    found.set(
      path,
      shown(
        value,
        diagnostics.map(({ code, at }) => `${code} ${at?.path}`),
      ),
    );
  });
  const lost = (code: string, index: number) => `content/posts/${index}.md ${code} content/posts/${index}.md`;
  const expected = bodies.map((body, index) => {
    if (body === 'HANG' || body === 'WAIT') return lost('markdown/too-slow', index);
    return body === 'CRASH' ? lost('markdown/too-costly', index) : 'parsed';
  });
  expect(bodies.map((_, index) => found.get(`content/posts/${index}.md`))).toEqual(expected);
});
