// The `_headers` file, as hosts read it: blocks of a pattern and indented `Name: value` lines.

export interface HeaderRule {
  readonly pattern: RegExp;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export function parseHeaders(text: string): HeaderRule[] {
  const rules: { pattern: RegExp; headers: [string, string][] }[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const header = /^\s+([\w-]+):\s*(.*?)\s*$/.exec(line);
    if (header) rules.at(-1)?.headers.push([header[1] ?? '', header[2] ?? '']);
    else rules.push({ pattern: patternOf(line.trim()), headers: [] });
  }
  return rules;
}

export function headersAt(path: string, rules: readonly HeaderRule[]): (readonly [string, string])[] {
  return rules.filter((rule) => rule.pattern.test(path)).flatMap((rule) => rule.headers);
}

function patternOf(glob: string): RegExp {
  const source = glob
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\/:\w+/g, '/[^/]+');
  return new RegExp(`^${source}$`, 's');
}
