// An image without what cameras and programs write into it: places, serial numbers, names, comments, previews of the uncropped image.
// Works on the bytes, so that no pixel changes: color profiles stay, and of EXIF nothing but the orientation. Never decodes an image.

import { crc32 } from 'node:zlib';

const imageNames = /\.(?:png|apng|jpe?g|jfif|webp|avif|heic|heif)$/i;

/** Whether a file may have metadata to remove, by its name. */
export function mayHaveMetadata(path: string): boolean {
  return imageNames.test(path);
}

/** Anything that is not a JPEG, PNG, WebP, AVIF or HEIF is returned as it is. */
export function withoutMetadata(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textAt = (start: number, length: number) => view.toString('latin1', start, start + length);
  if (view[0] === 0xff && view[1] === 0xd8) return jpegWithoutMetadata(view);
  if (textAt(1, 3) === 'PNG') return pngWithoutMetadata(view);
  if (textAt(0, 4) === 'RIFF' && textAt(8, 4) === 'WEBP') return webpWithoutMetadata(view);
  return textAt(4, 4) === 'ftyp' ? isoWithoutMetadata(view) : bytes;
}

/** Segments of a JPEG that change how it looks: JFIF, color profiles, Adobe's color transform. All other `APP` segments are metadata. */
const jpegKept: readonly (readonly [marker: number, start: string])[] = [
  [0xe0, 'JFIF\0'],
  [0xe2, 'ICC_PROFILE\0'],
  [0xee, 'Adobe'],
];

/** Stops at the end of the image: phones append videos and further images, with metadata of their own. */
function jpegWithoutMetadata(view: Buffer): Buffer {
  const parts = [view.subarray(0, 2)];
  let at = 2;
  while (view[at] === 0xff && view[at + 1] !== 0xd9 && at + 4 <= view.length) {
    const marker = view[at + 1] ?? 0;
    const end = at + 2 + view.readUInt16BE(at + 2);
    const segment = view.subarray(at, end);
    if (marker === 0xff) at++;
    else if (marker === 0xda) {
      const next = endOfScan(view, end);
      parts.push(view.subarray(at, next));
      at = next;
    } else {
      const isApplication = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
      const isExif = marker === 0xe1 && segment.toString('latin1', 4, 10) === 'Exif\0\0';
      const isKept = jpegKept.some(
        ([kept, start]) => kept === marker && segment.toString('latin1', 4).startsWith(start),
      );
      const exif = isExif ? orientationOnly(segment.subarray(10)) : null;
      if (exif) parts.push(Buffer.from([0xff, 0xe1, 0, exif.length + 8]), Buffer.from('Exif\0\0'), exif);
      if (!isApplication || isKept) parts.push(segment);
      at = end;
    }
  }
  if (view[at] === 0xff && view[at + 1] === 0xd9) parts.push(Buffer.from([0xff, 0xd9]));
  return Buffer.concat(parts);
}

/** Where the compressed pixels end: at the first marker that is neither a restart nor an escaped byte. */
function endOfScan(view: Buffer, start: number): number {
  for (let at = view.indexOf(0xff, start); at >= 0; at = view.indexOf(0xff, at + 1)) {
    const marker = view[at + 1] ?? 0;
    if (marker !== 0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd7)) return at;
  }
  return view.length;
}

/** Ancillary chunks of a PNG that change how it looks. */
const pngKept = new Set('tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '));

function pngWithoutMetadata(view: Buffer): Buffer {
  const parts = [view.subarray(0, 8)];
  for (let at = 8; at + 12 <= view.length; ) {
    const end = at + 12 + view.readUInt32BE(at);
    const type = view.toString('latin1', at + 4, at + 8);
    const exif = type === 'eXIf' ? orientationOnly(view.subarray(at + 8, end - 4)) : null;
    if (exif) parts.push(pngChunk(type, exif));
    if (/^[A-Z]/.test(type) || pngKept.has(type)) parts.push(view.subarray(at, end));
    if (type === 'IEND') break;
    at = end;
  }
  return Buffer.concat(parts);
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const webpKept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);

