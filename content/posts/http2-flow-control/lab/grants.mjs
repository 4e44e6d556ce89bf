// Downloads 8 MiB and gives credit only when the window is empty. How often does the sender have to wait?
import { Client } from './client.mjs';

const size = 8 << 20;
for (const window of process.argv.slice(2).map(Number)) {
  const client = new Client(window, window);
  const stream = client.request(`/big/${size}`);
  let read = 0;
  let waits = 0;
  for (;;) {
    await client.until(() => stream.window === 0 || read + stream.unread === size);
    read += stream.unread;
    if (read === size) break;
    client.read(stream);
    waits++;
  }
  console.log(`window ${window}: ${waits} waits`);
  client.socket.destroy();
}
