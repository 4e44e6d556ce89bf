// A language without interface words is said once, unless the site's own theme has them.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder, writeFiles } from '../../support/folder.ts';
import { cleanBuild } from '../../support/rig.ts';

const page = (lang: string) => `---\ntitle: ${lang}\nlang: ${lang}\n---\nText.\n`;

test.each<[string, { readonly [path: string]: string }, string[]]>([
  ['a language with words', { 'content/site.yaml': 'language: pt-BR\n' }, []],
  ['the language of the site', { 'content/site.yaml': 'language: he\n' }, ['content/site.yaml:10 he']],
  [
    'pages in other languages, each once',
    {
      'content/site.yaml': 'language: de\n',
      'content/pages/b.md': page('he'),
      'content/pages/c.md': page('he'),
      'content/pages/d.md': page('sw'),
    },
    ['content/pages/b.md:0 he', 'content/pages/d.md:0 sw'],
  ],
  ['the name of a language', { 'content/site.yaml': 'language: german\n' }, ['content/site.yaml:10 german']],
])('%s', async (_, files, expected) => {
  const root = join(scratchFolder(), 'site');
  writeFiles(root, { 'content/pages/a.md': '---\ntitle: A\n---\nText.\n', ...files });
  const { diagnostics } = await cleanBuild(root);
  const found = diagnostics.filter(({ code }) => code === 'site/no-words');
  expect(found.map(({ at, message }) => `${at?.path}:${at?.start} ${/`(.*?)`/.exec(message)?.[1]}`)).toEqual(expected);
});
