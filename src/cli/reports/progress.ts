// A line of progress on a terminal for work that takes over a second. Must never print anything if stderr is not a terminal.

import pc from 'picocolors';

export interface Progress {
  show(task: string, done: number, total: number): void;
  clear(): void;
}

const delayMs = 1000;
const intervalMs = 100;

/** Opens a progress line, which stays empty unless `isEnabled`. */
export function openProgress(isEnabled: boolean): Progress {
  const isShown = isEnabled && process.stderr.isTTY;
  const startedMs = performance.now();
  let lastMs = 0;
  let isVisible = false;
  return {
    show(task, done, total) {
      const nowMs = performance.now();
      if (!isShown || nowMs - startedMs < delayMs || nowMs - lastMs < intervalMs) return;
      lastMs = nowMs;
      isVisible = true;
      process.stderr.write(`\r${pc.dim(task)} ${done} of ${total}\u001B[K`);
    },
    clear() {
      if (isVisible) process.stderr.write('\r\u001B[K');
      isVisible = false;
    },
  };
}
