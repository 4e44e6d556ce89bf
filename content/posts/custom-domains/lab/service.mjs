// One listener for all customers. Which certificate is by SNI, and which customer by the request.
//   node service.mjs PORT [strict] [ask] [once]
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import { createSecureContext } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { customers } from './links.mjs';

const [port, ...options] = process.argv.slice(2);
const has = (option) => options.includes(option);
const run = promisify(execFile);
const contexts = new Map();

// #region sni
/** The certificate for a name, issued when a client first asks for it. */
async function certificate(name) {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)) throw new Error('not a name');
  if (has('ask') && !customers.has(name)) throw new Error('not a customer');
  const file = `certs/${name}.pem`;
  if (!existsSync(file)) await run('./ca.sh', [name]);
  return createSecureContext({ key: readFileSync('certs/service.key'), cert: readFileSync(file) });
}

function contextFor(name) {
  if (!has('once')) return certificate(name);
  if (!contexts.has(name)) contexts.set(name, certificate(name));
  contexts.get(name).catch(() => contexts.delete(name));
  return contexts.get(name);
}

function SNICallback(name, done) {
  contextFor(name).then((context) => done(null, context), done);
}
// #endregion sni

const server = createSecureServer({
  SNICallback,
  allowHTTP1: true,
  ...(has('default') && { key: readFileSync('certs/service.key'), cert: readFileSync('certs/go.acme.example.pem') }),
});

// #region request
server.on('request', (request, response) => {
  const host = (request.authority ?? request.headers.host).replace(/:\d+$/, '');
  if (has('strict') && !covers(request.socket, host)) {
    response.writeHead(421).end('this connection is not for that name\n');
    return;
  }
  const target = customers.get(host)?.links[request.url];
  if (target) response.writeHead(302, { location: target }).end();
  else response.writeHead(404).end('no such link\n');
});

/** Whether the certificate that the client got is valid for the host it now asks for. */
function covers(socket, host) {
  const { raw } = socket.getCertificate();
  return new X509Certificate(raw).checkHost(host) !== undefined;
}
// #endregion request

server.listen(Number(port), '127.0.0.1', () => console.log(`service listens on ${port}`));
