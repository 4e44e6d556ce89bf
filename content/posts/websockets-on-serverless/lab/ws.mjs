// As much of RFC 6455 as this lab needs: the handshake, and frames that are not fragmented.
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';

export const TEXT = 1, CLOSE = 8, PING = 9, PONG = 10;

// #region accept
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export function acceptKey(key) {
  return createHash('sha1').update(key + GUID).digest('base64');
}

/** Answers the upgrade request. From here on the socket carries frames. */
export function accept(request, socket) {
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${acceptKey(request.headers['sec-websocket-key'])}\r\n\r\n`,
  );
}
// #endregion accept

// #region frames
/** One frame: type, length, and for a client a mask of four random bytes. */
export function frame(type, payload = '', mask = null) {
  const body = Buffer.from(payload);
  const length = body.length < 126 ? [body.length] : [126, body.length >> 8, body.length & 255];
  length[0] |= mask ? 0x80 : 0;
  return Buffer.concat([Buffer.from([0x80 | type, ...length]), mask ?? Buffer.alloc(0), masked(body, mask)]);
}

function masked(body, mask) {
  return mask ? body.map((byte, i) => byte ^ mask[i % 4]) : body;
}

/** Calls `receive(type, text)` for each whole frame, and `end(code)` when the connection is gone. */
export function read(socket, receive, end, rest = Buffer.alloc(0)) {
  let code = 1006; // what a program sees if no close frame came
  const take = (piece) => {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= 2) {
      const long = (rest[1] & 127) === 126;
      const [hidden, head] = [rest[1] & 0x80 ? 4 : 0, long ? 4 : 2];
      if (rest.length < head) return;
      const size = long ? rest.readUInt16BE(2) : rest[1] & 127;
      if (rest.length < head + hidden + size) return;
      const mask = hidden ? rest.subarray(head, head + 4) : null;
      const body = masked(rest.subarray(head + hidden, head + hidden + size), mask);
      const type = rest[0] & 15;
      rest = rest.subarray(head + hidden + size);
      if (type === CLOSE) code = body.length > 1 ? body.readUInt16BE(0) : 1005;
      receive(type, body.toString());
    }
  };
  socket.on('data', take).on('error', () => {}).on('close', () => end(code));
  take(Buffer.alloc(0));
}
// #endregion frames

// #region client
/** A client. Resolves when the connection is open; `on` may have `text` and `end`. Pings are answered, as browsers do, unless it is `frozen`. */
export function connect(url, on = {}) {
  return new Promise((resolve, reject) => {
    const { hostname, port, pathname, search } = new URL(url);
    const key = randomBytes(16).toString('base64');
    const headers = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': 13, 'Sec-WebSocket-Key': key };
    const asked = request({ hostname, port, path: pathname + search, headers, agent: false });
    asked.on('upgrade', (response, socket, head) => {
      const send = (type, text) => socket.write(frame(type, text, randomBytes(4)));
      const receive = (type, text) => {
        if (type === PING && !on.frozen) send(PONG, text);
        if (type === TEXT) on.text?.(text);
        if (type === CLOSE) socket.end();
      };
      read(socket, receive, (code) => on.end?.(code), head);
      resolve({ send: (text) => send(TEXT, text), close: () => send(CLOSE) });
    });
    asked.on('response', (response) => reject(new Error(`${response.statusCode} ${response.statusMessage}`)));
    asked.on('error', reject);
    asked.end();
  });
}
// #endregion client
