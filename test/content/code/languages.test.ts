// Guards the names of languages: every grammar of highlight.js is there under all its names, loaded alone and shown the same whatever was
// loaded before, and the guide lists them.

import { readFileSync } from 'node:fs';
import hljs from 'highlight.js';
import { describe, expect, test } from 'vitest';
import { grammarNames, grammarOf, grammars } from '../../../src/content/code/grammars.ts';
import { languageLabel } from '../../../src/content/code/languages.ts';
import { pageOf, shownHtml } from '../../support/shown.ts';

/** Names that two grammars claim, or that mean something else to most people. */
const givenToOthers = {
  lasso: ['ls'],
  mercury: ['m', 'moo'],
  plaintext: ['text', 'txt'],
  roboconf: ['graph', 'instances'],
  shell: ['console', 'shellsession'],
  sml: ['ml'],
};

test('every grammar of highlight.js is there under its own names', () => {
  const others = new Map<string, readonly string[]>(Object.entries(givenToOthers));
  for (const name of hljs.listLanguages()) {
    if (name !== 'plaintext') expect(grammarOf(name)).toBe(name);
    for (const alias of hljs.getLanguage(name)?.aliases ?? [])
      if (!others.get(name)?.includes(alias)) expect([alias, grammarOf(alias.toLowerCase())]).toEqual([alias, name]);
  }
});

test('each name means one language', () => {
  const all = Object.entries(grammars).flatMap(([name, [, names = '']]) => [name, ...names.split(' ').filter(Boolean)]);
  expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  expect(all.filter((name) => !/^[a-z0-9][\w+#.-]*$/.test(name))).toEqual([]);
});

/** The languages that a grammar highlights inside, in any depth. */
function embeddedIn(name: string): readonly string[] {
  const source = readFileSync(
    new URL(`../../../node_modules/highlight.js/lib/languages/${name}.js`, import.meta.url),
    'utf8',
  );
  return Array.from(source.matchAll(/subLanguage:\s*(\[[^\]]*\]|['"][\w-]+['"])/g), ([, list = '']) => list)
    .flatMap((list) => list.match(/[\w-]+/g) ?? [])
    .filter((inner) => inner !== name);
}

test('each grammar comes with the languages inside', () => {
  for (const [name, [, , embedded = '']] of Object.entries(grammars))
    expect([name, ...new Set(embeddedIn(name))].toSorted()).toEqual(
      [name, ...embedded.split(' ').filter((one) => one !== '' && name !== 'http')].toSorted(),
    );
});

test.each(
  `vue svelte sass fish psql jinja2 objective-c dotenv .env astro hlsl jsonl terraform promql zig mysql tsql elisp racket wat kubernetes
  Dockerfile C++ C# F# objective-c++ PowerShell batch env cuda nasm mdx gdscript html+erb systemverilog Makefile plsql octave
  .gitignore solidity prisma rst typst bicep nushell gawk ipynb rescript smt2 maven dtd crontab nftables sed ssh-config mediawiki stdout
  blade.php opencl postscript`.split(/\s+/),
)('%s is known', async (name) => {
  const { diagnostics } = await pageOf(`Text.\n\n<!--more-->\n\n\`\`\`${name}\na = 1\n\`\`\`\n`);
  expect(diagnostics).toEqual([]);
});

test.each([
  ['pyhton', 'python'],
  ['javasript', 'javascript'],
  ['sveltte', 'svelte'],
  ['pyton', 'python'],
  ['promqll', 'promql'],
])('%s suggests %s', async (name, suggestion) => {
  const { diagnostics } = await pageOf(`Text.\n\n<!--more-->\n\n\`\`\`${name}\na = 1\n\`\`\`\n`);
  expect(diagnostics).toMatchObject([{ code: 'code/unknown-language', hint: `did you mean \`${suggestion}\`?` }]);
});

describe('a block is the same whatever was loaded before', () => {
  const block = '```http\nGET / HTTP/1.1\nHost: example.org\n\nfn main() { let x = 1; }\n```\n';

  test('http, which looks for any language in its body', async () => {
    const before = shownHtml((await pageOf(block)).value.body.html);
    await pageOf('```rust\nfn main() {}\n```\n\n```swift\nlet x = 1\n```\n\n```sml\nval x = 1\n```\n');
    expect(shownHtml((await pageOf(block)).value.body.html)).toBe(before);
    expect(before).toContain('hljs-attribute');
  });

  test('ocaml, whose short name another grammar claims', async () => {
    const ocaml = '```ml\nlet x = `A\n```\n';
    const before = shownHtml((await pageOf(ocaml)).value.body.html);
    await pageOf('```sml\nval x = 1\n```\n');
    expect(shownHtml((await pageOf(ocaml)).value.body.html)).toBe(before);
  });

  test('Vue, with its script and its style', async () => {
    const vue = '```vue\n<script>const x = `a`;</script>\n<style>p { color: red }</style>\n```\n';
    const html = shownHtml((await pageOf(vue)).value.body.html);
    expect(html).toContain('data-language="Vue"');
    expect(html).toContain('hljs-keyword">const');
    expect(html).toContain('hljs-attribute">color');
  });
});

test('labels', () => {
  expect(['vue', 'sass', 'objective-c', 'env', 'c++', 'unheard-of', 'text', 'go'].map(languageLabel)).toEqual([
    'Vue',
    'Sass',
    'Objective-C',
    '.env',
    'C++',
    'unheard-of',
    null,
    'Go',
  ]);
});

test('the guide lists every name', () => {
  const guide = readFileSync(new URL('../../../content/pages/languages.md', import.meta.url), 'utf8');
  const rows = Array.from(guide.matchAll(/^\| (`.*) \|$/gm), ([, row = '']) => row.match(/[^`|, ]+/g) ?? []);
  expect(rows.flat().toSorted()).toEqual([...grammarNames()].toSorted());
});