function webpWithoutMetadata(view: Buffer): Buffer {
  const parts: Buffer[] = [];
  let exif: Buffer | null = null;
  for (let at = 12; at + 8 <= view.length; ) {
    const size = view.readUInt32LE(at + 4);
    const type = view.toString('latin1', at, at + 4);
    const chunk = view.subarray(at, at + 8 + size + (size % 2));
    if (type === 'EXIF') exif = orientationOnly(chunk.subarray(chunk.toString('latin1', 8, 12) === 'Exif' ? 14 : 8));
    else if (webpKept.has(type)) parts.push(Buffer.from(chunk));
    at += 8 + size + (size % 2);
  }
  // The flags of the extended format say whether there is EXIF and XMP.
  const [first] = parts;
  if (first?.toString('latin1', 0, 4) === 'VP8X') first[8] = ((first[8] ?? 0) & ~0x0c) | (exif ? 0x08 : 0);
  if (exif) {
    const head = Buffer.from('EXIF\0\0\0\0', 'latin1');
    head.writeUInt32LE(exif.length, 4);
    parts.push(head, exif);
  }
  const head = Buffer.from(view.subarray(0, 12));
  head.writeUInt32LE(4 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([head, ...parts]);
}

/** AVIF and HEIF have their orientation in other boxes, so the bytes of EXIF and XMP become zeros: nothing else moves. */
function isoWithoutMetadata(view: Buffer): Buffer {
  const copy = Buffer.from(view);
  const meta = boxesIn(view, 0, view.length).find(({ type }) => type === 'meta');
  if (!meta) return copy;
  const boxes = boxesIn(view, meta.start + 4, meta.end);
  const [items, places, data] = ['iinf', 'iloc', 'idat'].map((name) => boxes.find(({ type }) => type === name));
  if (!items || !places) return copy;
  const removed = metadataItems(view, items);
  for (const { item, start, end, isInData } of extentsIn(view, places)) {
    const base = isInData ? (data?.start ?? view.length) : 0;
    if (removed.has(item)) copy.fill(0, Math.min(base + start, copy.length), Math.min(base + end, copy.length));
  }
  return copy;
}

/** Start and end of a box's content. */
interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

function boxesIn(view: Buffer, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to; ) {
    const short = view.readUInt32BE(at);
    const isLong = short === 1 && at + 16 <= to;
    const size = short === 0 ? to - at : isLong ? Number(view.readBigUInt64BE(at + 8)) : short;
    if (size < 8) break;
    const end = Math.min(at + size, to);
    boxes.push({ type: view.toString('latin1', at + 4, at + 8), start: at + (isLong ? 16 : 8), end });
    at = end;
  }
  return boxes;
}

/** Numbers of the items that are EXIF or XMP. */
function metadataItems(view: Buffer, { start, end }: Box): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { type, start: at, end: to } of boxesIn(view, start + (view[start] === 0 ? 6 : 8), end)) {
    const isWide = view[at] === 3;
    if (type !== 'infe' || at + (isWide ? 14 : 12) > to) continue;
    const kind = view.toString('latin1', at + (isWide ? 10 : 8), at + (isWide ? 14 : 12));
    if (kind === 'Exif' || kind === 'mime') found.add(isWide ? view.readUInt32BE(at + 4) : view.readUInt16BE(at + 4));
  }
  return found;
}

interface Extent {
  readonly item: number;
  readonly start: number;
  readonly end: number;
  /** Whether the offsets are in the `idat` box instead of the file. */
  readonly isInData: boolean;
}

function extentsIn(view: Buffer, { start, end }: Box): Extent[] {
  const extents: Extent[] = [];
  let at = start + 4;
  const number = (size: number): number => {
    at += size;
    if (at > end || (size !== 4 && size !== 8 && size !== 2 && size !== 1)) return 0;
    return size === 8 ? Number(view.readBigUInt64BE(at - 8)) : view.readUIntBE(at - size, size);
  };
  const hasMore = () => at < end;
  const version = view[start] ?? 0;
  const [sizes, baseSizes] = [number(1), number(1)];
  const count = number(version < 2 ? 2 : 4);
  for (let index = 0; index < count && hasMore(); index++) {
    const item = number(version < 2 ? 2 : 4);
    const isInData = version > 0 && (number(2) & 15) === 1;
    number(2);
    const base = number(baseSizes >> 4);
    for (let rest = number(2); rest > 0 && hasMore(); rest--) {
      if (version > 0) number(baseSizes & 15);
      const from = base + number(sizes >> 4);
      extents.push({ item, start: from, end: from + number(sizes & 15), isInData });
    }
  }
  return extents;
}

/** EXIF (a TIFF file) with nothing but the orientation of `exif`; null if that is the usual one. */
function orientationOnly(exif: Buffer): Buffer | null {
  if (exif.length < 14) return null;
  const isLittle = exif.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (at + 2 > exif.length ? 0 : isLittle ? exif.readUInt16LE(at) : exif.readUInt16BE(at));
  const directory = isLittle ? exif.readUInt32LE(4) : exif.readUInt32BE(4);
  for (let index = 0; index < short(directory); index++) {
    const entry = directory + 2 + index * 12;
    const orientation = short(entry) === 0x0112 ? short(entry + 8) : 1;
    if (orientation < 2 || orientation > 8) continue;
    // Big-endian, one entry: tag 0x0112, one 16-bit number.
    return Buffer.from([77, 77, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
  }
  return null;
}
