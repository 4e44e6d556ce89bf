import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lockHolder, tryLock } from '../../src/system/file-lock.ts';
import { scratchFolder } from '../support/folder.ts';

/** What is found in the file, and whether its turn can be taken. */
const left: readonly (readonly [what: string, content: string | null, ageMs: number, isFree: boolean])[] = [
  ['no file', null, 0, true],
  ['a process that is gone', String(idOfTheDead()), 0, true],
  ['a process that lives', '1', 0, false],
  ['another process that had our id', String(process.pid), 0, true],
  ['a process that lives, by when it began', `${process.ppid} ${beganAt(process.ppid)}`, 0, false],
  ['a process whose id another has now', `${process.ppid} 1`, 0, true],
  ['nothing yet', '', 0, false],
  ['nothing for a long time', '', 60_000, true],
  ['nonsense for a long time', 'nonsense', 60_000, true],
];

/** As `ps` would tell: the 22nd field. */
function beganAt(id: number): string {
  return readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
}

function idOfTheDead(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('a turn left by', () => {
  for (const [what, content, ageMs, isFree] of left) {
    test(`${what} is ${isFree ? 'free' : 'taken'}`, () => {
      const file = join(scratchFolder(), 'folder', 'turn');
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

test('one process has one turn at a time', () => {
  const file = join(scratchFolder(), 'turn');
  const first = tryLock(file);
  expect([first !== null, tryLock(file)]).toEqual([true, null]);
  first?.();
  expect(tryLock(file)).not.toBeNull();
});

test('giving back leaves the turn of another alone', () => {
  const file = join(scratchFolder(), 'turn');
  const release = tryLock(file);
  writeFileSync(file, '1');
  release?.();
  expect(readFileSync(file, 'utf8')).toBe('1');
});

test('what can’t be written is said', () => {
  const file = join(scratchFolder(), 'file');
  writeFileSync(file, '');
  expect(() => tryLock(join(file, 'turn'))).toThrow(/EEXIST|ENOTDIR/);
});
