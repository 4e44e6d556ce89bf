// What a clone of the repository will lack of a lab although its recording depends on it.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openGit } from '../pipeline/git/run-git.ts';
import { labFiles } from './recording-files.ts';

/**
 * Returns a sentence for each empty folder and each file of a lab that git will not keep, with the way out. `path`: the lab's folder,
 * relative to the site's root. Outside of a repository nothing is known of ignored files.
 */
export function lostFiles(root: string, path: string): readonly string[] {
  const empty = emptyFolders(join(root, path)).map(
    (name) => `\`${path}/${name}\` is empty, and git keeps no empty folders: make it in a step, so that clones have it`,
  );
  const files = labFiles(join(root, path)).map((name) => `${path}/${name}`);
  const ignored = openGit(root, process.env)
    .ignored(files)
    .map(
      (file) => `\`${file}\` is ignored by git, so clones lack it and the recording counts as stale: remove the file`,
    );
  return [...empty, ...ignored];
}

function emptyFolders(folder: string, below = ''): string[] {
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  if (entries.length === 0) return below === '' ? [] : [below];
  return entries.flatMap((entry) => (entry.isDirectory() ? emptyFolders(folder, `${below}${entry.name}/`) : []));
}
