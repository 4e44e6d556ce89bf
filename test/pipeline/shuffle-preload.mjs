// Loaded before the program (`node --import`): lists folders in the order that OCTAVO_LISTING gives.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { readdirSync } = fs;
const isShuffled = process.env.OCTAVO_LISTING === 'shuffled';

fs.readdirSync = (...args) => {
  const entries = readdirSync(...args);
  const keyed = entries.map((entry, place) => [isShuffled ? Math.random() : -place, entry]);
  return keyed.sort(([a], [b]) => a - b).map(([, entry]) => entry);
};
syncBuiltinESMExports();
