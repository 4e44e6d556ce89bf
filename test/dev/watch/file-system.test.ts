// File systems that report no changes are known by their number; all others are trusted.

import { expect, test } from 'vitest';
import { fileSystemWithoutEvents } from '../../../src/dev/watch/file-system.ts';

test.skipIf(process.platform !== 'linux').each<[string, number, boolean]>([
  ['ext4', 0xef53, false],
  ['overlayfs of containers', 0x794c7630, false],
  ['tmpfs', 0x01021994, false],
  ['btrfs, as a negative number', 0x9123683e | 0, false],
  ['9P', 0x01021997, true],
  ['NFS', 0x6969, true],
  ['SMB 2', 0xfe534d42, true],
  ['SMB 2, as a negative number', 0xfe534d42 | 0, true],
  ['VirtualBox', 0x786f4256, true],
  ['VMware', 0xbacbacbc, true],
])('%s', (_, type, isSilent) => {
  expect(fileSystemWithoutEvents('/site', () => ({ type })) !== null).toBe(isSilent);
});

test('a folder that cannot be examined is trusted', () => {
  const gone = () => {
    throw new Error('ENOENT');
  };
  expect(fileSystemWithoutEvents('/site', gone)).toBeNull();
});
