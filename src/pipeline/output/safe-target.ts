// Folders that must never be a `dist/`: whatever holds more than a site's output.

import { homedir } from 'node:os';
import { basename, dirname, join, parse, sep } from 'node:path';
import { type Diagnostic, error } from '../../model/diagnostic.ts';
import { type Disk, realDisk } from '../../system/disk.ts';

/** Why this folder is refused, or null. Links are followed: what counts is where the files would really go. */
export function dangerous(dist: string, root: string, disk: Disk = realDisk): Diagnostic | null {
  const target = realTarget(dist, disk);
  const site = realTarget(root, disk);
  const hint = 'choose a folder of its own with `--out`';
  const refuse = (why: string) => error('dist/dangerous', `\`${dist}\` ${why}`, null, { hint });
  const found = disk.lstat(target);
  if (found && !found.isDirectory()) return refuse('is no folder');
  if (target === parse(target).root) return refuse('is the root of the file system');
  if (target === realTarget(homedir(), disk)) return refuse('is your home folder');
  if (site === target || site.startsWith(target + sep)) return refuse('holds the site itself');
  for (const name of ['content', 'public', 'templates', 'src', 'node_modules', '.git']) {
    const folder = join(site, name);
    if (target === folder || target.startsWith(folder + sep)) return refuse(`lies in \`${name}/\``);
  }
  return null;
}

/** The real path of what need not exist yet: that of the nearest folder that does, and the rest as it is. */
function realTarget(path: string, disk: Disk): string {
  if (disk.stat(path) !== null) return disk.realPath(path);
  const above = dirname(path);
  return above === path ? path : join(realTarget(above, disk), basename(path));
}
