// The same service in Node.
import { createServer } from 'node:net';

createServer((connection) => {
  connection.once('data', () => connection.end('HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\nhi\n'));
}).listen({ fd: 3 });
