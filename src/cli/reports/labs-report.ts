// How the steps of labs ended → what `octavo labs` prints when all have run. Must never decide how a step ended.

import pc from 'picocolors';
import { countOf } from './report.ts';

export interface StepReport {
  readonly lab: string;
  readonly step: string;
  readonly result: 'same' | 'recorded' | 'different' | 'unrecorded' | 'failed' | 'skipped';
  readonly durationMs: number;
  readonly why: string | null;
  readonly background: boolean;
}

export function hasFailed({ result }: StepReport): boolean {
  return result === 'different' || result === 'unrecorded' || result === 'failed';
}

/** Prints the problems of all labs again, as those of the first labs are far above; names the labs that passed only when they were run again. */
export function printProblems(
  reports: readonly StepReport[],
  problems: ReadonlyMap<string, readonly string[]>,
  print: (text: string) => void,
): void {
  for (const [slug, texts] of problems) {
    const steps = reports.filter(({ lab }) => lab === slug);
    const passed = steps.every(({ result }) => result === 'same');
    print(`\n${pc.bold(slug)}${passed ? pc.yellow(' passed only when it was run again') : ''}`);
    for (const text of texts) print(text);
  }
}

/**
 * Prints counts, or everything as JSON if diagnostics are given. Returns the exit code: 1 for an error, a failed step or, if strict, a skipped one.
 */
export function printSummary(
  reports: readonly StepReport[],
  { hasErrors, isStrict, durationMs }: { hasErrors: boolean; isStrict: boolean; durationMs: number },
  diagnosticsAsJson: (() => unknown) | null,
): number {
  const count = (...results: StepReport['result'][]) =>
    reports.filter((report) => results.includes(report.result)).length;
  const failed = reports.filter(hasFailed).length;
  const skipped = count('skipped');
  const code = hasErrors || failed > 0 || (isStrict && skipped > 0) ? 1 : 0;
  const labs = new Set(reports.map((report) => report.lab)).size;
  if (diagnosticsAsJson) {
    const diagnostics = diagnosticsAsJson();
    console.log(JSON.stringify({ ok: code === 0, labs, skipped, diagnostics, steps: reports }, null, 2));
    return code;
  }
  const slowest = reports
    .filter((report) => !report.background)
    .toSorted((a, b) => b.durationMs - a.durationMs)
    .slice(0, 3);
  const slow = slowest
    .map(({ lab, step, durationMs }) => `${lab}/${step} ${(durationMs / 1000).toFixed(1)} s`)
    .join(', ');
  const passed = count('same', 'recorded');
  console.log(
    `\n${countOf(labs, 'lab') || 'no labs'}, ${passed} of ${countOf(reports.length, 'step') || '0 steps'} passed, ${failed} failed, ${skipped} skipped, ${(durationMs / 1000).toFixed(1)} s`,
  );
  if (reports.length > 3) console.log(pc.dim(`slowest: ${slow}`));
  if (isStrict && skipped > 0) console.log(pc.red('--strict treats skipped steps as errors'));
  return code;
}
