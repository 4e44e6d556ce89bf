// The export again, as a pipeline: pipeline.mjs FILE
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

function* lines() {
  for (let id = 0; id < 1_000_000; id++) {
    yield `{"id":${id},"name":"customer ${id}"}\n`;
  }
}

await pipeline(lines, createWriteStream(process.argv[2]));
console.log('done');
