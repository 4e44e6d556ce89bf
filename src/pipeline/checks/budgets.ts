// How much a browser must load before an article can be read: HTML, style sheets and scripts, compressed as hosts compress them.

import { gzipSync } from 'node:zlib';
import type { SiteConfig } from '../../model/config.ts';
import { type Diagnostic, diagnosticAs } from '../../model/diagnostic.ts';
import type { Catalog } from '../../model/site.ts';
import { outputPathOf } from '../../site/addresses.ts';
import type { EmittedFile } from '../output/emit.ts';

const pageBytes = 30 * 1024;
const scriptBytes = 5 * 1024;

/** A diagnostic for each article with more than 30 KB of HTML and CSS, or 5 KB of scripts; fonts and images load later and do not count. */
export function budgetFindings(files: readonly EmittedFile[], catalog: Catalog, config: SiteConfig): Diagnostic[] {
  const { budgets } = config;
  if (budgets === 'ignore') return [];
  const byPath = new Map(files.map((file) => [file.path, file]));
  const sizes = new Map<string, number>();
  const sizeOf = (path: string): number => {
    const known = sizes.get(path);
    if (known !== undefined) return known;
    const file = byPath.get(path);
    const size = file ? gzipSync(file.bytes(), { level: 9 }).length : 0;
    sizes.set(path, size);
    return size;
  };
  const sum = (paths: readonly string[]) => paths.reduce((total, path) => total + sizeOf(path), 0);
  return Object.values(catalog.entries).flatMap((entry) => {
    const path = outputPathOf(entry.url);
    const file = byPath.get(path);
    if (!file) return [];
    const html = new TextDecoder().decode(file.bytes());
    const loaded = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, href = '']) => fromPage(path, href));
    const page = sizeOf(path) + sum(loaded(/<link [^>]*?href="([^"]+\.css)"/g));
    const scripts = sum(loaded(/<script [^>]*?src="([^"]+\.js)"/g));
    const at = { path: entry.path, start: 0, end: 0 };
    const over = (what: string, size: number, limit: number) =>
      size <= limit
        ? []
        : [
            diagnosticAs(
              budgets,
              'page/heavy',
              `${what} ${kilobytes(size)} compressed, more than ${kilobytes(limit)}`,
              at,
              { hint: 'split the post, or shorten its listings' },
            ),
          ];
    return over('HTML and CSS weigh', page, pageBytes).concat(over('scripts weigh', scripts, scriptBytes));
  });
}

function fromPage(page: string, href: string): string {
  return decodeURIComponent(new URL(href, `http://site.invalid/${page}`).pathname).slice(1);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
