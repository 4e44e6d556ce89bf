// The bytes of a TrueType font → what setting lines by hand needs: how wide each letter is, and the font's name.
// Reads no more than that, and believes nothing: what doesn't fit is no font.

export interface CardFont {
  readonly family: string;
  /** In parts of the font size; null for letters that the font doesn't have. */
  widthOf(letter: string): number | null;
}

/** Null for what is no TrueType font. */
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
      widthOf(letter) {
        const glyph = glyphOf(letter.codePointAt(0) ?? 0);
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
  // `OTTO` fonts hold no TrueType outlines but the same tables; packed ones (woff2) would draw nothing at all.
  if (version !== 0x00_01_00_00 && version !== 0x4f_54_54_4f) throw new RangeError('no TrueType font');
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

/** From letters to glyphs, by a table for all of Unicode or for its first part. */
function glyphsIn(view: DataView, cmap: number): (code: number) => number {
  const offsets = Array.from({ length: view.getUint16(cmap + 2) }, (_, index) => view.getUint32(cmap + 8 + 8 * index));
  for (const format of [12, 4]) {
    const table = offsets.map((offset) => cmap + offset).find((start) => view.getUint16(start) === format);
    if (table === undefined) continue;
    return format === 12 ? (code) => glyphInGroups(view, table, code) : (code) => glyphInSegments(view, table, code);
  }
  throw new RangeError('no table of letters');
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
    const place = table + 16 + 3 * size + offset;
    const range = view.getUint16(place);
    if (range === 0) return (code + delta) & 0xff_ff;
    const glyph = view.getUint16(place + range + 2 * (code - first));
    return glyph === 0 ? 0 : (glyph + delta) & 0xff_ff;
  }
  return 0;
}

/** The name that an SVG calls the font by: that of its family as typographers see it, else the plain one. */
function familyIn(view: DataView, name: number): string {
  const texts = name + view.getUint16(name + 4);
  const found = new Map<number, string>();
  for (let index = 0; index < view.getUint16(name + 2); index++) {
    const record = name + 6 + 12 * index;
    if (view.getUint16(record) !== 3) continue;
    const [length, start] = [view.getUint16(record + 8), texts + view.getUint16(record + 10)];
    const letters = Array.from({ length: length / 2 }, (_, place) => view.getUint16(start + 2 * place));
    found.set(view.getUint16(record + 6), String.fromCharCode(...letters));
  }
  return found.get(16) ?? found.get(1) ?? '';
}
