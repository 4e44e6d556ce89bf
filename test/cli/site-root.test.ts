// A folder that is not a site is never built: a wrong working directory must not publish an empty site.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.ts';
import { commandFor } from '../../src/cli/command-list.ts';
import { siteRoot } from '../../src/cli/site-root.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';
import { cleanBuild } from '../support/rig.ts';

afterEach(() => void vi.restoreAllMocks());

function rootFor(folder: string, ...words: string[]): string {
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  return siteRoot(parseArguments(commandFor('build'), words));
}

test('a folder without content/ is not a site, wherever its name comes from', () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'src'));
  expect(() => rootFor(folder)).toThrow('no site here');
  expect(() => rootFor(folder, '--root', folder)).toThrow('it has no folder `content/`');
  writeFiles(folder, { 'content/site.yaml': 'title: T\n' });
  expect(rootFor(join(folder, 'src'))).toBe(folder);
  expect(rootFor('/', '--root', folder)).toBe(folder);
});

test.each<[string, { readonly [path: string]: string }, string]>([
  ['no settings and no pages', { 'content/README.txt': 'x' }, 'error'],
  ['Markdown in other folders only, as of another generator', { 'content/blog/a.md': '# A\n' }, 'error'],
  ['settings, but no pages yet', { 'content/site.yaml': 'title: T\nurl: https://example.org\n' }, 'warning'],
])('%s', async (_, files, severity) => {
  const root = join(scratchFolder(), 'site');
  writeFiles(root, files);
  const { diagnostics } = await cleanBuild(root);
  expect(diagnostics.filter(({ code }) => code === 'site/empty').map((one) => one.severity)).toEqual([severity]);
});

test('a site with one draft is a site', async () => {
  const root = join(scratchFolder(), 'site');
  writeFiles(root, { 'content/posts/a.md': '---\ntitle: A\ndate: 2026-01-01\ndraft: true\n---\nText.\n' });
  const { diagnostics } = await cleanBuild(root);
  expect(diagnostics.map(({ code }) => code)).not.toContain('site/empty');
});
