// Which site a command works on: `--root`, or the site that the current folder is in. Must never create a folder.

import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { detectGenerator, nameOf } from '../import/source/detect.ts';
import type { GeneratorName } from '../import/source/model.ts';
import type { Values } from './arguments.ts';
import { UsageError } from './usage-error.ts';

const otherFolder = 'go to the folder of a site, name it with `--root`, or start one with `octavo init`';

/**
 * Returns the absolute folder of the site. Throws a UsageError if it is not a folder, or if no site is found. `mayBeNew`: a folder that the
 * user names need not be a site yet.
 */
export function siteRoot(values: Values, mayBeNew = false): string {
  const given = values.text('root');
  if (given === null) return siteAround(process.cwd());
  const root = resolve(given);
  if (!isFolder(root)) throw new UsageError(`\`${given}\` is not a folder`);
  const generator = existsSync(join(root, 'content', 'site.yaml')) ? null : detectGenerator(root);
  if (generator !== null) throw foreignFolder(root, generator);
  if (!mayBeNew && !isFolder(join(root, 'content')))
    throw new UsageError(`no site in \`${given}\`: it has no folder \`content/\``, otherFolder);
  return root;
}

/**
 * The nearest folder with `content/site.yaml`, from the current folder up. Without it, the current folder is a site if it has `content/`:
 * a folder above that has no settings may have a `content/` for anything.
 */
function siteAround(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, 'content', 'site.yaml'))) return at;
    if (dirname(at) === at) break;
  }
  const generator = detectGenerator(folder);
  if (generator !== null) throw foreignFolder(folder, generator);
  if (isFolder(join(folder, 'content'))) return folder;
  throw new UsageError(
    `no site here: neither \`${folder}\` nor a folder above it has \`content/site.yaml\``,
    otherFolder,
  );
}

/** A blog of another generator would give thousands of errors, none of which says what to do. */
function foreignFolder(folder: string, generator: GeneratorName): UsageError {
  return new UsageError(
    `\`${folder}\` looks like a ${nameOf(generator)} blog`,
    'to move it to Octavo, run `octavo import . --into ../my-blog`',
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
