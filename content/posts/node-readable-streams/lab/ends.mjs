// Five ways to be done with a stream, and what its listeners hear.
import { setTimeout as pause } from 'node:timers/promises';
import { FileSource } from './filesource.mjs';

// #region cases
const cases = {
  async 'read to the end'(source) {
    for await (const chunk of source);
  },
  async 'a loop with break'(source) {
    for await (const chunk of source) break;
  },
  async 'destroy()'(source) {
    source.destroy();
  },
  async 'destroy(error)'(source) {
    source.destroy(new Error('enough'));
  },
  async 'only an end listener'(source) {},
};
// #endregion cases

for (const [name, run] of Object.entries(cases)) {
  const source = new FileSource('poem.txt');
  const heard = [];
  for (const event of ['end', 'error', 'close']) {
    source.on(event, (error) => heard.push(error ? `error (${error.message})` : event));
  }
  const closed = new Promise((resolve) => source.once('close', resolve));
  await run(source);
  await Promise.race([closed, pause(1000)]); // the last one never closes
  console.log(`${name.padEnd(21)} ${heard.join(', ') || '(nothing)'}`);
}
