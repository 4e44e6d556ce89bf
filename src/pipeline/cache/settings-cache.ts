// The settings of a site, decoded from `content/site.yaml` or, where any process has decoded the very same text before, as they were kept
// beside the compiled tool: a start of `dev` need not load what reads YAML.

import type { decodeSiteConfig } from '../../content/settings/site-settings.ts';
import { type Settings, siteFile } from '../../model/settings.ts';
import { digestOf } from '../../text/digest.ts';
import { decodeText } from '../inputs/decode-text.ts';
import type { ToolCache } from './tool-cache.ts';

/** Takes the bytes of the file, null if there is none, and the address that replaces the one in it (`--url`). */
export type DecodeSettings = (bytes: Uint8Array | null, url: string | null) => Promise<Settings>;

/** `cache` null: decodes whatever it is given. */
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
