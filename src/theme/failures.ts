// Templates that fail when they are rendered: what is reported, and one report for a mistake that several of them share. Must not lose a position.

import { type Diagnostic, error, type Span } from '../model/diagnostic.ts';

const code = 'template/throws';

export function templateFailure(name: string, reason: string, at: Span, hint: string | null): Diagnostic {
  return error(code, messageFor([name], reason), at, { hint });
}

/** One report for each mistake at one place: every template that uses a component fails there. */
export function withSharedFailures(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const names = new Map<string, Set<string>>();
  for (const diagnostic of diagnostics) {
    const failure = failureOf(diagnostic);
    if (failure === null) continue;
    const same = names.get(failure.key);
    if (same === undefined) names.set(failure.key, new Set([failure.name]));
    else same.add(failure.name);
  }
  return diagnostics.flatMap((diagnostic) => {
    const failure = failureOf(diagnostic);
    if (failure === null) return [diagnostic];
    const same = names.get(failure.key);
    names.delete(failure.key);
    return same === undefined ? [] : [{ ...diagnostic, message: messageFor([...same].toSorted(), failure.reason) }];
  });
}

function messageFor(names: readonly string[], reason: string): string {
  const list = names.map((name) => `\`${name}\``).join(', ');
  return names.length === 1
    ? `the template ${list} fails: ${reason}`
    : `${names.length} templates fail: ${reason} (${list})`;
}

function failureOf({ code: own, message, at }: Diagnostic) {
  const found = own === code ? /^the template `([^`]+)` fails: (.*)$/s.exec(message) : null;
  if (found === null) return null;
  const [, name = '', reason = ''] = found;
  return { name, reason, key: JSON.stringify([reason, at]) };
}
