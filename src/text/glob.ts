// Glob patterns for paths: `*` and `?` within a name, `**` across folders, `{a,b}` for alternatives. It must never read the
// file system.

/** Whether a relative POSIX path matches. A pattern that matches a folder also matches everything in it. */
export function matchesGlob(path: string, pattern: string): boolean {
  return expressionFor(pattern.replace(/^\.\//, '').replace(/\/$/, '')).test(path);
}

function expressionFor(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/|\*\*|[*?{},]|[.+^$()|[\]\\]/g, (token) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token === '{') return '(?:';
    if (token === '}') return ')';
    if (token === ',') return '|';
    return `\\${token}`;
  });
  return new RegExp(`^(?:${source})(?:/.*)?$`, 's');
}
