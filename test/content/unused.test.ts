// What a page does not use costs it nothing: renderers and their libraries are loaded when a page first needs them.

import { Session } from 'node:inspector/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, test, vi } from 'vitest';
import { byCodeUnit } from '../../src/text/order.ts';
import { pageOf } from '../support/shown.ts';

const root = join(import.meta.dirname, '../..');

const loaded = vi.hoisted(() => new Set<string>());

vi.mock('@viz-js/viz', async (original) => {
  loaded.add('viz');
  return original();
});
vi.mock('temml', async (original) => {
  loaded.add('temml');
  return original();
});
vi.mock('../../src/content/code/console.ts', async (original) => {
  loaded.add('console');
  return original();
});
vi.mock('../../src/content/diagrams/dot.ts', async (original) => {
  loaded.add('dot');
  return original();
});
vi.mock('../../src/content/diagrams/math.ts', async (original) => {
  loaded.add('math');
  return original();
});
vi.mock('../../src/content/diagrams/sequence.ts', async (original) => {
  loaded.add('sequence');
  return original();
});

test('a plain post loads no renderer, each use loads its own', async () => {
  await pageOf('# Plain\n\nText[^1] with `code`, $5.\n\n```go\nx := 1\n```\n\n> [!NOTE]\n> x\n\n[^1]: Note.\n');
  expect([...loaded]).toEqual([]);
  await pageOf('```console\n$ ls\n```\n');
  expect([...loaded]).toEqual(['console']);
  await pageOf('$$x$$\n');
  expect([...loaded]).toEqual(['console', 'math', 'temml']);
  await pageOf('```sequence alt="x"\nA->>B: x\n```\n\n```dot alt="x"\ndigraph{a}\n```\n');
  expect([...loaded].sort()).toEqual(['console', 'dot', 'math', 'sequence', 'temml', 'viz']);
});

/** Functions of each feature that a plain post calls: those that look for what isn't there. Of files that are not named none is called. */
const looking: { readonly [file: string]: readonly string[] } = {
  callouts: ['callouts'],
  figures: ['eachNode', 'figures', 'makeFigure'],
  'footnote-checks': ['eachNode', 'footnoteChecks'],
  'footnote-marks': ['footnoteMarks', 'traces'],
  footnotes: ['footnotes', 'isNotes'],
  'line-punctuation': ['punctuated'],
  'math-syntax': ['isFormula'],
  'raw-html': ['rawHtml', 'separateComments'],
  tables: ['tables'],
  tasks: ['tasks'],
};

/** What a post needs that has headings, lists, links and code. */
const core = new Set(
  `addresses allowed-html anchors clean-text code-lines copy dates destinations effort excerpt fence-info fences fields front-matter gfm
  heading-ids headings highlighting holes ids includes languages line-ends links listings manuscript markup meta native-parser nesting page passage
  paths processor punctuation reading-time sanitize schema schema-keys spans text-width tree words yaml-record`.split(
    /\s+/,
  ),
);

test('of features that it does not use, a plain post runs no more than what looks for them', async () => {
  const plain = '# Head\n\nText with `code`.\n\n- a\n- b\n\n[x](https://example.org/)\n\n```go\nx := 1\n```\n';
  await pageOf(plain);
  const called = await calledBy(() => pageOf(plain));
  for (const file of core) called.delete(file);
  expect(Object.fromEntries(called)).toEqual(looking);
});

/** Names of the functions of `src/content/` that ran, by file without ending. */
async function calledBy(work: () => Promise<unknown>): Promise<Map<string, readonly string[]>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await session.post('Profiler.takePreciseCoverage');
  await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  const files = result.filter(({ url }) => url.includes('/src/content/'));
  const called = files.map(({ url, functions }) => {
    const path = url.startsWith('file:') ? fileURLToPath(url) : url;
    const names = functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0).map(({ functionName }) => functionName);
    const own = new Set(names.filter((name) => name !== ''));
    return [path.replace(/^.*\/|\.ts$/g, ''), [...own].toSorted(byCodeUnit)] as const;
  });
  return new Map(called.filter(([, names]) => names.length > 0));
}

describe('what is loaded before anything is asked for', () => {
  /** Files and packages that load with a file, dynamic imports left out. */
  async function loadedWith(entry: string): Promise<readonly string[]> {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
    });
    const seen = new Set<string>();
    const visit = (path: string) => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const one of metafile.inputs[path]?.imports ?? []) if (one.kind === 'import-statement') visit(one.path);
    };
    visit(entry);
    return [...seen].filter((path) => !path.startsWith('node:')).map((path) => relative('.', path));
  }

  const costly = [
    'sharp',
    '@resvg/resvg-js',
    '@viz-js/viz',
    'temml',
    'esbuild',
    'lightningcss',
    'satteri',
    'chokidar',
    'ws',
    'diff',
  ];
  const features = ['console', 'dot', 'graph-svg', 'math', 'sequence', 'sequence-drawing'].map(
    (name) => `src/content/${name}.ts`,
  );
  const entries = [
    'src/main.ts',
    'src/cli/commands/build.ts',
    'src/cli/commands/check.ts',
    'src/cli/commands/dev.ts',
    'src/pipeline/parse/worker.ts',
  ];
  test.each(entries)('%s', async (entry) => {
    const loaded = await loadedWith(entry);
    expect(loaded).toContain(entry);
    expect(loaded.filter((path) => [...costly, ...features].includes(path))).toEqual([]);
  });
});
