// Two requests on one connection. Their answers are read in the wrong order.
import { Client } from './client.mjs';

const client = new Client(65535, 65535);
const show = (event) =>
  console.log(`${event.padEnd(34)} connection ${client.window}, big ${big.window}, ping ${ping?.window ?? '-'}`);

let ping;
const big = client.request('/big/1000000');
show('asked for big');
await client.until(() => client.window === 0);
show('big has stalled');
ping = client.request('/ping');
await client.until(() => ping.answered);
show('ping: status and headers are here');
await client.until(() => ping.text, 2);
show(`ping: after 2 s, body "${ping.text}"`);
client.read(big);
show('read 65535 bytes of big');
await client.until(() => ping.text);
console.log(`ping: body "${ping.text}"`);
process.exit();
