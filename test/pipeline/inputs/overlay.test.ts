// A site's own files in place of the theme's: after every edit of either, builds with a cache equal clean ones.

import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { originalsName, themeFolders } from '../../../src/pipeline/inputs/theme-folders.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';
import { bareTheme, cleanBuild, startProcess } from '../../support/rig.ts';

const post = '---\ntitle: P\ndate: 2026-11-01\n---\n\nOne.\n\n<!--more-->\n\nTwo.\n';

function siteWithTheme() {
  const folder = scratchFolder();
  const [root, templates] = [join(folder, 'site'), join(folder, 'theme')];
  writeFiles(root, { 'content/posts/p.md': post, 'content/site.yaml': 'title: T\nurl: https://example.org\n' });
  cpSync(bareTheme, templates, { recursive: true });
  return { folder, root, options: { templates, overlay: join(root, 'templates') } };
}

test('own files shadow those of the theme, warm as clean', async () => {
  const { folder, root, options } = siteWithTheme();
  const { templates, overlay } = options;
  const frame = readFileSync(join(templates, 'frame.tsx'), 'utf8');
  const marked = (word: string) => frame.replace('</body>', `<p>${word}</p></body>`);
  const put = (path: string, text: string) => {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  };
  const edits: readonly (readonly [string, () => void, RegExp | null])[] = [
    ['nothing of its own', () => {}, null],
    ['a file that shadows one', () => put(join(overlay, 'frame.tsx'), marked('mine')), /<p>mine<\/p>/],
    ['the shadowed file changes', () => put(join(templates, 'frame.tsx'), marked('theirs')), /<p>mine<\/p>/],
    ['its own file changes', () => put(join(overlay, 'frame.tsx'), marked('other')), /<p>other<\/p>/],
    ['its own file goes', () => rmSync(join(overlay, 'frame.tsx')), /<p>theirs<\/p>/],
    ['a style sheet for all pages', () => put(join(overlay, 'styles/custom.css'), 'p{color:red}'), /assets\/custom-/],
    ['a hidden file', () => put(join(overlay, originalsName, 'frame.tsx'), marked('hidden')), /<p>theirs<\/p>/],
    ['the whole folder goes', () => renameSync(overlay, join(folder, 'away')), /<p>theirs<\/p>/],
  ];
  const lasting = startProcess(root, join(folder, 'lasting'), { ...options, isRepeated: true });
  for (const [name, edit, expected] of edits) {
    edit();
    const clean = await cleanBuild(root, options);
    const next = startProcess(root, join(folder, 'cache'), options);
    for (const process of [lasting, next]) {
      const { manifest, diagnostics } = await process.build();
      expect({ manifest, diagnostics }, name).toEqual({ manifest: clean.manifest, diagnostics: clean.diagnostics });
    }
    next.end();
    expect(readFileSync(join(root, 'dist/index.html'), 'utf8'), name).toMatch(expected ?? /<body/);
  }
  lasting.end();
});

test('`custom.css` comes after the style sheet of a kind of page', async () => {
  const { root, options } = siteWithTheme();
  for (const name of ['main', 'article', 'custom'])
    writeFiles(root, { [`templates/styles/${name}.css`]: `.${name}{color:red}` });
  const { outputs, diagnostics } = await cleanBuild(root, options);
  expect(diagnostics).toEqual([]);
  const sheets = [...(outputs?.['posts/p/index.html'] ?? '').matchAll(/assets\/(\w+)-[0-9a-f]+\.css/g)].map(
    ([, name]) => name,
  );
  expect(sheets).toEqual(['main', 'article', 'custom']);
});

test('a mistake in an own file is shown at its place; a link out of the site is left out', async () => {
  const { folder, root, options } = siteWithTheme();
  writeFiles(root, { 'templates/frame.tsx': 'export const Frame = (\n' });
  const broken = await cleanBuild(root, options);
  expect(broken.diagnostics).toMatchObject([{ code: 'template/syntax', at: { path: 'templates/frame.tsx' } }]);
  rmSync(join(root, 'templates/frame.tsx'));
  writeFileSync(join(folder, 'secret.css'), 'p{}');
  mkdirSync(join(root, 'templates/styles'), { recursive: true });
  symlinkSync(join(folder, 'secret.css'), join(root, 'templates/styles/custom.css'));
  const linked = await cleanBuild(root, options);
  expect(linked.diagnostics).toMatchObject([{ code: 'file/link', at: { path: 'templates/styles/custom.css' } }]);
  expect(Object.keys(linked.outputs ?? {}).filter((path) => path.includes('custom'))).toEqual([]);
});

test('a complete theme replaces all of the default one, unless it was ejected', () => {
  const { folder, root } = siteWithTheme();
  const standard = join(folder, 'templates');
  const own = join(root, 'templates');
  expect(themeFolders(root, folder)).toEqual({ templates: standard, overlay: null });
  mkdirSync(own);
  expect(themeFolders(root, folder)).toEqual({ templates: standard, overlay: own });
  cpSync(bareTheme, own, { recursive: true });
  expect(themeFolders(root, folder)).toEqual({ templates: own, overlay: null });
  mkdirSync(join(own, originalsName));
  expect(themeFolders(root, folder)).toEqual({ templates: standard, overlay: own });
});
