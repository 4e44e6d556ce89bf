// The shape of the code: who may import whom, and through which door each library is reached.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Folders of `src/` that each may import from, besides itself and its own sub-folders. */
const mayImport: { readonly [folder: string]: readonly string[] } = {
  text: [],
  model: ['text'],
  system: ['text'],
  engine: ['text', 'system'],
  content: ['text', 'model'],
  site: ['text', 'model'],
  theme: ['text', 'model'],
  pipeline: ['text', 'model', 'content', 'site', 'theme', 'system', 'engine'],
  dev: ['text', 'model', 'content', 'site', 'theme', 'system', 'engine', 'pipeline'],
  labs: ['text', 'model', 'content', 'site', 'theme', 'system', 'engine', 'pipeline'],
  import: ['text', 'model', 'content', 'site', 'system', 'engine', 'pipeline'],
  cli: ['text', 'model', 'content', 'site', 'theme', 'system', 'engine', 'pipeline', 'dev', 'labs', 'import'],
  main: ['cli'],
};

/** Sub-folders from the lowest to the highest: each may import from those before it. A folder's own files are `.`. */
const layers: { readonly [folder: string]: readonly string[] } = {
  content: [
    'context',
    'limits',
    'settings',
    'front-matter',
    'lab',
    'svg',
    'html',
    'raw-html',
    'markdown',
    'diagrams',
    'diagrams/sequence',
    'diagrams/mermaid',
    'code',
    'directives',
    'plugins',
    '.',
  ],
  site: [
    '.',
    'catalog',
    'search',
    'files',
    'routes',
    'published',
    'directives',
    'links',
    'cards',
    'feeds',
    'views/parts',
    'views',
  ],
  engine: ['graph', 'store', '.'],
  pipeline: ['git', 'inputs', 'cache', 'rule-values', 'parse', 'output', 'images', 'checks', '.'],
  dev: ['watch', 'live', 'browser', 'server', '.'],
  import: ['tags', 'markdown', 'source', 'hugo', 'jekyll', 'hexo', 'astro', 'eleventy', 'convert', 'against', '.'],
  cli: ['reports', '.', 'commands'],
};

/** The one place (file or folder) for each library that has a door. */
const doors: { readonly [library: string]: readonly string[] } = {
  'gray-matter': ['src/content/front-matter/front-matter.ts'],
  'toml-eslint-parser': ['src/content/settings/toml-record.ts'],
  yaml: ['src/content/settings/yaml-record.ts', 'src/import/source/', 'src/import/convert/'],
  acorn: ['src/import/source/js-literals.ts'],
  gemoji: ['src/import/markdown/emoji.ts'],
  'rehype-remark': ['src/import/markdown/html.ts'],
  'remark-stringify': ['src/import/markdown/html.ts'],
  'remark-mdx': ['src/import/markdown/mdx-parser.mjs'],
  chokidar: ['src/dev/watch/folder-watch.ts'],
  ws: ['src/dev/server/hub.ts'],
  idiomorph: ['src/dev/browser/client.ts'],
  'image-size': ['src/pipeline/images/assets.ts'],
  '@resvg/resvg-js': ['src/pipeline/images/draw-card.ts'],
  sharp: ['src/pipeline/images/encode.ts'],
  esbuild: ['src/theme/', 'src/pipeline/inputs/bundle-plugins.ts'],
  lightningcss: ['src/theme/'],
  diff: ['src/text/unified-diff.ts'],
  'get-east-asian-width': ['src/text/display-width.ts'],
  picocolors: ['src/cli/'],
  '@viz-js/viz': ['src/content/'],
  temml: ['src/content/'],
  'd3-array': ['src/content/diagrams/plot-layout.ts', 'src/content/diagrams/plot-table.ts'],
  'd3-scale': ['src/content/diagrams/plot-layout.ts'],
  'd3-shape': ['src/content/diagrams/plot-layout.ts'],
  'micromark-extension-math': ['src/content/markdown/math-syntax.ts'],
  'mdast-util-math': ['src/content/'],
  'micromark-extension-directive': ['src/content/directives/syntax.ts'],
  'mdast-util-directive': ['src/content/directives/'],
  satteri: ['src/content/native-parser.ts'],
  zod: ['src/content/'],
};

/** Folders whose files may use Node's own modules for effects. */
const mayUseNode = [
  'src/pipeline/',
  'src/cli/',
  'src/dev/',
  'src/engine/',
  'src/content/plugins/plugin-realm.ts',
  'src/import/',
  'src/labs/',
  'src/system/',
  'src/theme/',
  'src/main.ts',
  'src/text/digest.ts',
];

interface Import {
  readonly file: string;
  readonly target: string;
}

