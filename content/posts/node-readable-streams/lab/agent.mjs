// Two requests over one connection: agent.mjs leave|resume
import { Agent, createServer, get } from 'node:http';

const server = createServer((request, response) => response.end('ok\n'));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address();

// #region requests
const agent = new Agent({ maxSockets: 1, keepAlive: true });

function status(path) {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path, agent }, (response) => {
      if (process.argv[2] === 'resume') response.resume();
      resolve(response.statusCode); // the body is not needed
    });
  });
}
// #endregion requests

console.log('first:', await status('/1'));
setTimeout(() => {
  console.log('second: no answer within five seconds');
  process.exit();
}, 5000);
console.log('second:', await status('/2'));
process.exit();
