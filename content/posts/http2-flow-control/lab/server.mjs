// GET /big/N sends N bytes as fast as the reader takes them, /whole/N all at once, /ping "pong".
// HTTP/1.1 on port 8081, HTTP/2 without TLS on port 8082.
import http from 'node:http';
import http2 from 'node:http2';
import { Readable } from 'node:stream';

function* pieces(size) {
  for (let left = size; left > 0; left -= 16384) yield Buffer.alloc(Math.min(left, 16384));
}

function answer(request, response) {
  const [, path, size] = request.url.split('/');
  if (path === 'big') Readable.from(pieces(Number(size))).pipe(response);
  else if (path === 'whole') response.end(Buffer.alloc(Number(size)));
  else response.end('pong');
}

http.createServer(answer).listen(8081, '127.0.0.1');
http2.createServer(answer).listen(8082, '127.0.0.1', () => console.log('listens'));
