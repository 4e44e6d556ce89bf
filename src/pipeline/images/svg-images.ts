// SVG files next to pages as they are published: nothing in them may run code. Those of `public/` are copied as they are.

import { cleanSvg } from '../../content/svg/svg-file.ts';
import type { Built } from '../../model/diagnostic.ts';
import { decodeText } from '../inputs/decode-text.ts';

export function isSvg(path: string): boolean {
  return path.startsWith('content/') && /\.svg$/i.test(path);
}

/** Reports what is removed, and files that browsers can't show, which are published empty. */
export function publishedSvg(path: string, bytes: Uint8Array): Built<Uint8Array> {
  const text = decodeText(path, bytes);
  if (text.diagnostics.length > 0) return { value: new Uint8Array(), diagnostics: text.diagnostics };
  const { value, diagnostics } = cleanSvg(path, text.value);
  return { value: new TextEncoder().encode(value ?? ''), diagnostics };
}
