// Measures one run of a program: how long its process ran, and the peak memory of it and its children. Must never count the time that the
// machine needs to write earlier runs' files to disk.

import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';

const pollMs = 50;
/** Searching for children costs more than reading their memory. */
const samplesPerSearch = 8;

/**
 * Runs `{ command, args, cwd, env }` with its output in a log. Resolves with `{ ms, peakBytes, code }`; `peakBytes` is null if there is no
 * /proc. A program that takes longer than `limitMs` is killed, and its `code` is null.
 */
export async function measured(program, { log, limitMs }) {
  spawnSync('sync');
  const startedMs = performance.now();
  const child = launched(program, log);
  const memory = watchMemory(child.pid);
  const limit = setTimeout(() => end(child), limitMs);
  const code = await exitOf(child);
  const ms = performance.now() - startedMs;
  clearTimeout(limit);
  return { ms, peakBytes: memory.end(), code };
}

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of running) end(child);
    process.exit(130);
  });
}

/** Starts a program in a new process group, so that everything it starts can be found and ended. */
export function launched({ command, args, cwd, env }, log) {
  const output = openSync(log, 'a');
  const stdio = ['ignore', output, output];
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio, detached: true });
  closeSync(output);
  running.add(child);
  return child;
}

/** Resolves with the exit code: null if a signal ended the process, -1 if it could not be started. */
export async function exitOf(child) {
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('exit', resolve);
  });
  running.delete(child);
  return code;
}

/** Ends a launched process and everything it started. */
export function end(child, signal = 'SIGKILL') {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // It has already ended.
  }
}

/** The largest sum over the group in a sample, or the largest peak of one process if that is more, as it may fall between two samples. */
function watchMemory(pid) {
  let peak = 0;
  let members = [pid];
  let samples = 0;
  const sample = () => {
    samples += 1;
    if (samples % samplesPerSearch === 0) members = membersOf(pid);
    let sum = 0;
    for (const member of members) {
      const status = textOf(`/proc/${member}/status`);
      sum += bytesOf(status, 'VmRSS');
      peak = Math.max(peak, bytesOf(status, 'VmHWM'));
    }
    peak = Math.max(peak, sum);
  };
  const timer = setInterval(sample, pollMs);
  return {
    end() {
      clearInterval(timer);
      return peak > 0 ? peak : null;
    },
  };
}

/** All processes of a group. Children stay in it, whichever thread started them. */
function membersOf(group) {
  try {
    return readdirSync('/proc').filter((name) => /^\d/.test(name) && groupOf(name) === group);
  } catch {
    return [];
  }
}

function groupOf(pid) {
  return Number(statOf(pid)[2]);
}

/** CPU time of a group in milliseconds; Linux counts hundredths of a second. 0 if there is no /proc. */
export function timeUsed(group) {
  const ticks = membersOf(group).map((pid) => {
    const stat = statOf(pid);
    return Number(stat[11] ?? 0) + Number(stat[12] ?? 0);
  });
  return ticks.reduce((sum, used) => sum + used, 0) * 10;
}

/** The fields after the command's name in parentheses: the state, the parent, the group, … */
function statOf(pid) {
  const stat = textOf(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function bytesOf(status, field) {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * 1024;
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
