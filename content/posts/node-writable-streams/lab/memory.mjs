// Copies 100 MiB from a fast source to a slower sink: memory.mjs ignore|honor
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

const KiB = 1024;
const MiB = 1024 * KiB;

const sink = new Writable({
  highWaterMark: 256 * KiB,
  write(chunk, encoding, done) {
    setImmediate(done); // one chunk per turn of the event loop
  },
});

let peak = 0;
let refusals = 0;
const before = process.memoryUsage().rss;
for (let n = 0; n < 1600; n++) {
  const goOn = sink.write(Buffer.alloc(64 * KiB, n));
  peak = Math.max(peak, sink.writableLength);
  if (n % 100 === 99) appendFileSync('buffer.csv', `${n + 1},${sink.writableLength / KiB},${process.argv[2]}\n`);
  if (!goOn) refusals++;
  if (!goOn && process.argv[2] === 'honor') await once(sink, 'drain');
}
sink.end();
await finished(sink);

const grown = process.resourceUsage().maxRSS * KiB - before;
console.log(`write() said false ${refusals} times in 1600`);
console.log(`most bytes in the buffer: ${peak / KiB} KiB`);
const low = Math.floor(grown / (64 * MiB)) * 64; // resident memory varies: a range
console.log(`RSS grew by ${low} to ${low + 64} MiB`);
