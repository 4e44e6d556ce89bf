// The Content-Security-Policy: nothing but the site's own files, and pictures and media of the hosts it allows. No
// inline script or style, whatever a page holds.

import type { SiteConfig } from '../../model/config.ts';

/** For the meta element of a page. */
export function policyFor(config: SiteConfig): string {
  return policy(config).join('; ');
}

/** For the header, which alone can say who may frame the site. */
export function headerPolicyFor(config: SiteConfig): string {
  return [...policy(config), "frame-ancestors 'none'"].join('; ');
}

function policy({ markdown }: SiteConfig): string[] {
  const hosts = markdown.mediaHosts.map((host) => ` https://${host}`).join('');
  // Only authors who are trusted can bring frames: sanitised HTML has none.
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
