// Sends 64 MiB to every client, and reports half a second later what it holds in memory.
import { once } from 'node:events';
import { createServer } from 'node:http';

const MiB = 1024 * 1024;

// #region handler
createServer(async (request, response) => {
  const before = process.memoryUsage.rss();
  setTimeout(() => report(request.url, response, before), 500);
  for (let n = 0; n < 64; n++) {
    const goOn = response.write(Buffer.alloc(MiB, n)); // a new buffer each time
    if (!goOn && request.url === '/honor') await once(response, 'drain');
  }
  response.end();
}).listen(8080, '127.0.0.1');
// #endregion handler

function report(url, response, before) {
  const buffered = Math.round(response.writableLength / MiB);
  const grown = (process.memoryUsage.rss() - before) / MiB;
  // Resident memory varies with the allocator, so it is reported as a range.
  const low = Math.floor((grown + 16) / 32) * 32 - 16;
  console.log(`${url}: ${buffered} MiB buffered, RSS grew by ${Math.max(low, 0)} to ${low + 32} MiB`);
}
