// What happens to a write after end() or destroy()?
import { Writable } from 'node:stream';

function sink() {
  const stream = new Writable({ write: (chunk, encoding, done) => done() });
  stream.on('error', (error) => console.log(`  event error: ${error.code}`));
  return stream;
}

const ended = sink();
ended.end();
console.log('write after end:', ended.write('x', (e) => console.log(`  callback: ${e.code}`)));
await new Promise((resolve) => setTimeout(resolve, 100));

const destroyed = sink();
destroyed.destroy();
console.log('write after destroy:', destroyed.write('x', (e) => console.log(`  callback: ${e.code}`)));
