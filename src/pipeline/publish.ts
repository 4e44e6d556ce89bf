// A finished build → `dist/`: generates its images, then writes all files. It must write nothing if an image can't be generated, if the
// folder is not one to write to, or while another build is writing.

import { StaleLeaf } from '../engine/graph/failures.ts';
import { type Diagnostic, error } from '../model/diagnostic.ts';
import { codeOf, type Disk } from '../system/disk.ts';
import { type Stage, type StageClock, startStageClock } from '../system/stage-clock.ts';
import type { BuildResult, BuildSession } from './build-session.ts';
import { DamagedFile, type GeneratedFiles } from './cache/generated-files.ts';
import { ChangedWhileRead, changedWhileRead } from './inputs/site-files.ts';
import type { StatCache } from './inputs/stat-cache.ts';
import { lockFolder } from './output/build-lock.ts';
import { compressAll } from './output/compress.ts';
import { type EmitReport, emit, type Published } from './output/emit.ts';
import { refusedTarget } from './output/safe-target.ts';

export interface PublishOptions {
  /** Absolute. */
  readonly dist: string;
  /** Absolute folder of the site. */
  readonly root: string;
  readonly session: BuildSession;
  readonly stats: StatCache;
  /** Cache of compressed files, if those are to be written, too; default: they are not. */
  readonly compressed?: GeneratedFiles | null;
  /** Called for each generated image. */
  readonly onProgress?: (done: number, of: number) => void;
  readonly disk?: Disk;
}

const maxAttempts = 3;

/** Includes the result that was published: if the build cache was corrupt, the site was built again. */
export interface PublishResult extends Published {
  readonly report: PublishReport | null;
  readonly result: BuildResult;
  readonly timings: readonly Stage[];
}

export interface PublishReport extends EmitReport {
  /** How many `.br` and `.gz` files there are, and how many of them were made now; null if they were not asked for. */
  readonly compressed: { readonly files: number; readonly made: number } | null;
}

/** Reports images that can't be read, files in the way, folders that must not be written, and errors of the file system. */
export async function publish(result: BuildResult, options: PublishOptions): Promise<PublishResult> {
  const { dist, root, session, disk } = options;
  let latest = result;
  const clock = startStageClock();
  const { laps: timings } = clock;
  for (let attempt = 1; ; attempt++) {
    try {
      const refused = refusedTarget(dist, root, disk);
      const published = refused === null ? await write(latest, options, clock) : failed(refused);
      return { ...published, result: latest, timings };
    } catch (cause) {
      // The files that were written are whole, and the next attempt writes the rest. A damaged image is forgotten by now, and so is a page
      // whose stored value is lost.
      const mayRetry = attempt < maxAttempts;
      if (mayRetry && cause instanceof DamagedFile) continue;
      if ((mayRetry && cause instanceof StaleLeaf) || session.discardCache(cause)) latest = await session.build();
      else if (cause instanceof ChangedWhileRead)
        return { ...failed(changedWhileRead(cause)), result: latest, timings };
      else return { ...failed(systemError(dist, cause)), result: latest, timings };
    }
  }
}

type Written = Pick<PublishResult, 'report' | 'diagnostics'>;

async function write({ files, manifest }: BuildResult, options: PublishOptions, clock: StageClock): Promise<Written> {
  const { dist, session, stats, compressed: cache = null, onProgress, disk } = options;
  if (!files) return { report: null, diagnostics: [] };
  const images = await session.images.ensureAll(manifest, onProgress);
  clock.lap('images');
  if (images.diagnostics.length > 0) return { report: null, diagnostics: images.diagnostics };
  const all = [...files, ...images.value];
  const compressed = cache === null ? null : await compressAll(all, cache);
  if (compressed !== null) clock.lap('compress');
  const unlock = lockFolder(dist, disk);
  if (typeof unlock !== 'function') return failed(unlock);
  try {
    const { report, diagnostics } = emit(dist, [...all, ...(compressed?.files ?? [])], stats, disk);
    const counts = compressed && { files: compressed.files.length, made: compressed.made };
    return { report: report && { ...report, compressed: counts }, diagnostics };
  } finally {
    unlock();
    clock.lap('write');
  }
}

function failed(diagnostic: Diagnostic): Written {
  return { report: null, diagnostics: [diagnostic] };
}

const hints: { readonly [code: string]: string } = {
  ENOSPC: 'free some space and build again: all written files are complete, and the others will follow',
  EACCES: 'give the build permission to write there, or choose another folder with `--out`',
  EPERM: 'give the build permission to write there, or choose another folder with `--out`',
  EROFS: 'choose a folder on a writable file system with `--out`',
  EMFILE: 'raise the limit on open files (`ulimit -n`)',
  ENAMETOOLONG: 'shorten the slug of the post',
};

/** Throws errors that do not come from the file system: those are bugs. */
function systemError(dist: string, cause: unknown): Diagnostic {
  const code = codeOf(cause);
  if (code === null) throw cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return error('dist/cannot-write', `can't write to \`${dist}\`: ${message}`, null, {
    hint: hints[code] ?? null,
  });
}
