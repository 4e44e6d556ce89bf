// Repeats each line to all connections, in one order.
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const all = new Set();
createServer((socket) => {
  all.add(socket);
  socket.write('\n'); // it is on the bus now
  socket.on('error', () => {}).on('close', () => all.delete(socket));
  createInterface({ input: socket }).on('line', (line) => {
    for (const other of all) other.write(line + '\n');
  });
}).listen(Number(process.argv[2]), '127.0.0.1', () => console.log('bus listens'));
