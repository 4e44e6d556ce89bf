// Finds the keys of a record in a zod schema, through optionals, defaults and pipes, for "did you mean" hints. Never validates anything.

/** The keys of the record at `path`; empty if there is no record. */
export function keysOf(schema: unknown, path: readonly PropertyKey[]): string[] {
  let node = recordIn(schema);
  for (const step of path) node = recordIn(node?.shape?.[String(step)] ?? node?.element);
  return Object.keys(node?.shape ?? {});
}

/** The properties of zod schemas that this file reads: zod documents `shape`, `element` and `def`. */
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
  let node = asNode(schema);
  while (node?.def && !node.shape && !node.element) {
    const { innerType, in: from, out } = node.def;
    const inner = asNode(innerType ?? (asNode(from)?.def?.type === 'transform' ? out : from));
    if (!inner) return node;
    node = inner;
  }
  return node;
}

function asNode(value: unknown): SchemaNode | null {
  return typeof value === 'object' && value !== null ? (value as SchemaNode) : null;
}
