// Pointers of Git LFS: small texts that Git checks out in place of large files where Git LFS is not installed. They must never be
// published as if they were the file.

import { type Diagnostic, error } from '../../model/diagnostic.ts';

export function isLfsPointer(bytes: Uint8Array): boolean {
  return (
    bytes.length < 1024 &&
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64))
      .toString('latin1')
      .startsWith('version https://git-lfs.github.com/spec/')
  );
}

export function lfsPointer(path: string): Diagnostic {
  const message = `\`${path}\` is a Git LFS pointer: the file itself is not here`;
  const hint = 'run `git lfs pull`; in GitHub Actions, set `lfs: true` for `actions/checkout`';
  return error('file/lfs-pointer', message, { path, start: 0, end: 0 }, { hint });
}
