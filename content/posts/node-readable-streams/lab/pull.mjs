// A source of numbers that prints each call of _read.
import { Readable } from 'node:stream';

let next = 1;
const numbers = new Readable({
  objectMode: true,
  highWaterMark: 3, // objects
  read() {
    const goOn = this.push(next <= 5 ? next : null);
    console.log(`  _read pushes ${next <= 5 ? next : 'the end'}: ${goOn}`);
    next++;
  },
});
const turn = () => new Promise(setImmediate);

await turn();
console.log('created, no listener yet');
numbers.on('readable', () => console.log('event: readable'));
await turn();
for (let n = 1; n <= 6; n++) {
  console.log(`read() returns ${numbers.read()}, ${numbers.readableLength} left`);
  await turn();
}
