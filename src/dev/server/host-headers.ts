// The `_headers` file, as hosts read it: blocks of a pattern and indented `Name: value` lines.

import { validateHeaderName, validateHeaderValue } from 'node:http';

export interface HeaderRule {
  readonly pattern: RegExp;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export function parseHeaders(text: string): HeaderRule[] {
  const rules: { pattern: RegExp; headers: [string, string][] }[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const header = /^\s+([^\s:]+):\s*(.*?)\s*$/.exec(line);
    const [, name = '', value = ''] = header ?? [];
    if (!header) rules.push({ pattern: patternOf(line.trim()), headers: [] });
    else if (isSendable(name, value)) rules.at(-1)?.headers.push([name, value]);
  }
  return rules;
}

export function headersFor(path: string, rules: readonly HeaderRule[]): (readonly [string, string])[] {
  return rules.filter((rule) => rule.pattern.test(path)).flatMap((rule) => rule.headers);
}

/** What can't stand in a response is left out, as hosts do. */
function isSendable(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function patternOf(glob: string): RegExp {
  const source = glob
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\/:\w+/g, '/[^/]+');
  return new RegExp(`^${source}$`, 's');
}
