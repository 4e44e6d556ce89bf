// What `new` writes for the author to replace, and whether it is still there. The texts are here once, so that `check` looks for
// exactly what was written.

import { type Diagnostic, warning } from '../model/diagnostic.ts';
import { siteFile } from '../model/settings.ts';

export const placeholders = {
  description: 'One sentence that says what the reader will know afterwards.',
  question: 'What question does this post answer, and for whom?',
} as const;

/** A warning for each placeholder in a page. */
export function placeholdersIn(path: string, text: string): Diagnostic[] {
  return Object.values(placeholders).flatMap((placeholder) => {
    const start = text.indexOf(placeholder);
    if (start < 0) return [];
    const message = 'this text is still the placeholder that `octavo new` wrote';
    const at = { path, start, end: start + placeholder.length };
    return [warning('page/placeholder', message, at, { hint: 'replace it, or remove it' })];
  });
}

/** A warning if the site's address is one of the names that belong to nobody: RFC 2606 reserves them for examples. */
export function placeholderAddress(url: string | null, settings: string): Diagnostic[] {
  if (url === null || !/^example\.(?:org|com|net)$/.test(new URL(url).hostname)) return [];
  const start = Math.max(0, settings.indexOf(url));
  const at = { path: siteFile, start, end: start + url.length };
  const message = `\`${url}\` is an address for examples: feeds, the sitemap and canonical links would lead there`;
  return [
    warning('site/placeholder-url', message, at, { hint: 'set `url` to the address of your site, or remove it' }),
  ];
}
