// Reports every file below `content/` that no page uses, with the reason. It works on paths alone and must never decide what is published.

import { type Diagnostic, warning } from '../../model/diagnostic.ts';
import { siteFile } from '../../model/settings.ts';
import { publishedListFile } from '../../site/published/published-list.ts';
import { folderOf } from '../../text/paths.ts';
import { bundlesAmong } from './page-files.ts';

/** `paths` are all files below `content/`; `used` are pages, and files that pages show, link to or include. */
export function leftOutAmong(paths: readonly string[], used: ReadonlySet<string>): readonly Diagnostic[] {
  const labs = paths.filter((path) => path.endsWith('/lab/lab.yaml')).map((path) => `${folderOf(path)}/`);
  const isMaterial = (path: string) =>
    path === siteFile || path === publishedListFile || used.has(path) || labs.some((lab) => path.startsWith(lab));
  const bundles = bundlesAmong(used);
  return paths.flatMap((path) => {
    // `page-files.ts` reports Markdown that is neither a page nor in the folder of a page.
    if (isMaterial(path) || (isMarkdown(path) && !isInFolderOfPage(path, bundles))) return [];
    const { reason, hint } = reasonFor(path);
    return [warning('file/left-out', `\`${path}\` is left out: ${reason}`, { path, start: 0, end: 0 }, { hint })];
  });
}

function isMarkdown(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}

function isInFolderOfPage(path: string, bundles: ReadonlySet<string>): boolean {
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) if (bundles.has(folder)) return true;
  return false;
}

/** Formats that other generators read as pages, by the extension. */
const formats: readonly (readonly [ending: RegExp, format: string])[] = [
  [/\.html?$/i, 'HTML'],
  [/\.mdx$/i, 'MDX'],
  [/\.(?:rmd|qmd)$/i, 'R Markdown'],
  [/\.(?:adoc|asciidoc)$/i, 'AsciiDoc'],
  [/\.rst$/i, 'reStructuredText'],
  [/\.org$/i, 'Org'],
  [/\.textile$/i, 'Textile'],
  [/\.ipynb$/i, 'a notebook'],
  [/\.(?:mdown|mkdn?|mdwn|mdoc|mdtxt)$/i, 'Markdown with another extension'],
];

function reasonFor(path: string): { readonly reason: string; readonly hint: string } {
  const format = formats.find(([ending]) => ending.test(path))?.[1];
  if (format !== undefined) {
    const hint = 'save it as Markdown with the extension `.md`, or move a file for readers to `public/`';
    return { reason: `it is ${format}, and only \`.md\` and \`.markdown\` files become pages`, hint };
  }
  if (isMarkdown(path)) {
    const hint = 'move it out of the folder to make it a page, or name a translation like `index.de.md`';
    return { reason: 'in the folder of an `index.md`, other Markdown is material, and nothing shows it', hint };
  }
  return {
    reason: 'no page shows it or links to it',
    hint: 'link to it, move it to `public/`, or remove it',
  };
}
