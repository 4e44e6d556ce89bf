// Bytes → text: reports the first byte that is not valid UTF-8, which must never become a replacement character silently.

import { type Built, error } from '../../model/diagnostic.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a file, with its byte order mark. Reports the first byte that is not valid UTF-8; such bytes become U+FFFD. */
export function decodeText(path: string, bytes: Uint8Array): Built<string> {
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) {
    const at = { path, start: 0, end: 0 };
    return { value: utf16, diagnostics: [error('file/not-utf-8', 'the file is UTF-16', at, { hint: saveHint })] };
  }
  try {
    return { value: strict.decode(bytes), diagnostics: [] };
  } catch {
    const offset = firstBadByte(bytes);
    const start = lenient.decode(bytes.subarray(0, offset)).length;
    const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    const message = `the file is not valid UTF-8: byte 0x${byte} at offset ${offset}`;
    return {
      value: lenient.decode(bytes),
      diagnostics: [error('file/not-utf-8', message, { path, start, end: start + 1 }, { hint: saveHint })],
    };
  }
}

const saveHint = 'save the file as UTF-8';

/** The text of a file that starts with the byte order mark of UTF-16: it is decoded, so that no other error is reported for it. */
function utf16Of(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  return bytes[0] === 0xfe && bytes[1] === 0xff ? new TextDecoder('utf-16be').decode(bytes) : null;
}

/** Offset of the first byte that is not part of a whole character. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  // Bisects to the longest prefix that is valid or ends inside a character.
  while (good < bad) {
    const middle = Math.floor((good + bad) / 2);
    if (isValid(bytes.subarray(0, middle + 1), true)) good = middle + 1;
    else bad = middle;
  }
  while (good > 0 && !isValid(bytes.subarray(0, good), false)) good--;
  return good;
}

function isValid(prefix: Uint8Array, mayEndEarly: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(prefix, { stream: mayEndEarly });
    return true;
  } catch {
    return false;
  }
}
