// The bytes of a TrueType font → what breaking lines needs: the width of each character, and the font's name. It must never
// trust the bytes: a file that doesn't fit the format is not a font.

export interface CardFont {
  readonly family: string;
  /** As a fraction of the font size; null for a character that the font doesn't have. */
  widthOf(character: string): number | null;
}

/** Null if the bytes are not a TrueType font. */
export function readFont(bytes: Uint8Array): CardFont | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const tables = tablesOf(view);
    const unitsPerEm = view.getUint16(at(tables, 'head') + 18);
    const metricCount = view.getUint16(at(tables, 'hhea') + 34);
    const metrics = at(tables, 'hmtx');
    const glyphOf = glyphsIn(view, at(tables, 'cmap'));
    const family = familyIn(view, at(tables, 'name'));
    if (!(unitsPerEm > 0) || metricCount === 0) return null;
    return {
      family,
      widthOf(character) {
        const glyph = glyphOf(character.codePointAt(0) ?? 0);
        if (glyph === 0) return null;
        return view.getUint16(metrics + 4 * Math.min(glyph, metricCount - 1)) / unitsPerEm;
      },
    };
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

function tablesOf(view: DataView): ReadonlyMap<string, number> {
  const version = view.getUint32(0);
  // `OTTO` fonts have other outlines but the same tables. Compressed fonts (WOFF2) would draw nothing at all.
  if (version !== 0x00_01_00_00 && version !== 0x4f_54_54_4f) throw new RangeError('not a TrueType font');
  const tables = new Map<string, number>();
  for (let index = 0; index < view.getUint16(4); index++) {
    const record = 12 + 16 * index;
    const tag = [0, 1, 2, 3].map((offset) => String.fromCharCode(view.getUint8(record + offset))).join('');
    tables.set(tag, view.getUint32(record + 8));
  }
  return tables;
}

function at(tables: ReadonlyMap<string, number>, tag: string): number {
  const offset = tables.get(tag);
  if (offset === undefined) throw new RangeError(`no table ${tag}`);
  return offset;
}

/** Maps code points to glyphs, by a table for all of Unicode or else by one for its first 65,536 code points. */
function glyphsIn(view: DataView, cmap: number): (code: number) => number {
  const offsets = Array.from({ length: view.getUint16(cmap + 2) }, (_, index) => view.getUint32(cmap + 8 + 8 * index));
  for (const format of [12, 4]) {
    const table = offsets.map((offset) => cmap + offset).find((start) => view.getUint16(start) === format);
    if (table === undefined) continue;
    return format === 12 ? (code) => glyphInGroups(view, table, code) : (code) => glyphInSegments(view, table, code);
  }
  throw new RangeError('no character map');
}

function glyphInGroups(view: DataView, table: number, code: number): number {
  for (let index = 0; index < view.getUint32(table + 12); index++) {
    const group = table + 16 + 12 * index;
    const first = view.getUint32(group);
    if (code >= first && code <= view.getUint32(group + 4)) return view.getUint32(group + 8) + code - first;
  }
  return 0;
}

function glyphInSegments(view: DataView, table: number, code: number): number {
  const size = view.getUint16(table + 6);
  for (let offset = 0; offset < size; offset += 2) {
    if (code > view.getUint16(table + 14 + offset)) continue;
    const first = view.getUint16(table + 16 + size + offset);
    if (code < first) return 0;
    const delta = view.getUint16(table + 16 + 2 * size + offset);
    const position = table + 16 + 3 * size + offset;
    const range = view.getUint16(position);
    if (range === 0) return (code + delta) & 0xff_ff;
    const glyph = view.getUint16(position + range + 2 * (code - first));
    return glyph === 0 ? 0 : (glyph + delta) & 0xff_ff;
  }
  return 0;
}

/** The name by which an SVG refers to the font: its typographic family name, or else its family name. */
function familyIn(view: DataView, name: number): string {
  const texts = name + view.getUint16(name + 4);
  const found = new Map<number, string>();
  for (let index = 0; index < view.getUint16(name + 2); index++) {
    const record = name + 6 + 12 * index;
    if (view.getUint16(record) !== 3) continue;
    const [length, start] = [view.getUint16(record + 8), texts + view.getUint16(record + 10)];
    const units = Array.from({ length: length / 2 }, (_, unit) => view.getUint16(start + 2 * unit));
    found.set(view.getUint16(record + 6), String.fromCharCode(...units));
  }
  return found.get(16) ?? found.get(1) ?? '';
}
