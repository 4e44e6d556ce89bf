// The shape of the code: who may import whom, and through which door each library is reached.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Folders of `src/` that each may import from, besides itself. */
const mayImport: { readonly [folder: string]: readonly string[] } = {
  text: [],
  model: ['text'],
  content: ['text', 'model'],
  site: ['text', 'model'],
  render: ['text', 'model'],
  engine: ['text'],
  build: ['text', 'model', 'content', 'site', 'render', 'engine'],
  dev: ['text', 'model', 'content', 'site', 'render', 'engine', 'build'],
  labs: ['text', 'model', 'content', 'site', 'render', 'engine', 'build'],
  cli: ['text', 'model', 'content', 'site', 'render', 'engine', 'build', 'dev', 'labs'],
  main: ['cli'],
};

/** The one place (file or folder) for each library that has a door. */
const doors: { readonly [library: string]: readonly string[] } = {
  'gray-matter': ['src/content/front-matter/front-matter.ts'],
  yaml: ['src/content/settings/yaml-record.ts'],
  chokidar: ['src/dev/watch/folder-watch.ts'],
  ws: ['src/dev/server/hub.ts'],
  idiomorph: ['src/dev/browser/client.ts'],
  'image-size': ['src/pipeline/images/assets.ts'],
  '@resvg/resvg-js': ['src/pipeline/images/draw-card.ts'],
  sharp: ['src/pipeline/images/encode.ts'],
  esbuild: ['src/render/'],
  lightningcss: ['src/render/'],
  diff: ['src/labs/compare.ts'],
  picocolors: ['src/cli/'],
  '@viz-js/viz': ['src/content/'],
  temml: ['src/content/'],
  satteri: ['src/content/native-parser.ts'],
  zod: ['src/content/'],
};

/** Folders whose files may use Node's own modules for effects. */
const mayUseNode = [
  'src/build/',
  'src/cli/',
  'src/dev/',
  'src/engine/',
  'src/labs/',
  'src/render/',
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
  return from === to || mayImport[from]?.includes(to) ? [] : [`${file} imports ${target}`];
}

function folderOf(path: string): string {
  return /^src\/([^/.]+)/.exec(path)?.[1] ?? path;
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

describe('the rules catch', () => {
  const cases: readonly (readonly [file: string, target: string, complaint: string])[] = [
    ['src/content/page.ts', '../site/catalog.ts', 'src/content/page.ts imports src/site/catalog/catalog.ts'],
    ['src/site/catalog/catalog.ts', '../render/render.ts', 'src/site/catalog/catalog.ts imports src/theme/render.ts'],
    ['src/engine/engine.ts', '../model/page.ts', 'src/engine/engine.ts imports src/model/page.ts'],
    ['src/pipeline/rules.ts', '../dev/server.ts', 'src/pipeline/rules.ts imports src/dev/server/server.ts'],
    ['src/main.ts', './build/session.ts', 'src/main.ts imports src/pipeline/build-session.ts'],
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
    if (/^preact(?:\/|$)/.test(target) || target === 'minisearch') return false;
    const path = relative(root, join(root, dirname(file), target));
    return (
      !target.startsWith('.') || !(path.startsWith('templates/') || /^src\/model\/(?:props|search)\.ts$/.test(path))
    );
  });
  expect(strange).toEqual([]);
});
