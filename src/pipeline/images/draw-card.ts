// A card's SVG → PNG with resvg, which is loaded when the first card is made. It must use the fonts of the theme and no others: equal input
// gives equal bytes on every machine.

import { EncoderMissing } from './encode.ts';

/** Part of every card's cache key: must change whenever the bytes would. */
export const rendererVersion = 'resvg-js 2.6.2';

/** `fonts`: absolute paths of TrueType files; with compressed ones (woff2) resvg silently draws no text. */
export async function pngOf(svg: string, fonts: readonly string[]): Promise<Uint8Array> {
  const { renderAsync } = await load();
  const image = await renderAsync(svg, { font: { loadSystemFonts: false, fontFiles: [...fonts] }, logLevel: 'off' });
  return image.asPng();
}

async function load() {
  try {
    return await import('@resvg/resvg-js');
  } catch (cause) {
    throw new EncoderMissing('@resvg/resvg-js', cause);
  }
}
