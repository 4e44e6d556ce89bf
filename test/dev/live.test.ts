// What open tabs are told: each about its own page and nothing else. Then the watcher, the engine and the server together: after
// edits saved as editors save them, what is served is what a clean build would write. A seed repeats a run:
// OCTAVO_SEED=… OCTAVO_EDITS=500 npx vitest run test/dev/live.test.ts

import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LiveSite } from '../../src/dev/live-site.ts';
import type { ServerMessage } from '../../src/dev/messages.ts';
import { cleanBuild } from '../support/rig.ts';
import { type DevSite, liveAddress, openTab, postOf, startDevSite, withDrafts } from './dev-site.ts';

const is = (type: ServerMessage['type']) => (message: ServerMessage) => message.type === type;
const two = { 'content/posts/a.md': postOf('A', 'Text of a.'), 'content/posts/b.md': postOf('B', 'Text of b.') };

/** Messages in short: a page by what stands in its `div`, problems by their codes. */
function short(message: ServerMessage): string {
  if (message.type === 'page') return `page ${/<p>(Text.*?)<\/p>/.exec(message.html)?.[1] ?? ''}`;
  if (message.type === 'problems') return `problems ${message.problems.map(({ code }) => code).join(' ')}`.trim();
  return message.type === 'gone' ? `gone ${message.to}` : message.type;
}

async function heardBy(site: DevSite, paths: readonly string[], act: () => Promise<void>): Promise<string[][]> {
  const tabs = await Promise.all(paths.map((path) => openTab(site.origin, path)));
  await act();
  await Promise.all(tabs.map((tab) => tab.settled()));
  return tabs.map((tab) => tab.heard.map(short));
}

test('only tabs whose page changed are told', async () => {
  const site = await startDevSite(two);
  const paths = [
    '/posts/a/',
    '/posts/b/',
    '/posts/a/',
    '/feed.xml',
    '/nowhere/',
    '/posts/a/',
    '/posts/b/',
    '/posts/a/',
  ];
  const a = ['page Text, new.'];
  expect(await heardBy(site, paths, () => site.save({ 'content/posts/a.md': postOf('A', 'Text, new.') }))).toEqual([
    a,
    [],
    a,
    [],
    [],
    a,
    [],
    a,
  ]);
});

test('a file that is saved without a change is no news', async () => {
  const site = await startDevSite(two);
  const before = site.server.site.revision();
  expect(await heardBy(site, ['/posts/a/'], () => site.save(two))).toEqual([[]]);
  expect(site.server.site.revision()).toBe(before);
});

test('a tab that comes late catches up', async () => {
  const site = await startDevSite(two);
  const old = await liveAddress(site.origin, '/posts/a/');
  await site.save({ 'content/posts/a.md': postOf('A', 'Text, new.') });
  const late = await openTab(site.origin, '/posts/a/', old);
  const onTime = await openTab(site.origin, '/posts/a/');
  expect([late.heard.map(short), onTime.heard.map(short)]).toEqual([['page Text, new.'], []]);
});

test('a tab that comes late to a page that is gone is told so, one at an address that never was is not', async () => {
  const site = await startDevSite(two);
  const old = await liveAddress(site.origin, '/posts/a/');
  const never = await liveAddress(site.origin, '/never/');
  rmSync(join(site.root, 'content/posts/a.md'));
  await site.server.rebuild({ paths: ['content/posts/a.md'], isListing: true });
  const tabs = [await openTab(site.origin, '/posts/a/', old), await openTab(site.origin, '/never/', never)];
  expect(tabs.map((tab) => tab.heard.map(short))).toEqual([['gone null'], []]);
  expect((await fetch(`${site.origin}/posts/a/`)).status).toBe(404);
});

test('a page that comes into being reaches the tab that waits at its address', async () => {
  const site = await startDevSite(two);
  const save = () => site.save({ 'content/posts/c.md': postOf('C', 'Text of c.') });
  expect(await heardBy(site, ['/posts/c/'], save)).toEqual([['page Text of c.']]);
});

const broken = { 'content/posts/a.md': postOf('A', 'Text of a.').replace('title', 'titel') };

