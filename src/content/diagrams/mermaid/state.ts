// Parses Mermaid's state diagrams (`stateDiagram-v2`, `stateDiagram`). Must accept what Mermaid accepts, as far as it can be drawn.

import { readDirection } from './direction.ts';
import { emptyGraph, type Graph, type GraphEdge, joinClusters, nodeOf, unpainted } from './graph.ts';
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
import type { ShapeName } from './shapes.ts';

interface States {
  readonly reader: Reader;
  readonly graph: Graph;
  readonly styles: Styles;
  /** Composite states that are not closed yet. */
  readonly open: { readonly id: string; readonly start: number; region: string; regions: number }[];
  /** Labels by `id : text`, of which a state can have several. */
  readonly described: Set<string>;
}

export function parseStates(reader: Reader): Graph {
  const graph = emptyGraph('TB');
  const states: States = { reader, graph, styles: noStyles(), open: [], described: new Set() };
  while (nextStatement(reader)) readStatement(states);
  for (const { start } of states.open)
    fail(reader, start, start + 'state'.length, 'this `state` is never closed', 'close it with `}`');
  joinClusters(graph);
  if (graph.direction === 'LR' || graph.direction === 'RL')
    for (const node of graph.nodes.values()) if (node.shape === 'bar') node.shape = 'upright-bar';
  applyPaint(graph, states.styles, reader);
  return graph;
}

const hint =
  'supported: `A --> B : text`, `A : text`, `state "text" as A`, `state A { … }`, `state A <<choice>>`, `note right of A : text`, `--`, `direction`, `classDef`, `class`';
