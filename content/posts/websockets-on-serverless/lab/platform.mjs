// A stand-in for a serverless platform. It knows requests and nothing about WebSockets.
//   node platform.mjs PORT [BUS]    CONCURRENCY, TIMEOUT in milliseconds
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';

const [port, bus] = process.argv.slice(2);
const concurrency = Number(process.env.CONCURRENCY ?? 2);
const timeout = Number(process.env.TIMEOUT ?? 3_600_000);
const instances = [];

// #region platform
/** An instance with a free place, or a new one. */
async function place() {
  let instance = instances.find(({ open }) => open.size < concurrency);
  if (!instance) {
    const number = instances.length + 1;
    const own = Number(port) + number;
    instance = { number, port: own, open: new Set(), process: spawn('node', ['chat.mjs'], { env: { ...process.env, PORT: own, BUS: bus } }) };
    instances.push(instance);
    instance.ready = once(instance.process.stdout, 'data');
  }
  return instance;
}

const server = createServer();
server.on('upgrade', async (request, client, head) => {
  const instance = await place();
  instance.open.add(client); // a request is open as long as its connection
  await instance.ready;
  const upstream = connect(instance.port, '127.0.0.1');
  const lines = request.rawHeaders.map((part, i) => part + (i % 2 ? '\r\n' : ': ')).join('');
  upstream.write(`GET ${request.url} HTTP/1.1\r\n${lines}\r\n`);
  upstream.write(head);
  client.pipe(upstream).pipe(client);
  const limit = setTimeout(() => client.destroy(), timeout); // the request has taken too long
  for (const side of [client, upstream]) side.on('error', () => {});
  client.on('close', () => {
    clearTimeout(limit);
    upstream.destroy();
    instance.open.delete(client);
  });
  upstream.on('close', () => client.end());
});
// #endregion platform

server.on('request', (request, response) => {
  response.end(instances.map(({ number, open }) => `instance ${number}: ${open.size} requests\n`).join('') || 'no instance\n');
});
process.on('SIGTERM', () => {
  for (const instance of instances) instance.process.kill();
  process.exit();
});
server.listen(Number(port), '127.0.0.1', () => console.log(`platform listens on ${port}`));
