// Random edits of a site's plugins and directives, of their options, what they import and read, of components, posts and the theme, with a
// build after every eight.

import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { openPlugins } from '../../../src/pipeline/cache/plugin-cache.ts';
import { openToolCache } from '../../../src/pipeline/cache/tool-cache.ts';
import { listName } from '../../../src/pipeline/output/emit.ts';
import { quickFolder, readFiles, writeFiles } from '../../support/folder.ts';
import { randomRun } from '../../support/random.ts';
import { cleanBuild, copyThemeWithHeading, type Process, type RigOptions, startProcess } from '../../support/rig.ts';

/** Each has 21 rounds of eight edits. */
export const series = randomRun('plugin-series', { quick: 3, full: 20, soak: 200 });

const files = ['content/data/x.txt', 'content/data/y.txt', 'content/posts/a.txt', 'public/p.txt'] as const;

/** What a plugin adds to a page. */
const expressions = [
  "'constant'",
  'options.word',
  'own',
  'word',
  'path',
  "read('content/data/x.txt')",
  "read('./a.txt')",
  "read(read('content/data/x.txt') ?? 'content/data/y.txt')",
  "path.includes('b.md') ? read('public/p.txt') : 'other'",
] as const;

interface Plugins {
  readonly phase: 'remark' | 'rehype' | 'rehypeLast';
  readonly expression: (typeof expressions)[number];
  readonly word: string;
  readonly isFailing: boolean;
}

const plugins: fc.Arbitrary<Plugins> = fc.record({
  phase: fc.constantFrom('remark', 'rehype', 'rehypeLast'),
  expression: fc.constantFrom(...expressions),
  word: fc.constantFrom('first', 'second'),
  isFailing: fc.constantFrom(false, false, false, false, false, false, true),
});

const text = fc.constantFrom('one', 'two', 'content/data/y.txt');

/** What a post has after its text, and what its directive is. */
const directives = [
  '',
  ':::card{word="one"}\nInside.\n:::\n',
  ':::card{word="two" to=b.md}\n:::card{word="three"}\nInside.\n:::\n',
  '::card{to=../data/x.txt}\n',
  ':::note Title\nInside.\n:::\n',
] as const;

/** Components: with other markup, properties that a post has or lacks, a mistake, and none. */
const component = fc.oneof(
  fc.constantFrom(
    componentOf("{ word: 'text?', to: 'link?' }", '<b>{word} {to} {children}</b>'),
    componentOf("{ word: 'text?', to: 'link?' }", '<i>{word} {children}</i>'),
    componentOf("{ word: 'text', to: 'text?' }", '<b>{word} {to} {children}</b>'),
    componentOf("{ word: ['one', 'two'] }", '<b>{word}</b>'),
    componentOf('{}', '(<b></b>'),
  ),
  fc.constant(null),
);

function componentOf(schema: string, html: string): string {
  return `import { heading } from '../heading.ts';
export const schema = ${schema};
export default ({ word, to, children }: any) => <section title={heading}>${html}</section>;
`;
}

const edit = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('plugins' as const), plugins }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('no plugins' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('own' as const), text }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('package' as const), text }) },
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constant('file' as const),
      path: fc.constantFrom(...files),
      text: fc.option(text),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('post' as const),
      name: fc.constantFrom('a', 'b', 'c'),
      text: fc.option(text),
      directive: fc.constantFrom(...directives),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('component' as const),
      name: fc.constantFrom('card', 'card', 'card', 'note'),
      component,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('theme' as const), text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

export const rounds = fc.array(fc.array(edit, { minLength: 8, maxLength: 8 }), { minLength: 21, maxLength: 21 });

