// Loaded before the program (`node --import`): logs every file system call for the site or its cache, and kills the process at one of
// them as a power failure would. OCTAVO_FAULT is JSON: { log, folders, call, nth, isHalfWritten }, where `call` is a line of such a log and
// `nth` its number among equal lines.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { log, folders, call, nth, isHalfWritten } = JSON.parse(process.env.OCTAVO_FAULT);
const { appendFileSync, writeSync } = fs;
const opened = new Map();
let count = 0;

function enter(operation, path, args) {
  if (typeof path !== 'string' || !folders.some((folder) => path === folder || path.startsWith(`${folder}/`))) return;
  // Packs are named after processes.
  const line = `${operation} ${path.replace(/values-[\w-]+\.pack$/, 'values.pack')}`;
  appendFileSync.call(fs, log, `${line}\n`);
  if (line !== call || ++count !== nth) return;
  if (operation === 'writeSync' && isHalfWritten) writeSync(args[0], args[1], args[2], args[3] >> 1, args[4]);
  process.kill(process.pid, 'SIGKILL');
}

const byPath = [
  'openSync',
  'lstatSync',
  'statSync',
  'readdirSync',
  'realpathSync',
  'mkdirSync',
  'rmdirSync',
  'unlinkSync',
];
const byHandle = ['closeSync', 'readSync', 'writeSync', 'ftruncateSync', 'fsyncSync', 'fstatSync'];

function replace(name, pathOf) {
  const original = fs[name];
  let isInside = false;
  fs[name] = (...args) => {
    // Node's own functions call each other.
    if (isInside) return original(...args);
    isInside = true;
    try {
      enter(name, pathOf(args), args);
      const result = original(...args);
      if (name === 'openSync') opened.set(result, args[0]);
      return result;
    } finally {
      isInside = false;
    }
  };
}

for (const name of byPath) replace(name, (args) => args[0]);
for (const name of byHandle) replace(name, (args) => opened.get(args[0]));
replace('renameSync', (args) => args[1]);
syncBuiltinESMExports();
