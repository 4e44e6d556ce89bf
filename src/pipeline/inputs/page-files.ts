// Which Markdown files are pages of the site, by their paths alone.

import { type Built, type Diagnostic, warning } from '../../model/diagnostic.ts';
import type { PageKind } from '../../model/page.ts';
import { folderOf, languageInName } from '../../text/paths.ts';

const folders: { readonly [kind in PageKind]: string } = { post: 'content/posts/', page: 'content/pages/' };

/**
 * The pages among the files of `content/`, in their order. In a folder with an `index.md` that file is the page, `index.de.md` is its
 * translation, and other Markdown is material. Warns of Markdown outside of posts/ and pages/, and of names that begin with `_`, which
 * other generators hold back.
 */
export function pageFilesAmong(paths: readonly string[]): Built<readonly string[]> {
  const markdown = paths.filter((path) => /\.(?:md|markdown)$/i.test(path));
  const homes = Object.values(folders);
  // An index.md right in posts/ or pages/ makes no bundle of everything.
  const bundles = new Set(
    markdown.filter((path) => isIndex(path) && !homes.includes(`${folderOf(path)}/`)).map(folderOf),
  );
  const pages: string[] = [];
  const strays: Diagnostic[] = [];
  for (const path of markdown) {
    const home = homes.find((folder) => path.startsWith(folder));
    if (home === undefined) strays.push(stray(path));
    else if (/\/_[^/]*$/.test(path)) strays.push(heldBack(path));
    else if (isIndex(path) ? !isInside(folderOf(path), bundles, home) : !isWithin(path, bundles, home))
      pages.push(path);
  }
  return { value: pages, diagnostics: strays };
}

function isIndex(path: string): boolean {
  return /\/index\.(?:md|markdown)$/i.test(path) || languageInName(path) !== null;
}

/** Whether a file lies in a bundle or below one. */
function isWithin(path: string, bundles: ReadonlySet<string>, home: string): boolean {
  return bundles.has(folderOf(path)) || isInside(folderOf(path), bundles, home);
}

/** Whether a folder lies below a bundle. */
function isInside(folder: string, bundles: ReadonlySet<string>, home: string): boolean {
  for (let above = folderOf(folder); above.length >= home.length; above = folderOf(above))
    if (bundles.has(above)) return true;
  return false;
}

function heldBack(path: string): Diagnostic {
  const isSection = /\/_index\.\w+$/i.test(path);
  const message = isSection
    ? `\`${path}\` is left out: lists of posts have no text of their own`
    : `\`${path}\` is left out: its name begins with \`_\`, which holds a page back in other generators`;
  const hint = isSection
    ? 'move its text to a page in content/pages/'
    : 'rename it to publish it, or write `draft: true`';
  return warning('file/held-back', message, { path, start: 0, end: 0 }, { hint });
}

function stray(path: string): Diagnostic {
  return warning(
    'file/misplaced',
    `\`${path}\` is in neither posts/ nor pages/ and is left out`,
    { path, start: 0, end: 0 },
    {
      hint: 'move it to content/posts/ or content/pages/',
    },
  );
}
