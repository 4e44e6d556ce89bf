// Normalizes line ends, so that later stages only see `\n`. Offsets in the file must stay computable.

export interface UnixText {
  /** With `\n` in place of `\r\n` and of a lone `\r`. */
  readonly text: string;
  /** The offset in the original text that corresponds to an offset in `text`. */
  readonly offsetOf: (offset: number) => number;
}

export function unixText(written: string): UnixText {
  if (!written.includes('\r')) return { text: written, offsetOf: (offset) => offset };
  const text = written.replace(/\r\n?/g, '\n');
  // Offsets in the new text of line ends that lost a character.
  const dropped = Array.from(written.matchAll(/\r\n/g), ({ index }, count) => index - count);
  return { text, offsetOf: (offset) => offset + countLessThan(dropped, offset) };
}

/** How many numbers in an ascending list are less than `limit`. */
function countLessThan(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
