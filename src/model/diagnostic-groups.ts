// Many diagnostics of one kind → one group. Decides what a person is shown of a long report; tools get everything.

import { type Diagnostic, isError } from './diagnostic.ts';

/** Diagnostics of one code and severity, at the place of the first one. */
export interface DiagnosticGroup {
  readonly first: Diagnostic;
  /** Those to show: all, or the first few. */
  readonly shown: readonly Diagnostic[];
  readonly count: number;
}

/** More diagnostics of one code become one entry. */
export const maxSingles = 10;
/** How many places an entry names. */
export const placesShown = 3;

/** Groups diagnostics of the same code, if there are more than `singles`; the others stay alone. In the order of the first ones. */
export function grouped(diagnostics: readonly Diagnostic[], singles = maxSingles): DiagnosticGroup[] {
  const byCode = groupsByCode(diagnostics);
  return diagnostics.flatMap((diagnostic) => {
    const same = byCode.get(keyOf(diagnostic)) ?? [diagnostic];
    if (same.length <= singles) return [{ first: diagnostic, shown: [diagnostic], count: 1 }];
    if (same[0] !== diagnostic) return [];
    return [{ first: diagnostic, shown: same.slice(0, placesShown), count: same.length }];
  });
}

/** How often each code occurs: errors before warnings, frequent ones first. */
export function countsByCode(
  diagnostics: readonly Diagnostic[],
): { readonly severity: Diagnostic['severity']; readonly code: string; readonly count: number }[] {
  const counts = Array.from(groupsByCode(diagnostics).values(), (same) => ({
    severity: same[0]?.severity ?? 'error',
    code: same[0]?.code ?? '',
    count: same.length,
  }));
  return counts.toSorted(inOrder);
}

/** The groups that matter most first: errors before warnings, large groups before small ones. */
export function errorsFirst(groups: readonly DiagnosticGroup[]): readonly DiagnosticGroup[] {
  return groups.toSorted((a, b) =>
    inOrder({ severity: a.first.severity, count: a.count }, { severity: b.first.severity, count: b.count }),
  );
}

type Counted = { readonly severity: Diagnostic['severity']; readonly count: number };

function inOrder(a: Counted, b: Counted): number {
  return Number(a.severity === 'warning') - Number(b.severity === 'warning') || b.count - a.count;
}

/**
 * What to fix first: a mistake in the settings, which other pages suffer from, or else one of the most frequent errors, or of the most
 * frequent warnings: the first one with the hint that most of them have. Null if there is nothing to fix.
 */
export function firstToFix(diagnostics: readonly Diagnostic[]): Diagnostic | null {
  const inSettings = diagnostics.find((one) => isError(one) && one.code.startsWith('site/'));
  if (inSettings) return inSettings;
  const [most] = countsByCode(diagnostics);
  const same = diagnostics.filter(({ severity, code }) => severity === most?.severity && code === most.code);
  const counts = new Map<string | null, number>();
  for (const { hint } of same) counts.set(hint, (counts.get(hint) ?? 0) + 1);
  const [hint] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [same[0]?.hint ?? null, 0]);
  return same.find((one) => one.hint === hint) ?? null;
}

function groupsByCode(diagnostics: readonly Diagnostic[]): Map<string, Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const group = groups.get(keyOf(diagnostic));
    if (group) group.push(diagnostic);
    else groups.set(keyOf(diagnostic), [diagnostic]);
  }
  return groups;
}

function keyOf({ severity, code }: Diagnostic): string {
  return `${severity} ${code}`;
}
