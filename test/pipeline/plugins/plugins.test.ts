// `plugins.ts` of a site: what a build depends on because of it, and what an edit costs. The plugins themselves: `test/content/plugins/`.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { differences } from '../../../src/cli/commands/build-verify.ts';
import { explainWhy } from '../../../src/cli/commands/build-why.ts';
import { openPlugins } from '../../../src/pipeline/cache/plugin-cache.ts';
import { openToolCache, type ToolCache } from '../../../src/pipeline/cache/tool-cache.ts';
import { quickFolder, readFiles, writeFiles } from '../../support/folder.ts';
import { openClean, type Process, startProcess } from '../../support/rig.ts';

type Files = { readonly [path: string]: string };

function post(title: string, body = 'Text.'): string {
  return `---\ntitle: ${title}\ndate: 2026-11-0${title.length % 9 || 1}\n---\n\nOpening.\n\n<!--more-->\n\n${body}\n`;
}

/** A site's `plugins.ts` with one plugin that adds a paragraph with this expression. */
function plugins(expression: string, phase = 'rehype'): string {
  return `import { contextOf, definePlugins } from 'octavo/plugins';
function adds(options) {
  return (tree, file) => {
    const { read, path } = contextOf(file);
    const text = String(${expression});
    tree.children.push({ type: 'element', tagName: 'p', properties: {}, children: [{ type: 'text', value: text }] });
  };
}
export default definePlugins({ ${phase}: [[adds, { word: 'first' }]] });
`;
}

const site: Files = {
  'content/site.yaml': 'title: Site\nurl: https://example.org\n',
  'content/posts/a.md': post('A'),
  'content/posts/bb.md': post('Bb'),
  'content/pages/about.md': '---\ntitle: About\n---\n\nAbout.\n',
  'plugins.ts': plugins("'Added: ' + options.word"),
};

/** A site in a new folder with a first build. */
async function built(files: Files = site): Promise<{ readonly root: string; readonly next: () => Promise<Result> }> {
  const folder = quickFolder();
  const [root, cache] = [join(folder, 'site'), join(folder, 'cache')];
  writeFiles(root, files);
  const next = async () => await run(startProcess(root, cache));
  await next();
  return { root, next };
}

type Result = Awaited<ReturnType<Process['build']>> & { readonly why: string };

async function run(process: Process): Promise<Result> {
  const result = await process.build();
  const why = explainWhy('/posts/a/', process.session);
  process.end();
  return { ...result, why };
}

describe('an edit of', () => {
  test('a plugin parses all pages, and only what comes out otherwise is written', async () => {
    const { root, next } = await built();
    expect(readFiles(root)['dist/posts/a/index.html']).toContain('<p>Added: first</p>');
    writeFiles(root, { 'plugins.ts': plugins("path.includes('/a.md') ? 'Other' : 'Added: ' + options.word") });
    const { counts, report, why } = await next();
    expect(counts['page']).toBe(3);
    for (const rule of ['bucket', 'catalog', 'routes', 'pageUrl', 'postContext', 'view', 'asset', 'theme'])
      expect(counts).not.toHaveProperty(rule);
    const pages = report?.written.filter((path) => /\.(?:html|md)$/.test(path));
    expect(pages).toEqual(['posts/a/index.html']);
    expect(why).toContain('page of content/posts/a.md, because plugins has changed');
  });

  test('a plugin that changes no page parses all pages and does nothing else', async () => {
    const { root, next } = await built();
    writeFiles(root, { 'plugins.ts': plugins("'Added: '.concat(options.word)") });
    const { counts, report } = await next();
    expect(counts).toEqual({ page: 3 });
    expect(report?.written).toEqual([]);
  });

  test('its options, too', async () => {
    const { root, next } = await built();
    writeFiles(root, { 'plugins.ts': site['plugins.ts']?.replace("'first'", "'second'") ?? '' });
    expect((await next()).counts).toMatchObject({ page: 3 });
    expect(readFiles(root)['dist/about/index.html']).toContain('<p>Added: second</p>');
  });

  test('a comment in `plugins.ts`, or nothing: no page is parsed', async () => {
    const { root, next } = await built();
    expect((await next()).counts).toEqual({});
    writeFiles(root, { 'plugins.ts': `// A comment.\n${site['plugins.ts']}` });
    expect((await next()).counts).toEqual({});
  });

  test('a file that `plugins.ts` imports, and of a package in `node_modules`', async () => {
    const { root, next } = await built({
      ...site,
      'node_modules/word/package.json': '{ "name": "word", "main": "index.js" }',
      'node_modules/word/index.js': "module.exports = 'package';",
      'plugins/own.ts': "export const own: string = 'own';",
      'plugins.ts': `import word from 'word';\nimport { own } from './plugins/own.ts';\n${plugins("word + ' ' + own")}`,
    });
    expect(readFiles(root)['dist/about/index.html']).toContain('<p>package own</p>');
    writeFiles(root, { 'plugins/own.ts': "export const own = 'mine';" });
    expect((await next()).counts).toMatchObject({ page: 3 });
    writeFiles(root, { 'node_modules/word/index.js': "module.exports = 'upgraded';" });
    expect((await next()).counts).toMatchObject({ page: 3 });
    expect(readFiles(root)['dist/about/index.html']).toContain('<p>upgraded mine</p>');
  });

  test('`plugins.ts` being removed', async () => {
    const { root, next } = await built();
    rmSync(join(root, 'plugins.ts'));
    expect((await next()).counts).toMatchObject({ page: 3 });
    expect(readFiles(root)['dist/about/index.html']).not.toContain('Added');
  });
});

