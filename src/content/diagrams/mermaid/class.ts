// Parses Mermaid's class diagrams (`classDiagram`). Must accept what Mermaid accepts, as far as it can be drawn.

import { readDirection } from './direction.ts';
import { type End, emptyGraph, type Graph, type GraphNode, joinClusters, nodeOf, unpainted } from './graph.ts';
import { type Label, plainLabel, readLabel } from './label.ts';
import { applyPaint, noStyles, readStyle, type Styles, useClass } from './paint.ts';
import {
  expectEnd,
  fail,
  nextStatement,
  type Reader,
  removeLink,
  skipSpaces,
  take,
  takeRest,
  takeText,
  unexpected,
} from './reader.ts';

interface Class {
  readonly annotations: string[];
  title: Label;
  readonly attributes: Label[number][];
  readonly methods: Label[number][];
}

interface Classes {
  readonly reader: Reader;
  readonly graph: Graph;
  readonly styles: Styles;
  readonly classes: Map<string, Class>;
  /** Namespaces that are not closed yet. */
  readonly open: { readonly id: string; readonly start: number }[];
}

export function parseClasses(reader: Reader): Graph {
  const graph = emptyGraph('TB');
  const diagram: Classes = { reader, graph, styles: noStyles(), classes: new Map(), open: [] };
  while (nextStatement(reader)) readStatement(diagram);
  for (const { start } of diagram.open)
    fail(reader, start, start + 'namespace'.length, 'this `namespace` is never closed', 'close it with `}`');
  for (const [id, one] of diagram.classes) {
    const node = graph.nodes.get(id);
    if (node) node.rows = rowsOf(one);
  }
  joinClusters(graph);
  applyPaint(graph, diagram.styles, reader);
  return graph;
}

/** The name with its annotations, the attributes, and the methods; without the parts that are empty. */
function rowsOf({ annotations, title, attributes, methods }: Class): GraphNode['rows'] {
  const heading = [...annotations.map((word) => [{ text: `«${word}»`, style: '' }]), ...title];
  const parts = [attributes, methods].filter((lines) => lines.length > 0);
  return [[{ label: heading, isCentered: true }], ...parts.map((label) => [{ label, isCentered: false }])];
}

const hint =
  'supported: `class A { … }`, `A : member`, relations such as `A <|-- B : text` and `A "1" *-- "n" B`, `namespace`, `<<interface>> A`, `note for A "text"`, `direction`, `classDef`, `cssClass`, `style`';

function readStatement(diagram: Classes): void {
  const { reader, graph, styles, open } = diagram;
  const start = reader.at;
  if (take(reader, /\}/y)) {
    if (!open.pop()) fail(reader, start, start + 1, 'this `}` does not close anything', 'remove it');
    return;
  }
  const direction = readDirection(reader);
  if (direction) {
    graph.direction = direction;
    return;
  }
  if (take(reader, /(?:click|link|callback)(?=[ \t]+[^\s:<>*.|"-])/y)) return removeLink(reader, start);
  if (take(reader, /class(?=[ \t])/y)) return readClass(diagram);
  if (readStyle(reader, styles)) return;
  if (take(reader, /namespace(?=[ \t])/y)) return openNamespace(diagram, start);
  if (take(reader, /note(?=[ \t])/y)) return readNote(diagram, start);
  const annotation = take(reader, /<<[ \t]*([^>\n]+?)[ \t]*>>[ \t]*/y)?.[1];
  if (annotation !== undefined) {
    const name = readName(diagram);
    if (name === null) return;
    diagram.classes.get(name)?.annotations.push(annotation);
    expectEnd(reader, hint);
    return;
  }
  readRelation(diagram);
}

/** Reads the name of a class, with its generic parameters, and adds the class. Null, with an error reported, if there is none. */
function readName({ reader, graph, classes, open }: Classes): string | null {
  const literal = take(reader, /`([^`\n]+)`/y)?.[1];
  const name = literal ?? takeText(reader, /(?:[\p{L}\p{N}_]|\.(?!\.)|-(?![-.]))+/uy);
  if (name === '') {
    unexpected(reader, hint);
    return null;
  }
  const generic = take(reader, /~([^\s~]*(?:~[^\s~]+~[^\s~]*)*|[^~\n]*)~/y)?.[1];
  const node = nodeOf(graph, name, [], 'table');
  node.cluster ??= open.at(-1)?.id ?? null;
  const title = generic === undefined ? name : `${name}<${withBrackets(generic)}>`;
  const known = classes.get(name);
  if (!known) classes.set(name, { annotations: [], title: plainLabel(title, 'b'), attributes: [], methods: [] });
  else if (generic !== undefined) known.title = plainLabel(title, 'b');
  return name;
}

/** Writes Mermaid's `List~int~` as `List<int>`. */
function withBrackets(text: string): string {
  let shown = text;
  // Innermost pairs first: `Map~K, List~V~~` has two.
  for (let before = ''; before !== shown; ) {
    before = shown;
    shown = shown.replace(/~([^~]*)~(?![\p{L}\p{N}_])/u, '<$1>');
  }
  return shown.replace(/~([^~]*)~/g, '<$1>');
}

function readClass(diagram: Classes): void {
  const { reader, styles, classes } = diagram;
  skipSpaces(reader);
  const name = readName(diagram);
  const one = classes.get(name ?? '');
  if (name === null || !one) return;
  const titled = take(reader, /[ \t]*\["([^"\n]*)"\]/y);
  if (titled)
    one.title = readLabel(titled[1] ?? '', titled.index + titled[0].indexOf('"') + 1, reader).map((line) =>
      line.map((run) => ({ ...run, style: 'b' })),
    );
  while (take(reader, /[ \t]*:::[ \t]*/y)) useClass(reader, styles, [name], reader.at, takeText(reader, /[\w-]+/y));
  const annotation = take(reader, /[ \t]*<<[ \t]*([^>\n]+?)[ \t]*>>/y)?.[1];
  if (annotation !== undefined) one.annotations.push(annotation);
  const opened = take(reader, /[ \t]*\{/y);
  if (!opened) {
    // A namespace may close on the line of its last class.
    if (!/[ \t]*\}/y.test(reader.text.slice(reader.at))) expectEnd(reader, hint);
    return;
  }
  const body = take(reader, /([^}]*)\}/y);
  if (!body) {
    const at = opened.index + opened[0].length - 1;
    fail(reader, at, at + 1, `the members of \`${name}\` are never closed`, 'close them with `}`');
    reader.at = reader.text.length;
    return;
  }
  for (const line of body[1]?.split(/\n/) ?? []) addMember(one, line.trim());
}

