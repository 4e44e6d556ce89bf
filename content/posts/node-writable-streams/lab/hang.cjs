// The same wait in a CommonJS script, inside an async function.
const { once } = require('node:events');
const { Writable } = require('node:stream');

async function main() {
  const sink = new Writable({ highWaterMark: 1, write() {} }); // never finishes
  setTimeout(() => sink.destroy(), 100);

  console.log('write:', sink.write('hello'));
  await once(sink, 'drain');
  console.log('drained');
}

main();
