// Some streams that nobody reads, then a ping: stall.mjs STREAM_WINDOW CONNECTION_WINDOW STREAMS
import { Client } from './client.mjs';

const [streamWindow, connectionWindow, number] = process.argv.slice(2).map(Number);
const client = new Client(streamWindow, connectionWindow);
const stalled = Array.from({ length: number }, () => client.request('/big/5000000'));
await client.until(() => client.window === 0 || stalled.every((stream) => stream.window === 0));
const left = client.window;
const ping = client.request('/ping');
await client.until(() => ping.text === 'pong', left >= 4 ? 60 : 2);
console.log(`${number} stalled, ${left} left for the others, ping: ${ping.text || 'nothing'}`);
process.exit();
