// Names that are not part of a site: hidden files are never published.

import { expect, test } from 'vitest';
import { isIgnored } from '../../../src/pipeline/inputs/ignored.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';
import { cleanBuild } from '../../support/rig.ts';

test.each([
  ['.env', true],
  ['.git', true],
  ['.DS_Store', true],
  ['..', true],
  ['post.md~', true],
  ['#post.md#', true],
  ['.post.md.swp', true],
  ['post.md.bak', true],
  ['post.tmp', true],
  ['4913', true],
  ['thumbs.DB', true],
  ['.well-known', false],
  ['.nojekyll', false],
  ['.htaccess', false],
  ['#post.md', false],
  ['a~b', false],
  ['bak', false],
  ['swp.md', false],
])('%s', (name, expected) => {
  expect(isIgnored(name)).toBe(expected);
});

test('none of them is published or read, at any depth', async () => {
  const root = scratchFolder();
  writeFiles(root, {
    'content/site.yaml': 'title: T\n',
    'content/posts/.secret.md': 'SECRET',
    'content/posts/.drafts/a.md': 'SECRET',
    'content/posts/a.md~': 'SECRET',
    'public/.env': 'SECRET',
    'public/.git/config': 'SECRET',
    'public/a/.aws/credentials': 'SECRET',
    'public/.well-known/security.txt': 'told',
  });
  const { outputs, diagnostics } = await cleanBuild(root);
  expect(diagnostics.map(({ code }) => code)).toEqual(['site/empty', 'site/no-url']);
  expect(outputs?.['.well-known/security.txt']).toBe('told');
  expect(
    Object.keys(outputs ?? {}).filter(
      (path) => /secret|env|git|aws|~/.test(path) && path !== '.well-known/security.txt',
    ),
  ).toEqual([]);
  expect(JSON.stringify(outputs)).not.toContain('SECRET');
});
