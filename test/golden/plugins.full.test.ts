// Everything that can be wrong with a site's plugins, as users see it: each report names the plugin and the way out, and the other pages are
// parsed. The golden file has all reports. `npx vitest run test/golden -u` updates it; read the difference before you commit it.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatDiagnostics } from '../../src/cli/reports/report.ts';
import { isError } from '../../src/model/diagnostic.ts';
import { openPlugins } from '../../src/pipeline/cache/plugin-cache.ts';
import { readFiles, scratchFolder, writeFiles } from '../support/folder.ts';
import { startProcess } from '../support/rig.ts';

type Files = { readonly [path: string]: string };

const site: Files = {
  'content/site.yaml': 'title: Plugins\nurl: https://example.org\n',
  'content/posts/other.md': '---\ntitle: Other\ndate: 2026-11-02\n---\nNothing is wrong.\n\n<!--more-->\n\n> [!NOT]\n> But this.\n',
  'content/posts/bad.md': '---\ntitle: Bad\ndate: 2026-11-01\n---\nA text.\n\n<!--more-->\n\nBAD *things* happen.\n',
};

/** Misbehaves on the page that has the word `BAD`. */
function onBadPage(body: string, phase = 'rehype'): string {
  return `import { contextOf, definePlugins } from 'octavo/plugins';

function misbehaves() {
  return (tree: any, file: any) => {
    if (!String(file).includes('BAD')) return undefined;
    const element = (tagName: string, properties: object) => ({ type: 'element', tagName, properties, children: [] });
    ${body}
  };
}

export default definePlugins({ ${phase}: [misbehaves] });
`;
}

const reads = 'export default () => (tree, file) => { tree.children.push(read(file.path)); };';

/** Sites by what is wrong with them: a whole \`plugins.ts\`, or more files. */
const sites: { readonly [what: string]: Files } = {
  'a plugin throws': { 'plugins.ts': onBadPage("throw new Error('I expected a table.');") },
  'a plugin fails at a node': { 'plugins.ts': onBadPage("file.fail('Things are not allowed', tree.children.at(-1).children[1]);") },
  'a plugin warns about a node': { 'plugins.ts': onBadPage("file.message('Things are discouraged', tree.children.at(-1).children[1]);", 'remark') },
  'a plugin never ends': { 'plugins.ts': onBadPage('for (;;);') },
  'a plugin gives up its turn without end': { 'plugins.ts': onBadPage('return (async () => { for (;;) await null; })();') },
  'a plugin waits for ever': { 'plugins.ts': onBadPage('return new Promise(() => {});') },
  'a plugin returns no tree': { 'plugins.ts': onBadPage("return { type: 'element' };") },
  'a plugin breaks the tree': { 'plugins.ts': onBadPage("tree.children.push({ type: 'element', tagName: 'b' });") },
  'a plugin emits an inline style': { 'plugins.ts': onBadPage("tree.children.push(element('b', { style: 'color: red' }));") },
  'a plugin emits an inline script': { 'plugins.ts': onBadPage("tree.children.push(element('script', {}));") },
  'a plugin emits a handler': { 'plugins.ts': onBadPage("tree.children.push(element('b', { onClick: 'go()' }));") },
  'a plugin emits an address that runs code': { 'plugins.ts': onBadPage("tree.children.push(element('a', { href: 'javascript:go()' }));") },
  'a plugin emits a frame': { 'plugins.ts': onBadPage("tree.children.push(element('iframe', { src: 'https://example.com/' }));") },
  'a plugin asks for the time': { 'plugins.ts': onBadPage('new Date();') },
  'a plugin asks for the environment': { 'plugins.ts': onBadPage('process.env.HOME;') },
  'a plugin reads a file elsewhere': { 'plugins.ts': onBadPage("contextOf(file).read('../../secret.txt');") },
  'a plugin returns something else the second time': {
    // The one way to the clock that is left.
    'plugins.ts': onBadPage(`const { format } = new Intl.DateTimeFormat('en', { second: 'numeric', fractionalSecondDigits: 3 });
    const start = format();
    while (format() === start);
    tree.children.push({ type: 'text', value: format() });`),
  },
  'a package reaches the file system': {
    'node_modules/remark-reads/package.json': '{ "name": "remark-reads", "main": "index.js", "type": "module" }',
    'node_modules/remark-reads/index.js': `import { read } from './lib/read.js';\n${reads}`,
    'node_modules/remark-reads/lib/read.js': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
    'plugins.ts': "import { definePlugins } from 'octavo/plugins';\nimport remarkReads from 'remark-reads';\n\nexport default definePlugins({ remark: [remarkReads] });\n",
  },
  'a package has native code': {
    'node_modules/remark-native/package.json': '{ "name": "remark-native", "main": "index.js" }',
    'node_modules/remark-native/index.js': "module.exports = require('./build/native.node');",
    'node_modules/remark-native/build/native.node': '',
    'plugins.ts': "import remarkNative from 'remark-native';\n\nexport default { remark: [remarkNative] };\n",
  },
  'a package is not installed': { 'plugins.ts': "import remarkMissing from 'remark-missing';\n\nexport default { remark: [remarkMissing] };\n" },
  'a mistake in the syntax of a file': {
    'plugins/own.ts': 'export function own() {\n  return (tree) => {\n    tree.children.push(;\n  };\n}\n',
    'plugins.ts': "import { own } from './plugins/own.ts';\n\nexport default { remark: [own] };\n",
  },
  'no default export': { 'plugins.ts': 'export const plugins = {};\n' },
  'an unknown phase': { 'plugins.ts': 'export default { remarks: [] };\n' },
  'no plugin': { 'plugins.ts': "export default { remark: ['remark-emoji'], rehype: {} };\n" },
  'options that are not JSON': {
    'plugins.ts': 'function takes() {}\n\nexport default { rehype: [[takes, { test: /x/, deep: { build: () => null } }]] };\n',
  },
  'options that the plugin refuses': {
    'plugins.ts': "function strict(options: { depth?: number }) {\n  if (options.depth === undefined) throw new Error('Expected `depth`.');\n}\n\nexport default { rehype: [[strict, {}]] };\n",
  },
  'the file itself throws': { 'plugins.ts': "const year = new Date().getFullYear();\nexport default { remark: [], year };\n" },
  'syntax that the native parser can’t read': {
    'content/site.yaml': 'title: Plugins\nurl: https://example.org\nmarkdown: {parser: satteri}\n',
    'plugins.ts': 'function addsSyntax(this: any) {\n  this.data().micromarkExtensions ??= [];\n  this.data().micromarkExtensions.push({});\n}\n\nexport default { remark: [addsSyntax] };\n',
  },
  'syntax in another phase': {
    'plugins.ts': 'function addsSyntax(this: any) {\n  this.data().micromarkExtensions ??= [];\n  this.data().micromarkExtensions.push({});\n}\n\nexport default { rehype: [addsSyntax] };\n',
  },
  'another parser': { 'plugins.ts': 'function parses(this: any) {\n  this.parser = () => ({ type: "root", children: [] });\n}\n\nexport default { remark: [parses] };\n' },
};