describe('a file that a plugin reads', () => {
  const reading: Files = {
    ...site,
    'plugins.ts': plugins(
      "path.endsWith('bb.md') ? 'none' : read('content/data/' + path.slice(path.lastIndexOf('/') + 1) + '.txt')",
    ),
    'content/data/a.md.txt': 'one',
  };

  test('is a read of that page alone, whether it exists or not', async () => {
    const { root, next } = await built(reading);
    expect(readFiles(root)['dist/posts/a/index.html']).toContain('<p>one</p>');
    expect(readFiles(root)['dist/about/index.html']).toContain('<p>null</p>');
    expect((await next()).counts).toEqual({});

    writeFiles(root, { 'content/data/a.md.txt': 'two' });
    const changed = await next();
    expect(changed.counts).toMatchObject({ page: 1 });
    expect(changed.why).toContain('because file of content/data/a.md.txt has changed');
    expect(readFiles(root)['dist/posts/a/index.html']).toContain('<p>two</p>');

    writeFiles(root, { 'content/data/about.md.txt': 'new' });
    expect((await next()).counts).toMatchObject({ page: 1 });
    expect(readFiles(root)['dist/about/index.html']).toContain('<p>new</p>');

    rmSync(join(root, 'content/data/a.md.txt'));
    expect((await next()).counts).toMatchObject({ page: 1 });
    expect(readFiles(root)['dist/posts/a/index.html']).toContain('<p>null</p>');
  });

  test('may name another, and is used: the report does not call it left out', async () => {
    const { root } = await built({
      ...site,
      'plugins.ts': plugins("read(read('content/data/first.txt') ?? 'content/none')"),
      'content/data/first.txt': 'content/data/second.txt',
      'content/data/second.txt': 'the end',
    });
    const { diagnostics } = await openClean(root).build();
    expect(diagnostics).toEqual([]);
    expect(readFiles(root)['dist/about/index.html']).toContain('<p>the end</p>');
  });

  test('is not called left out while the plugins can’t be loaded', async () => {
    const { root } = await built(reading);
    writeFiles(root, { 'plugins.ts': `import 'missing';\n${reading['plugins.ts']}` });
    const { diagnostics } = await openClean(root).build();
    expect(diagnostics.map(({ code }) => code)).toEqual(['plugins/not-found']);
    writeFiles(root, { 'plugins.ts': site['plugins.ts'] ?? '' });
    expect((await openClean(root).build()).diagnostics.map(({ code }) => code)).toEqual(['file/left-out']);
  });
});

test('`--verify` parses twice and names a plugin that returns something else', async () => {
  // The one way to the clock that is left.
  const clock = `(() => {
    const { format } = new Intl.DateTimeFormat('en', { minute: 'numeric', second: 'numeric', fractionalSecondDigits: 3 });
    const start = format();
    while (format() === start);
    return format();
  })()`;
  const { root } = await built({ ...site, 'plugins.ts': plugins(clock) });
  const verifying = openPlugins({ root, parsesTwice: true, cache: null });
  const clean = await openClean(root, { loadPlugins: verifying }).build();
  const unstable = differences(await openClean(root).build(), clean);
  expect(unstable.map(({ code, at }) => `${code} ${at?.path}`)).toEqual([
    'plugins/unstable content/pages/about.md',
    'plugins/unstable content/posts/a.md',
    'plugins/unstable content/posts/bb.md',
  ]);
  expect(unstable[0]?.message).toBe('the plugin `adds` returns something else when it runs on the same page again');
  writeFiles(root, { 'plugins.ts': site['plugins.ts'] ?? '' });
  const good = await openClean(root, { loadPlugins: verifying }).build();
  expect(differences(await openClean(root).build(), good)).toEqual([]);
});

test('a bundle is found in the cache until anything that it was made from changes', async () => {
  const { root } = await built();
  const cache = openToolCache({ folder: join(root, '../tool'), tool: 'x', isFresh: false, mayWrite: true });
  const keys: string[] = [];
  const counting: ToolCache = {
    read: (key) => cache.read(key),
    write(key, text) {
      keys.push(key);
      cache.write(key, text);
    },
  };
  const load = async () => (await openPlugins({ root, parsesTwice: false, cache: counting })(false)).value?.digest;
  const first = await load();
  expect([await load(), keys.length]).toEqual([first, 1]);
  // A file next to one that was used may be found before it.
  writeFiles(root, { 'other.ts': '' });
  expect([await load(), keys.length]).toEqual([first, 2]);
});

test('the guide’s plugin works', async () => {
  const guide = readFileSync(join(import.meta.dirname, '../../../content/pages/extending-octavo.md'), 'utf8');
  const listing = (title: string) =>
    new RegExp(`^\`\`\`ts title="${title}"\n([^]*?)^\`\`\``, 'm').exec(guide)?.[1] ?? '';
  const { root } = await built({
    ...site,
    'content/pages/about.md': '---\ntitle: About\n---\n\nGet %version%, :dog:\n',
    'content/version.txt': '1.2.3\n',
    'plugins/version.ts': listing('plugins/version.ts'),
    'plugins.ts': listing('plugins.ts'),
    'node_modules/remark-emoji/package.json': '{ "name": "remark-emoji", "main": "index.js", "type": "module" }',
    'node_modules/remark-emoji/index.js': 'export default function remarkEmoji() {}',
  });
  expect(readFiles(root)['dist/about/index.html']).toContain('Get 1.2.3, :dog:');
});
