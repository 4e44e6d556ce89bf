// The settings of a site, decoded from `content/site.yaml` or, where any process has decoded the very same text before, as they were kept
// beside the compiled tool: a start of `dev` need not load what reads YAML.

import { type Settings, siteFile } from '../model/settings.ts';
import { digestOf } from '../text/digest.ts';
import { decodeText } from './decode-text.ts';
import type { KeptFiles } from './kept-files.ts';

/** Takes the bytes of the file, null where there is none, and the address that stands over the one in it (`--url`). */
export type DecodeSettings = (bytes: Uint8Array | null, url: string | null) => Promise<Settings>;

export function keptSettings(kept: KeptFiles): DecodeSettings {
  return async (bytes, url) => {
    const key = JSON.stringify([bytes && digestOf(bytes), url]);
    const found = kept.read(key);
    if (found !== null) return JSON.parse(found) as Settings;
    const settings = await decodeSettings(bytes, url);
    kept.write(key, JSON.stringify(settings));
    return settings;
  };
}

export const decodeSettings: DecodeSettings = async (bytes, url) => {
  const { decodeConfig } = await import('../content/config.ts');
  if (bytes === null) return decodeConfig(null, { url });
  const text = decodeText(siteFile, bytes);
  const settings = decodeConfig({ path: siteFile, text: text.value }, { url });
  return { ...settings, diagnostics: [...text.diagnostics, ...settings.diagnostics] };
};
