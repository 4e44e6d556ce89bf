// The virtual machine of labs that need a kernel of their own: where its kernel is kept, and what is missing for it. `vm.sh` does the rest.
// Must never download anything unless it is asked to.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { userCache } from '../system/cache-home.ts';

/** The program `vm` of labs. */
export const vmProgram: string = fileURLToPath(new URL('vm.sh', import.meta.url));

/** Folder of the kernel, in the user's cache folder; null for a user who has none. */
export function vmFolder(): string | null {
  const cache = userCache();
  return cache && join(cache, 'vm');
}

/** Version of the kernel, such as `6.1.192`; null if it has not been downloaded. */
export function vmVersion(): string | null {
  const file = join(vmFolder() ?? '', 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

/** Downloads the kernel, and shows how it goes. Returns an exit code. */
export function installVm(): number {
  return (
    spawnSync('bash', [vmProgram, 'install'], {
      env: { ...process.env, OCTAVO_VM: vmFolder() ?? '' },
      stdio: ['ignore', 'inherit', 'inherit'],
    }).status ?? 1
  );
}
