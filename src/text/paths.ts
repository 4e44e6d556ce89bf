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

/** The folders below `content/posts/` or `content/pages/` that a page is in: `linux/kernel`; empty for none. The folder of an `index.md` is the page itself. */
export function sectionOf(path: string): string {
  const isIndex = /\/index\.(?:md|markdown)$/i.test(path) || languageInName(path) !== null;
  return path
    .split('/')
    .slice(2, isIndex ? -2 : -1)
    .join('/');
}

/** The language in the name of a translation that is next to its original: `es` for `index.es.md`; null for any other file. */
export function languageInName(path: string): string | null {
  const written = /(?:^|\/)index\.([a-z]{2}(?:-[a-z0-9]{2,8})*)\.(?:md|markdown)$/i.exec(path)?.[1];
  return written === undefined ? null : (Intl.getCanonicalLocales(written)[0] ?? null);
}

/** The file that one in language `lang` translates, if there is one: `a/index.md` for `a/index.es.md`, `b.md` for `b.es.md`. */
export function originalOf(path: string, lang: string | null): string {
  const [, base, written, ending] = /^(.*)\.([a-z]{2}(?:-[a-z0-9]{2,8})*)(\.(?:md|markdown))$/i.exec(path) ?? [];
  return lang !== null && written?.toLowerCase() === lang.toLowerCase() ? `${base}${ending}` : path;
}
