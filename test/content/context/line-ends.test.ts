import { expect, test } from 'vitest';
import { unixText } from '../../../src/content/context/line-ends.ts';

/** Every character is found where it was: its own place, and for a line end that of its first character. */
function check(written: string, expected: string) {
  test(JSON.stringify(written), () => {
    const { text, offsetOf } = unixText(written);
    expect(text).toBe(expected);
    for (let place = 0; place < text.length; place++) {
      const there = written[offsetOf(place)];
      expect(there === '\r' ? '\n' : there).toBe(text[place]);
    }
    expect(offsetOf(text.length)).toBe(written.length);
  });
}

check('a\nb', 'a\nb');
check('a\r\nb\r\n', 'a\nb\n');
check('a\rb\r', 'a\nb\n');
check('\r\n\r\n\r\r\n\n\ra', '\n\n\n\n\n\na');
check('', '');
