// A handler that reads one message of 4 bytes per event.
import { Readable } from 'node:stream';

const source = new Readable({ read() {} });
source.on('readable', () => {
  const message = source.read(4);
  if (message) console.log(`message: ${message}`);
});

source.push('one,two,six,'); // three messages in one piece
setTimeout(() => console.log(`${source.readableLength} bytes left`), 200);
