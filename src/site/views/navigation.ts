// The links in the header: those of the settings or, without any, the pages outside the stream, which nothing else would link to. It must
// never choose among posts.

import type { NavItem, SiteConfig } from '../../model/config.ts';
import { type Built, warning } from '../../model/diagnostic.ts';
import { siteFile } from '../../model/settings.ts';
import type { Catalog } from '../../model/site.ts';
import { entriesOf, type TeaserOf } from '../catalog/entries.ts';

/** More links would not fit a phone. */
const maxLinks = 8;

/** Reports a site that needs to say which of its many pages to link to. `catalog` is asked only if the settings say nothing. */
export function navigationFor(
  { nav }: Pick<SiteConfig, 'nav'>,
  catalog: () => Catalog,
  teaserOf: TeaserOf,
): Built<readonly NavItem[]> {
  if (nav !== null) return { value: nav, diagnostics: [] };
  const { entries, pages } = catalog();
  const listed = pages.filter((path) => entries[path]?.unlisted === false && entries[path].lang === null);
  const value = entriesOf(catalog(), listed.slice(0, maxLinks), teaserOf).map(({ title, url }) => ({
    title,
    href: url,
  }));
  if (listed.length <= maxLinks) return { value, diagnostics: [] };
  const message = `${listed.length} pages are more than fit the navigation, so it has the first ${maxLinks}`;
  const hint = 'choose some with `nav: [{title: …, href: /…/}]`, and link to the others from them';
  return { value, diagnostics: [warning('site/no-nav', message, { path: siteFile, start: 0, end: 0 }, { hint })] };
}
