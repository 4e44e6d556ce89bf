// What the bytes of a file are, whatever its name says, and what is wrong with it as an image. Every image that a page shows passes here.
// Looks at marks in the bytes; must never decode an image.

import type { AssetProblem } from '../../model/site.ts';
import { isLfsPointer } from '../inputs/lfs-pointer.ts';

/** What browsers show, by the extensions that are right for it. */
const shown: { readonly [format: string]: RegExp } = {
  PNG: /^a?png$/,
  JPEG: /^(?:jpe?g|jfif|jpe)$/,
  GIF: /^gif$/,
  WebP: /^webp$/,
  AVIF: /^avif$/,
  SVG: /^svg$/,
  BMP: /^bmp$/,
  ICO: /^(?:ico|cur)$/,
};

/** Why browsers can't show a file as an image, or may not; null if nothing is wrong with it. A Git LFS pointer is reported as a file. */
export function imageProblem(path: string, bytes: Uint8Array): AssetProblem | null {
  if (isLfsPointer(bytes)) return null;
  const format = formatOf(bytes);
  const extension = /\.([^./]*)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const names = format === null ? undefined : shown[format];
  if (format === null || names === undefined) {
    // A damaged SVG file is reported where it is cleaned.
    if (extension === 'svg' && format !== 'an HTML page') return null;
    const isImage = format?.endsWith('image') === true;
    const message = isImage
      ? `is ${format}, which most browsers can't show`
      : `is ${format ?? 'of a format that browsers do not know'}, not an image`;
    const hint = isImage ? 'save it as JPEG, PNG, WebP or AVIF' : hintFor(format);
    return { severity: 'error', code: 'image/wrong-format', message, hint };
  }
  if (isCutShort(format, bytes)) {
    const hint = 'copy or download it again: its end is missing';
    return { severity: 'error', code: 'image/cut-short', message: 'is cut short', hint };
  }
  if (names.test(extension)) return null;
  const message = `is ${withArticle(format)}, although its name ends in \`.${extension}\``;
  return {
    severity: 'warning',
    code: 'image/wrong-name',
    message,
    hint: `rename it to \`.${format.toLowerCase().replace('jpeg', 'jpg')}\``,
  };
}

function withArticle(format: string): string {
  return /^(?:AVIF|ICO|SVG)$/.test(format) ? `an ${format}` : `a ${format}`;
}

function hintFor(format: string | null): string {
  if (format === 'an HTML page')
    return 'download the image itself: this is the page of a server that shows it, or an error page';
  if (format === 'a video') return 'write `<video src="…"></video>`';
  return format === 'a PDF document' ? 'link to it, or save its page as an image' : 'save the image again';
}

/** The format of a file: a key of `shown`, a description of another, or null if it is unknown. */
function formatOf(bytes: Uint8Array): string | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = view.toString('latin1', 0, 4096);
  if (view.length === 0) return 'an empty file';
  const found = signatures.find(([signature]) => signature.test(start))?.[1];
  if (found !== undefined) return found;
  if (start.slice(4, 8) === 'ftyp') return isoFormat(start);
  const text = start.replace(/^\u00EF\u00BB\u00BF/, '').trimStart();
  if (/^<svg[\s>]|^<(?:[?!])[^]*?<svg[\s>]/.test(text) && !/^<!doctype html|<html[\s>]/i.test(text)) return 'SVG';
  return /^<(?:!doctype html|html|head|body|title|meta|script|div|p)\b/i.test(text) ? 'an HTML page' : null;
}

const signatures: readonly (readonly [signature: RegExp, format: string])[] = [
  [/^\u0089PNG\r\n\u001A\n/, 'PNG'],
  [/^\u00FF\u00D8\u00FF/, 'JPEG'],
  [/^GIF8[79]a/, 'GIF'],
  [/^RIFF[^]{4}WEBP/, 'WebP'],
  [/^BM[^]{4}\0\0\0\0/, 'BMP'],
  [/^\0\0[\u0001\u0002]\0/, 'ICO'],
  [/^(?:II\*\0|MM\0\*|II\+\0|MM\0\+)/, 'a TIFF image'],
  [/^\u00FF\u000A|^\0\0\0\u000CJXL /, 'a JPEG XL image'],
  [/^\0\0\0\u000CjP {2}/, 'a JPEG 2000 image'],
  [/^8BPS/, 'a Photoshop image'],
  [/^%PDF-/, 'a PDF document'],
  [/^%!PS/, 'a PostScript image'],
  [/^gimp xcf/, 'a GIMP image'],
  [/^\u001AE\u00DF\u00A3/, 'a video'],
  [/^PK\u0003\u0004/, 'a ZIP archive'],
];

function isoFormat(start: string): string {
  const brands = start.slice(8, 8 + 4 * 12);
  if (/avif|avis/.test(brands)) return 'AVIF';
  return /heic|heix|hevc|heim|heis|mif1|msf1/.test(brands) ? 'a HEIC image' : 'a video';
}

/** Whether the end of an image is missing, as after an interrupted download. */
function isCutShort(format: string, bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (format === 'PNG') return view.indexOf('IEND', 8, 'latin1') < 0;
  if (format === 'JPEG') return view.lastIndexOf(Buffer.from([0xff, 0xd9])) < 2;
  if (format === 'GIF') return view.lastIndexOf(0x3b) < 13;
  if (format === 'WebP') return view.length < 12 || view.readUInt32LE(4) + 8 > view.length + 1;
  return false;
}
