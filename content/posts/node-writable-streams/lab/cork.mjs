// How do 1000 small writes reach the sink?
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

class Counting extends Writable {
  calls = [];
  _write(chunk, encoding, done) {
    this.calls.push('1 chunk');
    setImmediate(done);
  }
  _writev(chunks, done) {
    this.calls.push(`${chunks.length} chunks`);
    setImmediate(done);
  }
}

for (const corked of [false, true]) {
  const sink = new Counting();
  if (corked) sink.cork();
  for (let n = 0; n < 1000; n++) sink.write(`line ${n}\n`);
  if (corked) sink.uncork();
  sink.end();
  await finished(sink);
  console.log(`${corked ? 'corked' : 'plain'}: ${sink.calls.join(', then ')}`);
}
