// Sends 64 MiB to whoever asks; reports what it holds in memory for the client.
import { once } from 'node:events';
import { createServer } from 'node:http';

const chunk = Buffer.alloc(1024 * 1024, 'x');

// #region handler
createServer(async (request, response) => {
  setTimeout(() => report(request.url, response.writableLength), 500);
  for (let n = 0; n < 64; n++) {
    const goOn = response.write(chunk);
    if (!goOn && request.url === '/honor') await once(response, 'drain');
  }
  response.end();
}).listen(8080, '127.0.0.1', () => console.log('listening'));
// #endregion handler

function report(url, bytes) {
  const amount = bytes > 32 * 1024 * 1024 ? 'more than 32 MiB' : 'less than 4 MiB';
  console.log(`${url}: ${amount} wait in memory for a client that doesn't read`);
}
