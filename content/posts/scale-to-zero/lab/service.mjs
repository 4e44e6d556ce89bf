// A service that takes its listening socket from descriptor 3, or opens one on the port in its argument. On SIGTERM it accepts nothing more,
// puts its things in order, and exits.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';

let served = 0;

const server = createServer((request, response) => {
  response.setHeader('connection', 'close');
  response.end(`answer ${++served} of process ${process.pid}\n`);
});

process.on('SIGTERM', async () => {
  server.close();
  console.log('accepts nothing more');
  // Putting things in order takes as long as a file says.
  while (existsSync('busy')) await new Promise((resolve) => setTimeout(resolve, 20));
  process.exit();
});

server.listen(process.env.LISTEN_FDS ? { fd: 3 } : { port: Number(process.argv[2]), host: '127.0.0.1' });
