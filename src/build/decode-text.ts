// Bytes → text, strictly: what is no UTF-8 is named by its place instead of turning into question marks.

import { type Built, error } from '../model/diagnostic.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a file, its byte order mark kept. Reports the first byte that is no UTF-8; such bytes become U+FFFD. */
export function decodeText(path: string, bytes: Uint8Array): Built<string> {
  try {
    return { value: strict.decode(bytes), diagnostics: [] };
  } catch {
    const text = lenient.decode(bytes);
    const byte = firstBadByte(bytes);
    const start = lenient.decode(bytes.subarray(0, byte)).length;
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const hint = isUtf16 ? 'the file is UTF-16: save it as UTF-8' : 'save the file as UTF-8';
    const message = `byte ${byte} of the file is no UTF-8`;
    return { value: text, diagnostics: [error('file/not-utf-8', message, { path, start, end: start + 1 }, { hint })] };
  }
}

/** Halves the file until the first byte is found that makes it invalid. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = Math.floor((good + bad) / 2);
    if (isValid(bytes.subarray(0, middle + 1))) good = middle + 1;
    else bad = middle;
  }
  return good;
}

/** Whether a prefix is valid, or breaks off inside a character that could still become one. */
function isValid(prefix: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(prefix, { stream: true });
    return true;
  } catch {
    return false;
  }
}