const id = /(?:[^\s:\-{};"]|-(?!-))+/y;

function readStatement(states: States): void {
  const { reader, graph, styles, open } = states;
  const start = reader.at;
  if (take(reader, /\}/y)) {
    if (!open.pop()) fail(reader, start, start + 1, 'this `}` does not close anything', 'remove it');
    return;
  }
  if (take(reader, /--(?=[ \t]*(?:\n|$))/y)) return divide(states, start);
  const direction = readDirection(reader);
  if (direction) {
    const cluster = graph.clusters.get(open.at(-1)?.id ?? '');
    if (cluster) cluster.direction = direction;
    else graph.direction = direction;
    return;
  }
  if (take(reader, /(?:hide empty description|scale[ \t]+\d+[ \t]+width)(?=[ \t]*(?:\n|$))/y)) return;
  if (take(reader, /click(?=[ \t])/y)) return removeLink(reader, start);
  if (readStyle(reader, styles)) return;
  if (take(reader, /note(?=[ \t])/iy)) return readNote(states, start);
  if (take(reader, /state(?=[ \t])/iy)) return readState(states, start);
  readTransition(states);
}

/** The state with an id in the composite state that is open. */
function stateOf({ graph, open }: States, name: string, label = plainLabel(name), shape: ShapeName = 'state') {
  const node = nodeOf(graph, name, label, shape);
  node.cluster ??= open.at(-1)?.region ?? null;
  return node;
}

/** Reads `state A`, `state "text" as A`, `state A <<choice>>` and the opening of a composite state. */
function readState(states: States, start: number): void {
  const { reader, graph, open } = states;
  skipSpaces(reader);
  const titled = take(reader, /"([^"\n]*)"[ \t]+as[ \t]+/y);
  const name = takeText(reader, id);
  if (name === '') return unexpected(reader, 'write `state A`, `state "text" as A` or `state A { … }`');
  const special = take(reader, /[ \t]*(?:<<|\[\[)[ \t]*(fork|join|choice)[ \t]*(?:>>|\]\])/y)?.[1];
  const label = titled ? readLabel(titled[1] ?? '', titled.index + 1, reader) : plainLabel(name);
  if (special !== undefined) stateOf(states, name).shape = special === 'choice' ? 'choice' : 'bar';
  readClasses(states, name);
  if (take(reader, /\s*\{/y)) {
    const known = graph.clusters.get(name);
    const described = graph.nodes.get(name)?.label;
    const parent = open.at(-1)?.region ?? null;
    const title = titled ? label : (described ?? label);
    if (known)
      fail(
        reader,
        start,
        reader.at,
        `the state \`${name}\` has its states already`,
        'write them all between the same braces',
      );
    else
      graph.clusters.set(name, {
        id: name,
        label: title,
        parent,
        direction: null,
        paint: { classes: ['composite'], isDashed: false },
      });
    open.push({ id: name, start, region: name, regions: 0 });
    return;
  }
  const node = stateOf(states, name, label);
  if (titled) node.label = label;
  if (take(reader, /[ \t]*:/y)) describe(states, name);
  else expectEnd(reader, hint);
}

function readClasses({ reader, styles }: States, name: string): void {
  while (take(reader, /:::/y)) useClass(reader, styles, [name], reader.at, takeText(reader, /[\w-]+/y));
}

/** Adds the text after `A :` to the label of a state. */
function describe(states: States, name: string): void {
  const { reader, graph, described } = states;
  skipSpaces(reader);
  const start = reader.at;
  const text = readLabel(takeRest(reader), start, reader);
  const state = graph.clusters.get(name) ?? stateOf(states, name);
  state.label = described.has(name) ? [...state.label, ...text] : text;
  described.add(name);
}

/** Reads `A --> B : text`, `A : text` and `A`. */
function readTransition(states: States): void {
  const { reader, graph } = states;
  const from = readEnd(states, 'start');
  if (from === null) return;
  if (take(reader, /[ \t]*-->[ \t]*/y)) {
    const to = readEnd(states, 'end');
    if (to === null) return;
    let label: Label = [];
    if (take(reader, /[ \t]*:[ \t]*/y)) {
      const start = reader.at;
      label = readLabel(takeRest(reader), start, reader);
    }
    graph.edges.push(transition(from, to, label));
  } else if (take(reader, /[ \t]*:/y)) return describe(states, from);
  expectEnd(reader, hint);
}

function transition(from: string, to: string, label: Label): GraphEdge {
  return { from, to, label, line: 'solid', tail: 'none', head: 'arrow', length: 1, paint: unpainted };
}

/** Reads the state at one end of a transition; `[*]` is the start or the end of the composite state around it. */
function readEnd(states: States, side: 'start' | 'end'): string | null {
  const { reader, graph, open } = states;
  if (take(reader, /\[\*\]/y)) {
    const name = `${open.at(-1)?.region ?? ''} ${side}`;
    stateOf(states, name, [], side);
    readClasses(states, name);
    return name;
  }
  const name = takeText(reader, id);
  if (name === '') {
    unexpected(reader, hint);
    return null;
  }
  if (!graph.clusters.has(name)) stateOf(states, name);
  readClasses(states, name);
  return name;
}

/** `--` divides a composite state into regions: what it has so far becomes the first one. */
function divide({ reader, graph, open }: States, start: number): void {
  const around = open.at(-1);
  if (!around) return fail(reader, start, start + 2, '`--` is only allowed inside `state A { … }`', null);
  const addRegion = () => {
    const name = `${around.id} region ${around.regions++}`;
    graph.clusters.set(name, { id: name, label: [], parent: around.id, direction: null, paint: unpainted });
    return name;
  };
  if (around.regions === 0) {
    const first = addRegion();
    for (const node of graph.nodes.values()) if (node.cluster === around.id) node.cluster = first;
    for (const cluster of graph.clusters.values())
      if (cluster.parent === around.id && cluster.id !== first) cluster.parent = first;
  }
  around.region = addRegion();
}

/** Reads `note right of A : text`, or a note of several lines that `end note` closes. */
function readNote(states: States, start: number): void {
  const { reader, graph } = states;
  const place = take(reader, /[ \t]+(left|right)[ \t]+of[ \t]+/iy)?.[1]?.toLowerCase();
  const name = place === undefined ? '' : takeText(reader, id);
  if (name === '') return unexpected(reader, 'write `note left of A : text` or `note right of A : text`');
  let at = reader.at;
  let text: string;
  if (take(reader, /[ \t]*:[ \t]*/y)) {
    at = reader.at;
    text = takeText(reader, /[^\n]*/y);
  } else {
    const body = take(reader, /[ \t]*\n([\s\S]*?)\n[ \t]*end note/iy);
    if (!body) {
      unexpected(reader, 'write the text after a colon, or close the note with `end note`');
      return;
    }
    at += body[0].indexOf('\n') + 1;
    text = (body[1] ?? '').trim().replace(/[ \t]*\n[ \t]*/g, '\\n');
  }
  if (!graph.clusters.has(name)) stateOf(states, name);
  const note = `note ${start}`;
  nodeOf(graph, note, readLabel(text, at, reader), 'note').cluster =
    graph.nodes.get(name)?.cluster ?? graph.clusters.get(name)?.parent ?? null;
  const [from, to] = place === 'left' ? [note, name] : [name, note];
  graph.edges.push({ ...transition(from, to, []), line: 'dashed', head: 'none', length: 0 });
}
