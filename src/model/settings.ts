// What `content/site.yaml` says, and where: plain data, so that it can be kept from one process to the next.

import type { SiteConfig } from './config.ts';
import type { Built, Span } from './diagnostic.ts';

export const siteFile = 'content/site.yaml';

export interface Settings extends Built<SiteConfig> {
  /** By the name of a setting, such as `nav.0.href`; those that are not said are left out. `''` is all of the file. */
  readonly spans: { readonly [setting: string]: Span };
}

/** The place of a setting, or of the nearest thing around it that exists. */
export function settingSpan({ spans }: Settings, setting: string): Span {
  for (let name = setting; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const span = spans[name];
    if (span !== undefined) return span;
  }
  return spans[''] ?? { path: siteFile, start: 0, end: 0 };
}
