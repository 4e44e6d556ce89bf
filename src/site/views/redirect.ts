// The page at an alias, which redirects to the current address. Its link must never be absolute, so that it works wherever
// the site is hosted.

import type { SiteConfig } from '../../model/config.ts';
import type { RedirectProps } from '../../model/props.ts';
import type { Route } from '../../model/site.ts';
import { absoluteHref } from '../../text/href.ts';
import { policyFor } from '../files/policy.ts';
import { hrefFrom, linkBaseAt } from '../links/link-base.ts';

export interface RedirectView {
  readonly template: 'redirect';
  readonly url: string;
  readonly props: RedirectProps;
}

/** `title` is that of the target page; null if it has none. */
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
      href: hrefFrom(linkBaseAt(url, config), to),
      canonical: config.url === null ? null : absoluteHref(config.url, to),
      policy: policyFor(config),
    },
  };
}
