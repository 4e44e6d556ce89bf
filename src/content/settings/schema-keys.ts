// Which keys a zod record knows, looked up by path through optionals, defaults and pipes: for "did you mean".

/** Names that the record at `path` knows; empty where there is no record. */
export function keysOf(schema: unknown, path: readonly PropertyKey[]): string[] {
  let at = recordIn(schema);
  for (const step of path) at = recordIn(at?.shape?.[String(step)] ?? at?.element);
  return Object.keys(at?.shape ?? {});
}

/** As much of a zod schema's insides as is needed here; zod documents `shape`, `element` and `def`. */
interface SchemaNode {
  readonly shape?: { readonly [key: string]: unknown };
  readonly element?: unknown;
  readonly def?: {
    readonly type?: string;
    readonly innerType?: unknown;
    readonly in?: unknown;
    readonly out?: unknown;
  };
}

function recordIn(schema: unknown): SchemaNode | null {
  let at = asNode(schema);
  while (at?.def && !at.shape && !at.element) {
    const { innerType, in: from, out } = at.def;
    const inner = asNode(innerType ?? (asNode(from)?.def?.type === 'transform' ? out : from));
    if (!inner) return at;
    at = inner;
  }
  return at;
}

function asNode(value: unknown): SchemaNode | null {
  return typeof value === 'object' && value !== null ? (value as SchemaNode) : null;
}
