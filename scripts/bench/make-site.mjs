// Writes a blog by seed as an Octavo site: `node scripts/bench/make-site.mjs COUNT FOLDER`. Must never write into a folder that is in use.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { postsOf } from './corpus.mjs';
import { writeSite } from './tools/octavo.mjs';

const [count, folder, seed = '1'] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(count ?? '') || folder === undefined) {
  console.error('usage: node scripts/bench/make-site.mjs COUNT FOLDER [SEED]');
  process.exitCode = 2;
} else if (existsSync(folder)) {
  console.error(`${resolve(folder)} exists: give a folder that does not`);
  process.exitCode = 2;
} else {
  writeSite(resolve(folder), postsOf(Number(count), seed));
  console.log(`${count} posts in ${resolve(folder)}: npm run build -- --root ${folder}`);
}
