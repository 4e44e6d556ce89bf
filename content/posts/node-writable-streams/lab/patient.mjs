import { once } from 'node:events';
import { Writable } from 'node:stream';

// #region drained
/** Waits until the stream wants more. Rejects if it never will. */
async function drained(stream) {
  if (!stream.writable) throw new Error('not writable any more'); // ended or destroyed
  if (!stream.writableNeedDrain) return;
  const over = new AbortController();
  const { signal } = over;
  try {
    await Promise.race([
      once(stream, 'drain', { signal }), // rejects on 'error' by itself
      once(stream, 'close', { signal }).then(() => {
        throw new Error('closed while we waited');
      }),
    ]);
  } finally {
    over.abort(); // removes the listeners
  }
}
// #endregion drained

const sink = new Writable({ highWaterMark: 1, write() {} }); // never finishes
setTimeout(() => sink.destroy(), 100);

console.log('write:', sink.write('hello'));
await drained(sink).catch((error) => console.log(error.message));
await drained(sink).catch((error) => console.log(error.message));
