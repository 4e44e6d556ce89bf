// Replaces what may vary between two runs with stable words, by built-in rules and by a step's own. Must never apply a rule that the step
// doesn't list.

import type { Normalization } from '../content/lab/lab.ts';
import { builtInRules } from '../content/lab/lab.ts';

type RuleName = (typeof builtInRules)[number];

const rules: { readonly [name in RuleName]: readonly (readonly [match: RegExp, word: string])[] } = {
  pid: [[/\b(pid|PID|Pid|process)([ =:]+)\d+/g, '$1$2PID']],
  port: [[/(?<=(?:127\.0\.0\.1|\[::1\]|localhost|0\.0\.0\.0|\*|\[::\]):)(?!80\b|443\b|8080\b)\d{4,5}\b/g, 'PORT']],
  time: [
    [/\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?/g, 'TIME'],
    [/\b\d{2}:\d{2}:\d{2}(?:\.\d+)?\b/g, 'TIME'],
  ],
  date: [[/\b\d{4}[-/]\d{2}[-/]\d{2}\b/g, 'DATE']],
  duration: [[/\b\d+(?:\.\d+)?\s?(?:ns|\u00B5s|us|ms|s|m\d+(?:\.\d+)?s)\b/g, 'DURATION']],
  address: [[/\b0x[0-9a-f]{4,16}\b/g, '0xADDRESS']],
  mac: [[/\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, 'MAC']],
  tmpdir: [[/\/tmp\/[\w.-]+/g, '/tmp/DIR']],
  inode: [[/(?<=\b(?:inode|ino)[ =:]+|:\[)\d+/g, 'INODE']],
};

/** Applies rules in the given order. In a step's own patterns `^` and `$` match at lines; `$1` in the replacement is a group. */
export function normalize(text: string, applied: readonly Normalization[]): string {
  return applied.reduce((result, rule) => {
    if ('match' in rule) return result.replace(new RegExp(rule.match, 'gm'), rule.with);
    const name = builtInRules.find((known) => known === rule.name);
    return name ? rules[name].reduce((text, [match, word]) => text.replace(match, word), result) : result;
  }, text);
}

/** Returns the built-in rules that make two different texts equal. */
export function rulesThatEqual(one: string, other: string): string[] {
  return builtInRules.filter((name) => normalize(one, [{ name }]) === normalize(other, [{ name }]));
}
