// The messages that open tabs get: each only about its own page.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLiveSite } from '../../src/dev/live/live-site.ts';
import type { ServerMessage } from '../../src/dev/live/messages.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';
import { openClean } from '../support/rig.ts';
import { type DevSite, liveAddress, openTab, postOf, startDevSite, withDrafts } from './dev-site.ts';

const is = (type: ServerMessage['type']) => (message: ServerMessage) => message.type === type;
const two = { 'content/posts/a.md': postOf('A', 'Text of a.'), 'content/posts/b.md': postOf('B', 'Text of b.') };

/** Shortens messages: a page to its text, problems to their codes. */
function short(message: ServerMessage): string {
  if (message.type === 'page') return `page ${/<p>(Text.*?)<\/p>/.exec(message.html)?.[1] ?? ''}`;
  if (message.type === 'problems') return `problems ${message.problems.map(({ code }) => code).join(' ')}`.trim();
  return message.type === 'gone' ? `gone ${message.to}` : message.type;
}

async function messagesFor(site: DevSite, paths: readonly string[], act: () => Promise<void>): Promise<string[][]> {
  const tabs = await Promise.all(paths.map((path) => openTab(site.origin, path)));
  await act();
  await Promise.all(tabs.map((tab) => tab.settled()));
  return tabs.map((tab) => tab.messages.map(short));
}

