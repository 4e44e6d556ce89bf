// The one door to resvg: a card's SVG → PNG, with the fonts of the theme and no others. resvg is loaded when the first card is made.
// Equal input gives equal bytes on every machine.

import { NoEncoder } from './encode.ts';

/** Part of every card's cacheKey: must change whenever the bytes would. */
export const drawing = 'resvg-js 2.6.2';

/** `fonts`: absolute paths of TrueType files; of packed ones (woff2) resvg draws nothing, and says nothing. */
export async function pngOf(svg: string, fonts: readonly string[]): Promise<Uint8Array> {
  const { renderAsync } = await load();
  const image = await renderAsync(svg, { font: { loadSystemFonts: false, fontFiles: [...fonts] }, logLevel: 'off' });
  return image.asPng();
}

async function load() {
  try {
    return await import('@resvg/resvg-js');
  } catch (cause) {
    throw new NoEncoder('@resvg/resvg-js', cause);
  }
}
