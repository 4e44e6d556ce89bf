// `octavo labs [slug …]`: runs the labs of posts and compares their output with the recordings, or writes new ones. Must never change a
// recording without `--record`, or use a network without `--install-vm`.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { recordedTable, recordingFile } from '../../content/lab/lab-paths.ts';
import { compare } from '../../labs/compare.ts';
import { type FoundLab, findLabs } from '../../labs/find.ts';
import { headAndTail } from '../../labs/head-and-tail.ts';
import { lostFiles } from '../../labs/lost-files.ts';
import { normalize } from '../../labs/normalize.ts';
import { readRecordings, writeRecordings } from '../../labs/recording-files.ts';
import { runLab, type StepOutcome } from '../../labs/run.ts';
import { canIsolate, type Sandbox } from '../../labs/sandbox.ts';
import { installVm } from '../../labs/vm.ts';
import { isError } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import type { Values } from '../arguments.ts';
import { commandsFrom, withCommands } from '../how-to-run.ts';
import { hasFailed, printProblems, printSummary, type StepReport } from '../reports/labs-report.ts';
import { countOf, formatReport, jsonDiagnostics } from '../reports/report.ts';
import { siteRoot } from '../site-root.ts';
import { UsageError } from '../usage-error.ts';

export async function run(values: Values): Promise<number> {
  if (values.flag('install-vm')) return installVm();
  const root = siteRoot(values);
  const { labs, diagnostics } = findLabs(root);
  const shard = shardFrom(values.text('shard'));
  const jobs = values.count('jobs', 1, 999) ?? 1;
  const retries = values.count('retries', 0, 9) ?? 0;
  const selected = selectLabs(labs, values.operands).filter((_, index) => index % shard.of === shard.number - 1);
  const isJson = values.flag('json');
  const isRecording = values.flag('record');
  const rewrite = commandsFrom(process.cwd(), values.text('root'));
  const print = (text: string) => {
    if (!isJson) console.log(rewrite(text));
  };
  const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
  const relevant = withCommands(
    diagnostics.filter(
      ({ at }) =>
        (values.operands.length === 0 && shard.of === 1) || selected.some((lab) => at?.path.startsWith(`${lab.path}/`)),
    ),
    rewrite,
  );
  if (relevant.length > 0 && !isJson) console.error(formatReport(relevant, textOf, null));
  const runner: Runner = {
    root,
    isRecording,
    canIsolateLabs: canIsolate(),
    retries: isRecording ? 0 : retries,
    open: new Set(),
    problems: new Map(),
  };
  const interrupt = (signal: NodeJS.Signals) => {
    for (const sandbox of runner.open) sandbox.close();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const startedMs = performance.now();
  const reports = (
    await runLabs(selected, jobs, runner, print).finally(() =>
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt),
    )
  ).flat();
  const durationMs = performance.now() - startedMs;
  if (selected.length > 1 || retries > 0) printProblems(reports, runner.problems, print);
  return printSummary(
    reports,
    { hasErrors: relevant.some(isError), isStrict: values.flag('strict'), durationMs },
    isJson ? () => jsonDiagnostics(relevant, textOf) : null,
  );
}

interface Runner {
  readonly root: string;
  readonly isRecording: boolean;
  readonly canIsolateLabs: boolean;
  /** How often a lab with a failed step is run again. */
  readonly retries: number;
  /** The sandboxes that are open, which an interrupt closes. */
  readonly open: Set<Sandbox>;
  /** What was printed about failed steps, by lab and in the order of the runs. */
  readonly problems: Map<string, string[]>;
}

/**
 * Runs labs, at most `jobs` at a time, and returns the reports of each in the same order. Labs without namespaces of their own share ports
 * and processes, so they run one after the other. What labs that run at the same time print is printed as a whole when they end.
 */
