// Makes a hundred calls through a load balancer on one connection, and prints which of two servers got them.
import { connect } from 'node:http2';
import { encode, frame } from './wire.mjs';

const counts = async () => Promise.all([8080, 8180].map(async (port) => (await (await fetch(`http://127.0.0.1:${port}/counts`)).json()).calls));

const before = await counts();
const session = connect(`http://127.0.0.1:${process.argv[2]}`);
for (let i = 0; i < 100; i++) {
  const stream = session.request({ ':method': 'POST', ':path': '/shop.Stock/Get', 'content-type': 'application/grpc', te: 'trailers' });
  stream.end(frame(encode({ 1: 'tea' })));
  await new Promise((resolve) => stream.resume().on('close', resolve));
}
session.close();
const after = await counts();
const [a, b] = after.map((calls, index) => calls - before[index]).sort((one, other) => other - one);
console.log(`one server got ${a} calls, the other ${b}`);
