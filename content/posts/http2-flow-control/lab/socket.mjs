// The windows are as large as they get, but the client doesn't read its socket for a while.
import { Client } from './client.mjs';

const client = new Client(2 ** 31 - 1, 2 ** 31 - 1);
const big = client.request('/big/50000000');
await client.until(() => big.unread > 0);
client.socket.pause();
const ping = client.request('/ping');
await client.until(() => ping.text, 2);
console.log(`socket paused for 2 s, ping: ${ping.text || 'nothing'}`);
client.socket.resume();
await client.until(() => ping.text);
console.log(`socket read again, ping: ${ping.text}`);
process.exit();
