// Node's own client: some answers that nobody reads, then a ping. node-client.mjs NUMBER PATH
import { once } from 'node:events';
import http2 from 'node:http2';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const [number, path] = [Number(process.argv[2]), process.argv[3]];
const socket = connect(8082, '127.0.0.1');
const session = http2.connect('http://localhost:8082', { createConnection: () => socket });
await once(session, 'remoteSettings');

let begun = 0;
for (let n = 1; n <= number; n++) {
  const stream = session.request({ ':path': path });
  try {
    await once(stream, 'response'); // and never read it
    begun++;
  } catch (error) {
    console.log(`answer ${n}: ${error.message}`);
    stream.on('error', () => {});
  }
}
while (socket.bytesRead < begun * 65535) await sleep(20);
console.log(`${begun} unread answers; received ${(socket.bytesRead / 2 ** 20).toFixed(1)} MiB`);
const ping = session.request({ ':path': '/ping' }).setEncoding('utf8');
try {
  const [text] = await once(ping, 'data');
  console.log('ping:', text);
} catch (error) {
  console.log('ping:', error.message);
}
process.exit();
