// Twenty clients want the same new name at once, then twenty ask for names that nobody has. How many certificates were signed?
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:tls';

const [port, fresh] = process.argv.slice(2);
const issued = () => (existsSync('certs/issued.log') ? readFileSync('certs/issued.log', 'utf8').split('\n').length - 1 : 0);

function shake(servername) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', servername, rejectUnauthorized: false }, () => (socket.end(), resolve('ok')));
    socket.on('error', () => resolve('refused'));
  });
}

async function round(names) {
  const before = issued();
  const results = await Promise.all(names.map(shake));
  const ok = results.filter((result) => result === 'ok').length;
  return { ok, signed: issued() - before };
}

const one = await round(Array(20).fill(fresh));
console.log(`20 clients, one new name: ${one.signed > 1 ? 'several certificates' : 'one certificate'} signed`);
const invented = await round(Array.from({ length: 20 }, (_, n) => `x${n}.${port}.example`));
console.log(`20 clients, invented names: ${invented.signed} certificates signed, ${invented.ok} connected`);
