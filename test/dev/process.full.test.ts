// `octavo dev` as a process: Ctrl-C ends it at once, whatever it is doing, and leaves nothing behind. Sources of the tool that don't compile
// don't end it.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { scratchFolder, writeFiles } from '../support/folder.ts';
import { randomRun } from '../support/random.ts';
import { groupOf, signalGroup, startDevProcess } from './dev-process.ts';
import { openTab, postOf } from './dev-site.ts';

const repository = join(import.meta.dirname, '..', '..');

/** A limit for what would otherwise never end: far more than it takes on a machine that is ten times as slow and busy. */
function limitMs(): number {
  const startedMs = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return Math.max(15_000, 100 * (performance.now() - startedMs));
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  server.close();
  return isListening;
}

function siteOf(posts: number): string {
  const root = join(scratchFolder(), 'site');
  const text = '## Words\n\nSome `code`, and words.\n\n```js\nlet a = 1;\n```\n\n'.repeat(4);
  for (let at = 0; at < posts; at++) writeFiles(root, { [`content/posts/p${at}.md`]: postOf(`P${at}`, text) });
  return root;
}

/** Presses Ctrl-C. Rejects unless everything is gone in time. */
async function endsAtOnce(dev: ReturnType<typeof startDevProcess>, port: number): Promise<void> {
  const limit = limitMs();
  const startedMs = performance.now();
  signalGroup(dev.pid, 'SIGINT');
  await dev.ended();
  const tookMs = performance.now() - startedMs;
  expect(tookMs).toBeLessThan(limit);
  await expect.poll(() => groupOf(dev.pid), { timeout: limit }).toEqual([]);
  expect(await isFree(port)).toBe(true);
}

test('Ctrl-C ends it at once with tabs open', { timeout: 60_000 }, async () => {
  const root = siteOf(5);
  writeFiles(root, { 'content/posts/p3.md': postOf('P3', 'Words.').replace('2026', '2999') });
  const dev = startDevProcess(root);
  const origin = await dev.origin();
  await dev.printed(/^1 scheduled post included$/m);
  const tabs = await Promise.all([0, 1, 2].map((at) => openTab(origin, `/posts/p${at}/`)));
  expect(groupOf(dev.pid)).toContain(dev.pid);
  await endsAtOnce(dev, Number(new URL(origin).port));
  for (const tab of tabs) tab.close();
});

const moments = randomRun('moments', { full: 2, soak: 12 });

test(`Ctrl-C ends it at once during the first build (${moments.label})`, {
  timeout: 60_000 + moments.count * 60_000,
}, async () => {
  for (let at = 0; at < moments.count; at++) {
    const dev = startDevProcess(siteOf(1000));
    const origin = await dev.origin();
    await pause((at * 2000) / moments.count + 100);
    await endsAtOnce(dev, Number(new URL(origin).port));
  }
});

/** A copy of the tool with the packages of this one. */
function copyOfTool(): string {
  const tool = join(scratchFolder(), 'tool');
  for (const name of ['src', 'scripts', 'templates', 'package.json', 'package-lock.json'])
    cpSync(join(repository, name), join(tool, name), { recursive: true });
  mkdirSync(join(tool, 'node_modules'));
  for (const name of readdirSync(join(repository, 'node_modules')))
    if (name !== '.cache') symlinkSync(join(repository, 'node_modules', name), join(tool, 'node_modules', name));
  return tool;
}

test('an error in the tool’s own sources is reported while the site stays up', { timeout: 300_000 }, async () => {
  const tool = copyOfTool();
  const root = siteOf(2);
  const dev = startDevProcess(root, { tool });
  const origin = await dev.origin();
  const tab = await openTab(origin, '/posts/p0/');
  // The folders are watched once this change arrives.
  writeFiles(root, { 'content/posts/p0.md': postOf('P0', 'First words.') });
  await tab.next((message) => message.type === 'page' && message.html.includes('First words.'));
  const file = join(tool, 'src/text/slug.ts');
  const good = readFileSync(file, 'utf8');
  writeFileSync(file, `${good}\nexport const = 1;\n`);
  await dev.printed(/src\/text\/slug\.ts[^]*the tool does not compile/);
  expect(dev.output()).not.toContain('restarting');
  await tab.next(
    (message) => message.type === 'problems' && message.problems[0]?.message === 'the tool does not compile',
  );
  writeFiles(root, { 'content/posts/p0.md': postOf('P0', 'Second words.') });
  await tab.next((message) => message.type === 'page' && message.html.includes('Second words.'));
  await dev.printed(/^[\d:]+ .* in \d+ ms, on screen \d+ ms after the save$/m);
  // Sources that compile may still throw when they run.
  const before = dev.output().length;
  writeFileSync(file, `${good}\nthrow new RangeError('at start');\n`);
  await dev.printed(/restarting[^]*RangeError: at start[^]*the tool exited with code 1/, before);
  const from = dev.output().length;
  writeFileSync(file, `${good}\n// Fixed.\n`);
  await dev.printed(/restarting[^]*ready at/, from);
  // At the same port: open tabs look for it there.
  expect(/.*ready at (http:\/\/[^/]*)\//s.exec(dev.output())?.[1]).toBe(origin);
  expect(await (await fetch(`${origin}/posts/p0/`)).text()).toContain('Second words.');
  await endsAtOnce(dev, Number(new URL(origin).port));
});

test('a site that gets its own theme uses it at once', { timeout: 300_000 }, async () => {
  const root = siteOf(2);
  const dev = startDevProcess(root);
  const origin = await dev.origin();
  const tab = await openTab(origin, '/posts/p0/');
  writeFiles(root, { 'content/posts/p0.md': postOf('P0', 'First words.') });
  await tab.next((message) => message.type === 'page' && message.html.includes('First words.'));
  const from = dev.output().length;
  cpSync(join(repository, 'test/fixtures/theme'), join(root, 'templates'), { recursive: true });
  await dev.printed(/the theme folder has changed[^]*restarting[^]*ready at/, from);
  await expect
    .poll(async () => await (await fetch(`${origin}/posts/p0/`)).text(), { timeout: 20_000 })
    .not.toContain('octavo-main');
  await endsAtOnce(dev, Number(new URL(origin).port));
});

test('`plugins.ts` is used as soon as it exists', { timeout: 300_000 }, async () => {
  const root = siteOf(2);
  const dev = startDevProcess(root);
  const origin = await dev.origin();
  const tab = await openTab(origin, '/posts/p0/');
  writeFiles(root, { 'content/posts/p0.md': postOf('P0', 'First words.') });
  await tab.next((message) => message.type === 'page' && message.html.includes('First words.'));
  const plugin =
    "(tree) => void tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: 'Added.' }] })";
  writeFiles(root, { 'plugins.ts': `export default { remark: [() => ${plugin}] };\n` });
  await tab.next((message) => message.type === 'page' && message.html.includes('<p>Added.</p>'));
  await endsAtOnce(dev, Number(new URL(origin).port));
});
