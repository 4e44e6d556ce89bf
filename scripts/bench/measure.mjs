// One run of a program: how long its process lived, and how much memory it and its children held at most.
// Must never count the time that the machine needs to bring earlier runs' files to the disk.

import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';

const pollMs = 50;
/** Looking for children costs more than looking at them. */
const looksPerSearch = 8;

/**
 * Runs `{ command, args, cwd, env }` with its output in a log. Gives `{ ms, peakBytes, code }`; `peakBytes` is null where there is no /proc.
 * A program that takes longer than `limitMs` is ended, and its `code` is null.
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

/** Starts a program in a process group of its own, so that all that it starts can be found and ended. */
export function launched({ command, args, cwd, env }, log) {
  const output = openSync(log, 'a');
  const stdio = ['ignore', output, output];
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio, detached: true });
  closeSync(output);
  running.add(child);
  return child;
}

/** The exit code; null where a signal ended the process, -1 where it could not be started. */
export async function exitOf(child) {
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('exit', resolve);
  });
  running.delete(child);
  return code;
}

/** Ends a launched process, and all that it started. */
export function end(child, signal = 'SIGKILL') {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // It has gone by itself.
  }
}

/** The largest sum over the group at one time, or the largest peak of one process where that is more: it may lie between two looks. */
function watchMemory(pid) {
  let most = 0;
  let members = [pid];
  let looks = 0;
  const look = () => {
    looks += 1;
    if (looks % looksPerSearch === 0) members = membersOf(pid);
    let sum = 0;
    for (const member of members) {
      const status = textOf(`/proc/${member}/status`);
      sum += bytesOf(status, 'VmRSS');
      most = Math.max(most, bytesOf(status, 'VmHWM'));
    }
    most = Math.max(most, sum);
  };
  const timer = setInterval(look, pollMs);
  return {
    end() {
      clearInterval(timer);
      return most > 0 ? most : null;
    },
  };
}

/** All processes of a group: children stay in it, whatever thread started them. */
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

/** Processor time of a group in milliseconds, as Linux counts it: in hundredths of a second. 0 where there is no /proc. */
export function timeUsed(group) {
  const ticks = membersOf(group).map((pid) => {
    const stat = statOf(pid);
    return Number(stat[11] ?? 0) + Number(stat[12] ?? 0);
  });
  return ticks.reduce((sum, used) => sum + used, 0) * 10;
}

/** What follows the command's name in brackets: the state, the parent, the group, … */
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
