// A finished build → `dist/`: has its pictures made, then writes everything at once, or nothing where one of them can't be had,
// where the folder is none to be written to, or while another build writes it.

import { StaleLeaf } from '../engine/graph/failures.ts';
import { type Diagnostic, error } from '../model/diagnostic.ts';
import { codeOf, type Disk } from '../system/disk.ts';
import type { BuildResult, BuildSession } from './build-session.ts';
import { DamagedFile } from './cache/generated-files.ts';
import { ChangedWhileRead, changedWhileRead } from './inputs/site-files.ts';
import type { StatCache } from './inputs/stat-cache.ts';
import { lockFolder } from './output/build-lock.ts';
import { emit, type Published } from './output/emit.ts';
import { dangerous } from './output/safe-target.ts';

export interface PublishOptions {
  /** Absolute. */
  readonly dist: string;
  /** Absolute folder of the site. */
  readonly root: string;
  readonly session: BuildSession;
  readonly stats: StatCache;
  /** Called as pictures are made. */
  readonly onProgress?: (done: number, of: number) => void;
  readonly disk?: Disk;
}

const maxAttempts = 3;

/** With the result that was published in the end: where a cache turned out to be unsound, the site was built again. */
export type PublishResult = Published & { readonly result: BuildResult };

/** Reports pictures that can't be read, files in the way, folders that must not be written, and what the file system says. */
export async function publish(result: BuildResult, options: PublishOptions): Promise<PublishResult> {
  const { dist, root, session, disk } = options;
  let latest = result;
  for (let attempt = 1; ; attempt++) {
    try {
      const refused = dangerous(dist, root, disk);
      const published = refused === null ? await write(latest, options) : failed(refused);
      return { ...published, result: latest };
    } catch (cause) {
      // The files that were written are whole, and the next attempt writes the rest. A damaged image is forgotten by now, and so is a page
      // whose stored value is lost.
      const mayRetry = attempt < maxAttempts;
      if (mayRetry && cause instanceof DamagedFile) continue;
      if ((mayRetry && cause instanceof StaleLeaf) || session.discardCache(cause)) latest = await session.build();
      else if (cause instanceof ChangedWhileRead) return { ...failed(changedWhileRead(cause)), result: latest };
      else return { ...failed(systemError(dist, cause)), result: latest };
    }
  }
}

async function write({ files, manifest }: BuildResult, options: PublishOptions): Promise<Published> {
  const { dist, session, stats, onProgress, disk } = options;
  if (!files) return { report: null, diagnostics: [] };
  const made = await session.images.ready(manifest, onProgress);
  if (made.diagnostics.length > 0) return { report: null, diagnostics: made.diagnostics };
  const unlock = lockFolder(dist, disk);
  if (typeof unlock !== 'function') return failed(unlock);
  try {
    return emit(dist, [...files, ...made.value], stats, disk);
  } finally {
    unlock();
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
