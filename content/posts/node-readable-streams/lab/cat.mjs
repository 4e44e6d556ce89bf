// cat.mjs FILE [MARK]
import { FileSource } from './filesource.mjs';

const [path, mark] = process.argv.slice(2);
const source = new FileSource(path, { highWaterMark: Number(mark ?? 65536) });
let chunks = 0;
source.on('data', (chunk) => {
  chunks++;
  process.stdout.write(chunk);
});
source.on('end', () => console.log(`(${chunks} chunks)`));
source.on('error', (error) => console.log(error.message));
