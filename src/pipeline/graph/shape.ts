// Shapes of plain data: whether what a cache gives back is a value of a type. Each is a function that answers yes or no; it never throws,
// whatever it is given, and never looks further than the type: text of the right form can't be told from the right text.

/** Whether data is a `T`. The type is there for the compiler, which has the shape of an object name all of its fields. */
export type Shape<T> = ((data: unknown) => boolean) & { readonly type?: T };

export const text: Shape<string> = (data) => typeof data === 'string';
export const flag: Shape<boolean> = (data) => typeof data === 'boolean';
/** A whole number from 0. */
export const count: Shape<number> = (data) => Number.isSafeInteger(data) && Number(data) >= 0;
export const texts: Shape<readonly string[]> = listOf(text);

export function matching(pattern: RegExp): Shape<string> {
  return (data) => typeof data === 'string' && pattern.test(data);
}

export function oneOf<const T extends string | number>(...values: readonly T[]): Shape<T> {
  const known = new Set<unknown>(values);
  return (data) => known.has(data);
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (data) => data === null || shape(data);
}

export function listOf<T>(shape: Shape<T>): Shape<readonly T[]> {
  return (data) => Array.isArray(data) && data.every((item) => shape(item));
}

/** Any names, all with values of one shape. */
export function recordOf<T>(shape: Shape<T>): Shape<{ readonly [name: string]: T }> {
  return (data) => isObject(data) && Object.values(data).every((value) => shape(value));
}

export function objectOf<T>(fields: { readonly [K in keyof T]-?: Shape<T[K]> }): Shape<T> {
  const names = Object.keys(fields);
  const shapes: Shape<unknown>[] = Object.values(fields);
  return (data) => {
    if (!isObject(data)) return false;
    // Not `every`: this is asked for each of very many files before V8 has compiled it well.
    for (let index = 0; index < names.length; index++) if (!shapes[index]?.(data[names[index] ?? ''])) return false;
    return true;
  };
}

/** An object whose `kind` says what else it has. */
export function kindOf<T extends { readonly kind: string }>(
  kinds: {
    readonly [K in T['kind']]: Shape<Omit<Member<T, K>, 'kind'>>;
  },
): Shape<T> {
  const shapes = new Map<unknown, Shape<unknown>>(Object.entries(kinds));
  return (data) => isObject(data) && shapes.get(data['kind'])?.(data) === true;
}

/** The members of a union that may have this kind. */
type Member<T, K> = T extends { readonly kind: infer Kinds } ? (K extends Kinds ? T : never) : never;

function isObject(data: unknown): data is { readonly [name: string]: unknown } {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
