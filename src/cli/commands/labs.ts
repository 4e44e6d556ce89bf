// `octavo labs [slug …]`: runs the labs of the site's posts and compares with, or writes, what is recorded beside them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { recordingFile } from '../../content/lab/lab-paths.ts';
import { bothEnds } from '../../labs/both-ends.ts';
import { compare } from '../../labs/compare.ts';
import { type FoundLab, findLabs } from '../../labs/find.ts';
import { readRecordings, writeRecordings } from '../../labs/recording.ts';
import { runLab, type StepOutcome } from '../../labs/run.ts';
import { canIsolate } from '../../labs/sandbox.ts';
import { isError } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import type { Values } from '../arguments.ts';
import { counted, printable, printDiagnostics } from '../reports/report.ts';
import { siteRoot } from '../site-root.ts';
import { UsageError } from '../usage-error.ts';

interface StepReport {
  readonly lab: string;
  readonly step: string;
  readonly result: 'same' | 'recorded' | 'different' | 'unrecorded' | 'failed' | 'skipped';
  readonly durationMs: number;
  readonly why: string | null;
  readonly background: boolean;
}

export async function run(values: Values): Promise<number> {
  const root = siteRoot(values);
  const { labs, diagnostics } = findLabs(root);
  const chosen = choose(labs, values.operands);
  const isJson = values.flag('json');
  const isRecording = values.flag('record');
  const say = (text: string) => {
    if (!isJson) console.log(text);
  };
  const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
  const relevant = diagnostics.filter(
    ({ at }) => values.operands.length === 0 || chosen.some((lab) => at?.path.startsWith(`${lab.path}/`)),
  );
  if (relevant.length > 0 && !isJson) console.error(printDiagnostics(relevant, textOf));
  const isolated = canIsolate();
  const reports: StepReport[] = [];
  const startedMs = performance.now();
  for (const found of chosen) {
    if (!found.lab) continue;
    say(pc.bold(found.slug));
    reports.push(...(await runOne(root, found, isRecording, isolated, say)));
  }
  const durationMs = performance.now() - startedMs;
  return conclude(reports, { isBroken: relevant.some(isError), durationMs }, values, () => printable(relevant, textOf));
}

