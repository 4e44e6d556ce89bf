// Reads values of front matter and configuration as other generators do: kindly. Must never throw, whatever a value is.

import type { Fields, Value } from './model.ts';

export function isRecord(value: Value | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value's text; null for anything but a scalar, and for an empty one. */
export function textOf(value: Value | undefined): string | null {
  if (typeof value !== 'string') return null;
  const text = value.replace(/\s+/g, ' ').trim();
  return text === '' || text === '~' || text === 'null' ? null : text;
}

/** Texts of a list, or of a single value. Items of nested lists and `name`s of records count, too. */
export function textsOf(value: Value | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: Value) => textsOf(item));
  if (isRecord(value)) return textsOf(value['name'] ?? value['title'] ?? value['id'] ?? null);
  const text = textOf(value);
  return text === null ? [] : [text];
}

/** A list as authors write it in one line: `a, b`, with `separator` between its items. */
export function listOf(value: Value | undefined, separator: RegExp): readonly string[] {
  if (typeof value !== 'string') return textsOf(value);
  return value.split(separator).flatMap((item) => textsOf(item));
}

/** True and false in every spelling of YAML 1.1; null for anything else. */
export function flagOf(value: Value | undefined): boolean | null {
  const text = textOf(value)?.toLowerCase();
  if (text === undefined) return null;
  if (['true', 'yes', 'on', 'y', '1'].includes(text)) return true;
  return ['false', 'no', 'off', 'n', '0'].includes(text) ? false : null;
}

export function countOf(value: Value | undefined): number | null {
  const text = textOf(value);
  return text !== null && /^\d{1,6}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}

export function recordOf(value: Value | undefined): Fields {
  return isRecord(value) ? value : {};
}

/** The first of these keys that has a value. */
export function firstOf(fields: Fields, keys: readonly string[]): Value | undefined {
  const key = keys.find((name) => fields[name] !== undefined && fields[name] !== null && fields[name] !== '');
  return key === undefined ? undefined : fields[key];
}

/** The same record with its keys, and those of records in it, in lower case. */
export function lowerKeys(value: Value): Value {
  if (Array.isArray(value)) return value.map(lowerKeys);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), lowerKeys(item)]));
}

/** Two records as one; `over` wins, and records in them are joined in the same way. */
export function merged(under: Fields, over: Fields): Fields {
  const both = Object.entries(over).map(([key, value]): [string, Value] => {
    const below = under[key];
    return [key, isRecord(value) && isRecord(below) ? merged(below, value) : value];
  });
  return { ...under, ...Object.fromEntries(both) };
}

/** A file name as a title: `my-first-post` becomes `My first post`. */
export function titleFrom(name: string): string {
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words === '' ? 'Untitled' : words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
