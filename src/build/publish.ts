// A finished build → `dist/`: has its pictures made, then writes everything at once, or nothing where one of them can't be had.

import type { Diagnostic } from '../model/diagnostic.ts';
import { type EmitReport, emit, obstacles } from './emit.ts';
import { DamagedFile } from './made-files.ts';
import type { BuildResult, Session } from './session.ts';
import type { StatCache } from './stat-cache.ts';

export interface Published {
  /** Null where nothing was written. */
  readonly report: EmitReport | null;
  readonly diagnostics: readonly Diagnostic[];
}

type Progress = (done: number, of: number) => void;

/** Reports pictures that can't be read and files in the way; throws errors of the file system as they are. */
export async function publish(
  dist: string,
  { files, manifest }: BuildResult,
  { pictures }: Session,
  stats: StatCache,
  onProgress?: Progress,
): Promise<Published> {
  if (!files) return { report: null, diagnostics: [] };
  for (let attempt = 1; ; attempt++) {
    const made = await pictures.ready(manifest, onProgress);
    if (made.diagnostics.length > 0) return { report: null, diagnostics: made.diagnostics };
    try {
      const all = [...files, ...made.value];
      const blocked = obstacles(dist, all);
      return blocked.length > 0
        ? { report: null, diagnostics: blocked }
        : { report: emit(dist, all, stats), diagnostics: [] };
    } catch (cause) {
      // Spoiled since it was made, and forgotten by now: what was written is whole, and the next attempt writes the rest.
      if (!(cause instanceof DamagedFile) || attempt > 1) throw cause;
    }
  }
}
