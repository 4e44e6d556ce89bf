// Shapes of plain data: whether stored JSON is a value of a type. A shape must never throw, whatever data it gets. It can't do more than
// check the type: a wrong text of the right form passes.

/** Whether data is a `T`. The type lets the compiler check that the shape of an object has all of its fields. */
export type Shape<T> = ((data: unknown) => boolean) & { readonly type?: T };

export const text: Shape<string> = (data) => typeof data === 'string';
export const flag: Shape<boolean> = (data) => typeof data === 'boolean';
/** A whole number from 0. */
export const count: Shape<number> = (data) => Number.isSafeInteger(data) && Number(data) >= 0;
export const texts: Shape<readonly string[]> = listOf(text);

export function matching(pattern: RegExp): Shape<string> {
  return (data) => typeof data === 'string' && pattern.test(data);
}

export function oneOf<const T extends string | number | boolean>(...values: readonly T[]): Shape<T> {
  const known = new Set<unknown>(values);
  return (data) => known.has(data);
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (data) => data === null || shape(data);
}

/** For a field that may be missing. */
export function orAbsent<T>(shape: Shape<T>): Shape<T | undefined> {
  return (data) => data === undefined || shape(data);
}

export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (data) => Array.isArray(data) && data.every((item) => shape(item));
}

/** An object with any names, all with values of one shape. */
export function recordOf<T>(shape: Shape<T>): Shape<{ readonly [name: string]: T }> {
  return (data) => isObject(data) && Object.values(data).every((value) => shape(value));
}

export function objectOf<T>(fields: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  const names = Object.keys(fields);
  const shapes: Shape<unknown>[] = Object.values(fields);
  return (data) => {
    if (!isObject(data)) return false;
    // Not `every`, which is slower for thousands of files before V8 has optimized it.
    for (let index = 0; index < names.length; index++) if (!shapes[index]?.(data[names[index] ?? ''])) return false;
    return true;
  };
}

/** An object of a union, with the field that tells its members apart: its value decides which other fields the object has. */
export function unionOf<T, Tag extends keyof T>(
  tag: Tag & string,
  members: { readonly [Value in T[Tag] & string]: Shape<Omit<Member<T, Tag, Value>, Tag>> },
): Shape<T> {
  const shapes = new Map<unknown, Shape<unknown>>(Object.entries(members));
  return (data) => isObject(data) && shapes.get(data[tag])?.(data) === true;
}

/** The members of a union that can have this value in the field. */
type Member<T, Tag extends keyof T, Value> = T extends unknown ? (Value extends T[Tag] ? T : never) : never;

function isObject(data: unknown): data is { readonly [name: string]: unknown } {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
