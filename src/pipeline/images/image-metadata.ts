// An image or video without what cameras and programs write into it: places, serial numbers, names, comments, previews of the uncropped image.
// Works on the bytes, so that no pixel changes: color profiles stay, and of EXIF nothing but the orientation. Never decodes an image.

import { crc32 } from 'node:zlib';

const mediaNames = /\.(?:png|apng|jpe?g|jfif|webp|avif|heic|heif|gif|tiff?|mp4|m4v|mov|qt|3gp)$/i;

/** Whether a file may have metadata to remove, by its name. Music is not among them: its title and performer are for listeners. */
export function mayHaveMetadata(path: string): boolean {
  return mediaNames.test(path);
}

/** Anything that is not a JPEG, PNG, WebP, GIF, TIFF, AVIF, HEIF or MP4 is returned as it is. */
export function withoutMetadata(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textAt = (start: number, length: number) => view.toString('latin1', start, start + length);
  if (view[0] === 0xff && view[1] === 0xd8) return jpegWithoutMetadata(view);
  if (textAt(1, 3) === 'PNG') return pngWithoutMetadata(view);
  if (textAt(0, 4) === 'RIFF' && textAt(8, 4) === 'WEBP') return webpWithoutMetadata(view);
  if (textAt(0, 4) === 'GIF8') return gifWithoutMetadata(view);
  if (['II*\0', 'MM\0*'].includes(textAt(0, 4))) return tiffWithoutMetadata(view);
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

/** Application extensions of a GIF that change how it looks: loops and color profiles. All others, and comments, are metadata. */
const gifKept = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012']);

/** Stops at the end of the image. A file that is cut short keeps what is left of it. */
function gifWithoutMetadata(view: Buffer): Buffer {
  const tableLength = (flags = 0) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  let at = 13 + tableLength(view[10]);
  const parts = [view.subarray(0, at)];
  while (at < view.length) {
    const [kind, label] = [view[at], view[at + 1]];
    if (kind === 0x3b) break;
    if (kind !== 0x21 && kind !== 0x2c) return view;
    const blocks = kind === 0x21 ? at + 2 : at + 11 + tableLength(view[at + 9]);
    const end = endOfSubBlocks(view, blocks);
    const isComment = kind === 0x21 && label === 0xfe;
    const isOther = kind === 0x21 && label === 0xff && !gifKept.has(view.toString('latin1', at + 3, at + 14));
    if (!isComment && !isOther) parts.push(view.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...parts, view.subarray(at, at + 1)]);
}

/** Blocks with their lengths before them, up to an empty one. */
function endOfSubBlocks(view: Buffer, start: number): number {
  let at = start;
  while (at < view.length && view[at] !== 0) at += 1 + (view[at] ?? 0);
  return at + 1;
}

/** Fields of a TIFF that change how it looks, among them the orientation (274) and the color profile (34675). */
const tiffKept = new Set(
  `254 255 256 257 258 259 262 263 264 265 266 273 274 277 278 279 280 281 282 283
  284 290 291 292 293 296 297 301 317 318 319 320 321 322 323 324 325 330 332 334 336 338 339 340
  341 342 347 512 513 514 515 517 518 519 520 521 529 530 531 532 34675`
    .split(/\s+/)
    .map(Number),
);
/** Fields that hold the offsets of further directories: of smaller images, EXIF, places, interoperability. */
const tiffDirectories = new Set([330, 34665, 34853, 40965]);
const tiffSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

/** Nothing moves: the bytes of other fields become zeros, and the directory closes over them. */
function tiffWithoutMetadata(view: Buffer): Buffer {
  const copy = Buffer.from(view);
  const isLittle = view[0] === 0x49;
  const fits = (at: number, length: number) => at >= 8 && at + length <= view.length;
  const short = (at: number) => (fits(at, 2) ? (isLittle ? view.readUInt16LE(at) : view.readUInt16BE(at)) : 0);
  const long = (at: number) => (at + 4 > view.length ? 0 : isLittle ? view.readUInt32LE(at) : view.readUInt32BE(at));
  const seen = new Set<number>();

  /** Returns the offset of the next directory. */
  function clean(directory: number, isImage: boolean): number {
    const count = short(directory);
    if (seen.has(directory) || !fits(directory, 2 + count * 12)) return 0;
    seen.add(directory);
    let kept = directory + 2;
    for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
      const [tag, size] = [short(entry), (tiffSizes[short(entry + 2)] ?? 0) * long(entry + 4)];
      const [start, length] = size <= 4 ? [entry + 8, size] : [long(entry + 8), size];
      if (tiffDirectories.has(tag))
        for (let at = start; at + 4 <= start + length && fits(at, 4); at += 4) clean(long(at), isImage && tag === 330);
      if (isImage && tiffKept.has(tag)) {
        view.copy(copy, kept, entry, entry + 12);
        kept += 12;
      } else if (fits(start, length)) copy.fill(0, start, start + length);
    }
    const end = directory + 2 + count * 12;
    if (!isImage) {
      copy.fill(0, directory, end);
      return 0;
    }
    const number = (kept - directory - 2) / 12;
    if (isLittle) copy.writeUInt16LE(number, directory);
    else copy.writeUInt16BE(number, directory);
    // The offset of the next directory comes right after the last field.
    view.copy(copy, kept, end, end + 4);
    if (kept < end) copy.fill(0, kept + 4, Math.min(end + 4, view.length));
    return long(end);
  }

  for (let directory = long(4); directory > 0; ) directory = clean(directory, true);
  return copy;
}

/** AVIF and HEIF have their orientation in other boxes, so the bytes of EXIF and XMP become zeros: nothing else moves. */
function isoWithoutMetadata(view: Buffer): Buffer {
  const copy = Buffer.from(view);
  removeFromMovie(view, copy, 0, view.length);
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

/** Boxes of a video that contain others. */
const movieFolders = new Set(['moov', 'trak', 'mdia']);
/** Boxes that say when a video and its tracks were made: two times after the version and the flags. */
const movieTimes = new Set(['mvhd', 'tkhd', 'mdhd']);

/** Empties what phones and programs write into a video: places, names, times. Such boxes become `free` ones of the same length. */
function removeFromMovie(view: Buffer, copy: Buffer, from: number, to: number, depth = 0): void {
  for (const { type, head, start, end } of boxesIn(view, from, to)) {
    if (movieFolders.has(type) && depth < 8) removeFromMovie(view, copy, start, end, depth + 1);
    else if (movieTimes.has(type)) copy.fill(0, start + 4, Math.min(end, start + 4 + (view[start] === 1 ? 16 : 8)));
    else if (type === 'udta' || type === 'uuid' || (type === 'meta' && !isOfImage(view, start))) {
      copy.write('free', head + 4, 'latin1');
      copy.fill(0, start, end);
    }
  }
}

/** Whether a `meta` box is the one that describes the images of an AVIF or HEIF. */
function isOfImage(view: Buffer, start: number): boolean {
  return view.toString('latin1', start, start + 48).includes('pict');
}

/** Start and end of a box's content. */
interface Box {
  readonly type: string;
  /** Where its length and type are. */
  readonly head: number;
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
    boxes.push({ type: view.toString('latin1', at + 4, at + 8), head: at, start: at + (isLong ? 16 : 8), end });
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
