// One line of progress on a terminal, for work that takes over a second; silent everywhere else.

import pc from 'picocolors';

export interface Progress {
  show(what: string, done: number, of: number): void;
  clear(): void;
}

const patienceMs = 1000;
const intervalMs = 100;

export function openProgress(isWanted: boolean): Progress {
  const isShown = isWanted && process.stderr.isTTY;
  const startedMs = performance.now();
  let lastMs = 0;
  let isDirty = false;
  return {
    show(what, done, of) {
      const nowMs = performance.now();
      if (!isShown || nowMs - startedMs < patienceMs || nowMs - lastMs < intervalMs) return;
      lastMs = nowMs;
      isDirty = true;
      process.stderr.write(`\r${pc.dim(what)} ${done} of ${of}\u001B[K`);
    },
    clear() {
      if (isDirty) process.stderr.write('\r\u001B[K');
      isDirty = false;
    },
  };
}
