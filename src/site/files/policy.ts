// The Content-Security-Policy: the site's own files, and media, scripts and frames from the hosts that the settings allow. It must
// never allow inline scripts or styles; `content/html/page-policy.ts` reports what it blocks.

import type { SiteConfig } from '../../model/config.ts';

/** For the meta element of a page. */
export function policyFor(config: SiteConfig): string {
  return policy(config).join('; ');
}

/** For the HTTP header. Only the header can forbid other sites to frame the page. */
export function headerPolicyFor(config: SiteConfig): string {
  return [...policy(config), "frame-ancestors 'none'"].join('; ');
}

function policy({ markdown }: SiteConfig): string[] {
  const from = (hosts: readonly string[]) => hosts.map((host) => ` https://${host}`).join('');
  const media = from(markdown.mediaHosts);
  const frames = from(markdown.frameHosts);
  return [
    "default-src 'none'",
    `script-src 'self'${from(markdown.scriptHosts)}`,
    "style-src 'self'",
    `img-src 'self'${media}`,
    `media-src 'self'${media}`,
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    ...(frames === '' ? [] : [`frame-src${frames}`]),
    "base-uri 'none'",
    "form-action 'self'",
  ];
}
