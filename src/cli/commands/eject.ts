// `octavo eject [FILE …]`: lists the files of the theme, copies some into the site, and shows what the theme has changed in their originals
// since. Must never overwrite a file of the site.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { ownTemplates, themeFolders } from '../../pipeline/inputs/theme-folders.ts';
import { runningTool } from '../../system/tool.ts';
import { nearest } from '../../text/nearest.ts';
import type { Values } from '../arguments.ts';
import { acceptOriginal, ejectFile, filesOfTheme, type OverlayFolders, originalChanges } from '../ejected-files.ts';
import { siteRoot } from '../site-root.ts';
import { UsageError } from '../usage-error.ts';

/** For editors and `tsc`: imports of files that are not in `templates/` lead to the theme's. */
const tsconfig = `{
  "extends": "octavo/tsconfig.json",
  "include": ["templates", "plugins.ts"],
  "compilerOptions": { "rootDirs": ["templates", "node_modules/octavo/templates"] }
}
`;

export async function run(values: Values): Promise<number> {
  const root = siteRoot(values);
  const folders = { own: ownTemplates(root), standard: join(runningTool().root, 'templates') };
  if (themeFolders(root, runningTool().root).templates !== folders.standard || folders.own === folders.standard)
    throw new UsageError(`\`${folders.own}\` is a complete theme of its own`, 'edit its files: they need no copy');
  const paths = values.operands.map((path) => pathInTheme(path, folders));
  if (values.flag('diff')) return showChanges(folders, paths);
  if (values.flag('accept')) return accept(folders, paths);
  if (paths.length === 0) return list(folders);
  const existing = paths.find((path) => existsSync(join(folders.own, path)));
  if (existing !== undefined)
    throw new UsageError(
      `\`templates/${existing}\` already exists`,
      'remove it first to start again from the original',
    );
  for (const path of paths) {
    ejectFile(folders, path);
    console.log(`${pc.green('created')} templates/${path}`);
  }
  const isTyped = paths.some((path) => /\.tsx?$/.test(path));
  if (isTyped && runningTool().isInstalled && !existsSync(join(root, 'tsconfig.json'))) {
    writeFileSync(join(root, 'tsconfig.json'), tsconfig, { flag: 'wx' });
    console.log(`${pc.green('created')} tsconfig.json ${pc.dim('(types for editors)')}`);
  }
  return 0;
}

/** Accepts a path in the theme or in the site. */
function pathInTheme(given: string, { standard }: OverlayFolders): string {
  const path = given
    .replaceAll('\\', '/')
    .replace(/^\.\//, '')
    .replace(/^templates\//, '');
  const all = filesOfTheme(standard);
  if (all.includes(path)) return path;
  const suggestion = nearest(path, all) ?? all.find((file) => file.endsWith(`/${path}`));
  const hint = suggestion ? `did you mean \`${suggestion}\`?` : '`octavo eject` without a file lists them';
  throw new UsageError(`the theme has no file \`${path}\``, hint);
}

function list({ own, standard }: OverlayFolders): number {
  const paths = filesOfTheme(standard);
  const width = Math.max(...paths.map((path) => path.length));
  for (const path of paths) {
    const mark = existsSync(join(own, path)) ? pc.green('yours') : '     ';
    console.log(`${mark} ${path.padEnd(width)}  ${pc.dim(sentenceAbout(join(standard, path)))}`.trimEnd());
  }
  return 0;
}

/** The first sentence of the comment that the file starts with. */
function sentenceAbout(file: string): string {
  if (!/\.(?:tsx?|css)$/.test(file)) return /\.(?:woff2|ttf)$/.test(file) ? 'A font.' : 'The icon of the site.';
  const text = readFileSync(file, 'utf8');
  const comment = /^\/\*[\s*]*([^]*?)\*\//.exec(text)?.[1] ?? /^(?:\/\/.*\n)+/.exec(text)?.[0] ?? '';
  const words = comment.replace(/^\/\/ ?|^[ \t]*\* ?/gm, '').replace(/\s+/g, ' ');
  return /^.*?[.](?= |$)/.exec(words.trim())?.[0] ?? words.trim();
}

async function showChanges(folders: OverlayFolders, paths: readonly string[]): Promise<number> {
  const changes = (await originalChanges(folders)).filter(({ path }) => paths.length === 0 || paths.includes(path));
  for (const { path, patch } of changes) console.log(patch ?? `the theme no longer has ${path}`);
  if (changes.length === 0) console.log('the originals are as they were when you copied them');
  return 0;
}

function accept(folders: OverlayFolders, paths: readonly string[]): number {
  if (paths.length === 0)
    throw new UsageError('`--accept` needs a file', 'name the files whose changes you have looked at');
  const foreign = paths.find((path) => !existsSync(join(folders.own, path)));
  if (foreign !== undefined)
    throw new UsageError(`\`templates/${foreign}\` does not exist`, 'nothing has to be accepted');
  for (const path of paths) {
    acceptOriginal(folders, path);
    console.log(`${pc.green('accepted')} the present original of templates/${path}`);
  }
  return 0;
}
