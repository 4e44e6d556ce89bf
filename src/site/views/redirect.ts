// The page at an old address. It leads on by a relative address, so it works wherever the site stands.

import type { SiteConfig } from '../../model/config.ts';
import type { RedirectProps } from '../../model/props.ts';
import type { Route } from '../../model/site.ts';
import { absoluteHref } from '../../text/href.ts';
import { policyFor } from '../files/policy.ts';
import { hrefOn, linkBaseAt } from '../links/link-base.ts';

export interface RedirectView {
  readonly template: 'redirect';
  readonly url: string;
  readonly props: RedirectProps;
}

/** `title`: of the page that it leads to. */
export function redirectView(
  { url, to }: Extract<Route, { kind: 'redirect' }>,
  title: string | null,
  config: SiteConfig,
): RedirectView {
  return {
    template: 'redirect',
    url,
    props: {
      lang: config.language,
      title: title ?? config.title,
      href: hrefOn(linkBaseAt(url, config), to),
      canonical: config.url === null ? null : absoluteHref(config.url, to),
      policy: policyFor(config),
    },
  };
}
