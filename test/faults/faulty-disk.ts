// The real disk with something wrong: one operation fails, all from one on do, or the process ends there.

import { type Disk, realDisk } from '../../src/system/disk.ts';

export interface Call {
  readonly operation: keyof Disk;
  readonly path: string;
  /** Whether the fault made it fail. */
  readonly isRefused: boolean;
}

export type Fault =
  | { readonly kind: 'none' }
  /** The call fails with this code; with `isLasting` all after it, too, as far as they need what has run out. */
  | { readonly kind: 'error'; readonly at: number; readonly code: string; readonly isLasting: boolean }
  /**
   * Nothing happens from this call on, as for a process that was killed; a write gets half of its bytes down before that. `nth` says
   * which of the calls that are like it: their number among all hangs on what is young and what is old.
   */
  | { readonly kind: 'kill'; readonly call: string; readonly nth: number; readonly isHalfWritten: boolean }
  /** Reads and writes take fewer bytes than they are given, which systems may do. */
  | { readonly kind: 'short' };

export class Killed extends Error {}

export interface FaultyDisk {
  readonly disk: Disk;
  /** In order, that of the fault included; what came after a kill is left out. */
  readonly calls: readonly Call[];
  /** What the system does for a process that ends: closes its files. */
  readonly end: () => void;
}

/** Operations that fail while a condition lasts; any other code is one of all operations. */
const lasting: { readonly [code: string]: readonly (keyof Disk)[] } = {
  ENOSPC: ['write', 'makeFolder', 'sync'],
  EROFS: ['write', 'makeFolder', 'rename', 'remove', 'removeFolder'],
  EMFILE: ['open', 'list'],
};

/** Calls are numbered from 1. */
export function faultyDisk(fault: Fault): FaultyDisk {
  const calls: Call[] = [];
  const opened = new Map<number, string>();
  let isDead = false;
  let alike = 0;

  /** Throws where the operation must not come to pass. */
  function enter(operation: keyof Disk, path: string): void {
    if (isDead) throw new Killed();
    const number = calls.length + 1;
    const isRefused = fault.kind === 'error' && isHit(fault, number, operation);
    calls.push({ operation, path, isRefused });
    if (fault.kind === 'kill' && nameOf({ operation, path }) === fault.call && ++alike === fault.nth) {
      isDead = true;
      if (!(operation === 'write' && fault.isHalfWritten)) throw new Killed();
    }
    if (isRefused)
      throw Object.assign(new Error(`${fault.code}: injected, ${operation} '${path}'`), { code: fault.code });
  }

  const at = <R>(operation: keyof Disk, act: (path: string) => R) => {
    return (path: string): R => {
      enter(operation, path);
      return act(path);
    };
  };
  const on = <R>(operation: keyof Disk, act: (handle: number) => R) => {
    return (handle: number): R => {
      enter(operation, opened.get(handle) ?? '');
      return act(handle);
    };
  };

  const disk: Disk = {
    open(path, mode) {
      enter('open', path);
      const handle = realDisk.open(path, mode);
      opened.set(handle, path);
      return handle;
    },
    // A handle is gone even where closing it fails.
    close(handle) {
      const path = opened.get(handle) ?? '';
      opened.delete(handle);
      realDisk.close(handle);
      enter('close', path);
    },
    read(handle, into, from, length, position) {
      enter('read', opened.get(handle) ?? '');
      return realDisk.read(handle, into, from, shortened(length), position);
    },
    write(handle, bytes, from, length, position) {
      enter('write', opened.get(handle) ?? '');
      const written = realDisk.write(handle, bytes, from, isDead ? length >> 1 : shortened(length), position);
      if (isDead) throw new Killed();
      return written;
    },
    truncate(handle, length) {
      enter('truncate', opened.get(handle) ?? '');
      realDisk.truncate(handle, length);
    },
    sync: on('sync', (handle) => realDisk.sync(handle)),
    statOf: on('statOf', (handle) => realDisk.statOf(handle)),
    lstat: at('lstat', (path) => realDisk.lstat(path)),
    stat: at('stat', (path) => realDisk.stat(path)),
    list: at('list', (path) => realDisk.list(path)),
    realPath: at('realPath', (path) => realDisk.realPath(path)),
    makeFolder: at('makeFolder', (path) => realDisk.makeFolder(path)),
    rename(from, to) {
      enter('rename', to);
      realDisk.rename(from, to);
    },
    remove: at('remove', (path) => realDisk.remove(path)),
    removeFolder: at('removeFolder', (path) => realDisk.removeFolder(path)),
  };

  function shortened(length: number): number {
    return fault.kind === 'short' ? Math.ceil(length / 2) : length;
  }

  return {
    disk,
    calls,
    end() {
      for (const handle of opened.keys()) realDisk.close(handle);
      opened.clear();
    },
  };
}

function isHit(
  { at, code, isLasting }: Fault & { readonly kind: 'error' },
  number: number,
  operation: keyof Disk,
): boolean {
  return isLasting ? number >= at && (lasting[code]?.includes(operation) ?? true) : number === at;
}

/** Of one run as of the next: packs and stages are named after processes. */
export function nameOf({ operation, path }: Pick<Call, 'operation' | 'path'>): string {
  return `${operation} ${path.replace(/(values|staged)-[\w-]+/, '$1')}`;
}

/** Whether a call changes anything on the disk. */
export function isChange(call: Call | undefined): boolean {
  const changes: readonly (keyof Disk)[] = [
    'write',
    'truncate',
    'sync',
    'makeFolder',
    'rename',
    'remove',
    'removeFolder',
  ];
  return call !== undefined && changes.includes(call.operation);
}