test('an error is shown over the last good page, and goes', async () => {
  const site = await startDevSite(two);
  const tab = await openTab(site.origin, '/posts/a/');
  await site.save(broken);
  const shown = await tab.next(is('problems'));
  expect(shown).toMatchObject({
    problems: [{ code: 'front-matter/missing-title' }, { place: 'content/posts/a.md:2:1', severity: 'error' }],
  });
  const response = await fetch(`${site.origin}/posts/a/`);
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Text of a.')]);
  const other = await openTab(site.origin, '/posts/b/');
  expect(other.heard.map(short)).toEqual([expect.stringMatching(/^problems /)]);
  await site.save({ 'content/posts/a.md': postOf('A', 'Text, mended.') });
  await Promise.all([tab.settled(), other.settled()]);
  expect(tab.heard.slice(1).map(short).toSorted()).toEqual(['page Text, mended.', 'problems']);
  expect(other.heard.map(short).at(-1)).toBe('problems');
});

test('a template that does not compile is named by file and line; pages and styles stay', async () => {
  const site = await startDevSite(two, { hasTheme: true });
  const tab = await openTab(site.origin, '/posts/a/');
  const good = await (await fetch(`${site.origin}/posts/a/`)).text();
  await site.save({ 'templates/article.tsx': 'export default function Article() {\n  return <h1>;\n}\n' });
  expect(await tab.next(is('problems'))).toMatchObject({
    problems: expect.arrayContaining([
      expect.objectContaining({ code: 'template/syntax', place: 'templates/article.tsx:3:1' }),
    ]),
  });
  const now = await (await fetch(`${site.origin}/posts/a/`)).text();
  expect(now.replace(/revision=\d+/, '')).toBe(good.replace(/revision=\d+/, ''));
  await site.save({ 'templates/article.tsx': 'export default () => { throw new Error("no such luck"); };\n' });
  expect(await tab.next(is('problems'))).toMatchObject({ problems: expect.arrayContaining([expect.anything()]) });
  expect((await fetch(`${site.origin}/posts/a/`)).status).toBe(200);
});

test('a deleted post is gone, and one of another slug or file is named by its new address', async () => {
  const site = await startDevSite({ ...two, 'content/posts/c.md': postOf('C', 'Text of c.') });
  const heard = await heardBy(site, ['/posts/a/', '/posts/b/', '/posts/c/'], async () => {
    rmSync(join(site.root, 'content/posts/a.md'));
    await site.server.rebuild({ paths: ['content/posts/a.md'], isListing: true });
    await site.save({ 'content/posts/b.md': postOf('B', 'Text of b.', 'slug: other\n') });
    await site.save({ 'content/posts/b.md': postOf('B', 'Text of b.', 'slug: third\n') });
    // A rename that is seen as two changes.
    rmSync(join(site.root, 'content/posts/c.md'));
    await site.server.rebuild({ paths: ['content/posts/c.md'], isListing: true });
    await site.save({ 'content/posts/d.md': postOf('C', 'Text of c.') });
  });
  // A page whose neighbors change is told of that as well.
  expect(heard.map((messages) => messages.filter((message) => message.startsWith('gone')))).toEqual([
    ['gone null'],
    ['gone /posts/other/', 'gone /posts/third/'],
    ['gone null', 'gone /posts/d/'],
  ]);
});

// ---- edits through the real watcher

const names = ['a', 'b', 'c', 'd', 'e'] as const;
const text = fc
  .record({
    title: fc.constantFrom('One', 'Two', 'Three'),
    body: fc.string({ maxLength: 12, unit: fc.constantFrom('x', 'y', ' ', '\n') }),
    slug: fc.constantFrom('', '', '', 'slug: other\n'),
    tag: fc.constantFrom('', 'tags: [go]\n', 'tags: [linux, go]\n'),
    draft: fc.constantFrom('', '', 'draft: true\n'),
    link: fc.constantFrom('', '', '[l](a.md)', '[l](b.md)'),
  })
  .map(({ title, body, slug, tag, draft, link }) => postOf(title, `Text ${body} ${link}`, slug + tag + draft));
