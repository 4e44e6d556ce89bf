import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type EmittedFile, emit, listName } from '../../src/build/emit.ts';
import { openStatCache } from '../../src/build/stat-cache.ts';
import { digestOf } from '../../src/text/digest.ts';
import { readFiles, scratchFolder, writeFiles } from '../support/folder.ts';

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

describe('dist/ becomes exactly what is wanted', () => {
  test('from nothing', () => {
    const dist = join(scratchFolder(), 'dist');
    expect(emitInto(dist, { 'index.html': 'a', 'posts/x/index.html': 'b' })).toMatchObject({
      written: ['index.html', 'posts/x/index.html'],
      removed: [],
      unchanged: 0,
    });
    expect(content(dist)).toEqual({ 'index.html': 'a', 'posts/x/index.html': 'b' });
  });

  test('what is no longer wanted goes, with the folders it leaves empty', () => {
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

  test('what somebody changed or deleted is put right', () => {
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

  test('their bytes are not asked for', () => {
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

  test('in the way are named, also where they are folders', () => {
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

  test('a list that names files outside is not believed', () => {
    const folder = scratchFolder();
    const dist = join(folder, 'dist');
    writeFiles(folder, { precious: 'x', [`dist/${listName}`]: '../precious\n/etc/hostname\na/../../precious\n' });
    emitInto(dist, { a: '1' });
    expect(readFiles(folder)['precious']).toBe('x');
  });
});

describe('after a crash', () => {
  test('between writing files and the final list, the next build knows all files as its own', () => {
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
