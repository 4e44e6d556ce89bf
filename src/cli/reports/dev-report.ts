// What `dev` prints after each build: new problems, the amount of work, and how long the save took to reach the screen. Must never report
// the same problem twice.

import pc from 'picocolors';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { maxSingles } from '../../model/diagnostic-groups.ts';
import type { BuildResult } from '../../pipeline/build-session.ts';
import { formatCounts, formatReport, problemCount, type TextOf, unfinishedNote } from './report.ts';

export interface DevReport {
  /** A file was saved at this time, as in `performance.now()`. `isBusy`: an earlier save is still being built. */
  onSaved(sinceMs: number, isBusy: boolean): void;
  /** A tab was sent a changed page. */
  onShown(): void;
  /** `hasNext`: files saved in the meantime are built next. */
  onBuilt(
    result: Pick<BuildResult, 'diagnostics' | 'future' | 'drafts' | 'counts'>,
    durationMs: number,
    hasNext: boolean,
  ): void;
}

export interface Printer {
  log(line: string): void;
  error(line: string): void;
}

/** `everything` is what to type to see every problem. */
export function openDevReport(textOf: TextOf, everything: string, printer: Printer = console): DevReport {
  let known = new Map<string, number>();
  let isFirst = true;
  /** When the first file of this change and of the next one was saved, and when the first tab was sent a changed page. */
  let savedMs: number | null = null;
  let nextMs: number | null = null;
  let shownMs: number | null = null;

  function reportProblems(diagnostics: readonly Diagnostic[]): void {
    const now = countByKey(diagnostics);
    const newProblems = diagnostics.filter((one) => (now.get(keyOf(one)) ?? 0) > (known.get(keyOf(one)) ?? 0));
    const hasFewer = [...known].some(([key, count]) => (now.get(key) ?? 0) < count);
    known = now;
    if (newProblems.length > 0) printer.error(`\n${formatReport(newProblems, textOf, everything)}\n`);
    if (newProblems.length === 0 && !hasFewer) return;
    const unchanged = diagnostics.length - newProblems.length;
    const rest = unchanged === 0 ? '' : newProblems.length === 0 ? ' left' : `, ${unchanged} of them reported before`;
    printer.log(diagnostics.length > 0 ? problemCount(diagnostics) + rest : pc.green('all problems are fixed'));
    if (newProblems.length > maxSingles) printer.log(formatCounts(diagnostics));
  }

  function screenTime(): string {
    return savedMs === null || shownMs === null ? '' : `, on screen ${Math.round(shownMs - savedMs)} ms after the save`;
  }

  return {
    onSaved(sinceMs, isBusy) {
      if (isBusy) nextMs ??= sinceMs;
      else savedMs ??= sinceMs;
    },
    onShown() {
      if (savedMs !== null) shownMs ??= performance.now();
    },
    onBuilt({ diagnostics, future, drafts, counts }, durationMs, hasNext) {
      reportProblems(diagnostics);
      const note = unfinishedNote({ drafts, future }, { drafts: true, future: true });
      if (isFirst && note !== '') printer.log(pc.dim(note));
      const runs = Object.entries(counts).filter(([rule]) => rule === 'page' || rule === 'output');
      const work = runs.map(([rule, count]) => `${count} ${rule}${count === 1 ? '' : 's'}`).join(', ');
      const time = new Date().toLocaleTimeString('en-GB');
      if (!isFirst && work !== '')
        printer.log(pc.dim(`${time} ${work} in ${Math.round(durationMs)} ms${screenTime()}`));
      isFirst = false;
      savedMs = hasNext ? nextMs : null;
      nextMs = null;
      shownMs = null;
    },
  };
}

function countByKey(diagnostics: readonly Diagnostic[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of diagnostics) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}

/** Leaves out the position, which moves with every line that is added above. */
function keyOf({ severity, code, message, at }: Diagnostic): string {
  return JSON.stringify([severity, code, message, at?.path]);
}
