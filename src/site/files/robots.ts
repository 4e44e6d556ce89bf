// What crawlers may read: everything. Pages that search engines should leave out say so themselves.

import type { SiteConfig } from '../../model/config.ts';
import { absoluteHref } from '../../text/href.ts';
import { addresses } from '../addresses.ts';

export function robotsFor({ url }: SiteConfig): string {
  const sitemap = url === null ? '' : `\nSitemap: ${absoluteHref(url, addresses.sitemap)}\n`;
  return `User-agent: *\nAllow: /\n${sitemap}`;
}
