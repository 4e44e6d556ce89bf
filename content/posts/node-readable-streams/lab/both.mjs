// A data listener and a readable listener on one stream.
import { Readable } from 'node:stream';

const stream = new Readable({ objectMode: true, read() {} });
stream.on('data', (chunk) => console.log(`  event: data ${chunk}`));
stream.on('readable', () => console.log('  event: readable'));

console.log('push() twice');
stream.push('a');
stream.push('b');
await new Promise(setImmediate);
for (let n = 1; n <= 2; n++) {
  console.log('read()');
  stream.read();
}
