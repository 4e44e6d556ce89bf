// Links of the finished site, read from its HTML: checks what the renderer has resolved, and what templates wrote by themselves. It must
// not use anything but the HTML.

import { type Diagnostic, error } from '../../model/diagnostic.ts';
import { isElsewhereIn } from '../../site/addresses.ts';
import type { EmittedFile } from '../output/emit.ts';

const decoder = new TextDecoder();

/** References and ids of one page. All HTML is our own: attributes are in double quotes. */
interface Scanned {
  readonly references: readonly string[];
  readonly ids: ReadonlySet<string>;
}

/**
 * Errors for relative and root-relative references without a file in the site, or without the id in that file. Addresses that begin with
 * one of `elsewhere` belong to other sites of the host.
 */
export function brokenReferences(files: readonly EmittedFile[], elsewhere: readonly string[] = []): Diagnostic[] {
  const paths = new Set(files.map((file) => file.path));
  const pages = new Map(
    files.filter((file) => file.path.endsWith('.html')).map((file) => [file.path, scan(decoder.decode(file.bytes()))]),
  );
  // The 404 page is served at any depth, so its references start at the host's root.
  return [...pages].flatMap(([path, page]) =>
    path === '404.html'
      ? []
      : page.references
          .filter((reference) => !isElsewhereIn(reference, elsewhere))
          .flatMap((reference) => broken(path, reference, paths, pages)),
  );
}

function broken(
  from: string,
  reference: string,
  paths: ReadonlySet<string>,
  pages: ReadonlyMap<string, Scanned>,
): Diagnostic[] {
  const base = new URL(from, 'http://site.invalid/');
  if (/^[a-z][a-z0-9+.-]*:/i.test(reference) || reference.startsWith('//') || !URL.canParse(reference, base.href))
    return [];
  const target = new URL(reference, base);
  const path = decodeURIComponent(target.pathname).slice(1);
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  if (!paths.has(file))
    return [error('site/broken-reference', `\`${from}\` refers to \`${reference}\`, which is not in the site`, null)];
  const fragment = decodeURIComponent(target.hash.slice(1)).replace(/:~:.*$/s, '');
  const ids = pages.get(file)?.ids;
  if (fragment === '' || fragment === 'top' || !ids || ids.has(fragment)) return [];
  return [
    error('site/broken-reference', `\`${from}\` refers to \`${reference}\`, but \`${file}\` has no such id`, null),
  ];
}

/** Links to other sites, each with the first page that has it. */
export function externalLinks(files: readonly EmittedFile[]): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  for (const file of files) {
    if (!file.path.endsWith('.html')) continue;
    const hrefs = decoder.decode(file.bytes()).matchAll(/<a [^>]*?href="(https?:[^"]+)"/g);
    for (const [, href = ''] of hrefs) {
      const link = unescaped(href).replace(/#.*$/s, '');
      if (!links.has(link)) links.set(link, file.path);
    }
  }
  return links;
}

function scan(html: string): Scanned {
  const body = html.replace(/<script type="application\/ld\+json">.*?<\/script>/gs, '');
  const single = [...body.matchAll(/ (?:href|src|poster|action)="([^"]*)"/g)].map(([, value = '']) => unescaped(value));
  const sets = [...body.matchAll(/ srcset="([^"]*)"/g)].flatMap(([, value = '']) =>
    unescaped(value)
      .split(', ')
      .map((candidate) => candidate.trim().split(' ')[0] ?? ''),
  );
  const ids = [...body.matchAll(/ id="([^"]*)"/g)].map(([, value = '']) => unescaped(value));
  return { references: [...new Set([...single, ...sets])], ids: new Set(ids) };
}

function unescaped(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
