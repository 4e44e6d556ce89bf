// The files of a new blog: the starter of the tool, with the blog's own words in them. Must never overwrite a file.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { runningTool, versionOf } from '../system/tool.ts';
import { byCodeUnit } from '../text/order.ts';
import { yamlText } from './yaml-text.ts';

export interface StarterFile {
  /** Absolute path in the starter. */
  readonly source: string;
  /** Path in the blog. */
  readonly target: string;
}

/** What the starter leaves open. */
export interface StarterWords {
  readonly title: string;
  readonly url: string;
  /** A line of `site.yaml`, or empty. */
  readonly author: string;
}

/** npm would leave files out of a package, or read them itself, if the starter had them under their own names. */
const writtenNames: { readonly [name: string]: string } = {
  gitignore: '.gitignore',
  dockerignore: '.dockerignore',
  npmrc: '.npmrc',
};

/** In the order of their paths. */
export function starterFiles(): readonly StarterFile[] {
  const tool = runningTool();
  const folder = join(tool.root, tool.isInstalled ? 'starter' : 'scripts/package/starter');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const source = join(entry.parentPath, entry.name);
      const path = relative(folder, source).replaceAll('\\', '/');
      return { source, target: writtenNames[path] ?? path };
    })
    .toSorted((a, b) => byCodeUnit(a.target, b.target));
}

/** Writes files of the starter into a blog. Throws if one exists. */
export function writeStarter(root: string, files: readonly StarterFile[], words: StarterWords): void {
  const date = new Date().toISOString().slice(0, 10);
  const all = { ...words, date, name: packageName(basename(root)), version: versionOf(runningTool()) };
  for (const { source, target } of files) {
    const path = join(root, target);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, filled(readFileSync(source, 'utf8'), target, all), { flag: 'wx' });
  }
}

/** Makes a folder with posts a project that npm can install: everything of the starter but its content, unless it is there. */
export function addProject(root: string, title: string): void {
  const files = starterFiles().filter(
    ({ target }) => !target.startsWith('content/') && !existsSync(join(root, target)),
  );
  writeStarter(root, files, { title, url: '', author: '' });
}

/** What to type to see a new blog. */
export function firstCommands(root: string): readonly string[] {
  const path = relative(process.cwd(), root);
  const folder = path.length < root.length ? path : root;
  const enter = folder === '' ? [] : [`cd ${/\s/.test(folder) ? `'${folder}'` : folder}`];
  return [...enter, 'npm install', 'npm run dev'];
}

/** Replaces `{{name}}` by what belongs there, written as the file's format wants it. */
function filled(text: string, path: string, words: { readonly [name: string]: string }): string {
  return text.replace(/\{\{([a-z]+)\}\}/g, (_, name: string) => {
    const word = words[name] ?? '';
    const isText = name === 'title' || name === 'url';
    return path.endsWith('.yaml') && isText ? yamlText(word) : word;
  });
}

function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' || name === 'octavo' ? 'my-blog' : name;
}
