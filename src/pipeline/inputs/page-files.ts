// Which Markdown files are pages of the site. It must decide by their paths alone.

import { type Built, type Diagnostic, warning } from '../../model/diagnostic.ts';
import type { PageKind } from '../../model/page.ts';
import { folderOf, languageInName } from '../../text/paths.ts';

const folders: { readonly [kind in PageKind]: string } = { post: 'content/posts/', page: 'content/pages/' };
const homes = Object.values(folders);

/**
 * The pages among the files of `content/`, in their order. In a folder with an `index.md` that file is the page, `index.de.md` is its
 * translation, and other Markdown is an attachment of it. Warns about Markdown outside of posts/ and pages/, and of names that begin with `_`, which
 * other generators hold back.
 */
export function pageFilesAmong(paths: readonly string[]): Built<readonly string[]> {
  const markdown = paths.filter((path) => /\.(?:md|markdown)$/i.test(path));
  const bundles = bundlesAmong(markdown);
  const pages: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of markdown) {
    const home = homes.find((folder) => path.startsWith(folder));
    if (home === undefined) diagnostics.push(misplaced(path));
    else if (/\/_[^/]*$/.test(path)) diagnostics.push(heldBack(path));
    else if (isIndex(path) ? !isInside(folderOf(path), bundles, home) : !isWithin(path, bundles, home))
      pages.push(path);
  }
  return { value: pages, diagnostics: diagnostics };
}

/** The folders that are pages: they have an `index.md`, in any language. Directly in posts/ or pages/ it doesn't make the whole folder a page. */
export function bundlesAmong(paths: Iterable<string>): ReadonlySet<string> {
  const indexes = [...paths].filter((path) => isIndex(path) && !homes.includes(`${folderOf(path)}/`));
  return new Set(indexes.map(folderOf));
}

function isIndex(path: string): boolean {
  return /\/index\.(?:md|markdown)$/i.test(path) || languageInName(path) !== null;
}

/** Whether a file is in a bundle or below one. */
function isWithin(path: string, bundles: ReadonlySet<string>, home: string): boolean {
  return bundles.has(folderOf(path)) || isInside(folderOf(path), bundles, home);
}

/** Whether a folder is below a bundle. */
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

function misplaced(path: string): Diagnostic {
  return warning(
    'file/misplaced',
    `\`${path}\` is in neither posts/ nor pages/ and is ignored`,
    { path, start: 0, end: 0 },
    {
      hint: 'move it to content/posts/ or content/pages/',
    },
  );
}
