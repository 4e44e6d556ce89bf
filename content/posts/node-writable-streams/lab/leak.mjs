// Ten copies into a sink that fails: how many files stay open? leak.mjs pipe|pipeline
import { createReadStream, readdirSync, readlinkSync } from 'node:fs';
import { pipeline, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

let failures = 0;

function failingSink() {
  return new Writable({
    write(chunk, encoding, done) {
      failures++;
      done(new Error('disk full'));
    },
  });
}

// #region ways
const ways = {
  pipe() {
    const sink = failingSink();
    sink.on('error', () => {}); // without a listener the process would exit
    createReadStream('/dev/zero').pipe(sink);
  },
  pipeline() {
    pipeline(createReadStream('/dev/zero'), failingSink(), (error) => {});
  },
};
// #endregion ways

function openFiles() {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === '/dev/zero';
    } catch {
      return false; // closed between the two calls
    }
  }).length;
}

for (let n = 0; n < 10; n++) ways[process.argv[2]]();
while (failures < 10) await pause(10);
for (let n = 0; n < 30 && openFiles() > 0; n++) await pause(100); // three seconds to close them
console.log(`${openFiles()} files still open`);
process.exit();
