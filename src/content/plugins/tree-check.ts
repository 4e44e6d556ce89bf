// Whether a tree that a plugin returned can be processed further. Every node must be what its type promises, because our own steps rely on it.

/** Far deeper than any page, and far less than the stack allows. */
const maxDepth = 300;
const htmlTypes = ['element', 'text', 'comment', 'doctype'];

/** `unparsed`: HTML that may have raw HTML as text. */
export type TreeKind = 'markdown' | 'unparsed' | 'html';

/** What is wrong with a tree, in words after "returns a broken tree: "; null if nothing is. `known`: nodes of our own types from before. */
export function brokenPart(tree: unknown, kind: TreeKind, known: ReadonlySet<unknown>): string | null {
  if (fieldOf(tree, 'type') !== 'root') return 'its type is not `root`';
  return brokenNode(tree, kind, known, 0);
}

/** The nodes of types that only we may make. */
export function ownNodes(tree: unknown): ReadonlySet<unknown> {
  const found = new Set<unknown>();
  const open: unknown[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const type = fieldOf(node, 'type');
    if (type === 'image' || type === 'per-output' || type === 'prerendered') found.add(node);
    const children = fieldOf(node, 'children');
    if (Array.isArray(children)) open.push(...(children as unknown[]));
  }
  return found;
}

function brokenNode(node: unknown, kind: TreeKind, known: ReadonlySet<unknown>, depth: number): string | null {
  if (known.has(node)) return null;
  if (depth > maxDepth) return 'its nodes are nested too deeply, or inside themselves';
  const type = fieldOf(node, 'type');
  if (typeof type !== 'string') return `a node is ${described(node)}`;
  const children = fieldOf(node, 'children');
  if (children !== undefined && !Array.isArray(children)) return `the children of a \`${type}\` are not a list`;
  if (type === 'root' && depth > 0) return 'a `root` is inside it';
  const problem = kind === 'markdown' ? brokenMarkdown(node, type) : brokenHtml(node, type, kind);
  if (problem !== null) return problem;
  for (const child of (children ?? []) as readonly unknown[]) {
    const inside = brokenNode(child, kind, known, depth + 1);
    if (inside !== null) return inside;
  }
  return null;
}

function brokenMarkdown(node: unknown, type: string): string | null {
  if (!/^[a-z][\w-]*$/i.test(type)) return `a node's type is \`${type}\``;
  if (['text', 'inlineCode', 'code', 'html', 'math', 'inlineMath'].includes(type)) return needText(node, type, 'value');
  if (['link', 'image', 'definition'].includes(type)) {
    const problem = needText(node, type, 'url');
    if (problem !== null) return problem;
  }
  const depth = fieldOf(node, 'depth');
  if (type === 'heading' && !(Number(depth) >= 1 && Number(depth) <= 6))
    return `the depth of a \`heading\` is ${String(depth)}`;
  const needsChildren = ['paragraph', 'heading', 'link', 'emphasis', 'strong', 'list', 'listItem', 'blockquote'];
  if (needsChildren.includes(type) && !Array.isArray(fieldOf(node, 'children'))) return `a \`${type}\` has no children`;
  const properties = fieldOf(fieldOf(node, 'data'), 'hProperties');
  return properties === undefined || properties === null ? null : brokenProperties(properties, type);
}

function brokenHtml(node: unknown, type: string, kind: TreeKind): string | null {
  if (type === 'root') return null;
  if (type === 'raw' && kind === 'unparsed') return needText(node, type, 'value');
  if (type === 'raw') return 'a `raw` node has HTML as text: use elements';
  if (!htmlTypes.includes(type)) return `a node's type is \`${type}\`, which HTML does not have`;
  if (type === 'text' || type === 'comment') return needText(node, type, 'value');
  if (type !== 'element') return null;
  const name = fieldOf(node, 'tagName');
  if (typeof name !== 'string' || !/^[a-z][\w:-]*$/i.test(name)) return `an element's name is ${described(name)}`;
  if (!Array.isArray(fieldOf(node, 'children'))) return `an element \`<${name}>\` has no children`;
  const properties = fieldOf(node, 'properties');
  if (typeof properties !== 'object' || properties === null) return `an element \`<${name}>\` has no properties`;
  return brokenProperties(properties, name);
}

function brokenProperties(properties: unknown, name: string): string | null {
  if (typeof properties !== 'object') return `the properties of \`${name}\` are ${described(properties)}`;
  for (const [key, value] of Object.entries(Object(properties) as object)) {
    const values: readonly unknown[] = Array.isArray(value) ? (value as unknown[]) : [value];
    const isBad = values.some((one) => one !== null && ['object', 'function', 'symbol', 'bigint'].includes(typeof one));
    if (isBad) return `the property \`${key}\` of \`${name}\` is not text`;
    if (/[\s"'<>/=]/.test(key)) return `\`${key}\` can't be the name of a property`;
  }
  return null;
}

function needText(node: unknown, type: string, field: string): string | null {
  const value = fieldOf(node, field);
  return typeof value === 'string' ? null : `the ${field} of a \`${type}\` is ${described(value)}`;
}

function described(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return typeof value === 'string' ? `\`${value}\`` : `a value of type ${typeof value}`;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
