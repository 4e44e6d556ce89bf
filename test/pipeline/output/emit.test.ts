// Writing `dist/`: what is written, removed and left alone, also after a crash and next to foreign files.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openStatCache } from '../../../src/pipeline/inputs/stat-cache.ts';
import { type EmittedFile, emit, listName } from '../../../src/pipeline/output/emit.ts';
import { type Disk, realDisk } from '../../../src/system/disk.ts';
import { digestOf } from '../../../src/text/digest.ts';
import { readFiles, scratchFolder, writeFiles } from '../../support/folder.ts';

function files(contents: { readonly [path: string]: string }): EmittedFile[] {
  return Object.entries(contents).map(([path, text]) => ({
    path,
    digest: digestOf(text),
    bytes: () => new TextEncoder().encode(text),
  }));
}

function emitInto(dist: string, contents: { readonly [path: string]: string }) {
  return emit(dist, files(contents), openStatCache(join(dist, '..', 'stats'), true)).report;
}

/** `dist/` without our own list. */
function content(dist: string) {
  const { [listName]: _list, ...rest } = readFiles(dist);
  return rest;
}

describe('dist/ becomes exactly what is asked for', () => {
  test('from nothing', () => {
    const dist = join(scratchFolder(), 'dist');
    expect(emitInto(dist, { 'index.html': 'a', 'posts/x/index.html': 'b' })).toMatchObject({
      written: ['index.html', 'posts/x/index.html'],
      removed: [],
      unchanged: 0,
    });
    expect(content(dist)).toEqual({ 'index.html': 'a', 'posts/x/index.html': 'b' });
  });

  test('stale files are removed, with folders that become empty', () => {
    const dist = join(scratchFolder(), 'dist');
    emitInto(dist, { a: '1', 'b/c/d': '2', 'b/e': '3' });
    expect(emitInto(dist, { a: '1', 'b/e': '3' })).toMatchObject({ written: [], removed: ['b/c/d'], unchanged: 2 });
    expect(readdirSync(join(dist, 'b'))).toEqual(['e']);
  });

  test('a file becomes a folder, and back', () => {
    const dist = join(scratchFolder(), 'dist');
    emitInto(dist, { x: 'file' });
    emitInto(dist, { 'x/y': 'inside' });
    expect(content(dist)).toEqual({ 'x/y': 'inside' });
    emitInto(dist, { x: 'file' });
    expect(content(dist)).toEqual({ x: 'file' });
  });

  test('changed and deleted files are restored', () => {
    const dist = join(scratchFolder(), 'dist');
    emitInto(dist, { a: '1', b: '2', c: '3' });
    writeFileSync(join(dist, 'a'), 'tampered');
    rmSync(join(dist, 'b'));
    expect(emitInto(dist, { a: '1', b: '2', c: '3' })?.written).toEqual(['a', 'b']);
    expect(content(dist)).toEqual({ a: '1', b: '2', c: '3' });
  });

  test('names of every kind', () => {
    const dist = join(scratchFolder(), 'dist');
    const odd = { 'with space': '1', 'new\nline': '2', '# hash': '3', 'quote"\\': '4', '日本/🚀': '5' };
    emitInto(dist, odd);
    expect(content(dist)).toEqual(odd);
    expect(emitInto(dist, {})?.removed).toHaveLength(5);
    expect(content(dist)).toEqual({});
  });
});

describe('unchanged files are left alone', () => {
  test('their time stamps stay', () => {
    const dist = join(scratchFolder(), 'dist');
    emitInto(dist, { a: '1', b: '2' });
    utimesSync(join(dist, 'a'), 1000, 1000);
    emitInto(dist, { a: '1', b: 'new' });
    expect(statSync(join(dist, 'a')).mtimeMs).toBe(1_000_000);
  });

  test('their bytes are not computed', () => {
    const dist = join(scratchFolder(), 'dist');
    emitInto(dist, { a: '1' });
    const never = () => {
      throw new Error('asked for bytes');
    };
    const stats = openStatCache(join(dist, '..', 'stats'), true);
    expect(emit(dist, [{ path: 'a', digest: digestOf('1'), bytes: never }], stats).report?.unchanged).toBe(1);
  });
});

describe('foreign files', () => {
  test('stay', () => {
    const dist = join(scratchFolder(), 'dist');
    writeFiles(dist, { CNAME: 'example.org', '.git/HEAD': 'ref', 'posts/mine.txt': 'mine' });
    emitInto(dist, { 'posts/x': '1' });
    emitInto(dist, {});
    expect(content(dist)).toEqual({ CNAME: 'example.org', '.git/HEAD': 'ref', 'posts/mine.txt': 'mine' });
  });

  test('in the way are reported, even if they are folders', () => {
    const dist = join(scratchFolder(), 'dist');
    writeFiles(dist, { 'index.html': 'theirs', same: 'equal' });
    mkdirSync(join(dist, 'feed.xml'));
    const wanted = files({ 'index.html': 'ours', 'feed.xml': 'ours', same: 'equal', fresh: 'ours' });
    const { report, diagnostics } = emit(dist, wanted, openStatCache(join(dist, '..', 'stats'), true));
    expect(report).toBeNull();
    expect(
      diagnostics.map(({ code, message }) => [code, message.includes('index.html') || message.includes('feed.xml')]),
    ).toEqual([
      ['dist/foreign-file', true],
      ['dist/foreign-file', true],
    ]);
  });

  test('a list with files outside of dist/ is not trusted', () => {
    const folder = scratchFolder();
    const dist = join(folder, 'dist');
    writeFiles(folder, { precious: 'x', [`dist/${listName}`]: '../precious\n/etc/hostname\na/../../precious\n' });
    emitInto(dist, { a: '1' });
    expect(readFiles(folder)['precious']).toBe('x');
  });
});

