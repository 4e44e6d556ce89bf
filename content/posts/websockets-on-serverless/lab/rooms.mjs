// Two clients in one room, a third one later. Each gets an instance of its own.
import { connect } from './ws.mjs';

const port = process.argv[2];
const heard = { A: [], B: [], C: [] };
const waiting = new Set();

async function join(name, query = '') {
  const socket = await connect(`ws://127.0.0.1:${port}/${query}`, { text: (line) => (heard[name].push(line), waiting.forEach((wake) => wake())) });
  return socket;
}

async function until(name, text) {
  while (!heard[name].some((line) => line.endsWith(text))) await new Promise((resolve) => waiting.add(resolve));
}

const joined = process.argv[3] === 'bus';
const a = await join('A');
const b = await join('B');
a.send('hello from A');
await until('A', 'hello from A');
if (joined) await until('B', 'hello from A');
b.send('hello from B');
await until('B', 'hello from B');
if (joined) await until('A', 'hello from B');
const c = await join('C', '?after=0');
c.send('hello from C');
await until('C', 'hello from C');
if (joined) await Promise.all([until('A', 'hello from C'), until('B', 'hello from C')]);
for (const [name, lines] of Object.entries(heard)) console.log(`${name} has heard  ${lines.join(' | ')}`);
process.exit();