test('only tabs whose page changed get a message', async () => {
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
  expect(await messagesFor(site, paths, () => site.save({ 'content/posts/a.md': postOf('A', 'Text, new.') }))).toEqual([
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

test('a tab that connects late gets its page only if it has changed since it was loaded', async () => {
  const site = await startDevSite(two);
  const paths = ['/posts/a/', '/posts/b/'];
  const addresses = await Promise.all(paths.map((path) => liveAddress(site.origin, path)));
  await site.save({ 'content/posts/a.md': postOf('A', 'Text, new.') });
  const tabs = await Promise.all(paths.map((path, at) => openTab(site.origin, path, addresses[at])));
  await Promise.all(tabs.map((tab) => tab.settled()));
  expect(tabs.map((tab) => tab.messages.map(short))).toEqual([['page Text, new.'], []]);
});

test('saving a file without a change sends nothing', async () => {
  const site = await startDevSite(two);
  const before = site.server.site.revision();
  expect(await messagesFor(site, ['/posts/a/'], () => site.save(two))).toEqual([[]]);
  expect(site.server.site.revision()).toBe(before);
});

test('a tab that connects late catches up', async () => {
  const site = await startDevSite(two);
  const old = await liveAddress(site.origin, '/posts/a/');
  await site.save({ 'content/posts/a.md': postOf('A', 'Text, new.') });
  const late = await openTab(site.origin, '/posts/a/', old);
  const onTime = await openTab(site.origin, '/posts/a/');
  expect([late.messages.map(short), onTime.messages.map(short)]).toEqual([['page Text, new.'], []]);
});

test('a late tab at a deleted page is told that it is gone, a tab at an address that never existed is not', async () => {
  const site = await startDevSite(two);
  const old = await liveAddress(site.origin, '/posts/a/');
  const never = await liveAddress(site.origin, '/never/');
  rmSync(join(site.root, 'content/posts/a.md'));
  await site.server.rebuild({ paths: ['content/posts/a.md'], isListingChanged: true });
  const tabs = [await openTab(site.origin, '/posts/a/', old), await openTab(site.origin, '/never/', never)];
  expect(tabs.map((tab) => tab.messages.map(short))).toEqual([['gone null'], []]);
  expect((await fetch(`${site.origin}/posts/a/`)).status).toBe(404);
});

test('a new page reaches the tab that is open at its address', async () => {
  const site = await startDevSite(two);
  const save = () => site.save({ 'content/posts/c.md': postOf('C', 'Text of c.') });
  expect(await messagesFor(site, ['/posts/c/'], save)).toEqual([['page Text of c.']]);
});

test('a requested page is served before the rest of the site is computed', async () => {
  const root = join(scratchFolder(), 'site');
  const names = Array.from({ length: 200 }, (_, at) => `p${at}`);
  writeFiles(root, Object.fromEntries(names.map((name) => [`content/posts/${name}.md`, postOf(name, 'Text.')])));
  const session = openClean(root, withDrafts);
  const site = openLiveSite(session, 1500, {
    openPages: () => [],
    onUpdate() {},
    onBuilt() {},
    onFailed(cause) {
      throw cause;
    },
  });
  await site.answerable();
  expect([site.has('posts/p150/index.html'), site.has('posts/nowhere/index.html')]).toEqual([true, false]);
  const early = await site.read('posts/p150/index.html');
  const style = await site.read('404.html');
  expect(session.engine.counts()).toMatchObject({ output: 2, page: 200 });
  // The rest is computed in slices, so that a half finished state can be observed.
  const seen = new Set<number>();
  const look = () => {
    seen.add(session.engine.counts()['output'] ?? 0);
    looking = setImmediate(look);
  };
  let looking = setImmediate(look);
  await site.ready;
  clearImmediate(looking);
  const total = session.engine.counts()['output'] ?? 0;
  expect(total).toBeGreaterThan(200);
  expect([...seen].some((count) => count > 10 && count < total - 10)).toBe(true);
  expect(await site.read('posts/p150/index.html')).toEqual(early);
  expect(await site.read('404.html')).toEqual(style);
  expect(await site.read('posts/nowhere/index.html')).toBe(null);
  site.close();
});

const broken = { 'content/posts/a.md': postOf('A', 'Text of a.').replace('title', 'titel') };

test('an error is shown over the last good page until it is fixed', async () => {
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
  expect(other.messages.map(short)).toEqual([expect.stringMatching(/^problems /)]);
  await site.save({ 'content/posts/a.md': postOf('A', 'Text, fixed.') });
  await Promise.all([tab.settled(), other.settled()]);
  expect(tab.messages.slice(1).map(short).toSorted()).toEqual(['page Text, fixed.', 'problems']);
  expect(other.messages.map(short).at(-1)).toBe('problems');
});

test('an error in the settings leaves the site unchanged', async () => {
  const site = await startDevSite({ ...two, 'content/site.yaml': 'title: Mine\n' });
  const html = async () => (await (await fetch(`${site.origin}/posts/a/`)).text()).replace(/revision=\d+/, '');
  const [tab, before] = [await openTab(site.origin, '/posts/a/'), await html()];
  await site.save({ 'content/site.yaml': 'title: Other\ntagline: [\n' });
  await tab.settled();
  expect(tab.messages.map(short)).toEqual([expect.stringMatching(/^problems site\//)]);
  expect([await html(), site.server.site.revision()]).toEqual([before, 1]);
  await site.save({ 'content/site.yaml': 'title: Other\n' });
  await tab.settled();
  expect(tab.messages.slice(1).map(short).toSorted()).toEqual(['page Text of a.', 'problems']);
});

test('a template that does not compile is reported by file and line; pages and styles stay', async () => {
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

test('a deleted post is gone, and a post with a new slug or file name leads to its new address', async () => {
  const site = await startDevSite({ ...two, 'content/posts/c.md': postOf('C', 'Text of c.') });
  const messages = await messagesFor(site, ['/posts/a/', '/posts/b/', '/posts/c/'], async () => {
    rmSync(join(site.root, 'content/posts/a.md'));
    await site.server.rebuild({ paths: ['content/posts/a.md'], isListingChanged: true });
    await site.save({ 'content/posts/b.md': postOf('B', 'Text of b.', 'slug: other\n') });
    await site.save({ 'content/posts/b.md': postOf('B', 'Text of b.', 'slug: third\n') });
    // A rename that arrives as two changes.
    rmSync(join(site.root, 'content/posts/c.md'));
    await site.server.rebuild({ paths: ['content/posts/c.md'], isListingChanged: true });
    await site.save({ 'content/posts/d.md': postOf('C', 'Text of c.') });
  });
  // A page also gets a message when its neighbors change.
  expect(messages.map((messages) => messages.filter((message) => message.startsWith('gone')))).toEqual([
    ['gone null'],
    ['gone /posts/other/', 'gone /posts/third/'],
    ['gone null', 'gone /posts/d/'],
  ]);
});

/** The messages to a tab at `a` if, a moment after a build of a half-written file, the rest is saved. */
async function messagesAfterHalfASave(half: string, whole: string): Promise<string[]> {
  const site = await startDevSite(two);
  const tab = await openTab(site.origin, '/posts/a/');
  const change = { paths: ['content/posts/a.md'], isListingChanged: false };
  let isHalf = true;
  site.onBuild(() => {
    if (!isHalf) return;
    isHalf = false;
    setTimeout(() => {
      writeFiles(site.root, { 'content/posts/a.md': whole });
      void site.server.rebuild(change);
    }, 5);
  });
  writeFiles(site.root, { 'content/posts/a.md': half });
  await site.server.rebuild(change);
  await tab.settled();
  return tab.messages.map(short);
}

test.each([
  ['---\ntitle: A\n', postOf('A', 'Text, whole.'), ['page Text, whole.']],
  ['', postOf('A', 'Text, whole.'), ['page Text, whole.']],
  ['---\ntitle: A\n', '---\ndate: 2026-11-02\n---\n\nText.\n', ['problems front-matter/missing-title']],
])('half a file is not reported if the rest follows: %j, %j', async (half, whole, messages) => {
  expect(await messagesAfterHalfASave(half, whole)).toEqual(messages);
});
