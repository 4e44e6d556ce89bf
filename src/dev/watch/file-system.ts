// Which file systems report no changes that another machine makes: those of networks, of the folders that virtual machines share, and of
// Windows inside WSL. Must never guess: a file system that isn't known here counts as one that reports changes.

import { statfsSync } from 'node:fs';

/** Names by the number that the kernel gives each kind of file system (`statfs`). */
const withoutEvents: ReadonlyMap<number, string> = new Map([
  [0x01021997, 'a 9P share (Windows drives in WSL, shared folders of QEMU)'],
  [0x6969, 'an NFS share'],
  [0x517b, 'an SMB share'],
  [0xff534d42, 'a CIFS share'],
  [0xfe534d42, 'an SMB share'],
  [0x786f4256, 'a shared folder of VirtualBox'],
  [0xbacbacbc, 'a shared folder of VMware'],
  [0x61636673, 'an ACFS volume'],
  [0x00c36400, 'a Ceph share'],
  [0x5346414f, 'an AFS share'],
]);

/** Reads the kind of the file system that has a folder. */
type StatFileSystem = (folder: string) => { readonly type: number };

/** What the file system of a folder is, if it reports no changes; null if it does, and if nobody can tell. */
export function fileSystemWithoutEvents(folder: string, statFileSystem: StatFileSystem = statfsSync): string | null {
  if (process.platform !== 'linux') return null;
  try {
    // Numbers above 2³¹ may be negative.
    return withoutEvents.get(statFileSystem(folder).type >>> 0) ?? null;
  } catch {
    return null;
  }
}
