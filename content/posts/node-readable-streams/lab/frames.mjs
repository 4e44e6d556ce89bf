// Length-prefixed messages, in pieces that don't match them.
import { Readable } from 'node:stream';

function frame(text) {
  const body = Buffer.from(text);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

function* pieces() {
  const bytes = Buffer.concat(['stop', 'go', '', 'turn around'].map(frame));
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

const source = Readable.from(pieces(), { objectMode: false });

// #region parser
let length = null; // of the next message; null: the length comes next
source.on('readable', () => {
  for (;;) {
    if (length === null) {
      const head = source.read(4);
      if (head === null) return; // fewer than 4 bytes: wait for more
      length = head.readUInt32BE();
    }
    const body = length === 0 ? '' : source.read(length);
    if (body === null) return;
    console.log(`message: ${body}`);
    length = null;
  }
});
// #endregion parser
source.on('end', () => console.log('end'));
