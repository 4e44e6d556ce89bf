// A page never pays for features that it does not use: renderers and their libraries load when a page first needs them.

import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test, vi } from 'vitest';
import { pageOf } from '../support/shown.ts';

const root = join(import.meta.dirname, '../..');

const loaded = vi.hoisted(() => new Set<string>());

vi.mock('@viz-js/viz', async (original) => {
  loaded.add('viz');
  return original();
});
vi.mock('d3-scale', async (original) => {
  loaded.add('d3-scale');
  return original();
});
vi.mock('temml', async (original) => {
  loaded.add('temml');
  return original();
});
vi.mock('highlight.js/lib/languages/elixir', async (original) => {
  loaded.add('elixir');
  return original();
});
vi.mock('../../src/content/code/console.ts', async (original) => {
  loaded.add('console');
  return original();
});
vi.mock('../../src/content/code/tabs.ts', async (original) => {
  loaded.add('tabs');
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
vi.mock('../../src/content/diagrams/mermaid/mermaid.ts', async (original) => {
  loaded.add('mermaid');
  return original();
});
vi.mock('../../src/content/diagrams/plot.ts', async (original) => {
  loaded.add('plot');
  return original();
});
vi.mock('../../src/content/diagrams/sequence/sequence.ts', async (original) => {
  loaded.add('sequence');
  return original();
});
vi.mock('../../src/content/directives/read-directives.ts', async (original) => {
  loaded.add('directives');
  return original();
});
vi.mock('micromark-extension-directive', async (original) => {
  loaded.add('micromark-extension-directive');
  return original();
});
vi.mock('mdast-util-directive', async (original) => {
  loaded.add('mdast-util-directive');
  return original();
});
vi.mock('../../src/content/plugins/plugin-run.ts', async (original) => {
  loaded.add('plugins');
  return original();
});

test('a plain post loads no renderer, and each feature loads its own', async () => {
  await pageOf(
    '# Plain\n\nText[^1] at 10:30 with `code`, std::vector, $5.\n\n```go\nx := 1\n```\n\n> [!NOTE]\n> x\n\n[^1]: Note.\n',
  );
  expect([...loaded]).toEqual([]);
  await pageOf('```console\n$ ls\n```\n');
  expect([...loaded]).toEqual(['console']);
  await pageOf('```go tab=a /x/ {1} focus=1 collapse=1\nx := 1 // <1>\n```\n\n1. One.\n\n```go tab=b\nx\n```\n');
  expect([...loaded]).toEqual(['console', 'tabs']);
  loaded.delete('tabs');
  await pageOf('$$x$$\n');
  expect([...loaded]).toEqual(['console', 'math', 'temml']);
  await pageOf('```sequence alt="x"\nA->>B: x\n```\n\n```dot alt="x"\ndigraph{a}\n```\n');
  expect([...loaded].sort()).toEqual(['console', 'dot', 'math', 'sequence', 'temml', 'viz']);
  await pageOf('```plot alt="x"\na,b\n1,2\n```\n');
  const before = ['console', 'd3-scale', 'dot', 'math', 'plot', 'sequence', 'temml', 'viz'];
  expect([...loaded].sort()).toEqual(before);
  await pageOf('```mermaid alt="x"\nflowchart\nA --> B\n```\n');
  const all = [...before, 'mermaid'].sort();
  expect([...loaded].sort()).toEqual(all);
  await pageOf('Text.\n', { plugins: 'module.exports = { default: {} };' });
  expect([...loaded].sort()).toEqual([...all, 'plugins'].sort());
  await pageOf(':::note\nText.\n:::\n');
  const directives = ['directives', 'mdast-util-directive', 'micromark-extension-directive'];
  expect([...loaded].sort()).toEqual([...all, 'plugins', ...directives].sort());
  await pageOf('```ex\n1\n```\n');
  expect(loaded).toContain('elixir');
});

describe('modules that load at start', () => {
  /** Files and packages that load with a file, without dynamic imports. */
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
      for (const imported of metafile.inputs[path]?.imports ?? [])
        if (imported.kind === 'import-statement') visit(imported.path);
    };
    visit(entry);
    return [...seen].filter((path) => !path.startsWith('node:')).map((path) => relative('.', path));
  }

  const costly = [
    'sharp',
    '@resvg/resvg-js',
    '@viz-js/viz',
    'temml',
    'd3-array',
    'd3-scale',
    'd3-shape',
    'esbuild',
    'lightningcss',
    'satteri',
    'chokidar',
    'ws',
    'diff',
    'toml-eslint-parser',
    'micromark-extension-directive',
    'mdast-util-directive',
  ];
  const features = [
    'src/content/code/console.ts',
    'src/content/code/tabs.ts',
    'src/content/diagrams/dot.ts',
    'src/content/diagrams/graph-svg.ts',
    'src/content/diagrams/math.ts',
    'src/content/diagrams/mermaid/flowchart.ts',
    'src/content/diagrams/mermaid/layout.ts',
    'src/content/diagrams/mermaid/mermaid.ts',
    'src/content/diagrams/plot.ts',
    'src/content/diagrams/plot-layout.ts',
    'src/content/diagrams/sequence/sequence.ts',
    'src/content/diagrams/sequence/layout.ts',
    'src/content/directives/directive-slots.ts',
    'src/content/directives/read-directives.ts',
    'src/content/directives/syntax.ts',
    'src/content/plugins/check-plugins.ts',
    'src/content/plugins/hidden-properties.ts',
    'src/content/plugins/plugin-list.ts',
    'src/content/plugins/plugin-run.ts',
    'src/content/plugins/plugin-realm.ts',
    'src/content/plugins/safe-output.ts',
    'src/content/plugins/tree-check.ts',
    'src/pipeline/inputs/bundle-plugins.ts',
  ];
  const entries = [
    'src/main.ts',
    'src/cli/commands/build.ts',
    'src/cli/commands/check.ts',
    'src/cli/commands/dev.ts',
    'src/pipeline/parse/worker.ts',
  ];
  test.each(entries)('%s', async (entry) => {
    expect(features.every((path) => existsSync(join(root, path)))).toBe(true);
    const loaded = await loadedWith(entry);
    expect(loaded).toContain(entry);
    expect(
      loaded.filter(
        (path) => [...costly, ...features].includes(path) || path.startsWith('highlight.js/lib/languages/'),
      ),
    ).toEqual([]);
  });
});
