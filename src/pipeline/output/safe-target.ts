// Which folders must never become `dist/`: those with more than a site's output in them.

import { homedir } from 'node:os';
import { basename, dirname, join, parse, sep } from 'node:path';
import { type Diagnostic, error } from '../../model/diagnostic.ts';
import { type Disk, realDisk } from '../../system/disk.ts';

/** An error if this folder is refused, or null. Follows links: the folder to which files would really be written counts. */
export function refusedTarget(dist: string, root: string, disk: Disk = realDisk): Diagnostic | null {
  const target = realTarget(dist, disk);
  const site = realTarget(root, disk);
  const hint = 'choose another folder with `--out`';
  const refuse = (why: string) => error('dist/dangerous', `\`${dist}\` ${why}`, null, { hint });
  const found = disk.lstat(target);
  if (found && !found.isDirectory()) return refuse('is not a folder');
  if (target === parse(target).root) return refuse('is the root of the file system');
  if (target === realTarget(homedir(), disk)) return refuse('is your home folder');
  if (site === target || site.startsWith(target + sep)) return refuse('contains the site itself');
  for (const name of ['content', 'public', 'templates', 'src', 'node_modules', '.git']) {
    const folder = join(site, name);
    if (target === folder || target.startsWith(folder + sep)) return refuse(`is in \`${name}/\``);
  }
  return null;
}

/** The real path of a folder that may not exist yet: that of the nearest existing folder, followed by the rest. */
function realTarget(path: string, disk: Disk): string {
  if (disk.stat(path) !== null) return disk.realPath(path);
  const above = dirname(path);
  return above === path ? path : join(realTarget(above, disk), basename(path));
}
