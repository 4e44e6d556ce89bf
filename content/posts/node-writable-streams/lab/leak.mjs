// Ten copies into a sink that fails: how many files stay open? leak.mjs pipe|pipeline
import { createReadStream, readdirSync, readlinkSync } from 'node:fs';
import { pipeline, Writable } from 'node:stream';

function failingSink() {
  return new Writable({
    write(chunk, encoding, done) {
      done(new Error('disk full'));
    },
  });
}

// #region ways
const ways = {
  pipe() {
    const sink = failingSink();
    sink.on('error', () => {}); // without this the process would end
    createReadStream('/dev/zero').pipe(sink);
  },
  pipeline() {
    pipeline(createReadStream('/dev/zero'), failingSink(), (error) => {});
  },
};
// #endregion ways

for (let n = 0; n < 10; n++) ways[process.argv[2]]();
setTimeout(() => {
  const names = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return ''; // closed meanwhile
    }
  });
  console.log(`${names.filter((name) => name === '/dev/zero').length} files still open`);
  process.exit();
}, 500);
