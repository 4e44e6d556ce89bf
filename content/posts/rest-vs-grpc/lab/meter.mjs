// Counts the bytes of calls on one connection, each way, for the three ways to ask.
import { connect as connectHttp2 } from 'node:http2';
import { Agent, request as requestHttp1 } from 'node:http';
import { connect, createServer } from 'node:net';
import { encode, frame } from './wire.mjs';

const calls = 100;
const ways = { 'JSON, HTTP/1.1': [8080, http1], 'JSON, HTTP/2': [8082, http2], 'gRPC': [8081, grpc] };
console.log(`${''.padEnd(16)}${'first call'.padStart(18)}${'each later call'.padStart(18)}   (bytes: request + response)`);
for (const [name, [port, open]] of Object.entries(ways)) {
  const meter = { up: 0, down: 0 };
  const proxy = await metered(port, meter);
  const call = open(proxy.address().port);
  await call();
  const early = { ...meter };
  for (let i = 1; i < calls; i++) await call();
  // What belongs to the first call may come late, but a few bytes among 99 calls disappear in the rounding.
  const later = { up: Math.round((meter.up - early.up) / (calls - 1)), down: Math.round((meter.down - early.down) / (calls - 1)) };
  const first = { up: meter.up - later.up * (calls - 1), down: meter.down - later.down * (calls - 1) };
  console.log(name.padEnd(16) + shown(first).padStart(18) + shown(later).padStart(18));
}
process.exit();

function shown({ up, down }) {
  return `${up} + ${down}`;
}

/** Passes bytes on to a port and counts them. */
async function metered(port, meter) {
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    client.on('data', (piece) => (meter.up += piece.length)).pipe(upstream);
    upstream.on('data', (piece) => (meter.down += piece.length)).pipe(client);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function http1(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return () =>
    new Promise((resolve) => {
      requestHttp1({ port, host: '127.0.0.1', path: '/stock/tea', agent }, (response) => response.resume().on('end', resolve)).end();
    });
}

function http2(port) {
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  return () => ended(session.request({ ':path': '/stock/tea' }));
}

function grpc(port) {
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  return () => {
    const stream = session.request({ ':method': 'POST', ':path': '/shop.Stock/Get', 'content-type': 'application/grpc', te: 'trailers' });
    stream.end(frame(encode({ 1: 'tea' })));
    return ended(stream);
  };
}

function ended(stream) {
  return new Promise((resolve) => stream.resume().on('close', resolve));
}
