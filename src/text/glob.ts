// Patterns of paths: `*` and `?` within a name, `**` across folders, `{a,b}` either.

/** Whether a path (POSIX, relative) matches; a pattern that names a folder matches everything in it. */
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
