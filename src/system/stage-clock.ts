// Measures the stages of a build one after another. Its times must never reach the output.

export interface Stage {
  readonly stage: string;
  readonly ms: number;
}

export interface StageClock {
  /** The stages that have ended, in order. */
  readonly laps: readonly Stage[];
  /** Ends a stage, which began when the one before it ended. */
  lap(stage: string): void;
}

export function startStageClock(): StageClock {
  const laps: Stage[] = [];
  let last = performance.now();
  return {
    laps,
    lap(stage) {
      const now = performance.now();
      laps.push({ stage, ms: now - last });
      last = now;
    },
  };
}
