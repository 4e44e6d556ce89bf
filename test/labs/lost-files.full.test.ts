// What a clone will lack of a lab is said when its recording is made.

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lostFiles } from '../../src/labs/lost-files.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';

const lab = 'content/posts/a/lab';

function site(): string {
  const root = join(scratchFolder(), 'site');
  writeFiles(root, {
    '.gitignore': '*.log\n',
    [`${lab}/lab.yaml`]: 'steps: []\n',
    [`${lab}/kept/main.go`]: 'package main\n',
    [`${lab}/made by hand.log`]: 'one\n',
    [`${lab}/recordings/x.log`]: 'two\n',
  });
  mkdirSync(join(root, lab, 'root/proc'), { recursive: true });
  return root;
}

const empty = `\`${lab}/root/proc/\` is empty, and git keeps no empty folders: make it in a step, so that clones have it`;

test('empty folders and ignored files are named, files that are in the repository are not', () => {
  const root = site();
  execFileSync('git', ['init', '-q'], { cwd: root });
  const ignored = `\`${lab}/made by hand.log\` is ignored by git, so clones lack it and the recording counts as stale: remove the file`;
  expect(lostFiles(root, lab)).toEqual([empty, ignored]);
  execFileSync('git', ['add', '-f', lab], { cwd: root });
  expect(lostFiles(root, lab)).toEqual([empty]);
});

test('outside of a repository only empty folders are known', () => {
  expect(lostFiles(site(), lab)).toEqual([empty]);
});
