// Offsets in a text with normalized line ends lead to the same characters of the original.

import { expect, test } from 'vitest';
import { unixText } from '../../../src/content/context/line-ends.ts';

/** Each character maps to its original position, a line end to that of its first character. */
function check(written: string, expected: string) {
  test(JSON.stringify(written), () => {
    const { text, offsetOf } = unixText(written);
    expect(text).toBe(expected);
    for (let offset = 0; offset < text.length; offset++) {
      const original = written[offsetOf(offset)];
      expect(original === '\r' ? '\n' : original).toBe(text[offset]);
    }
    expect(offsetOf(text.length)).toBe(written.length);
  });
}

check('a\nb', 'a\nb');
check('a\r\nb\r\n', 'a\nb\n');
check('a\rb\r', 'a\nb\n');
check('\r\n\r\n\r\r\n\n\ra', '\n\n\n\n\n\na');
check('', '');
