// A chat room over WebSockets. PORT is where it listens; BUS, if set, the port of a bus that joins all instances.
import { createServer } from 'node:http';
import { connect as dial } from 'node:net';
import { createInterface } from 'node:readline';
import { accept, CLOSE, frame, PING, PONG, read, TEXT } from './ws.mjs';

const { PORT = '8080', BUS } = process.env;
const log = []; // the room's messages; a message's number is its place
const members = new Set();

const server = createServer((request, response) => {
  if (request.headers.upgrade) return;
  response.writeHead(426, { Upgrade: 'websocket' }).end('a WebSocket handshake is expected\n');
});

// #region room
server.on('upgrade', (request, socket) => {
  accept(request, socket);
  const query = new URL(request.url, 'http://x').searchParams;
  let unanswered = 0;
  const ping = () => {
    if (query.has('check') && unanswered++ > 3) socket.destroy();
    else socket.write(frame(PING));
  };
  const pings = query.has('ping') && setInterval(ping, 500);
  members.add(socket);
  if (query.has('after')) {
    for (let n = Number(query.get('after')) + 1; n <= log.length; n++) send(socket, n, log[n - 1]);
  }
  const receive = (type, text) => {
    if (type === TEXT && !query.has('mute')) publish(text);
    if (type === PONG) unanswered = 0;
    if (type === CLOSE) socket.end();
  };
  read(socket, receive, () => {
    clearInterval(pings);
    members.delete(socket);
  });
});

function send(socket, number, text) {
  socket.write(frame(TEXT, `${number}: ${text}`));
}

function deliver(text) {
  log.push(text);
  for (const member of members) send(member, log.length, text);
}
// #endregion room

// #region bus
const bus = BUS && dial(Number(BUS), '127.0.0.1');
if (bus) createInterface({ input: bus }).once('line', listen).on('line', (text) => text && deliver(text));

function publish(text) {
  if (bus) bus.write(text + '\n');
  else deliver(text);
}
// #endregion bus

// #region stop
process.on('SIGTERM', () => {
  server.close();
  for (const member of members) member.end(frame(CLOSE, Buffer.from([1001 >> 8, 1001 & 255])));
  if (bus) bus.end();
});
// #endregion stop

function listen() {
  server.listen(Number(PORT), '127.0.0.1', () => console.log(`chat listens on ${PORT}`));
}
if (!bus) listen();