async function runOne(
  root: string,
  found: FoundLab,
  isRecording: boolean,
  isolated: boolean,
  say: (text: string) => void,
): Promise<StepReport[]> {
  const { lab, slug } = found;
  if (!lab) return [];
  const folder = join(root, found.path);
  let close = () => {};
  const interrupt = (signal: NodeJS.Signals) => {
    close();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const outcomes = await runLab(lab, {
    folder,
    canIsolate: isolated,
    onStep: (step) => say(`  ${pc.dim('·')} ${step.name}`),
    onOpen: (sandbox) => {
      close = () => sandbox.close();
    },
  }).finally(() => process.off('SIGINT', interrupt).off('SIGTERM', interrupt));
  if (!isRecording) {
    const recordings = readRecordings(folder, lab);
    return outcomes.map((outcome) => judged(slug, found.path, outcome, recordings, say));
  }
  return record(slug, folder, found, outcomes, say);
}

function record(
  slug: string,
  folder: string,
  { lab }: FoundLab,
  outcomes: readonly StepOutcome[],
  say: (text: string) => void,
): StepReport[] {
  const isWhole = outcomes.every((outcome) => outcome.kind === 'ran');
  if (lab && isWhole) {
    const transcripts = new Map(
      outcomes.flatMap((outcome) => (outcome.kind === 'ran' ? [[outcome.step.name, outcome.transcript] as const] : [])),
    );
    say(
      writeRecordings(folder, lab, transcripts, new Date())
        ? `  ${pc.green('recorded')}`
        : `  ${pc.dim('as it was recorded')}`,
    );
  } else say(`  ${pc.red('not recorded')}: every step must run`);
  return outcomes.map((outcome) => {
    if (outcome.kind === 'ran') return reportOf(slug, outcome, 'recorded', null);
    describeFailure(outcome, say);
    return reportOf(slug, outcome, outcome.kind, outcome.why);
  });
}

function judged(
  slug: string,
  path: string,
  outcome: StepOutcome,
  recordings: ReadonlyMap<string, string>,
  say: (text: string) => void,
): StepReport {
  const { step } = outcome;
  if (outcome.kind !== 'ran') {
    describeFailure(outcome, say);
    return reportOf(slug, outcome, outcome.kind, outcome.why);
  }
  const recorded = recordings.get(step.name);
  if (recorded === undefined) {
    say(`  ${pc.red('✗')} ${step.name}: no recording; run \`npm run labs -- --record ${slug}\``);
    return reportOf(slug, outcome, 'unrecorded', 'no recording');
  }
  const difference = compare(`${path}/${recordingFile(step.name)}`, recorded, outcome.transcript);
  if (!difference) return reportOf(slug, outcome, 'same', null);
  say(`  ${pc.red('✗')} ${slug}, step \`${step.name}\`: differs from its recording at line ${difference.line}`);
  say(difference.patch.split('\n').map(coloured).join('\n'));
  if (difference.hint) say(`    ${pc.cyan('hint:')} ${difference.hint}`);
  return reportOf(slug, outcome, 'different', `differs from line ${difference.line} on`);
}

function describeFailure(outcome: StepOutcome, say: (text: string) => void): void {
  if (outcome.kind === 'skipped') say(`  ${pc.yellow('-')} ${outcome.step.name}: skipped, ${outcome.why}`);
  if (outcome.kind !== 'failed') return;
  say(`  ${pc.red('✗')} ${outcome.step.name}: ${outcome.why}`);
  say(
    bothEnds(outcome.transcript, 10, 15)
      .map((line) => `    ${pc.dim('│')} ${line}`)
      .join('\n'),
  );
}

function reportOf(lab: string, outcome: StepOutcome, result: StepReport['result'], why: string | null): StepReport {
  const durationMs = outcome.kind === 'skipped' ? 0 : Math.round(outcome.durationMs);
  return { lab, step: outcome.step.name, result, durationMs, why, background: outcome.step.background };
}

function coloured(line: string): string {
  const paint = line.startsWith('-') ? pc.red : line.startsWith('+') ? pc.green : pc.dim;
  return `    ${paint(line)}`;
}

function conclude(
  reports: readonly StepReport[],
  { isBroken, durationMs }: { isBroken: boolean; durationMs: number },
  values: Values,
  diagnostics: () => unknown,
): number {
  const of = (...results: StepReport['result'][]) => reports.filter((report) => results.includes(report.result)).length;
  const bad = of('different', 'unrecorded', 'failed');
  const skipped = of('skipped');
  const code = isBroken || bad > 0 || (values.flag('strict') && skipped > 0) ? 1 : 0;
  const labs = new Set(reports.map((report) => report.lab)).size;
  if (values.flag('json')) {
    console.log(JSON.stringify({ ok: code === 0, labs, skipped, diagnostics: diagnostics(), steps: reports }, null, 2));
    return code;
  }
  const slowest = reports
    .filter((report) => !report.background)
    .toSorted((a, b) => b.durationMs - a.durationMs)
    .slice(0, 3);
  const slow = slowest
    .map(({ lab, step, durationMs }) => `${lab}/${step} ${(durationMs / 1000).toFixed(1)} s`)
    .join(', ');
  const good = of('same', 'recorded');
  console.log(
    `\n${counted(labs, 'lab') || 'no labs'}, ${good} of ${counted(reports.length, 'step') || '0 steps'} good, ${bad} bad, ${skipped} skipped, ${(durationMs / 1000).toFixed(1)} s`,
  );
  if (reports.length > 3) console.log(pc.dim(`slowest: ${slow}`));
  if (values.flag('strict') && skipped > 0) console.log(pc.red('skipped steps are errors with --strict'));
  return code;
}

function choose(labs: readonly FoundLab[], wanted: readonly string[]): readonly FoundLab[] {
  const names = labs.map((lab) => lab.slug);
  for (const name of wanted) {
    if (names.includes(name)) continue;
    const meant = nearest(name, names);
    throw new UsageError(
      `no post \`${name}\` has a lab`,
      meant ? `did you mean \`${meant}\`?` : `labs: ${names.join(', ') || 'none'}`,
    );
  }
  return wanted.length === 0 ? labs : labs.filter((lab) => wanted.includes(lab.slug));
}
