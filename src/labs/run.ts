// Runs the steps of one lab in a sandbox and returns what each printed, as a terminal shows it. Must never run a step outside of the
// sandbox.

import type { ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Lab, needsVm, type Readiness, type Step } from '../content/lab/lab.ts';
import { normalize } from './normalize.ts';
import { isGroupAlive, killGroup, openSandbox, type Sandbox, terminateGroup } from './sandbox.ts';
import { unmetNeed } from './unmet-needs.ts';

export type StepOutcome =
  /** Ran as expected. `transcript` has prompts, commands and their normalized output, `tables` the files of `writes`, by name. */
  | {
      readonly kind: 'ran';
      readonly step: Step;
      readonly transcript: string;
      readonly tables: ReadonlyMap<string, string>;
      readonly durationMs: number;
    }
  | { readonly kind: 'skipped'; readonly step: Step; readonly reason: string }
  | {
      readonly kind: 'failed';
      readonly step: Step;
      readonly reason: string;
      readonly transcript: string;
      readonly durationMs: number;
    };

export interface RunOptions {
  /** Absolute folder of the lab. */
  readonly folder: string;
  readonly canIsolate: boolean;
  readonly onStep: (step: Step) => void;
  /** Called with the sandbox once it is open, so that an interrupt can close it. */
  readonly onOpen: (sandbox: Sandbox) => void;
}

interface Running {
  readonly step: Step;
  readonly child: ChildProcess;
  readonly log: string;
  /** The lab's folder, where a step writes its tables. */
  readonly folder: string;
  /** Path of the scratch folder outside of the sandbox. Isolated labs see it at `/tmp`, and transcripts show that path. */
  readonly scratch: string;
  readonly startedMs: number;
  readonly exit: Promise<number>;
}

const maxOutput = 1024 * 1024;
const separator = '\u001E';

/** Runs all steps in order and returns their outcomes in the same order. Never rejects because a step fails. */
export async function runLab(lab: Lab, options: RunOptions): Promise<StepOutcome[]> {
  const sandbox = await openSandbox(options.folder, options.canIsolate, lab.steps.some(needsVm));
  options.onOpen(sandbox);
  const outcomes = new Map<Step, StepOutcome>();
  const background: Running[] = [];
  try {
    for (const step of lab.steps) {
      const reason = skipReason(step, options.canIsolate, outcomes);
      if (reason !== null) {
        outcomes.set(step, { kind: 'skipped', step, reason });
        continue;
      }
      options.onStep(step);
      const running = startStep(sandbox, step);
      if (step.background) {
        background.push(running);
        const problem = step.ready && (await waitUntil(sandbox, running, step.ready, step.readyWithinMs, 'ready'));
        if (problem !== null) outcomes.set(step, failedOutcome(running, problem));
      } else outcomes.set(step, await finishStep(running));
      for (const name of step.stops) {
        const ended = background.find((other) => other.step.name === name);
        if (ended && !outcomes.has(ended.step)) outcomes.set(ended.step, await stopStep(ended, sandbox));
      }
    }
    for (const running of background)
      if (!outcomes.has(running.step)) outcomes.set(running.step, await stopStep(running, sandbox));
    if (lab.cleanup !== null) await cleanUp(sandbox, lab.cleanup);
  } finally {
    sandbox.close();
  }
  return lab.steps.flatMap((step) => outcomes.get(step) ?? []);
}

function skipReason(step: Step, canIsolate: boolean, outcomes: ReadonlyMap<Step, StepOutcome>): string | null {
  const before = [...outcomes.values()].find((outcome) => outcome.kind !== 'ran');
  if (before) return `step \`${before.step.name}\` ${before.kind === 'skipped' ? 'was skipped' : 'failed'}`;
  const needs = step.needs.flatMap((need) => unmetNeed(need, canIsolate) ?? []);
  return needs.length > 0 ? `needs ${needs.join(', ')}` : null;
}

