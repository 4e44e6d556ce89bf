// The page at an old address. It leads on by a relative address, so it works wherever the site stands.

import type { SiteConfig } from '../../model/config.ts';
import type { RedirectProps } from '../../model/props.ts';
import type { Catalog, Route } from '../../model/site.ts';
import { absoluteHref } from '../../text/href.ts';
import { hrefOn, placingAt } from '../placing.ts';
import { policyFor } from '../policy.ts';

export interface RedirectView {
  readonly template: 'redirect';
  readonly url: string;
  readonly props: RedirectProps;
}

export function redirectView(
  { url, to, path }: Extract<Route, { kind: 'redirect' }>,
  catalog: Catalog,
  config: SiteConfig,
): RedirectView {
  return {
    template: 'redirect',
    url,
    props: {
      lang: config.language,
      title: catalog.entries[path]?.title ?? config.title,
      href: hrefOn(placingAt(url, config), to),
      canonical: config.url === null ? null : absoluteHref(config.url, to),
      policy: policyFor(config),
    },
  };
}
