// Parses Mermaid's flowcharts (`flowchart`, `graph`). Must accept what Mermaid accepts, as far as it can be drawn.

import { directionOf, readDirection } from './direction.ts';
import { type End, emptyGraph, type Graph, type GraphEdge, joinClusters, nodeOf, unpainted } from './graph.ts';
import { plainLabel, readLabel } from './label.ts';
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
  warn,
} from './reader.ts';
import { type ShapeName, shapeNamed, shapeNames } from './shapes.ts';
import type { MermaidSource } from './source.ts';

interface Flowchart {
  readonly reader: Reader;
  readonly graph: Graph;
  readonly styles: Styles;
  /** Subgraphs that are not closed yet, with the nodes mentioned in them. */
  readonly open: { readonly id: string; readonly start: number; readonly mentioned: Set<string> }[];
  readonly edgeIds: Set<string>;
}

/** `A & B` can make thousands of links in one line. */
const maxEdges = 1000;

/** Parses the statements after the opening line, which names the direction. */
export function parseFlowchart(reader: Reader, { opening, openingStart }: MermaidSource): Graph {
  const graph = emptyGraph(directionOf(opening) ?? 'TB');
  if (opening !== '' && !directionOf(opening)) {
    const end = openingStart + opening.length;
    fail(reader, openingStart, end, `\`${opening}\` is not a direction`, 'write `TB`, `TD`, `BT`, `LR` or `RL`');
  }
  const chart: Flowchart = { reader, graph, styles: noStyles(), open: [], edgeIds: new Set() };
  while (nextStatement(reader)) readStatement(chart);
  for (const { start } of chart.open)
    fail(reader, start, start + 'subgraph'.length, 'this `subgraph` is never closed', 'close it with `end`');
  while (chart.open.length > 0) closeSubgraph(chart);
  joinClusters(graph);
  applyPaint(graph, chart.styles, reader);
  return graph;
}

function readStatement(chart: Flowchart): void {
  const { reader, graph, styles, open } = chart;
  const start = reader.at;
  if (take(reader, /subgraph(?=[\s;]|$)/y)) return openSubgraph(chart, start);
  if (take(reader, /end(?=[ \t]*(?:[\n;&]|$))/y)) {
    if (!closeSubgraph(chart))
      fail(reader, start, reader.at, 'this `end` does not close anything', 'a node can’t be called `end`; write `End`');
    return;
  }
  const direction = readDirection(reader);
  if (direction) {
    const cluster = graph.clusters.get(open.at(-1)?.id ?? '');
    if (cluster) cluster.direction = direction;
    else graph.direction = direction;
    return;
  }
  if (take(reader, /click(?=[ \t])/y)) return removeLink(reader, start);
  if (readStyle(reader, styles)) return;
  readChain(chart);
}

