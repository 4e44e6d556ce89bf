// Copies of the theme's files: what is copied, and when a changed original is reported.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  acceptOriginal,
  changeWarning,
  ejectFile,
  filesOfTheme,
  originalChanges,
} from '../../src/cli/ejected-files.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';

const footer = 'components/footer.tsx';

function themeAndSite() {
  const folder = scratchFolder();
  const folders = { standard: join(folder, 'theme'), own: join(folder, 'site/templates') };
  writeFiles(folders.standard, { [footer]: 'one\ntwo\n', 'page.tsx': 'page\n', 'fonts/README.md': '' });
  return folders;
}

test('a copy is the original, and a file of the site is never overwritten', () => {
  const folders = themeAndSite();
  expect(filesOfTheme(folders.standard)).toEqual([footer, 'page.tsx']);
  ejectFile(folders, footer);
  expect(readFileSync(join(folders.own, footer), 'utf8')).toBe('one\ntwo\n');
  writeFileSync(join(folders.own, footer), 'mine');
  expect(() => ejectFile(folders, footer)).toThrow('EEXIST');
  expect(readFileSync(join(folders.own, footer), 'utf8')).toBe('mine');
});

test('only a changed original is reported, until it is accepted', async () => {
  const folders = themeAndSite();
  expect(await originalChanges(folders)).toEqual([]);
  for (const path of [footer, 'page.tsx']) ejectFile(folders, path);
  writeFileSync(join(folders.own, footer), 'mine');
  expect(await originalChanges(folders)).toEqual([]);
  writeFileSync(join(folders.standard, footer), 'one\n2\n');
  const [change, ...others] = await originalChanges(folders);
  expect(others).toEqual([]);
  expect(change?.patch).toContain('\n-two\n+2');
  expect(change && changeWarning(change)).toMatchObject({
    severity: 'warning',
    at: { path: `templates/${footer}` },
    hint: expect.stringContaining(`octavo eject --accept ${footer}`),
  });
  acceptOriginal(folders, footer);
  expect(await originalChanges(folders)).toEqual([]);
});

test('an original that is gone is reported, and a copy that is gone is not', async () => {
  const folders = themeAndSite();
  for (const path of [footer, 'page.tsx']) ejectFile(folders, path);
  rmSync(join(folders.standard, footer));
  expect(await originalChanges(folders)).toEqual([{ path: footer, patch: null }]);
  rmSync(join(folders.own, footer));
  expect(await originalChanges(folders)).toEqual([]);
  expect(existsSync(join(folders.own, 'page.tsx'))).toBe(true);
});
