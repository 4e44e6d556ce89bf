// Reads plain values out of configuration written in JavaScript or TypeScript, by its tokens. Must never run it: what is computed stays unknown.

import { type Token, tokenizer } from 'acorn';

export interface ScriptTokens {
  readonly tokens: readonly { readonly type: string; readonly value: string }[];
}

/** The tokens of a script as far as it can be read. */
export function scriptTokens(text: string): ScriptTokens {
  const tokens: { type: string; value: string }[] = [];
  try {
    for (const token of tokenizer(text, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true }))
      tokens.push({ type: token.type.label, value: valueOf(token) });
  } catch {
    // Types of TypeScript may look like mistakes; what comes before them is enough.
  }
  return { tokens };
}

function valueOf(token: Token & { readonly value?: unknown }): string {
  return typeof token.value === 'string' || typeof token.value === 'number' ? String(token.value) : token.type.label;
}

/** The first text that a property of this name has: `site: process.env.URL || 'https://…'` has the address. */
export function textOfProperty({ tokens }: ScriptTokens, name: string): string | null {
  for (const [index, token] of tokens.entries()) {
    const isKey = (token.type === 'name' || token.type === 'string') && token.value === name;
    if (!isKey || tokens[index + 1]?.type !== ':') continue;
    for (const next of tokens.slice(index + 2, index + 14)) {
      if (next.type === ',' || next.type === '}' || next.type === '{') break;
      if (next.type === 'string' || next.type === 'template') return next.value;
      if (next.type === 'num' || next.type === 'true' || next.type === 'false') return next.value;
    }
  }
  return null;
}

/**
 * What a property or method returns, if that is a text or a template and nothing else: `() => \`/a/${page.fileSlug}/\`` is
 * `/a/{{ page.fileSlug }}/`. Null if there is no such property, undefined if its value has to be computed.
 */
export function patternOfProperty({ tokens }: ScriptTokens, name: string): string | null | undefined {
  const at = tokens.findIndex(
    (token, index) =>
      (token.type === 'name' || token.type === 'string') &&
      token.value === name &&
      (tokens[index + 1]?.type === ':' || (tokens[index + 1]?.type === '(' && tokens[index - 1]?.type !== '.')),
  );
  if (at < 0) return null;
  const [plain, after] = tokens.slice(at + 2);
  if (/^(?:string|true|false)$/.test(plain?.type ?? ''))
    return /^[,}]$/.test(after?.type ?? '') ? plain?.value : undefined;
  const start = tokens.findIndex(
    ({ type }, index) =>
      index > at && (type === '`' || type === 'return' || (type === '=>' && tokens[index + 1]?.type !== '{')),
  );
  const first = start < 0 ? -1 : tokens[start]?.type === '`' ? start : start + 1;
  if (first < 0 || first > at + 40) return undefined;
  if (tokens[first]?.type === 'string')
    return /^[;,}]$/.test(tokens[first + 1]?.type ?? '') ? tokens[first]?.value : undefined;
  if (tokens[first]?.type !== '`') return undefined;
  let pattern = '';
  for (let index = first + 1; index < tokens.length; index++) {
    const { type, value } = tokens[index] ?? { type: '`', value: '' };
    if (type === '`') return pattern;
    // `data.page.fileSlug` is `page.fileSlug`: a function's argument has everything that a template knows.
    pattern += type === 'template' ? value : type === '${' ? '{{ ' : type === '}' ? ' }}' : type === '.' ? '.' : value;
  }
  return undefined;
}

/** The texts among the arguments of each call of this function. */
export function textsInCalls({ tokens }: ScriptTokens, name: string): readonly (readonly string[])[] {
  return tokens.flatMap((token, index) => {
    if (token.value !== name || tokens[index + 1]?.type !== '(') return [];
    const texts: string[] = [];
    for (let at = index + 2, depth = 1; at < tokens.length && depth > 0; at++) {
      const next = tokens[at];
      if (next?.type === '(') depth += 1;
      else if (next?.type === ')') depth -= 1;
      else if (next?.type === 'string' || next?.type === 'template') texts.push(next.value);
    }
    return [texts];
  });
}

/** Whether a name or a text occurs. */
export function mentions({ tokens }: ScriptTokens, word: string): boolean {
  return tokens.some(({ value }) => value === word);
}
