// Recorded and observed transcripts → a unified diff, with a rule that would make them equal. Must never change a transcript.

import { unifiedDiff } from '../text/unified-diff.ts';
import { rulesThatEqual } from './normalize.ts';

export interface Difference {
  /** Unified diff, three lines of context, without a trailing line end. */
  readonly patch: string;
  /** Line of the recording with the first difference, from 1. */
  readonly line: number;
  /** Suggests a rule; null if none would help. */
  readonly hint: string | null;
}

/** Compares two transcripts. `file` is the path of the recording. Returns null if they are equal. */
export function compare(file: string, recorded: string, observed: string): Difference | null {
  if (recorded === observed) return null;
  const patch = unifiedDiff(
    { file, state: 'recorded', text: recorded },
    { file: 'this run', state: 'observed', text: observed },
  );
  const rules = rulesThatEqual(recorded, observed);
  const hint = rules.length > 0 ? `if this may vary, add \`normalize: [${rules[0]}]\` to the step` : null;
  return { patch, line: firstDifference(recorded, observed), hint };
}

function firstDifference(recorded: string, observed: string): number {
  const lines = recorded.split('\n');
  const others = observed.split('\n');
  const at = lines.findIndex((line, index) => line !== others[index]);
  return (at < 0 ? lines.length : at) + 1;
}
