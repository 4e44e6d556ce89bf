// Lines of a file, read six bytes at a time.
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

// #region lines
/** Turns chunks of text into lines, wherever the chunks are cut. */
async function* lines(chunks) {
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop();
    yield* parts;
  }
  if (rest) yield rest;
}

await pipeline(
  createReadStream('poem.txt', { encoding: 'utf8', highWaterMark: 6 }),
  lines,
  async (source) => {
    for await (const line of source) console.log('line:', line);
  },
);
// #endregion lines
