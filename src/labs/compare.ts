// Recorded and observed transcripts → a unified diff, with the rule that could have made them equal.

import { createTwoFilesPatch } from 'diff';
import { rulesThatEqual } from './normalize.ts';

export interface Difference {
  /** Unified diff, three lines of context, without a trailing line end. */
  readonly patch: string;
  /** Line of the recording where the first difference stands, from 1. */
  readonly line: number;
  readonly hint: string | null;
}

/** Null where both are equal. */
export function compare(file: string, recorded: string, observed: string): Difference | null {
  if (recorded === observed) return null;
  const patch = createTwoFilesPatch(file, 'this run', recorded, observed, 'recorded', 'observed', { context: 3 });
  const shown = patch.split('\n').slice(1).join('\n').trimEnd();
  const rules = rulesThatEqual(recorded, observed);
  const hint = rules.length > 0 ? `if this may vary, add \`normalize: [${rules[0]}]\` to the step` : null;
  return { patch: shown, line: firstDifference(recorded, observed), hint };
}

function firstDifference(recorded: string, observed: string): number {
  const lines = recorded.split('\n');
  const others = observed.split('\n');
  const at = lines.findIndex((line, index) => line !== others[index]);
  return (at < 0 ? lines.length : at) + 1;
}