function startStep(sandbox: Sandbox, step: Step): Running {
  const log = join(sandbox.scratch, `${step.name}.log`);
  const output = openSync(log, 'w');
  const child = sandbox.start(scriptFor(step), output);
  closeSync(output);
  const exit = new Promise<number>((resolve) => {
    child.once('exit', (code) => resolve(code ?? -1));
    child.once('error', () => resolve(-1));
  });
  return { step, child, log, folder: sandbox.folder, scratch: sandbox.scratch, startedMs: performance.now(), exit };
}

/** A script that runs all commands in one shell and prints a separator before each output, so that prompts can be inserted later. */
function scriptFor(step: Step): string {
  return step.commands.map((command) => `printf '\\036'\n${command}\n`).join('');
}

async function finishStep(running: Running): Promise<StepOutcome> {
  const { step } = running;
  const deadline = running.startedMs + step.timeoutMs;
  for (;;) {
    const remainingMs = deadline - performance.now();
    const exit = await Promise.race([running.exit, pause(Math.min(Math.max(remainingMs, 0), 250)).then(() => null)]);
    if (exit !== null) {
      const problem = outputExcess(running);
      if (exit === step.exit && problem === null) return ranOutcome(running);
      return failedOutcome(running, problem ?? `exit code ${exit} where ${step.exit} was expected`);
    }
    const problem = remainingMs <= 0 ? `still running after ${step.timeoutMs / 1000} s` : outputExcess(running);
    if (problem !== null) {
      killGroup(running.child);
      await running.exit;
      return failedOutcome(running, problem);
    }
  }
}

function outputExcess(running: Running): string | null {
  return statSync(running.log).size > maxOutput ? `more than ${maxOutput / 1024} KiB of output` : null;
}

/** Waits until a background step has done its work, then ends it: SIGTERM to its group, and SIGKILL five seconds later. */
async function stopStep(running: Running, sandbox: Sandbox): Promise<StepOutcome> {
  const { done, doneWithinMs } = running.step;
  const problem = done && (await waitUntil(sandbox, running, done, doneWithinMs, 'done'));
  if (!(await isEnded(running, 0))) {
    terminateGroup(running.child, sandbox.isIsolated);
    // The shell may end before the programs it started, and a server that still listens would answer for the next one.
    if (!(await isGroupGone(running, 5000))) {
      killGroup(running.child);
      await isGroupGone(running, 5000);
    }
    await running.exit;
  }
  return problem === null ? ranOutcome(running) : failedOutcome(running, problem);
}

async function isEnded(running: Running, withinMs: number): Promise<boolean> {
  return await Promise.race([running.exit.then(() => true), pause(withinMs).then(() => false)]);
}

/** Waits for up to `withinMs` until no process of the step's group is alive. */
async function isGroupGone(running: Running, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (isGroupAlive(running.child)) {
    if (performance.now() > deadline) return false;
    await pause(20);
  }
  return true;
}

/** Waits until a background step meets a condition. Returns null, or what went wrong; `state` is the word for the message. */
async function waitUntil(
  sandbox: Sandbox,
  running: Running,
  condition: Readiness,
  withinMs: number,
  state: string,
): Promise<string | null> {
  const deadline = performance.now() + withinMs;
  let hasEnded = false;
  while (performance.now() < deadline) {
    if (condition.kind === 'output' && new RegExp(condition.match, 'm').test(readFileSync(running.log, 'utf8')))
      return null;
    if (condition.kind === 'port' && (await succeeds(sandbox, `exec 3<>/dev/tcp/127.0.0.1/${condition.port}`)))
      return null;
    if (condition.kind === 'run' && (await succeeds(sandbox, condition.command))) return null;
    // The condition is checked once more after the step has ended.
    if (hasEnded) return `ended before it was ${state}`;
    hasEnded = await isEnded(running, 40);
  }
  return `not ${state} within ${withinMs / 1000} s`;
}