/** Adds an attribute or a method. A last `*` means abstract, shown in italics; `$` means static, shown underlined. */
function addMember(one: Class, written: string): void {
  const annotation = /^<<\s*(.+?)\s*>>$/.exec(written)?.[1];
  if (annotation !== undefined) one.annotations.push(annotation);
  if (written === '' || annotation !== undefined) return;
  const method = /^(.*\))\s*([*$]?)\s*(.*?)([*$]?)$/.exec(written);
  const attribute = /^(.*?)([*$]?)$/.exec(written);
  const mark = method ? method[2] || method[4] : attribute?.[2];
  const style = mark === '*' ? 'i' : mark === '$' ? 'u' : '';
  const visibility = /^[+\-#~]/.exec(written)?.[0] ?? '';
  const text = (
    method ? `${method[1]}${method[3] ? `: ${method[3].replace(/^:\s*/, '')}` : ''}` : (attribute?.[1] ?? '')
  ).slice(visibility.length);
  const label = `${visibility}${withBrackets(text.trim())}`;
  (method ? one.methods : one.attributes).push([{ text: label.replace(/\\(?=[~*_<>])/g, ''), style }]);
}

const ends: { readonly [mark: string]: End } = {
  '<|': 'inheritance',
  '|>': 'inheritance',
  '*': 'composition',
  o: 'aggregation',
  '<': 'open',
  '>': 'open',
  '()': 'lollipop',
};

const relation =
  /(?:[ \t]*("[^"\n]*"))?[ \t]*(<\||\|>|\*|o|<|>|\(\))?(--|\.\.)(\|>|<\||\*|o(?=[\s"])|>|<|\(\))?(?:[ \t]*("[^"\n]*"))?[ \t]*/y;

/** Reads `A "1" <|-- "n" B : text`, `A : member` and `A`. */
function readRelation(diagram: Classes): void {
  const { reader, graph, styles, classes } = diagram;
  const from = readName(diagram);
  if (from === null) return;
  const found = take(reader, relation);
  if (!found) {
    while (take(reader, /:::/y)) useClass(reader, styles, [from], reader.at, takeText(reader, /[\w-]+/y));
    const one = classes.get(from);
    if (one && take(reader, /[ \t]*:/y)) addMember(one, takeText(reader, /[^\n;]*/y).trim());
    expectEnd(reader, hint);
    return;
  }
  const [, tailLabel = '', tail = '', line, head = '', headLabel = ''] = found;
  const to = readName(diagram);
  if (to === null) return;
  let label: Label = [];
  if (take(reader, /[ \t]*:[ \t]*/y)) {
    const start = reader.at;
    label = readLabel(takeRest(reader), start, reader);
  }
  graph.edges.push({
    from,
    to,
    label,
    line: line === '..' ? 'dashed' : 'solid',
    tail: ends[tail] ?? 'none',
    head: ends[head] ?? 'none',
    tailLabel: tailLabel.slice(1, -1),
    headLabel: headLabel.slice(1, -1),
    length: 1,
    paint: unpainted,
  });
  expectEnd(reader, hint);
}

function openNamespace({ reader, graph, open }: Classes, start: number): void {
  const name = /`?([^\s`{["]+)`?/y;
  skipSpaces(reader);
  const id = take(reader, name)?.[1];
  const titled = take(reader, /[ \t]*\["([^"\n]*)"\]/y)?.[1];
  if (id === undefined || !take(reader, /\s*\{/y)) return unexpected(reader, 'write `namespace name { class A }`');
  const label = plainLabel(titled ?? id);
  const key = `namespace ${id}`;
  graph.clusters.set(key, { id: key, label, parent: open.at(-1)?.id ?? null, direction: null, paint: unpainted });
  open.push({ id: key, start });
}

/** Reads `note "text"` and `note for A "text"`. */
function readNote(diagram: Classes, start: number): void {
  const { reader, graph, open } = diagram;
  skipSpaces(reader);
  const name = take(reader, /for[ \t]+/y) ? readName(diagram) : '';
  if (name === null) return;
  const text = take(reader, /[ \t]*"([^"]*)"/y);
  if (!text) return unexpected(reader, 'write `note "text"` or `note for A "text"`');
  const note = `note ${start}`;
  const node = nodeOf(graph, note, readLabel(text[1] ?? '', text.index + text[0].indexOf('"') + 1, reader), 'note');
  node.cluster = graph.nodes.get(name)?.cluster ?? open.at(-1)?.id ?? null;
  if (name !== '')
    graph.edges.push({
      from: name,
      to: note,
      label: [],
      line: 'dashed',
      tail: 'none',
      head: 'none',
      length: 0,
      paint: unpainted,
    });
  expectEnd(reader, hint);
}
