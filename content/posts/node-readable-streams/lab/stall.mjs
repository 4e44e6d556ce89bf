// A handler that takes one message of 4 bytes for each event.
import { Readable } from 'node:stream';

const source = new Readable({ read() {} });
source.on('readable', () => {
  const message = source.read(4);
  if (message) console.log(`message: ${message}`);
});

source.push('one,two,six,'); // all three in one piece
setTimeout(() => console.log(`${source.readableLength} bytes left`), 200);
