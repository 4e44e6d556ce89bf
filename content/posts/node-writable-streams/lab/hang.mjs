// The sink is destroyed while we wait for it.
import { once } from 'node:events';
import { Writable } from 'node:stream';

const sink = new Writable({ highWaterMark: 1, write() {} }); // never finishes
setTimeout(() => sink.destroy(), 100); // as when a client hangs up

console.log('write:', sink.write('hello'));
await once(sink, 'drain');
console.log('drained');
