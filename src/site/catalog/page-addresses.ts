// The addresses that a page declares: its own and its aliases. It must never decide conflicts between pages: `routes.ts`
// does that, because only it knows all addresses.

import type { Permalinks } from '../../model/config.ts';
import type { PageIndexData } from '../../model/page-parts.ts';
import type { PageAddress } from '../../model/site.ts';
import { cleanText } from '../../text/clean-text.ts';
import { decodeStrictly } from '../../text/href.ts';
import { sectionOf } from '../../text/paths.ts';
import { fillPermalink, isPlainPath } from '../../text/permalinks.ts';
import { pageSlugOf } from '../../text/slug.ts';
import { withoutIndex } from '../addresses.ts';

/** What decides a page's address. */
interface Addressed extends Pick<PageIndexData, 'path' | 'kind'> {
  readonly meta: Pick<PageIndexData['meta'], 'slug' | 'url' | 'date'>;
}

/** A page's own address: its `url`, or what the site's permalinks make of its date, folder and slug. Root-relative and decoded. */
export function urlOf({ path, kind, meta }: Addressed, permalinks: Permalinks): string {
  if (meta.url !== null) return meta.url;
  const [year = '', month = '', day = ''] = meta.date?.day.split('-') ?? [];
  const section = cleanText(sectionOf(path)).normalize('NFC').split('/').map(pageSlugOf).join('/');
  return fillPermalink(permalinks[kind === 'post' ? 'posts' : 'pages'], { year, month, day, section, slug: meta.slug });
}

/** The page's own address first, then its aliases in the order written. */
export function pageAddressesOf(page: PageIndexData, permalinks: Permalinks): PageAddress[] {
  const { path, meta } = page;
  return [
    { url: urlOf(page, permalinks), path, kind: 'page', fields: [meta.url === null ? 'slug' : 'url'] },
    ...meta.aliases.map(
      (url, index): PageAddress => ({ url, path, kind: 'alias', fields: [`aliases.${index}`, 'aliases'] }),
    ),
  ];
}

/** The address of a redirect: `.html` files stay, everything else is a folder, because a redirect is always a page. Null if the alias is invalid. */
export function aliasPath(alias: string): string | null {
  const decoded = /[?#]/.test(alias) ? null : decodeStrictly(alias);
  if (decoded === null || !isPlainPath(decoded)) return null;
  const path = withoutIndex(decoded.normalize('NFC'));
  return path.endsWith('/') || /\.html?$/i.test(path) ? path : `${path}/`;
}
