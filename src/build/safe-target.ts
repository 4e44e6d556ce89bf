// Folders that must never be a `dist/`: whatever holds more than a site's output.

import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, parse, sep } from 'node:path';
import { type Diagnostic, error } from '../model/diagnostic.ts';

/** Why this folder is refused, or null. Links are followed: what counts is where the files would really go. */
export function dangerous(dist: string, root: string): Diagnostic | null {
  const target = realTarget(dist);
  const site = realTarget(root);
  const hint = 'choose a folder of its own with `--out`';
  const refuse = (why: string) => error('dist/dangerous', `\`${dist}\` ${why}`, null, { hint });
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) return refuse('is no folder');
  if (target === parse(target).root) return refuse('is the root of the file system');
  if (target === realTarget(homedir())) return refuse('is your home folder');
  if (site === target || site.startsWith(target + sep)) return refuse('holds the site itself');
  for (const name of ['content', 'public', 'templates', 'src', 'node_modules', '.git']) {
    const folder = join(site, name);
    if (target === folder || target.startsWith(folder + sep)) return refuse(`lies in \`${name}/\``);
  }
  return null;
}

/** The real path of what need not exist yet: that of the nearest folder that does, and the rest as it is. */
function realTarget(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const above = dirname(path);
  return above === path ? path : join(realTarget(above), basename(path));
}
