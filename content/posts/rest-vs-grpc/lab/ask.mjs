// Makes one call after the other on one connection: `node ask.mjs PORT METHOD [NAME] …`
import { connect } from 'node:http2';
import { decode, encode, frame, unframe } from './wire.mjs';

const [port, ...calls] = process.argv.slice(2);
const session = connect(`http://127.0.0.1:${port}`);
for (const call of calls) {
  const [method, name] = call.split(':');
  const stream = session.request({
    ':method': 'POST',
    ':path': `/shop.Stock/${method}`,
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  stream.on('trailers', (trailers) => console.log('status', trailers['grpc-status'], trailers['grpc-message'] ?? ''));
  stream.end(frame(encode(name ? { 1: name } : {})));
  for await (const message of unframe(stream)) console.log(decode(message));
}
session.close();
