// The same over HTTP/1.1: an answer that nobody reads, then a ping. http1.mjs CONNECTIONS
import { execSync } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const connections = Number(process.argv[2]);
const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
const get = (path) => http.get({ port: 8081, path, agent });
const [big] = await once(get('/big/50000000'), 'response');
big.pause();
const pong = once(get('/ping'), 'response').then(async ([ping]) => String(await once(ping, 'data')));
const patience = sleep(connections === 1 ? 2000 : 60_000, 'nothing after 2 s');
console.log('ping:', await Promise.race([pong, patience]));
await sleep(500);
console.log('unread bytes in the kernel:', execSync('./held.sh 8081').toString().trim());
process.exit();
