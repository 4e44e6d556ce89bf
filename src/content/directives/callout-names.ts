// The names under which other tools write our five callouts as directives.

import { type CalloutKind, calloutKinds } from '../context/words.ts';

const others: ReadonlyMap<string, CalloutKind> = new Map([
  ['info', 'note'],
  ['seealso', 'note'],
  ['hint', 'tip'],
  ['success', 'tip'],
  ['attention', 'warning'],
  ['danger', 'caution'],
  ['error', 'caution'],
]);

/** The callout that a directive's name means; null for all other names. */
export function calloutOf(name: string): CalloutKind | null {
  const lower = name.toLowerCase();
  return calloutKinds.find((kind) => kind === lower) ?? others.get(lower) ?? null;
}
