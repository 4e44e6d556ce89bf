// The `_headers` file as static hosts read it: a pattern, then indented `Name: value` lines. Must never set a header that Node refuses.

import { validateHeaderName, validateHeaderValue } from 'node:http';

export interface HeaderRule {
  readonly pattern: RegExp;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Reads the text of a `_headers` file. Skips lines it can't read, as hosts do. */
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

/** Returns the headers of all rules that match a path such as `/posts/a/`, in the order of the file. */
export function headersFor(path: string, rules: readonly HeaderRule[]): (readonly [string, string])[] {
  return rules.filter((rule) => rule.pattern.test(path)).flatMap((rule) => rule.headers);
}

/** Whether HTTP allows this header. */
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
