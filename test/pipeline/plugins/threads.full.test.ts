// Plugins in worker threads: they are loaded there, ask for files from there, and return the same as in the main thread.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseInPool } from '../../../src/pipeline/parse/parse-pool.ts';
import { quickFolder, writeFiles } from '../../support/folder.ts';
import { cleanBuild, compiledWorker } from '../../support/rig.ts';

const plugins = `import { contextOf, definePlugins } from 'octavo/plugins';

function adds(options) {
  return (tree, file) => {
    const { read, path } = contextOf(file);
    const value = options.word + ' ' + read('content/data/x.txt') + ' ' + read(path + '.txt');
    tree.children.push({ type: 'element', tagName: 'p', properties: {}, children: [{ type: 'text', value }] });
  };
}

export default definePlugins({ rehype: [[adds, { word: 'first' }]] });
`;

test('threads run plugins with the same result', async () => {
  const root = join(quickFolder(), 'site');
  const post = (title: string) => `---\ntitle: ${title}\ndate: 2026-11-02\n---\n\nText.\n`;
  writeFiles(root, {
    'content/site.yaml': 'title: Site\nurl: https://example.org\n',
    'content/posts/a.md': post('A'),
    'content/posts/a.md.txt': 'own',
    'content/posts/b.md': post('B'),
    'content/data/x.txt': 'shared',
    'plugins.ts': plugins,
  });
  const here = await cleanBuild(root);
  const there = await cleanBuild(root, { parse: parseInPool({ workers: 2, cores: 2, file: compiledWorker() }) });
  expect(there.outputs).toEqual(here.outputs);
  expect(there.diagnostics).toEqual(here.diagnostics);
  expect(here.outputs?.['posts/a/index.html']).toContain('<p>first shared own</p>');
  expect(here.outputs?.['posts/b/index.html']).toContain('<p>first shared null</p>');
});
