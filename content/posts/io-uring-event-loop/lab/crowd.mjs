// The same in Node.js: four reads that the disk doesn't answer, and then a name and a warm file.
import { lookup } from 'node:dns';
import { openSync, read, readFile } from 'node:fs';

const cold = [0, 1, 2, 3].map((number) => openSync(`/disk/cold${number}`));
console.log('asking for 4 cold files, then for a name and a warm file');
for (const file of cold) read(file, Buffer.alloc(4096), 0, 4096, 0, () => {});
const results = [];
const done = (name) => {
  results.push(name);
  if (results.length === 2) console.log('arrived:', results.sort().join(' and '));
};
lookup('localhost', () => done('the name'));
readFile('/disk/warm', () => done('the warm file'));
setTimeout(() => console.log('a timer fires'), 100);
