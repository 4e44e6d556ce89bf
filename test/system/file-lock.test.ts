// Which locks can be taken, by what is in their files.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lockHolder, tryLock } from '../../src/system/file-lock.ts';
import { scratchFolder } from '../support/folder.ts';

/** What is in the file, and whether the lock can be taken. */
const left: readonly (readonly [what: string, content: string | null, ageMs: number, isFree: boolean])[] = [
  ['no file', null, 0, true],
  ['a process that is gone', String(idOfEndedProcess()), 0, true],
  ['a running process', '1', 0, false],
  ['an earlier process with our ID', String(process.pid), 0, true],
  ['a running process with its start time', `${process.ppid} ${startTimeOf(process.ppid)}`, 0, false],
  ['a process whose ID another process has now', `${process.ppid} 1`, 0, true],
  ['nothing yet', '', 0, false],
  ['nothing for a long time', '', 60_000, true],
  ['nonsense for a long time', 'nonsense', 60_000, true],
];

/** As `ps` reports it: the 22nd field. */
function startTimeOf(id: number): string {
  return readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
}

function idOfEndedProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('a lock left by', () => {
  for (const [what, content, ageMs, isFree] of left) {
    test(`${what} is ${isFree ? 'free' : 'taken'}`, () => {
      const file = join(scratchFolder(), 'folder', 'lock');
      if (content !== null) {
        mkdirSync(join(file, '..'));
        writeFileSync(file, content);
        utimesSync(file, new Date(), new Date(Date.now() - ageMs));
      }
      const release = tryLock(file);
      expect([release !== null, lockHolder(file)]).toEqual([
        isFree,
        isFree ? process.pid : Number.parseInt(content ?? '', 10) || null,
      ]);
      release?.();
      expect(existsSync(file)).toBe(!isFree);
    });
  }
});

test('a process can’t take a lock that it holds', () => {
  const file = join(scratchFolder(), 'lock');
  const first = tryLock(file);
  expect([first !== null, tryLock(file)]).toEqual([true, null]);
  first?.();
  expect(tryLock(file)).not.toBeNull();
});

test('releasing leaves the lock of another process alone', () => {
  const file = join(scratchFolder(), 'lock');
  const release = tryLock(file);
  writeFileSync(file, '1');
  release?.();
  expect(readFileSync(file, 'utf8')).toBe('1');
});

test('a lock that can’t be written throws', () => {
  const file = join(scratchFolder(), 'file');
  writeFileSync(file, '');
  expect(() => tryLock(join(file, 'lock'))).toThrow(/EEXIST|ENOTDIR/);
});