test('every misbehavior of a plugin is reported, and the build goes on with the other pages', async () => {
  const sections: string[] = [];
  for (const [what, files] of Object.entries(sites)) sections.push(`######## ${what}\n\n${await reportOf(what, files)}\n`);
  await expect(sections.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, 'plugins.txt'));
}, 300_000);

async function reportOf(what: string, files: Files): Promise<string> {
  const scratch = scratchFolder();
  const root = join(scratch, 'site');
  writeFiles(root, { ...site, ...files, 'dist/index.html': 'the last good build', 'dist/.octavo-files': '\nindex.html\n' });
  const before = readFiles(join(root, 'dist'));
  // As `build --verify` does it.
  const loadPlugins = openPlugins({ root, parsesTwice: true, cache: null });
  const program = startProcess(root, join(scratch, 'cache'), { loadPlugins });
  const { diagnostics, report } = await program.build();
  const text = formatDiagnostics(diagnostics, program.session.textOf).replace(/\u001B\[\d+m/g, '');
  program.end();
  const plugins = diagnostics.filter(({ code }) => code.startsWith('plugins/'));
  expect(plugins.length, what).toBeGreaterThan(0);
  // The other page was parsed.
  expect(diagnostics.map(({ code }) => code)).toContain('callout/unknown-kind');
  for (const { at } of plugins) {
    const length = at ? program.session.textOf(at.path)?.length : null;
    expect(at !== null && at.start >= 0 && at.start <= at.end && at.end <= (length ?? -1), text).toBe(true);
  }
  if (diagnostics.some(isError)) {
    expect(report).toBeNull();
    expect(readFiles(join(root, 'dist'))).toEqual(before);
  }
  // The same mistake of the other page each time says nothing more.
  return text.replace(/(?:^|\n\n)warning\[callout\/unknown-kind\][^]*?(?=\n\n|$)/, '').replace(/^\n+/, '');
}
