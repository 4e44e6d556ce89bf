// The decoded `content/site.yaml` with the spans of its settings. Must stay plain data, so that it can be stored for the next process.

import type { SiteConfig } from './config.ts';
import type { Built, Span } from './diagnostic.ts';

export const siteFile = 'content/site.yaml';

export interface Settings extends Built<SiteConfig> {
  /** Spans by the name of the setting, such as `nav.0.href`. Missing settings have none; `''` is the whole file. */
  readonly spans: { readonly [setting: string]: Span };
}

/** The span of a setting, or of its nearest ancestor that exists. */
export function settingSpan({ spans }: Settings, setting: string): Span {
  for (let name = setting; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const span = spans[name];
    if (span !== undefined) return span;
  }
  return spans[''] ?? { path: siteFile, start: 0, end: 0 };
}
