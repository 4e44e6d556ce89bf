// Passes HTTP/2 on from port 8083 to the gRPC service on port 8081, and prints the frames of its first connection that belong to a call.
import { connect, createServer } from 'node:net';

const types = { 0: 'DATA', 1: 'HEADERS', 3: 'RST_STREAM' };
const preface = 24; // "PRI * HTTP/2.0 …", which opens each connection

const server = createServer((client) => {
  server.close();
  const upstream = connect(8081, '127.0.0.1');
  const up = reader('→', preface);
  const down = reader('  ←', 0);
  client.on('data', up).pipe(upstream).on('error', () => {});
  upstream.on('data', down).pipe(client).on('error', () => {});
}).listen(8083, '127.0.0.1', () => console.log('listens'));

// #region frames
/** Returns a listener that finds the frames in a direction: nine bytes of length, type, flags and stream, then the payload. */
function reader(arrow, skip) {
  let rest = Buffer.alloc(0);
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    for (;;) {
      if (rest.length < skip + 9) return;
      const head = rest.subarray(skip);
      const end = 9 + head.readUIntBE(0, 3);
      if (head.length < end) return;
      show(arrow, types[head[3]], head[4], head.readUInt32BE(5), head.subarray(9, end));
      rest = head.subarray(end);
      skip = 0;
    }
  };
}
// #endregion frames

function show(arrow, type, flags, stream, payload) {
  if (stream === 0 || type === undefined) return;
  const end = type !== 'RST_STREAM' && flags & 1 ? ', ends the stream' : '';
  const content = type === 'DATA' ? payload.toString('hex').replace(/../g, '$& ').trimEnd() : `${payload.length} bytes, compressed`;
  console.log(`${arrow} ${type} stream ${stream}${end}: ${content || 'empty'}`);
}
