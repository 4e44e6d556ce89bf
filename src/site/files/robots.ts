// `robots.txt`: crawlers may read everything. It must never list pages to leave out: those say so themselves (`noindex`).

import type { SiteConfig } from '../../model/config.ts';
import { absoluteHref } from '../../text/href.ts';
import { addresses } from '../addresses.ts';

export function robotsFor({ url }: SiteConfig): string {
  const sitemap = url === null ? '' : `\nSitemap: ${absoluteHref(url, addresses.sitemap)}\n`;
  return `User-agent: *\nAllow: /\n${sitemap}`;
}
