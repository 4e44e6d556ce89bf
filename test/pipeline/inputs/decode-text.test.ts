// Bytes that are not valid UTF-8: which is reported, at which position.

import { expect, test } from 'vitest';
import { decodeText } from '../../../src/pipeline/inputs/decode-text.ts';

/** The byte that is reported, its offset, and the text before it. */
function check(name: string, bytes: readonly number[], expected: string, before: string) {
  test(name, () => {
    const { value, diagnostics } = decodeText('a.md', new Uint8Array(bytes));
    expect(diagnostics.map(({ message }) => message)).toEqual([`the file is not valid UTF-8: byte ${expected}`]);
    const at = diagnostics[0]?.at;
    expect(value.slice(0, at?.start)).toBe(before);
    expect(value.slice(at?.start, at?.end)).toBe('\uFFFD');
  });
}

const text = (written: string) => [...new TextEncoder().encode(written)];

test('valid UTF-8 is not changed, nor is a byte order mark', () => {
  const written = '\uFEFFa\0日本🎉\uFDD0';
  expect(decodeText('a.md', new TextEncoder().encode(written))).toEqual({ value: written, diagnostics: [] });
});

check('a byte of another encoding', [...text('é: Caf'), 0xe9, ...text('\nx')], '0xE9 at offset 7', 'é: Caf');
check('a byte that is never part of UTF-8', [...text('a'), 0xff, ...text('b')], '0xFF at offset 1', 'a');
check('a character that breaks off at the end', [...text('a🎉'), 0xf0, 0x9f, 0x98], '0xF0 at offset 5', 'a🎉');
check('half of a pair', [...text('a'), 0xed, 0xa0, 0x80], '0xED at offset 1', 'a');
check('a slash written too long', [0xc0, 0xaf], '0xC0 at offset 0', '');
check('the middle of a character', [0x80, ...text('a')], '0x80 at offset 0', '');