const name = fc.constantFrom(...names);
const how = fc.constantFrom('vim' as const, 'code' as const);

const edit = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('save' as const), how, name, text }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('twice' as const), how, name, text, second: text }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), name }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rename' as const), name, to: name }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('folder' as const), name, to: name, text }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('checkout' as const),
      texts: fc.array(text, { minLength: 20, maxLength: 40 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('config' as const), how, title: fc.constantFrom('S1', 'S2') }),
  },
);

type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

/** vim writes beside and renames over; VS Code truncates and writes. */
function saveAs(editor: 'vim' | 'code', file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  if (editor === 'code') return writeFileSync(file, content);
  const beside = join(dirname(file), `.${basename(file)}.swp`);
  const backup = `${file}~`;
  writeFileSync(beside, 'swap');
  if (existsSync(file)) renameSync(file, backup);
  writeFileSync(file, content);
  rmSync(backup, { force: true });
  rmSync(beside);
}

async function apply(step: Edit, root: string): Promise<void> {
  const posts = join(root, 'content/posts');
  const file = (name: string) => join(posts, `${name}.md`);
  if (step.kind === 'save') saveAs(step.how, file(step.name), step.text);
  if (step.kind === 'twice') {
    saveAs(step.how, file(step.name), step.text);
    await new Promise((resolve) => setTimeout(resolve, 25));
    saveAs(step.how, file(step.name), step.second);
  }
  if (step.kind === 'delete') rmSync(file(step.name), { force: true });
  if (step.kind === 'rename' && existsSync(file(step.name))) renameSync(file(step.name), file(step.to));
  if (step.kind === 'folder') {
    const [from, to] = [join(posts, `f-${step.name}`), join(posts, `f-${step.to}`)];
    if (!existsSync(from)) saveAs('code', join(from, 'index.md'), step.text);
    else if (!existsSync(to)) renameSync(from, to);
    else rmSync(from, { recursive: true });
  }
  // git unlinks each file and writes it anew.
  if (step.kind === 'checkout')
    for (const [at, content] of step.texts.entries()) {
      const target = join(posts, `branch-${at % 25}.md`);
      rmSync(target, { force: true });
      if (at % 3 > 0) writeFileSync(target, content);
    }
  if (step.kind === 'config') saveAs(step.how, join(root, 'content/site.yaml'), `title: ${step.title}\n`);
}

/** What is served, by path, as text; pages with errors are left out by comparing good sites only. */
async function servedBy(site: LiveSite, paths: readonly string[]): Promise<{ [path: string]: string | null }> {
  const decoder = new TextDecoder();
  const entries = await Promise.all(
    paths.map(async (path) => {
      const served = await site.read(path);
      return [path, served && decoder.decode(served.bytes)] as const;
    }),
  );
  return Object.fromEntries(entries);
}

const seed = Number(process.env['OCTAVO_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const edits = Number(process.env['OCTAVO_EDITS'] ?? 60);
const runLength = 20;

async function servesWhatABuildWrites(steps: readonly Edit[]): Promise<void> {
  const { root, server } = await startDevSite(two, { isWatching: true });
  for (const step of steps) {
    await apply(step, root);
    const { outputs, diagnostics } = await cleanBuild(root, withDrafts);
    const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    const state = async () => ({
      errors: server.site.problems().map(({ code }) => code),
      // With errors in the site pages stay as they last were good.
      files: outputs && (await servedBy(server.site, Object.keys(outputs))),
    });
    await expect.poll(state, { timeout: 6000, interval: 15 }).toEqual({ errors, files: outputs });
  }
  await server.close();
}

test(`after each of ${edits} edits the site is what a clean build makes (seed ${seed})`, {
  timeout: 30_000 + edits * 2000,
}, async () => {
  const steps = fc.array(edit, { minLength: runLength, maxLength: runLength });
  await fc.assert(fc.asyncProperty(steps, servesWhatABuildWrites), {
    seed,
    numRuns: Math.ceil(edits / runLength),
    endOnFailure: true,
  });
});
