// What a user types for a command that a message names.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsFrom, withCommands } from '../../src/cli/how-to-run.ts';
import { error } from '../../src/model/diagnostic.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';

const record = 'record it with `octavo labs --record a`';

test.each<[string, { readonly [path: string]: string }, string | null, string]>([
  ['a script', { 'package.json': '{"scripts": {"labs": "octavo labs"}}' }, null, '`npm run labs -- --record a`'],
  [
    'a script of this repository',
    { 'package.json': '{"scripts": {"labs": "node scripts/octavo.cjs labs"}}' },
    null,
    '`npm run labs -- --record a`',
  ],
  [
    'no such script',
    { 'package.json': '{"scripts": {"build": "octavo build"}}' },
    null,
    '`npx octavo labs --record a`',
  ],
  [
    'a script of that name for something else',
    { 'package.json': '{"scripts": {"labs": "make labs"}}' },
    null,
    '`npx octavo labs --record a`',
  ],
  ['no package.json', {}, null, '`npx octavo labs --record a`'],
  ['a broken package.json', { 'package.json': '{' }, null, '`npx octavo labs --record a`'],
  [
    'another folder',
    { 'package.json': '{"scripts": {"labs": "octavo labs"}}' },
    'blog',
    '`npx octavo labs --root blog --record a`',
  ],
])('%s', (_, files, root, typed) => {
  const folder = scratchFolder();
  writeFiles(folder, { ...files, 'site/content/site.yaml': '' });
  expect(commandsFrom(join(folder, 'site'), root)(record)).toBe(`record it with ${typed}`);
});

test('a command without options, several commands, and what is no command', () => {
  const folder = scratchFolder();
  writeFiles(folder, { 'package.json': '{"scripts": {"check": "octavo check"}}' });
  const rewrite = commandsFrom(folder, null);
  expect(rewrite('`octavo check` or `octavo new "My title"`, and `octavo`')).toBe(
    '`npm run check` or `npx octavo new "My title"`, and `octavo`',
  );
  expect(commandsFrom(folder, 'x')('start one with `octavo init`')).toBe('start one with `npx octavo init`');
  const [found] = withCommands([error('a/b', 'c', null, { hint: 'run `octavo check`' })], rewrite);
  expect(found?.hint).toBe('run `npm run check`');
});
