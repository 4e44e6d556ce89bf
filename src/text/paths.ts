// Paths of files relative to the site's root, with `/` between their steps. Works on strings alone: it never looks at the file system.

/** The folder of a file, without a slash at its end; empty for a file in the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** What `written` means in a folder of the site; null if it leads out of the root. */
export function resolvePath(folder: string, written: string): string | null {
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of written.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.join('/');
}
