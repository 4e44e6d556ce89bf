// The real disk with a fault: one operation fails, or all from then on, or the process is killed there.

import { type Disk, realDisk } from '../../src/system/disk.ts';

export interface Call {
  readonly operation: keyof Disk;
  readonly path: string;
  /** Whether the fault made it fail. */
  readonly isRefused: boolean;
}

export type Fault =
  | { readonly kind: 'none' }
  /** The call fails with this code; with `isLasting` all later calls that need the same resource fail, too. */
  | { readonly kind: 'error'; readonly at: number; readonly code: string; readonly isLasting: boolean }
  /**
   * Nothing happens from this call on, as in a process that was killed; a write writes half of its bytes before that. `nth` is its number
   * among equal calls: its number among all calls depends on which files changed recently.
   */
  | { readonly kind: 'kill'; readonly call: string; readonly nth: number; readonly isHalfWritten: boolean }
  /** Reads and writes transfer fewer bytes than asked for, which systems may do. */
  | { readonly kind: 'short' };

export class Killed extends Error {}

export interface FaultyDisk {
  readonly disk: Disk;
  /** In order, with the failing one, without those after a kill. */
  readonly calls: readonly Call[];
  /** Closes all files, as the system does when a process ends. */
  readonly end: () => void;
}

/** Operations that fail while a condition lasts; any other code applies to all operations. */
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

  /** Throws if the operation must not happen. */
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
    // A handle is gone even if closing it fails.
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

/** A path that is the same in every run: packs and spools are named after processes. */
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