/** Everything wrong with a set of imports. */
function complaints(imports: readonly Import[]): string[] {
  return imports.flatMap(({ file, target }) => {
    if (target.startsWith('.')) return direction(file, relative(root, join(root, dirname(file), target)));
    if (target.startsWith('node:'))
      return mayUseNode.some((place) => file.startsWith(place)) ? [] : [`${file} uses ${target}`];
    const library = target
      .split('/')
      .slice(0, target.startsWith('@') ? 2 : 1)
      .join('/');
    const door = doors[library];
    return door && !door.some((place) => file.startsWith(place)) ? [`${file} reaches ${library} past its door`] : [];
  });
}

function direction(file: string, target: string): string[] {
  const [from, to] = [folderOf(file), folderOf(target)];
  if (from !== to) return mayImport[from]?.includes(to) ? [] : [`${file} imports ${target}`];
  const order = layers[from];
  if (!order) return [];
  return order.indexOf(layerOf(target, order)) <= order.indexOf(layerOf(file, order))
    ? []
    : [`${file} imports ${target}`];
}

function folderOf(path: string): string {
  return /^src\/([^/.]+)/.exec(path)?.[1] ?? path;
}

/** The layer of a file in its folder; fails for a sub-folder that no layer names. */
function layerOf(path: string, order: readonly string[]): string {
  const within = dirname(path).split('/').slice(2).join('/') || '.';
  if (!order.includes(within)) throw new Error(`${path} is in no layer of its folder: add it to \`layers\``);
  return within;
}

/** Files that import each other, directly or around corners: one list for each knot. Types count, too. */
function cycles(imports: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { file, target } of imports) {
    if (!target.startsWith('.')) continue;
    targets.set(file, [...(targets.get(file) ?? []), relative(root, join(root, dirname(file), target))]);
  }
  const reachable = (from: string): Set<string> => {
    const seen = new Set<string>();
    const open = [...(targets.get(from) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(targets.get(next) ?? []));
    }
    return seen;
  };
  const reached = new Map([...targets.keys()].map((file) => [file, reachable(file)]));
  const knots = [...reached].flatMap(([file, others]) => {
    if (!others.has(file)) return [];
    return [[...others].filter((other) => reached.get(other)?.has(file)).toSorted()];
  });
  return [...new Map(knots.map((knot) => [knot.join(' '), knot])).values()];
}

function importsOf(folder: string): Import[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const found = text.matchAll(
      /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
    );
    return [...found].map(([, one, other, bare]) => ({ file, target: one ?? other ?? bare ?? '' }));
  });
}

test('imports go one way and libraries have one door', () => {
  const imports = importsOf('src');
  // The search must find something, or it proves nothing.
  expect(imports.length).toBeGreaterThan(300);
  expect(complaints(imports)).toEqual([]);
});

test('no files import each other', () => {
  expect(cycles(importsOf('src'))).toEqual([]);
  const knot = [
    { file: 'src/text/a.ts', target: './b.ts' },
    { file: 'src/text/b.ts', target: './c.ts' },
    { file: 'src/text/c.ts', target: './b.ts' },
  ];
  expect(cycles(knot)).toEqual([['src/text/b.ts', 'src/text/c.ts']]);
});

describe('the rules catch', () => {
  const cases: readonly (readonly [file: string, target: string, complaint: string])[] = [
    ['src/content/page.ts', '../site/date-format.ts', 'src/content/page.ts imports src/site/date-format.ts'],
    [
      'src/content/html/tree.ts',
      '../code/render-code-blocks.ts',
      'src/content/html/tree.ts imports src/content/code/render-code-blocks.ts',
    ],
    ['src/site/date-format.ts', '../theme/render.ts', 'src/site/date-format.ts imports src/theme/render.ts'],
    ['src/engine/engine.ts', '../model/page.ts', 'src/engine/engine.ts imports src/model/page.ts'],
    ['src/pipeline/rules.ts', '../dev/moves.ts', 'src/pipeline/rules.ts imports src/dev/moves.ts'],
    ['src/main.ts', './pipeline/rules.ts', 'src/main.ts imports src/pipeline/rules.ts'],
    [
      'src/content/front-matter/meta.ts',
      'gray-matter',
      'src/content/front-matter/meta.ts reaches gray-matter past its door',
    ],
    ['src/site/routes/routes.ts', 'node:fs', 'src/site/routes/routes.ts uses node:fs'],
  ];
  for (const [file, target, complaint] of cases)
    test(complaint, () => expect(complaints([{ file, target }])).toEqual([complaint]));
});

test('templates know nothing but types of src/, preact and their own files', () => {
  const strange = importsOf('templates').filter(({ file, target }) => {
    if (/^preact(?:\/|$)/.test(target) || target === 'octavo/theme') return false;
    const path = relative(root, join(root, dirname(file), target));
    return !target.startsWith('.') || !path.startsWith('templates/');
  });
  expect(strange).toEqual([]);
});
