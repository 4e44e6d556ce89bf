// A folder that changes between its listing and the reading of its files.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ChangedWhileRead, openSiteFiles } from '../../../src/pipeline/inputs/site-files.ts';
import { openStatCache } from '../../../src/pipeline/inputs/stat-cache.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';

test('a file that is removed after its folder was listed makes the build start again, without a problem', () => {
  const root = scratchFolder();
  writeFiles(root, { 'content/posts/a.md': 'a', 'content/posts/b.md': 'b' });
  const stats = openStatCache(join(root, 'stats'), true);
  const files = openSiteFiles({ root, templates: join(root, 'templates'), stats });
  expect(files.list.read('content')).toEqual(['content/posts/a.md', 'content/posts/b.md']);
  rmSync(join(root, 'content/posts/a.md'));
  expect(() => files.file.read('content/posts/a.md')).toThrow(ChangedWhileRead);
  files.refresh();
  expect(files.file.read('content/posts/a.md')).toBe(null);
  expect(files.list.read('content')).toEqual(['content/posts/b.md']);
  expect(files.problems()).toEqual([]);
});
