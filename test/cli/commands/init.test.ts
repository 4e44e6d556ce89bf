// `octavo init`: what it writes is a site without problems, whatever its name and author; it never overwrites a file.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseArguments } from '../../../src/cli/arguments.ts';
import { commandFor } from '../../../src/cli/command-list.ts';
import { run } from '../../../src/cli/commands/init.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';
import { cleanBuild } from '../../support/rig.ts';

beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

const init = (...words: readonly string[]) => run(parseArguments(commandFor('init'), words));

test.each([
  ['my-blog', [], 'My blog', 'my-blog'],
  ['Åse & co', ['--author', 'Åse'], 'Åse &amp; co', 'se-co'],
  ['x', ['--title', `It's: "1" #2 {{name}}`, '--author', 'yes'], 'It’s: “1” #2 {{name}}', 'x'],
  ['x', ['--title', 'null', '--url', 'http://localhost:8080/blog/'], 'null', 'x'],
  ['日本', ['--title=- 1'], '- 1', 'my-blog'],
])('a folder `%s` with %j becomes a site without problems', async (name, options, title, packageName) => {
  const root = join(scratchFolder(), name);
  expect(await init(root, ...options)).toBe(0);
  const { diagnostics, outputs } = await cleanBuild(root, { nowMs: Date.now() });
  expect(diagnostics).toEqual([]);
  expect(outputs?.['index.html']).toContain(title);
  expect(Object.keys(outputs ?? {})).toContain('posts/first-post/index.html');
  const project = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { [key: string]: unknown };
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'));
  expect(project).toMatchObject({ name: packageName, dependencies: { octavo: `^${version}` } });
  expect(readFileSync(join(root, 'README.md'), 'utf8')).not.toMatch(/\{\{(?!name)/);
});

test.each(['content/site.yaml', 'README.md', '.gitignore'])('a folder with `%s` stays as it is', async (path) => {
  const root = scratchFolder();
  writeFiles(root, { [path]: 'mine' });
  await expect(init(root)).rejects.toMatchObject({ message: `\`${root}\` already has \`${path}\`` });
  expect(readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toHaveLength(1);
  expect(readFileSync(join(root, path), 'utf8')).toBe('mine');
});

test.each([
  [['--url', 'example.org'], "`--url` can't be `example.org`"],
  [['--url', 'javascript:alert(1)'], "`--url` can't be `javascript:alert(1)`"],
  [['--title', 'a\nb'], "`--title` can't be `a\nb`"],
  [['--author', '\u0000'], "`--author` can't be `\u0000`"],
])('%j is refused, and nothing is written', async (options, message) => {
  const root = scratchFolder();
  await expect(init(root, ...options)).rejects.toMatchObject({ message });
  expect(readdirSync(root)).toEqual([]);
});
