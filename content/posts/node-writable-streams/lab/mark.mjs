// A sink that finishes a chunk only when told to.
import { Writable } from 'node:stream';

let finishChunk;
const sink = new Writable({
  highWaterMark: 10, // bytes
  write(chunk, encoding, done) {
    finishChunk = done;
  },
});
sink.on('drain', () => console.log('drain'));

for (const text of ['aaaa', 'bbbb', 'cccc', 'dddd']) {
  const goOn = sink.write(text);
  console.log(`write ${text}: ${goOn}, ${sink.writableLength} bytes buffered`);
}
for (let n = 1; n <= 4; n++) {
  finishChunk();
  await new Promise(setImmediate); // let events happen
  console.log(`chunk ${n} finished, ${sink.writableLength} bytes buffered`);
}
