// The Content-Security-Policy: the site's own files, and images and media from the hosts that the settings allow. It must
// never allow inline scripts or styles.

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
  const hosts = markdown.mediaHosts.map((host) => (host === '*' ? ' https:' : ` https://${host}`)).join('');
  // Only trusted authors can add frames: sanitized HTML has none.
  const frames = markdown.html === 'trusted' && hosts !== '' ? [`frame-src${hosts}`] : [];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self'${hosts}`,
    `media-src 'self'${hosts}`,
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    ...frames,
    "base-uri 'none'",
    "form-action 'self'",
  ];
}
