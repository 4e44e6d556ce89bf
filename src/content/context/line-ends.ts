// Line ends of all systems made one, so that no stage after this one needs to know that there are several.

export interface UnixText {
  /** With `\n` for `\r\n` and for a lone `\r`. */
  readonly text: string;
  /** Where a place of that text is in the text as it was. */
  readonly offsetOf: (place: number) => number;
}

export function unixText(written: string): UnixText {
  if (!written.includes('\r')) return { text: written, offsetOf: (place) => place };
  const text = written.replace(/\r\n?/g, '\n');
  // Places after which the text as it was has one character more.
  const dropped = Array.from(written.matchAll(/\r\n/g), ({ index }, count) => index - count);
  return { text, offsetOf: (place) => place + countBelow(dropped, place) };
}

/** How many of some ascending numbers are below a number. */
function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