function sourceOf({ phase, expression, word, isFailing }: Plugins): string {
  const node =
    phase === 'remark'
      ? "{ type: 'paragraph', children: [{ type: 'text', value }] }"
      : "{ type: 'element', tagName: 'p', properties: {}, children: [{ type: 'text', value }] }";
  return `import word from 'word';
import { contextOf, definePlugins } from 'octavo/plugins';
import { own } from './plugins/own.ts';

function adds(options) {
  return (tree, file) => {
    const { read, path } = contextOf(file);
    if (${isFailing} && String(file).includes('two')) file.fail('two', tree.children[0]);
    const value = String(${expression});
    tree.children.push(${node});
  };
}

export default definePlugins({ ${phase}: [[adds, { word: '${word}' }]] });
`;
}

function apply(step: Edit, root: string): void {
  const set = (path: string, content: string | null) => {
    if (content === null) rmSync(join(root, path), { force: true });
    else writeFiles(root, { [path]: content });
  };
  if (step.kind === 'plugins') set('plugins.ts', sourceOf(step.plugins));
  if (step.kind === 'no plugins') set('plugins.ts', null);
  if (step.kind === 'own') set('plugins/own.ts', `export const own: string = '${step.text}';\n`);
  if (step.kind === 'package') set('node_modules/word/index.js', `module.exports = '${step.text}';\n`);
  if (step.kind === 'file') set(step.path, step.text);
  if (step.kind === 'post')
    set(`content/posts/${step.name}.md`, step.text === null ? null : postOf(step.name, step.text, step.directive));
  if (step.kind === 'component') set(`templates/directives/${step.name}.tsx`, step.component);
  if (step.kind === 'theme') set('templates/heading.ts', `export const heading = '${step.text}';\n`);
}

function postOf(name: string, text: string, directive: string): string {
  return `---\ntitle: ${name}\ndate: 2026-11-02\n---\n\nOpening.\n\n<!--more-->\n\nText ${text}\n\n${directive}`;
}

const first = {
  'content/site.yaml': 'title: S\nurl: https://example.org\n',
  'content/posts/a.md': postOf('a', 'one', directives[1]),
  'content/posts/b.md': postOf('b', 'one', ''),
  'templates/directives/card.tsx': componentOf("{ word: 'text?', to: 'link?' }", '<b>{word} {to} {children}</b>'),
  'content/data/x.txt': 'one',
  'node_modules/word/package.json': '{ "name": "word", "main": "index.js" }',
  'node_modules/word/index.js': "module.exports = 'one';\n",
  'plugins/own.ts': "export const own: string = 'one';\n",
  'plugins.ts': sourceOf({
    phase: 'rehype',
    expression: "read('content/data/x.txt')",
    word: 'first',
    isFailing: false,
  }),
};

/** Applies edits, and builds after each round: the site and its diagnostics are those of a clean build. */
export async function warmEqualsClean(
  rounds: readonly (readonly Edit[])[],
  forgetful: Pick<RigOptions, 'parse' | 'bundle'> = {},
): Promise<void> {
  const folder = quickFolder();
  const [root, cache] = [join(folder, 'site'), join(folder, 'cache')];
  copyThemeWithHeading(root);
  writeFiles(root, first);
  const templates = join(root, 'templates');
  const toolCache = openToolCache({ folder: join(cache, 'tool'), tool: 'test', isFresh: false, mayWrite: true });
  const start = (): Process =>
    startProcess(root, cache, {
      templates,
      loadPlugins: openPlugins({ root, parsesTwice: false, cache: toolCache }),
      ...forgetful,
    });
  let warm = start();
  try {
    for (const steps of rounds) {
      for (const step of steps) apply(step, root);
      if (steps.some(({ kind }) => kind === 'restart')) {
        warm.end();
        warm = start();
      }
      const { diagnostics } = await warm.build();
      const clean = await cleanBuild(root, { templates });
      expect(diagnostics).toEqual(clean.diagnostics);
      if (clean.outputs === null) continue;
      const { [listName]: _list, ...now } = existsSync(join(root, 'dist')) ? readFiles(join(root, 'dist')) : {};
      expect(now).toEqual(clean.outputs);
    }
  } finally {
    warm.end();
    rmSync(dirname(root), { recursive: true, force: true });
  }
}
