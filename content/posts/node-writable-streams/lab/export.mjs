// Writes a million lines to a file: export.mjs ignore|honor FILE
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const [way, file] = process.argv.slice(2);
const out = createWriteStream(file);

// #region ways
async function ignore() {
  for (let id = 0; id < 1_000_000; id++) {
    out.write(`{"id":${id},"name":"customer ${id}"}\n`);
  }
}

async function honor() {
  for (let id = 0; id < 1_000_000; id++) {
    const goOn = out.write(`{"id":${id},"name":"customer ${id}"}\n`);
    if (!goOn) await once(out, 'drain');
  }
}
// #endregion ways

await (way === 'ignore' ? ignore() : honor());
out.end();
await finished(out);
console.log(`${way}: done`);
