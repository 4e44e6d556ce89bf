// A finished build → `dist/`: has its pictures made, then writes everything at once, or nothing where one of them can't be had,
// where the folder is none to be written to, or while another build writes it.

import { codeOf, type Disk } from '../engine/disk.ts';
import { type Diagnostic, error } from '../model/diagnostic.ts';
import { emit, type Published } from './emit.ts';
import { lockFolder } from './lock.ts';
import { DamagedFile } from './made-files.ts';
import { dangerous } from './safe-target.ts';
import type { BuildResult, Session } from './session.ts';
import type { StatCache } from './stat-cache.ts';
import { ChangedWhileRead, changedWhileRead } from './world.ts';

export interface PublishOptions {
  /** Absolute. */
  readonly dist: string;
  /** Absolute folder of the site. */
  readonly root: string;
  readonly session: Session;
  readonly stats: StatCache;
  /** Called as pictures are made. */
  readonly onProgress?: (done: number, of: number) => void;
  readonly disk?: Disk;
}

/** Reports pictures that can't be read, files in the way, folders that must not be written, and what the file system says. */
export async function publish(result: BuildResult, options: PublishOptions): Promise<Published> {
  const { dist, root, disk } = options;
  try {
    const refused = dangerous(dist, root, disk);
    if (refused !== null) return failed(refused);
    if (!result.files) return { report: null, diagnostics: [] };
    return await write(result, options);
  } catch (cause) {
    return failed(cause instanceof ChangedWhileRead ? changedWhileRead(cause) : systemError(dist, cause));
  }
}

async function write({ files, manifest }: BuildResult, options: PublishOptions): Promise<Published> {
  const { dist, session, stats, onProgress, disk } = options;
  for (let attempt = 1; ; attempt++) {
    const made = await session.pictures.ready(manifest, onProgress);
    if (made.diagnostics.length > 0) return { report: null, diagnostics: made.diagnostics };
    const unlock = lockFolder(dist, disk);
    if (typeof unlock !== 'function') return failed(unlock);
    try {
      return emit(dist, [...(files ?? []), ...made.value], stats, disk);
    } catch (cause) {
      // Spoiled since it was made, and forgotten by now: what was written is whole, and the next attempt writes the rest.
      if (!(cause instanceof DamagedFile) || attempt > 1) throw cause;
    } finally {
      unlock();
    }
  }
}

function failed(diagnostic: Diagnostic): Published {
  return { report: null, diagnostics: [diagnostic] };
}

const hints: { readonly [code: string]: string } = {
  ENOSPC: 'free some space and build again: what was written is whole, and the rest will follow',
  EACCES: 'give the build the right to write there, or choose another folder with `--out`',
  EPERM: 'give the build the right to write there, or choose another folder with `--out`',
  EROFS: 'choose a folder on a file system that can be written, with `--out`',
  EMFILE: 'raise the limit of open files (`ulimit -n`)',
  ENAMETOOLONG: 'shorten the slug of the post',
};

/** What isn't the file system's is a mistake of ours, and thrown again. */
function systemError(dist: string, cause: unknown): Diagnostic {
  const code = codeOf(cause);
  if (code === null) throw cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return error('dist/cannot-write', `\`${dist}\` could not be written: ${message}`, null, {
    hint: hints[code] ?? null,
  });
}
