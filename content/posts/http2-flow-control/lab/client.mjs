// A small HTTP/2 client that shows its flow control. It gives credit back only for what was read.
import { connect } from 'node:net';
import { once, EventEmitter } from 'node:events';

const [DATA, HEADERS, RST_STREAM, SETTINGS, PING, WINDOW_UPDATE] = [0, 1, 3, 4, 6, 8];

function frame(type, flags, stream, payload = Buffer.alloc(0)) {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

function number(value) {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

/** A header block for a GET, without compression: two entries of the static table and two literals. */
function get(path) {
  const literal = (name, value) => [Buffer.from([name, value.length]), Buffer.from(value)];
  return Buffer.concat([Buffer.from([0x82, 0x86]), ...literal(0x04, path), ...literal(0x01, 'localhost')]);
}

// #region windows
export class Client extends EventEmitter {
  streams = new Map(); // each has a window, and bytes that nobody has read
  next = 1;

  constructor(streamWindow, connectionWindow) {
    super();
    this.streamWindow = streamWindow;
    this.window = connectionWindow;
    this.socket = connect(8082, '127.0.0.1');
    this.socket.on('data', (piece) => this.receive(piece));
    this.socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    const initialWindowSize = [Buffer.from([0, 4]), number(streamWindow)];
    this.socket.write(frame(SETTINGS, 0, 0, Buffer.concat(initialWindowSize)));
    if (connectionWindow > 65535) this.credit(0, connectionWindow - 65535);
  }

  request(path) {
    const stream = { id: this.next, window: this.streamWindow, unread: 0, text: '' };
    this.next += 2;
    this.streams.set(stream.id, stream);
    this.socket.write(frame(HEADERS, 0x5, stream.id, get(path)));
    return stream;
  }

  data(stream, payload) {
    this.window -= payload.length;
    stream.window -= payload.length;
    stream.unread += payload.length;
    if (payload.length < 100) stream.text += payload;
  }

  read(stream) {
    const size = stream.unread;
    stream.unread = 0;
    this.window += size;
    this.credit(0, size);
    stream.window += size;
    if (!stream.ended) this.credit(stream.id, size);
  }

  credit(id, size) {
    this.socket.write(frame(WINDOW_UPDATE, 0, id, number(size)));
  }
  // #endregion windows

  rest = Buffer.alloc(0);

  receive(piece) {
    this.rest = Buffer.concat([this.rest, piece]);
    while (this.rest.length >= 9 && this.rest.length >= 9 + this.rest.readUIntBE(0, 3)) {
      const end = 9 + this.rest.readUIntBE(0, 3);
      this.handle(this.rest[3], this.rest[4], this.rest.readUInt32BE(5), this.rest.subarray(9, end));
      this.rest = this.rest.subarray(end);
    }
  }

  handle(type, flags, id, payload) {
    const stream = this.streams.get(id);
    if (type === SETTINGS && !(flags & 1)) this.socket.write(frame(SETTINGS, 1, 0));
    if (type === PING && !(flags & 1)) this.socket.write(frame(PING, 1, 0, payload));
    if (type === HEADERS) stream.answered = true;
    if (type === RST_STREAM) stream.reset = payload.readUInt32BE(0);
    if (type === DATA) this.data(stream, payload);
    if ((type === DATA || type === HEADERS) && flags & 1) stream.ended = true;
    this.emit('frame');
  }

  /** Waits until the condition holds, but at most for some seconds. */
  async until(condition, seconds = 60) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), seconds * 1000);
    while (!condition() && !patience.signal.aborted) {
      await once(this, 'frame', { signal: patience.signal }).catch(() => {});
    }
    clearTimeout(timer);
  }
}