describe('after a crash', () => {
  test('between writing files and the final list, the next build recognizes all its files', () => {
    const dist = join(scratchFolder(), 'dist');
    emitInto(dist, { a: '1' });
    const crash = () => {
      throw new Error('killed');
    };
    const stats = openStatCache(join(dist, '..', 'none.json'), true);
    const [b, c] = files({ b: '2', c: '3' });
    if (!b || !c) throw new Error('unreachable');
    expect(() => emit(dist, [...files({ a: '1' }), b, { ...c, bytes: crash }], stats)).toThrow('killed');
    expect(content(dist)).toEqual({ a: '1', b: '2' });
    expect(emitInto(dist, { a: '1' })?.removed).toEqual(['b', 'c']);
    expect(content(dist)).toEqual({ a: '1' });
  });
});

describe('spooled files', () => {
  /** Each in a file of its own that may be moved away. */
  function spooledFiles(contents: { readonly [path: string]: string }): EmittedFile[] {
    const folder = scratchFolder();
    return files(contents).map((file, index) => {
      const ready = join(folder, String(index));
      writeFileSync(ready, file.bytes());
      return Object.assign(file, { bytes: () => readFileSync(ready), spooled: () => ready });
    });
  }

  const contents = { 'index.html': 'a', 'posts/x/index.html': 'b' };

  test('are moved to their place', () => {
    const dist = join(scratchFolder(), 'dist');
    const ready = spooledFiles(contents);
    const inodes = ready.map((file) => statSync(file.spooled?.() ?? '').ino);
    emit(dist, ready, openStatCache(join(dist, '..', 'stats'), true));
    expect(content(dist)).toEqual(contents);
    expect(ready.map(({ path }) => statSync(join(dist, path)).ino)).toEqual(inodes);
  });

  test('are written if they can’t be moved', () => {
    const dist = join(scratchFolder(), 'dist');
    const rename: Disk['rename'] = (from, to) => {
      if (!from.startsWith(dist)) throw Object.assign(new Error('EXDEV: cross-device link'), { code: 'EXDEV' });
      realDisk.rename(from, to);
    };
    emit(dist, spooledFiles(contents), openStatCache(join(dist, '..', 'stats'), true), { ...realDisk, rename });
    expect(content(dist)).toEqual(contents);
  });

  test('are made again if they are gone', () => {
    const dist = join(scratchFolder(), 'dist');
    const gone = files(contents).map((file) => Object.assign(file, { spooled: () => join(dist, '..', 'gone') }));
    emit(dist, gone, openStatCache(join(dist, '..', 'stats'), true));
    expect(content(dist)).toEqual(contents);
  });

  test('replace folders that have become empty', () => {
    const dist = join(scratchFolder(), 'dist');
    emitInto(dist, { 'x/y': 'inside' });
    emit(dist, spooledFiles({ x: 'file' }), openStatCache(join(dist, '..', 'stats'), true));
    expect(content(dist)).toEqual({ x: 'file' });
  });
});

describe('written files are not read by the next build', () => {
  const contents = { 'index.html': 'a', 'posts/x/index.html': 'b' };

  /** Files of `dist/` that a second run opens that many milliseconds after the first wrote them; `meddle` runs in between. */
  function read(laterMs: number, meddle: (dist: string) => void = () => {}): string[] {
    const dist = join(scratchFolder(), 'dist');
    const now = vi.spyOn(Date, 'now');
    onTestFinished(() => now.mockRestore());
    now.mockReturnValue(Date.now() + laterMs);
    const stats = openStatCache(join(dist, '..', 'stats'), true);
    emit(dist, files(contents), stats, { ...realDisk, close: closing });
    stats.save();
    const opened: string[] = [];
    const open: Disk['open'] = (path, mode) => {
      opened.push(path.slice(dist.length + 1));
      return realDisk.open(path, mode);
    };
    emit(dist, files(contents), openStatCache(join(dist, '..', 'stats'), true), { ...realDisk, open });
    expect(content(dist)).toEqual(contents);
    return opened.filter((path) => path in contents).toSorted();

    function closing(handle: number): void {
      realDisk.close(handle);
      meddle(dist);
    }
  }

  test('if time has passed', () => expect(read(10_000)).toEqual([]));
  test('except immediately, when a later write could go unnoticed', () =>
    expect(read(0)).toEqual(Object.keys(contents)));
  test('except files that another process has changed', () => {
    const meddle = (dist: string) => {
      if (!existsSync(join(dist, 'index.html'))) return;
      // File systems store times in steps of some milliseconds.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      writeFileSync(join(dist, 'index.html'), 'z');
    };
    expect(read(10_000, meddle)).toContain('index.html');
  });
});