function openSubgraph(chart: Flowchart, start: number): void {
  const { reader, graph, open } = chart;
  skipSpaces(reader);
  const from = reader.at;
  const titled = take(reader, /([^\s["]+)[ \t]*\[/y);
  let id = titled?.[1];
  let label = plainLabel('');
  if (titled) {
    const text = readText(chart, ']', reader.at - 1);
    label = text ?? label;
    expectEnd(reader, subgraphHint);
  } else {
    const written = takeRest(reader);
    const quoted = /^"([^"]*)"$/.exec(written);
    id = /^[^\s"]+$/.test(written) ? written : undefined;
    label = readLabel(quoted?.[1] ?? written, from + (quoted ? 1 : 0), reader);
  }
  id ??= `subgraph ${graph.clusters.size}`;
  // Two subgraphs with one name are two boxes.
  if (graph.clusters.has(id)) id = `${id} ${graph.clusters.size}`;
  graph.clusters.set(id, { id, label, parent: open.at(-1)?.id ?? null, direction: null, paint: unpainted });
  open.push({ id, start, mentioned: new Set() });
}

const subgraphHint = 'write `subgraph id [title]`, or `subgraph title`';

/** Closes the innermost subgraph. The first subgraph that ends around a node's name gets the node. */
function closeSubgraph({ graph, open }: Flowchart): boolean {
  const closed = open.pop();
  for (const id of closed?.mentioned ?? []) {
    const node = graph.nodes.get(id);
    if (node) node.cluster ??= closed?.id ?? null;
  }
  return closed !== undefined;
}

const statementHint =
  'supported: nodes such as `A[text]`, links such as `A -->|text| B`, `subgraph`, `direction`, `classDef`, `class`, `style`, `linkStyle`';

/** Reads nodes and the links between them: `A & B --> C -- text --> D`. */
function readChain(chart: Flowchart): void {
  const { reader, graph } = chart;
  let from = readNodes(chart);
  if (!from) return;
  for (;;) {
    const start = reader.at;
    const link = readLink(chart);
    if (link === null) break;
    if (link === 'failed') return;
    const to = readNodes(chart);
    if (!to) return;
    if (graph.edges.length + from.length * to.length > maxEdges) {
      fail(
        reader,
        start,
        reader.at,
        `this diagram has more than ${maxEdges} links`,
        'simplify it, or split it into several diagrams',
      );
      reader.at = reader.text.length;
      return;
    }
    for (const one of from) for (const other of to) graph.edges.push({ ...link, from: one, to: other });
    from = to;
  }
  expectEnd(reader, 'write a link such as `-->`, `---`, `-.->`, `==>`, `--x`, `--o` or `-->|text|` between nodes');
}

/** The ids of `A & B`; null, with an error reported, if there is no node. */
function readNodes(chart: Flowchart): readonly string[] | null {
  const ids: string[] = [];
  do {
    const id = readNode(chart);
    if (id === null) return null;
    ids.push(id);
  } while (take(chart.reader, /\s+&\s*/y));
  return ids;
}

const idPattern = /(?:[\p{L}\p{N}\p{M}_!#$%'*+.?\\/,]|-(?![->.])|=(?!=)|:(?!::))+/uy;

/** Brackets around a node's text. Pairs of the same beginning are in the order in which they must be tried. */
const brackets: readonly (readonly [open: string, close: string, shape: ShapeName])[] = [
  ['(((', ')))', 'double-circle'],
  ['((', '))', 'circle'],
  ['([', '])', 'stadium'],
  ['(-', '-)', 'ellipse'],
  ['(', ')', 'rounded'],
  ['[[', ']]', 'subroutine'],
  ['[(', ')]', 'cylinder'],
  ['[/', '/]', 'lean-right'],
  ['[/', '\\]', 'trapezoid'],
  ['[\\', '\\]', 'lean-left'],
  ['[\\', '/]', 'inverted-trapezoid'],
  ['[', ']', 'rect'],
  ['{{', '}}', 'hexagon'],
  ['{', '}', 'diamond'],
  ['>', ']', 'flag'],
];

function readNode(chart: Flowchart): string | null {
  const { reader, graph, styles, open } = chart;
  const start = reader.at;
  const id = takeText(reader, idPattern);
  if (id === '') {
    unexpected(reader, statementHint);
    return null;
  }
  if (reader.text.startsWith('@{', reader.at) && chart.edgeIds.has(id)) {
    take(reader, /@\{[^}]*\}?/y);
    warn(reader, 'diagram/ignored', start, reader.at, 'settings of a link have no effect', 'remove them');
    return null;
  }
  const node = nodeOf(graph, id, plainLabel(id), 'rect');
  open.at(-1)?.mentioned.add(id);
  const bracket = brackets.find(([opening]) => reader.text.startsWith(opening, reader.at));
  if (bracket) {
    const [opening] = bracket;
    const openingAt = reader.at;
    reader.at += opening.length;
    const pairs = brackets.filter(([other]) => other === opening);
    const text = readText(
      chart,
      pairs.map(([, close]) => close),
      openingAt,
    );
    if (!text) return null;
    const closing = reader.text.slice(0, reader.at);
    node.shape = pairs.find(([, close]) => closing.endsWith(close))?.[2] ?? 'rect';
    node.label = text;
  }
  if (reader.text.startsWith('@{', reader.at)) readSettings(node, reader);
  while (take(reader, /:::/y)) useClass(reader, styles, [id], reader.at, takeText(reader, /[\w-]+/y));
  return id;
}

/** Reads a text, quoted or not, up to one of the closing brackets. Null, with an error reported, if it is never closed. */
function readText({ reader }: Flowchart, close: string | readonly string[], openedAt: number) {
  const closings = typeof close === 'string' ? [close] : close;
  skipSpaces(reader);
  const quoted = take(reader, /\s*"([^"]*)"\s*/y);
  const start = quoted ? quoted.index + quoted[0].indexOf('"') + 1 : reader.at;
  const ends = closings.map((one) => reader.text.indexOf(one, reader.at)).filter((index) => index >= 0);
  const end = quoted ? reader.at : Math.min(...ends);
  const closing = closings.find((one) => reader.text.startsWith(one, end));
  const text = quoted?.[1] ?? (closing === undefined ? '' : reader.text.slice(start, end));
  const isOverrun = !quoted && text.includes('\n') && /[[({|"]/.test(text);
  if (closing === undefined || isOverrun) {
    const missing = closings.map((one) => `\`${one}\``).join(' or ');
    const hint = 'put a text that has brackets or quotation marks into quotation marks; write `#quot;` for one of them';
    reader.at = openedAt;
    const rest = takeText(reader, /[^\n]*/y).trimEnd();
    fail(reader, openedAt, openedAt + rest.length, `this text is not closed by ${missing}`, hint);
    return null;
  }
  reader.at = end + closing.length;
  return readLabel(text, start, reader);
}

/** Reads `@{ shape: cyl, label: "text" }`. */
function readSettings(node: { label: ReturnType<typeof plainLabel>; shape: ShapeName }, reader: Reader): void {
  const start = reader.at;
  const body = take(reader, /@\{((?:"[^"]*"|[^"}])*)\}/y);
  if (!body) return unexpected(reader, 'close the settings with `}`');
  for (const setting of body[1]?.matchAll(/([\w-]+)[ \t]*:[ \t]*("([^"]*)"|[^,\n"]*)/g) ?? []) {
    const [all, key = '', bare = '', quoted] = setting;
    const at = start + 2 + setting.index;
    const value = (quoted ?? bare).trim();
    const shape = key === 'shape' ? shapeNamed(value) : null;
    if (key === 'label') node.label = readLabel(value, at + all.indexOf(value), reader);
    else if (shape) node.shape = shape;
    else if (key === 'shape') {
      const hint = `supported shapes: ${shapeNames.join(', ')}`;
      fail(reader, at, at + all.trimEnd().length, `the shape \`${value}\` can’t be drawn`, hint);
    } else {
      const hint = 'a node can have `shape` and `label`';
      fail(reader, at, at + all.trimEnd().length, `\`${key}\` of a node can’t be drawn`, hint);
    }
  }
}

type Link = Omit<GraphEdge, 'from' | 'to'>;

const wholeLink =
  /(?:\s*(?<id>[^\s"@]+)@)?(?:\s*(?<back><?)|[ \t]*(?<tail>[xo]?))(?<line>--+[-xo>]|==+[=xo>]|-?\.+-[xo>]?|~~~+)\s*/y;
const startOfLink = /(?:\s*(?<id>[^\s"@]+)@)?(?:\s*(?<back><?)|[ \t]*(?<tail>[xo]?))(?<line>--|==|-\.)[ \t]*/y;
const restOfLink: { readonly [start: string]: RegExp } = {
  '--': /(?<text>"[^"]*"|(?:[^-\n]|-(?!-))+?)\s*(?<line>--+[-xo>])\s*/y,
  '==': /(?<text>"[^"]*"|(?:[^=\n]|=(?!=))+?)\s*(?<line>==+[=xo>])\s*/y,
  '-.': /(?<text>"[^"]*"|(?:[^.\n]|\.(?![-.]))+?)\s*(?<line>\.+-[xo>]?)\s*/y,
};
const endsOfLinks: { readonly [character: string]: End } = { '>': 'arrow', '<': 'arrow', x: 'cross', o: 'circle' };

/** Reads a link with its text. Null if there is none here. */
function readLink(chart: Flowchart): Link | null | 'failed' {
  const { reader } = chart;
  const whole = take(reader, wholeLink);
  const start = whole ?? take(reader, startOfLink);
  if (!start) return null;
  const { id, back, tail } = start.groups ?? {};
  if (id) chart.edgeIds.add(id);
  let line = start.groups?.['line'] ?? '';
  let label = plainLabel('');
  if (!whole) {
    const from = reader.at;
    const rest = take(reader, restOfLink[line] ?? /$/y);
    if (!rest) {
      unexpected(reader, 'end a link with a text like this: `A -- text --> B`, `A == text ==> B`, `A -. text .-> B`');
      return 'failed';
    }
    const text = rest.groups?.['text'] ?? '';
    label = readLabel(text.replace(/^"|"$/g, ''), from + (text.startsWith('"') ? 1 : 0), reader);
    line = rest.groups?.['line'] ?? '';
  } else if (take(reader, /\|/y)) {
    const text = readText(chart, '|', reader.at - 1);
    if (!text) return 'failed';
    label = text;
    take(reader, /\s*/y);
  }
  const kind = line.includes('=')
    ? 'thick'
    : line.includes('.')
      ? 'dashed'
      : line.startsWith('~')
        ? 'invisible'
        : 'solid';
  const length = kind === 'dashed' ? line.split('.').length - 1 : kind === 'invisible' ? 1 : line.length - 2;
  const head = endsOfLinks[line.at(-1) ?? ''] ?? 'none';
  return {
    label,
    line: kind,
    tail: endsOfLinks[back || tail || ''] ?? 'none',
    head,
    length: Math.min(length, 10),
    paint: unpainted,
  };
}
