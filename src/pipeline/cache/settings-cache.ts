// The settings of a site, decoded from `content/site.yaml` or, where any process has decoded the very same text before, as they were kept
// beside the compiled tool: a start of `dev` need not load what reads YAML.

import type { decodeSiteConfig } from '../../content/settings/site-settings.ts';
import { type Settings, siteFile } from '../../model/settings.ts';
import { digestOf } from '../../text/digest.ts';
import { decodeText } from '../inputs/decode-text.ts';
import { NotAtHand } from '../inputs/not-at-hand.ts';
import type { ToolCache } from './tool-cache.ts';

/**
 * Takes the bytes of the file, null where there is none, and the address that stands over the one in it (`--url`). Throws `NotAtHand` where
 * they must be decoded and what does so is not loaded: a build must not wait in between, with one foot in the new state.
 */
export type DecodeSettings = (bytes: Uint8Array | null, url: string | null) => Settings;

type Decoder = typeof decodeSiteConfig;

/** Without `kept` all are decoded. */
export function openSettings(kept: ToolCache | null): DecodeSettings {
  let decoder: Decoder | null = null;

  async function load(): Promise<void> {
    decoder = (await import('../../content/settings/site-settings.ts')).decodeSiteConfig;
  }

  return (bytes, url) => {
    const key = JSON.stringify([bytes && digestOf(bytes), url]);
    const found = kept?.read(key) ?? null;
    if (found !== null) return JSON.parse(found) as Settings;
    if (decoder === null) throw new NotAtHand('what reads settings', load);
    const settings = decoded(bytes, url, decoder);
    kept?.write(key, JSON.stringify(settings));
    return settings;
  };
}

function decoded(bytes: Uint8Array | null, url: string | null, decode: Decoder): Settings {
  if (bytes === null) return decode(null, { url });
  const text = decodeText(siteFile, bytes);
  const settings = decode({ path: siteFile, text: text.value }, { url });
  return { ...settings, diagnostics: [...text.diagnostics, ...settings.diagnostics] };
}