async function succeeds(sandbox: Sandbox, command: string): Promise<boolean> {
  const child = startSilently(sandbox, command);
  return await new Promise((resolve) => {
    const timer = setTimeout(() => killGroup(child), 2000);
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

async function cleanUp(sandbox: Sandbox, commands: string): Promise<void> {
  const child = startSilently(sandbox, commands);
  await Promise.race([new Promise((resolve) => child.once('exit', resolve)), pause(10_000)]);
}

function startSilently(sandbox: Sandbox, script: string): ChildProcess {
  const devNull = openSync('/dev/null', 'w');
  const child = sandbox.start(script, devNull);
  closeSync(devNull);
  return child;
}

function ranOutcome(running: Running): StepOutcome {
  const tables = new Map<string, string>();
  for (const name of running.step.writes) {
    const size = statSync(join(running.folder, name), { throwIfNoEntry: false })?.size;
    if (size === undefined) return failedOutcome(running, `it did not write \`${name}\``);
    if (size > maxOutput) return failedOutcome(running, `\`${name}\` has more than ${maxOutput / 1024} KiB`);
    tables.set(name, readFileSync(join(running.folder, name), 'utf8').replace(/\r\n/g, '\n'));
  }
  return {
    kind: 'ran',
    step: running.step,
    transcript: transcriptOf(running),
    tables,
    durationMs: performance.now() - running.startedMs,
  };
}

function failedOutcome(running: Running, reason: string): StepOutcome {
  return {
    kind: 'failed',
    step: running.step,
    reason,
    transcript: transcriptOf(running),
    durationMs: performance.now() - running.startedMs,
  };
}

/** Prompts and commands, each followed by its normalized output. Every line ends with `\n`. */
function transcriptOf({ step, log, scratch }: Running): string {
  const prompt = step.needs.some((need) => need.name === 'root') ? '# ' : '$ ';
  const outputs = readLog(log).split(separator).slice(1);
  const blocks = outputs.map((output, index) => {
    const command = promptLines(step.commands[index] ?? '', prompt);
    const printed = normalize(terminalText(output).replaceAll(scratch, '/tmp'), step.normalizations);
    return `${command}\n${printed === '' || printed.endsWith('\n') ? printed : `${printed}\n`}`;
  });
  return blocks.join('');
}

/** Returns the output in a log. If it is longer than `maxOutput`, returns whole lines from its start and end. */
function readLog(log: string): string {
  const handle = openSync(log, 'r');
  try {
    const { size } = fstatSync(handle);
    if (size <= maxOutput) return readFileSync(handle, 'utf8');
    const [start, end] = [Buffer.alloc(maxOutput / 2), Buffer.alloc(maxOutput / 2)];
    readSync(handle, start, 0, start.length, 0);
    readSync(handle, end, 0, end.length, size - end.length);
    const first = start.toString().replace(/[^\n]*$/, '');
    // Nothing tells which commands printed these lines, so the separators go.
    const last = end
      .toString()
      .replace(/^[^\n]*\n/, '')
      .replaceAll(separator, '');
    return `${first}… ${Math.round((size - maxOutput) / 1024)} KiB …\n${last}`;
  } finally {
    closeSync(handle);
  }
}

/** A command as typed: continuation lines get the shell's second prompt. */
function promptLines(command: string, prompt: string): string {
  return command
    .split('\n')
    .map((line, index) => `${index === 0 ? prompt : '> '}${line}`)
    .join('\n');
}

/** What a terminal shows of an output: no carriage returns, no colors. */
function terminalText(output: string): string {
  return output
    .replace(/\r\n/g, '\n')
    .replace(/^.*\r(?!\n)/gm, '')
    .replace(/\u001B\[[0-9;?]*[A-Za-z]/g, '')
    .replace(/[ \t]+$/gm, '');
}
