// The stat shortcut: a file whose size, times and inode are as they were keeps its digest without being read.
// Never trusted for a file that changed close to the run that noted it, where a later write could go unseen.

import type { Digest } from '../../engine/graph/rule.ts';
import { type Disk, readFile, realDisk, replaceFile } from '../../system/disk.ts';
import { seal, unseal } from '../../system/sealed.ts';

export interface StatCache {
  /** The digest noted for a file that still looks the same, or null. */
  digestOf(path: string, absolute: string): Digest | null;
  /** Size, times and inode as one word; empty for a file too young to be trusted later, and where there is none. */
  signatureOf(absolute: string): string;
  note(path: string, signature: string, digest: Digest): void;
  /** Forgets all notes, those of this run included. */
  forget(): void;
  /** Writes down what was noted; failures are of no consequence but the next run's speed. */
  save(): void;
}

/** File systems keep times as coarse as two seconds. */
const youngMs = 2500;
/** Stands in no path. */
const separator = '\0';
/** The longest text that there can be, about. */
const maxBytes = 512 * 1024 * 1024;

/** Reads the notes of the last run. With `isTrusted` false every file is read, and notes are still taken. */
export function openStatCache(file: string, isTrusted: boolean, disk: Disk = realDisk): StatCache {
  const last = isTrusted ? readNotes(file, disk) : new Map<string, Note>();
  const notes = new Map<string, Note>();
  let isChanged = false;

  function signatureOf(absolute: string): string {
    const found = disk.lstat(absolute);
    if (found === null) return '';
    const { size, mtimeNs, ctimeNs, ino, mtimeMs, ctimeMs } = found;
    const youngest = Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs);
    return Date.now() - youngest < youngMs ? '' : `${size}.${mtimeNs}.${ctimeNs}.${ino}`;
  }

  return {
    signatureOf,
    digestOf(path, absolute) {
      const note = notes.get(path) ?? last.get(path);
      if (!note) return null;
      try {
        if (note.signature !== signatureOf(absolute)) return null;
      } catch {
        return null;
      }
      notes.set(path, note);
      return note.digest;
    },
    note(path, signature, digest) {
      const before = notes.get(path) ?? last.get(path);
      if (before?.signature !== signature || before.digest !== digest) isChanged = true;
      if (signature === '') notes.delete(path);
      else notes.set(path, { signature, digest });
    },
    forget() {
      isChanged = true;
      last.clear();
      notes.clear();
    },
    save() {
      if (!isChanged && notes.size === last.size) return;
      const rows = Array.from(notes, ([path, { signature, digest }]) => [path, signature, digest].join(separator));
      try {
        // Where two processes write it at once, what comes out may be half a list: that is no list.
        replaceFile(disk, file, seal([Buffer.from(rows.join(separator))]), { draft: `${file}.draft` });
      } catch {
        // The next run reads the files instead.
      }
    },
  };
}

interface Note {
  readonly signature: string;
  readonly digest: Digest;
}

/** Anything unreadable is no note at all. */
function readNotes(file: string, disk: Disk): Map<string, Note> {
  const notes = new Map<string, Note>();
  try {
    const flat = unseal(readFile(disk, file, maxBytes))
      .content.toString()
      .split(separator);
    for (let at = 0; at + 2 < flat.length; at += 3) {
      const [path = '', signature = '', digest = ''] = [flat[at], flat[at + 1], flat[at + 2]];
      notes.set(path, { signature, digest });
    }
  } catch {
    notes.clear();
  }
  return notes;
}
