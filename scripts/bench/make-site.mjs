// Writes a seeded blog as an Octavo site: `node scripts/bench/make-site.mjs COUNT FOLDER`. Must never write into an existing folder.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { postsOf } from './corpus.mjs';
import { writeSite } from './tools/octavo.mjs';

const [count, folder, seed = '1'] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(count ?? '') || folder === undefined) {
  console.error('usage: node scripts/bench/make-site.mjs COUNT FOLDER [SEED]');
  process.exitCode = 2;
} else if (existsSync(folder)) {
  console.error(`${resolve(folder)} already exists: choose a new folder`);
  process.exitCode = 2;
} else {
  writeSite(resolve(folder), postsOf(Number(count), seed));
  console.log(`${count} posts in ${resolve(folder)}: npm run build -- --root ${folder}`);
}
