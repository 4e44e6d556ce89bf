// The stat shortcut: a file whose size, times and inode are unchanged keeps its digest without being read.
// It must never trust a file that changed shortly before it was recorded: a later write could go unnoticed.

import type { Digest } from '../../engine/graph/rule.ts';
import { type Disk, readFile, realDisk, replaceFile } from '../../system/disk.ts';
import { seal, unseal } from '../../system/sealed.ts';

export interface StatCache {
  /** The digest recorded for a file that still looks the same, or null. */
  digestOf(path: string, absolute: string): Digest | null;
  /** Size, times and inode as one word; empty for a file that changed too recently, and if there is none. */
  signatureOf(absolute: string): string;
  record(path: string, signature: string, digest: Digest): void;
  /** Drops all records, those of this run included. */
  clear(): void;
  /** Writes the records for the next run, which is only slower if that fails. */
  save(): void;
}

/** File systems store times with a precision of up to two seconds. */
const recentMs = 2500;
/** Can't be part of a path. */
const separator = '\0';
/** About the longest string that JavaScript can have. */
const maxBytes = 512 * 1024 * 1024;

/** Reads the records of the last run. With `isTrusted` false every file is read, and records are still taken. */
export function openStatCache(file: string, isTrusted: boolean, disk: Disk = realDisk): StatCache {
  const last = isTrusted ? readRecords(file, disk) : new Map<string, StatRecord>();
  const records = new Map<string, StatRecord>();
  let isChanged = false;

  function signatureOf(absolute: string): string {
    const found = disk.lstat(absolute);
    if (found === null) return '';
    const { size, mtimeNs, ctimeNs, ino, mtimeMs, ctimeMs } = found;
    const lastChangeMs = Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs);
    return Date.now() - lastChangeMs < recentMs ? '' : `${size}.${mtimeNs}.${ctimeNs}.${ino}`;
  }

  return {
    signatureOf,
    digestOf(path, absolute) {
      const record = records.get(path) ?? last.get(path);
      if (!record) return null;
      try {
        if (record.signature !== signatureOf(absolute)) return null;
      } catch {
        return null;
      }
      records.set(path, record);
      return record.digest;
    },
    record(path, signature, digest) {
      const before = records.get(path) ?? last.get(path);
      if (before?.signature !== signature || before.digest !== digest) isChanged = true;
      if (signature === '') records.delete(path);
      else records.set(path, { signature, digest });
    },
    clear() {
      isChanged = true;
      last.clear();
      records.clear();
    },
    save() {
      if (!isChanged && records.size === last.size) return;
      const rows = Array.from(records, ([path, { signature, digest }]) => [path, signature, digest].join(separator));
      try {
        // If two processes write it at once it may become half a list, which the seal reveals.
        replaceFile(disk, file, seal([Buffer.from(rows.join(separator))]), { draft: `${file}.draft` });
      } catch {
        // The next run reads the files instead.
      }
    },
  };
}

interface StatRecord {
  readonly signature: string;
  readonly digest: Digest;
}

/** Empty if the file can't be read or is damaged. */
function readRecords(file: string, disk: Disk): Map<string, StatRecord> {
  const records = new Map<string, StatRecord>();
  try {
    const fields = unseal(readFile(disk, file, maxBytes))
      .content.toString()
      .split(separator);
    for (let at = 0; at + 2 < fields.length; at += 3) {
      const [path = '', signature = '', digest = ''] = [fields[at], fields[at + 1], fields[at + 2]];
      records.set(path, { signature, digest });
    }
  } catch {
    records.clear();
  }
  return records;
}
