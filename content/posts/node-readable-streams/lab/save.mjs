// Two ways to read a hundred rows for a slow save().
import { once } from 'node:events';
import { Readable } from 'node:stream';

let running = 0;
let most = 0;
let saved = 0;

async function save(row) {
  running++;
  most = Math.max(most, running);
  await new Promise((resolve) => setTimeout(resolve, 5));
  running--;
  saved++;
}

function rows() {
  return Readable.from(Array.from({ length: 100 }, (_, id) => ({ id })));
}

// #region ways
async function withEvents() {
  const source = rows();
  source.on('data', async (row) => {
    await save(row);
  });
  await once(source, 'end');
}

async function withLoop() {
  for await (const row of rows()) {
    await save(row);
  }
}
// #endregion ways

for (const way of [withEvents, withLoop]) {
  most = saved = 0;
  await way();
  console.log(`${way.name}: ${saved} of 100 saved, at most ${most} at once`);
  await new Promise((resolve) => setTimeout(resolve, 500)); // let the rest finish
}
