// Parses the info string of a code block (its opening line after the backticks): language, words, `key=value` options, `{1,3-4}` marks
// and `/terms/`. Knows only the grammar; must not know which options exist or what they mean.

import type { FenceInfo, Option, Word } from '../context/code-block.ts';

const token =
  /\{([^{}\n]*)\}|\/((?:\\.|[^/\\\n])+)\/(?=[\s{]|$)|([\p{L}_][\p{L}\p{N}_-]*)=(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|([^\s"'{}]+))|([^\s{}="']+)|\S/gu;

/** Parses an info string. Never fails: what it can't read is in `malformed`. If an option is repeated, the last one counts. */
export function parseFenceInfo(info: string): FenceInfo {
  const options: { [key: string]: Option } = Object.create(null);
  const words: Word[] = [];
  const malformed: Word[] = [];
  const terms: Word[] = [];
  let marks: Word | null = null;
  const language = /^\s*([^\s={}"']+)(?=[\s{]|$)/u.exec(info);
  const found = language?.[1] ?? '';
  const from = language?.[0].length ?? 0;
  for (const match of info.slice(from).matchAll(token)) {
    const [all, braces, term, key, double, single, bare, word] = match;
    const start = from + match.index;
    const end = start + all.length;
    if (braces !== undefined) marks = { value: braces, start, end };
    else if (term !== undefined) terms.push({ value: unescapeText(term), start, end });
    else if (key !== undefined) {
      const quoted = double ?? single;
      const value = quoted === undefined ? (bare ?? '') : unescapeText(quoted);
      options[key] = { value, keyStart: start, start: start + key.length + 1, end };
    } else if (word !== undefined) words.push({ value: word, start, end });
    else malformed.push({ value: all, start, end });
  }
  return {
    language: { value: unescapeText(found), start: from - found.length, end: from },
    words,
    options,
    marks,
    terms,
    malformed,
  };
}

/** Line numbers from a list such as `1,3-4`; null if it is not such a list. */
export function parseLineList(list: string): ReadonlySet<number> | null {
  const lines = new Set<number>();
  for (const part of list.split(',')) {
    const range = /^\s*(\d{1,4})\s*(?:-\s*(\d{1,4})\s*)?$/.exec(part);
    if (!range) return null;
    const first = Number(range[1]);
    const last = Number(range[2] ?? range[1]);
    if (first < 1 || last < first) return null;
    for (let line = first; line <= last; line++) lines.add(line);
  }
  return lines;
}

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** Resolves backslash escapes and the four common character references, as Markdown does. */
function unescapeText(written: string): string {
  return written
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&(amp|lt|gt|quot);/g, (all, name: string) => entities[name] ?? all);
}