async function runLabs(
  labs: readonly FoundLab[],
  jobs: number,
  runner: Runner,
  print: (text: string) => void,
): Promise<StepReport[][]> {
  const reports: StepReport[][] = labs.map(() => []);
  const queue = labs.entries();
  const threads = runner.canIsolateLabs ? Math.min(jobs, labs.length) : 1;
  const work = async (): Promise<void> => {
    for (const [index, found] of queue) {
      if (!found.lab) continue;
      const lines: string[] = [];
      const say = threads > 1 ? (text: string) => void lines.push(text) : print;
      say(pc.bold(found.slug));
      for (let again = 0; ; again++) {
        const steps = await runOneLab(found, runner, say);
        reports[index] = steps;
        if (again === runner.retries || !steps.some(hasFailed)) break;
        say(pc.yellow(`  run again: ${countOf(runner.retries - again, 'attempt')} left`));
      }
      if (threads > 1) print(lines.join('\n'));
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  return reports;
}

async function runOneLab(
  found: FoundLab,
  { root, isRecording, canIsolateLabs, open, problems }: Runner,
  print: (text: string) => void,
): Promise<StepReport[]> {
  const { lab, slug } = found;
  if (!lab) return [];
  const folder = join(root, found.path);
  const printProblem = (text: string) => {
    print(text);
    problems.set(slug, [...(problems.get(slug) ?? []), text]);
  };
  // A skipped step is counted, and no problem.
  const printFor = ({ kind }: StepOutcome) => (kind === 'skipped' ? print : printProblem);
  const opened: Sandbox[] = [];
  const outcomes = await runLab(lab, {
    folder,
    canIsolate: canIsolateLabs,
    onStep: (step) => print(`  ${pc.dim('·')} ${step.name}`),
    onOpen(sandbox) {
      opened.push(sandbox);
      open.add(sandbox);
    },
  }).finally(() => opened.forEach((sandbox) => open.delete(sandbox)));
  if (!isRecording) {
    const recordings = readRecordings(folder, lab);
    return outcomes.map((outcome) => compareOutcome(slug, found.path, outcome, recordings, printFor(outcome)));
  }
  return record(root, found, outcomes, print, printFor);
}

function record(
  root: string,
  { lab, path, slug }: FoundLab,
  outcomes: readonly StepOutcome[],
  print: (text: string) => void,
  printFor: (outcome: StepOutcome) => (text: string) => void,
): StepReport[] {
  const isComplete = outcomes.every((outcome) => outcome.kind === 'ran');
  if (lab && isComplete) {
    const recordings = new Map(outcomes.flatMap(textsToRecord));
    print(
      writeRecordings(join(root, path), lab, recordings, new Date())
        ? `  ${pc.green('recorded')}`
        : `  ${pc.dim('recording unchanged')}`,
    );
    for (const sentence of lostFiles(root, path)) print(`  ${pc.yellow('!')} ${sentence}`);
  } else print(`  ${pc.red('not recorded')}: all steps must run`);
  return outcomes.map((outcome) => {
    if (outcome.kind === 'ran') return reportOf(slug, outcome, 'recorded', null);
    describeFailure(outcome, printFor(outcome));
    return reportOf(slug, outcome, outcome.kind, outcome.reason);
  });
}

/** What to record of a step, by paths in the lab's folder. */
function textsToRecord(outcome: StepOutcome): (readonly [path: string, text: string])[] {
  if (outcome.kind !== 'ran') return [];
  const tables = [...outcome.tables].map(([name, text]) => [recordedTable(name), text] as const);
  return [[recordingFile(outcome.step.name), outcome.transcript], ...tables];
}

function compareOutcome(
  slug: string,
  path: string,
  outcome: StepOutcome,
  recordings: ReadonlyMap<string, string>,
  print: (text: string) => void,
): StepReport {
  const { step } = outcome;
  if (outcome.kind !== 'ran') {
    describeFailure(outcome, print);
    return reportOf(slug, outcome, outcome.kind, outcome.reason);
  }
  for (const [file, observed] of textsToRecord(outcome)) {
    const recorded = recordings.get(file);
    if (recorded === undefined) {
      print(`  ${pc.red('✗')} ${step.name}: no recording; run \`octavo labs --record ${slug}\``);
      return reportOf(slug, outcome, 'unrecorded', 'no recording');
    }
    // Tables are recorded as they are, because posts plot them; rules say what may vary.
    const difference = file.endsWith('.csv')
      ? compare(`${path}/${file}`, normalize(recorded, step.normalizations), normalize(observed, step.normalizations))
      : compare(`${path}/${file}`, recorded, observed);
    if (!difference) continue;
    print(`  ${pc.red('✗')} ${slug}, step \`${step.name}\`: differs from the recording at line ${difference.line}`);
    print(difference.patch.split('\n').map(colored).join('\n'));
    if (difference.hint) print(`    ${pc.cyan('hint:')} ${difference.hint}`);
    return reportOf(slug, outcome, 'different', `differs from the recording at line ${difference.line}`);
  }
  return reportOf(slug, outcome, 'same', null);
}

function describeFailure(outcome: StepOutcome, print: (text: string) => void): void {
  if (outcome.kind === 'skipped') print(`  ${pc.yellow('-')} ${outcome.step.name}: skipped, ${outcome.reason}`);
  if (outcome.kind !== 'failed') return;
  print(`  ${pc.red('✗')} ${outcome.step.name}: ${outcome.reason}`);
  print(
    headAndTail(outcome.transcript, 10, 15)
      .map((line) => `    ${pc.dim('│')} ${line}`)
      .join('\n'),
  );
}

function reportOf(lab: string, outcome: StepOutcome, result: StepReport['result'], why: string | null): StepReport {
  const durationMs = outcome.kind === 'skipped' ? 0 : Math.round(outcome.durationMs);
  return { lab, step: outcome.step.name, result, durationMs, why, background: outcome.step.background };
}

function colored(line: string): string {
  const paint = line.startsWith('-') ? pc.red : line.startsWith('+') ? pc.green : pc.dim;
  return `    ${paint(line)}`;
}

function selectLabs(labs: readonly FoundLab[], slugs: readonly string[]): readonly FoundLab[] {
  const names = labs.map((lab) => lab.slug);
  for (const name of slugs) {
    if (names.includes(name)) continue;
    const suggestion = nearest(name, names);
    throw new UsageError(
      `no lab in a post \`${name}\``,
      suggestion ? `did you mean \`${suggestion}\`?` : `labs: ${names.join(', ') || 'none'}`,
    );
  }
  return slugs.length === 0 ? labs : labs.filter((lab) => slugs.includes(lab.slug));
}

/** `2/3`: the second of three parts of all labs. */
function shardFrom(text: string | null): { readonly number: number; readonly of: number } {
  if (text === null) return { number: 1, of: 1 };
  const [, number = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (number < 1 || number > of)
    throw new UsageError(`\`--shard\` can't be \`${text}\``, 'write which part of how many, such as `--shard 1/2`');
  return { number, of };
}
