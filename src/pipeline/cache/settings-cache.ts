// The settings of a site: decoded from `content/site.yaml`, or read from the tool's cache if any process has decoded the same text before, so
// that `dev` starts without loading the YAML parser. The cache of a site must never provide them.

import type { decodeSiteConfig } from '../../content/settings/site-settings.ts';
import { type Settings, siteFile } from '../../model/settings.ts';
import { digestOf } from '../../text/digest.ts';
import { decodeText } from '../inputs/decode-text.ts';
import type { ToolCache } from './tool-cache.ts';

/** Takes the bytes of the file, null if there is none, and the address that replaces the one in it (`--url`). */
export type DecodeSettings = (bytes: Uint8Array | null, url: string | null) => Promise<Settings>;

/** With `cache` null nothing is cached. */
export function openSettings(cache: ToolCache | null): DecodeSettings {
  return async (bytes, url) => {
    const key = JSON.stringify([bytes && digestOf(bytes), url]);
    const found = cache?.read(key) ?? null;
    if (found !== null) return JSON.parse(found) as Settings;
    const { decodeSiteConfig } = await import('../../content/settings/site-settings.ts');
    const settings = decoded(bytes, url, decodeSiteConfig);
    cache?.write(key, JSON.stringify(settings));
    return settings;
  };
}

function decoded(bytes: Uint8Array | null, url: string | null, decode: typeof decodeSiteConfig): Settings {
  if (bytes === null) return decode(null, { url });
  const text = decodeText(siteFile, bytes);
  const settings = decode({ path: siteFile, text: text.value }, { url });
  return { ...settings, diagnostics: [...text.diagnostics, ...settings.diagnostics] };
}
