// `dev` with a site's own plugins: an edit of them reaches open pages, and a mistake in them is shown while the last good plugins stay in use.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { watchPlugins } from '../../src/dev/watch/watch-plugins.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';
import { cleanBuild } from '../support/rig.ts';
import { openTab, postOf, startDevSite, withDrafts } from './dev-site.ts';

function plugins(word: string): string {
  return `import { definePlugins } from 'octavo/plugins';
function adds() {
  return (tree) => void tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: '${word}' }] });
}
export default definePlugins({ remark: [adds] });
`;
}

test('an edit of a plugin reaches an open page, and a mistake in `plugins.ts` leaves the last good plugins in use', async () => {
  const site = await startDevSite({ 'content/posts/a.md': postOf('A', 'Text.'), 'plugins.ts': plugins('One') });
  const tab = await openTab(site.origin, '/posts/a/');
  const page = async () => await (await fetch(`${site.origin}/posts/a/`)).text();
  expect(await page()).toContain('<p>One</p>');
  expect(site.server.site.textOf('plugins.ts')).toBe(plugins('One'));

  await site.save({ 'plugins.ts': plugins('Two') });
  await tab.settled();
  expect(tab.messages.map(({ type }) => type)).toEqual(['page']);
  expect(await page()).toContain('<p>Two</p>');

  await site.save({
    'plugins.ts': 'export default { remarks: [] };\n',
    'content/posts/a.md': postOf('A', 'Other text.'),
  });
  await expect.poll(() => site.server.site.problems().map(({ code }) => code)).toEqual(['plugins/unknown-phase']);
  await site.save({ 'content/posts/a.md': postOf('A', 'Third text.') });
  expect(site.server.site.problems().map(({ code }) => code)).toEqual(['plugins/unknown-phase']);

  await site.save({ 'plugins.ts': plugins('Three') });
  expect(site.server.site.problems()).toEqual([]);
  expect(await page()).toMatch(/<p>Third text\.<\/p>[^]*<p>Three<\/p>/);
  const { outputs } = await cleanBuild(site.root, withDrafts);
  expect(outputs?.['posts/a/index.html']).toMatch(/<p>Third text\.<\/p>[^]*<p>Three<\/p>/);
});

test('a package that is missing is found when it is installed, and an upgraded one is used', async () => {
  const plugin = (word: string) =>
    `export default () => (tree) => void tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: '${word}' }] });`;
  const site = await startDevSite({
    'content/posts/a.md': postOf('A', 'Text.'),
    'node_modules/other/package.json': '{}',
    'plugins.ts': "import adds from 'adds';\nexport default { remark: [adds] };\n",
  });
  const codes = () => site.server.site.problems().map(({ code }) => code);
  const page = async () => await (await fetch(`${site.origin}/posts/a/`)).text();
  expect(codes()).toEqual(['plugins/not-found']);
  const record = join(site.root, 'node_modules/.package-lock.json');
  expect(site.watchedForPlugins()).toContain(record);
  expect(site.watchedForPlugins()).toContain(join(site.root, '../node_modules/.modules.yaml'));

  const installed = { 'node_modules/adds/package.json': '{ "name": "adds", "main": "index.js", "type": "module" }' };
  writeFiles(site.root, { ...installed, 'node_modules/adds/index.js': plugin('One') });
  await site.save({ 'content/posts/a.md': postOf('A', 'Other text.') });
  expect(codes()).toEqual(['plugins/not-found']);
  // What the watcher reports when a record of an installation has changed.
  const change = { paths: ['plugins.ts'], isListingChanged: false };
  await site.server.rebuild(change);
  expect(codes()).toEqual([]);
  expect(await page()).toContain('<p>One</p>');

  writeFiles(site.root, { 'node_modules/adds/index.js': plugin('Two') });
  await site.server.rebuild(change);
  expect(await page()).toContain('<p>Two</p>');
});

test('files of plugins are looked at, whether they exist or not', async () => {
  const folder = scratchFolder();
  const [file, other] = [join(folder, 'plugins.ts'), join(folder, 'own.ts')];
  let changes = 0;
  const stop = watchPlugins(
    () => [file, other],
    () => {
      changes += 1;
    },
  );
  writeFileSync(file, 'one');
  await expect.poll(() => changes).toBe(1);
  writeFiles(folder, { 'own.ts': 'two' });
  await expect.poll(() => changes).toBe(2);
  writeFileSync(file, 'three');
  await expect.poll(() => changes).toBe(3);
  stop();
});
