// Lays out a graph with Graphviz. A cluster with a direction of its own is laid out alone and put into a box of its size, because Graphviz
// has one direction for a whole graph. Must name nothing in Graphviz's language by what an author wrote: all names are numbers.

import type { Drawing } from '../diagram-figure.ts';
import { renderDot } from '../dot.ts';
import { cleanGraph } from '../graph-svg.ts';
import type { Direction, End, Graph, GraphEdge, GraphNode, Paint, Row } from './graph.ts';
import { dotLabel, dotString, htmlLabel } from './label.ts';
import { type Box, fixed, shapeOf } from './shapes.ts';

/** Draws a graph in which every edge ends at a node or cluster of the graph. Null if Graphviz fails. */
export function drawGraph(graph: Graph): Promise<Drawing | null> {
  const separate = new Set<string>();
  const layout: Layout = {
    graph,
    separate,
    numbers: new Map([...graph.nodes.keys(), ...graph.clusters.keys()].map((id, number) => [id, number])),
  };
  for (const { id, direction } of graph.clusters.values())
    if (direction !== null && direction !== directionAround(id, layout) && !isLinkedOutwards(id, layout)) separate.add(id);
  return drawPart(null, layout);
}

interface Layout {
  readonly graph: Graph;
  /** Ids of clusters that are laid out alone. */
  readonly separate: Set<string>;
  readonly numbers: ReadonlyMap<string, number>;
}

/** The clusters around a node or cluster, from the innermost to the outermost. */
function* clustersAround(id: string, { graph }: Layout): Generator<string> {
  let around = graph.nodes.get(id)?.cluster ?? graph.clusters.get(id)?.parent ?? null;
  for (; around !== null; around = graph.clusters.get(around)?.parent ?? null) yield around;
}

function directionAround(id: string, layout: Layout): Direction {
  for (const around of clustersAround(id, layout))
    if (layout.separate.has(around)) return layout.graph.clusters.get(around)?.direction ?? 'TB';
  return layout.graph.direction;
}

function isLinkedOutwards(cluster: string, layout: Layout): boolean {
  const isInside = (id: string) => [...clustersAround(id, layout)].includes(cluster);
  return layout.graph.edges.some(({ from, to }) => isInside(from) !== isInside(to));
}

/** Draws the whole graph, or a cluster that is laid out alone. */
async function drawPart(root: string | null, layout: Layout): Promise<Drawing | null> {
  const { graph, separate, numbers } = layout;
  const parts = new Map<string, Drawing>();
  for (const id of separate) {
    if (id === root || partOf(id, root, layout) !== id) continue;
    const drawing = await drawPart(id, layout);
    if (!drawing) return null;
    parts.set(id, drawing);
  }
  const direction = root === null ? graph.direction : (graph.clusters.get(root)?.direction ?? graph.direction);
  const lines = [`digraph { rankdir=${direction}; compound=true;${root === null ? '' : ' pad=0;'}`];
  const addNodes = (cluster: string | null) => {
    for (const node of graph.nodes.values()) if (node.cluster === cluster) lines.push(dotNode(node, layout));
    for (const { id, parent } of graph.clusters.values()) if (parent === cluster) addCluster(id);
    for (const { from, to, length } of graph.edges) {
      const isFlat = length === 0 && graph.nodes.get(from)?.cluster === cluster && graph.nodes.get(to)?.cluster === cluster;
      if (isFlat) lines.push(`{ rank=same; n${numbers.get(from)}; n${numbers.get(to)} }`);
    }
  };
  const addCluster = (id: string) => {
    const part = parts.get(id);
    const number = numbers.get(id);
    if (part) {
      const size = `width=${part.width / 72}, height=${part.height / 72}`;
      lines.push(`n${number} [shape=box, fixedsize=true, label="", ${size}, class="part-${number}"]`);
      return;
    }
    const cluster = graph.clusters.get(id);
    if (!cluster) return;
    const { label, paint } = cluster;
    lines.push(`subgraph cluster_${number} { label=${dotLabel(label)}; margin=10; ${styleOf(paint)} class="${paint.classes.join(' ')}";`);
    addNodes(id);
    lines.push('}');
  };
  if (root === null) addNodes(null);
  else addCluster(root);
  for (const edge of graph.edges) lines.push(...dotEdge(edge, root, layout));
  const { output } = await renderDot(`${lines.join('\n')}\n}`);
  if (output === undefined) return null;
  const { drawing } = cleanGraph(output);
  return { ...drawing, content: finished(drawing.content, parts, layout) };
}

/** The cluster, laid out alone inside `root`, that a node or cluster is in or is; null if there is none, undefined outside `root`. */
function partOf(id: string, root: string | null, layout: Layout): string | null | undefined {
  let part = layout.separate.has(id) && id !== root ? id : null;
  for (const around of clustersAround(id, layout)) {
    if (around === root) return part;
    if (layout.separate.has(around)) part = around;
  }
  return root === null || id === root ? part : undefined;
}

function dotNode({ id, label, shape: name, rows, paint }: GraphNode, { numbers }: Layout): string {
  const shape = shapeOf(name);
  const classes = [...paint.classes, ...(shape.classes ?? []), ...(shape.draw ? [`shape-${name}`] : [])];
  const shown = shape.dot.includes('label=') ? '' : `label=${rows.length > 0 ? dotTable(rows) : dotLabel(label)},`;
  return `n${numbers.get(id)} [${shown} ${shape.dot}, ${styleOf(paint)} class="${classes.join(' ')}"]`;
}

function styleOf({ isDashed }: Paint): string {
  return isDashed ? 'style=dashed;' : '';
}

function dotTable(rows: readonly Row[]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const cells = rows.map((row) =>
    row.map(({ label, isCentered }, index) => {
      const span = index === row.length - 1 && row.length < columns ? ` COLSPAN="${columns - index}"` : '';
      return isCentered
        ? `<TD${span}>${htmlLabel(label)}</TD>`
        : `<TD ALIGN="LEFT" BALIGN="LEFT"${span}>${htmlLabel(label, 'LEFT')}</TD>`;
    }),
  );
  const content = cells.map((row) => `<TR>${row.join('')}</TR>`).join('');
  return `<<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0" CELLPADDING="5">${content}</TABLE>>`;
}

const ends: { readonly [end in End]: string } = {
  none: 'none',
  arrow: 'normal',
  open: 'vee',
  cross: 'odot',
  circle: 'dot',
  inheritance: 'empty',
  composition: 'diamond',
  aggregation: 'odiamond',
  lollipop: 'odot',
  one: 'noneteetee',
  'zero-or-one': 'noneteeodot',
  many: 'crowtee',
  'zero-or-many': 'crowodot',
};

function dotEdge(edge: GraphEdge, root: string | null, layout: Layout): string[] {
  const tail = endpoint(edge.from, 'tail', root, layout);
  const head = endpoint(edge.to, 'head', root, layout);
  if (!tail || !head || (tail.part !== null && tail.part === head.part)) return [];
  const isCrossed = edge.tail === 'cross' || edge.head === 'cross';
  const classes = [...edge.paint.classes, ...(isCrossed ? ['crossed'] : []), ...(edge.line === 'thick' ? ['thick'] : [])];
  const style = edge.line === 'invisible' ? 'invis' : edge.line === 'dashed' || edge.paint.isDashed ? 'dashed' : 'solid';
  const attributes = [
    `dir=both, arrowtail=${ends[edge.tail]}, arrowhead=${ends[edge.head]}`,
    `style=${style}, minlen=${edge.length}, class="${classes.join(' ')}"`,
    ...(edge.label.length > 0 ? [`label=${dotLabel(edge.label)}`] : []),
    ...(edge.tailLabel ? [`taillabel=${dotString(edge.tailLabel)}, labeldistance=1.8`] : []),
    ...(edge.headLabel ? [`headlabel=${dotString(edge.headLabel)}, labeldistance=1.8`] : []),
    // An edge between clusters ends at their border, unless one is inside the other.
    ...(tail.cluster !== null && !isInside(edge.to, tail.cluster, layout) ? [`ltail=${tail.cluster}`] : []),
    ...(head.cluster !== null && !isInside(edge.from, head.cluster, layout) ? [`lhead=${head.cluster}`] : []),
  ];
  return [`${tail.name} -> ${head.name} [${attributes.join(', ')}]`];
}

interface Endpoint {
  /** The node where Graphviz lets the edge end. */
  readonly name: string;
  /** The cluster at whose border the edge ends, as Graphviz names it, or null. */
  readonly cluster: string | null;
  readonly part: string | null;
}

function endpoint(id: string, side: 'tail' | 'head', root: string | null, layout: Layout): Endpoint | null {
  const { graph, numbers } = layout;
  const part = partOf(id, root, layout);
  if (part === undefined || id === root) return null;
  if (part !== null) return { name: `n${numbers.get(part)}`, cluster: null, part };
  if (graph.nodes.has(id)) return { name: `n${numbers.get(id)}`, cluster: null, part };
  // The first nodes of a cluster for an edge that enters it, the last ones for an edge that leaves it.
  const members = [...graph.nodes.keys()].filter((node) => [...clustersAround(node, layout)].includes(id));
  const isEnd = (node: string) => !graph.edges.some(({ from, to }) => (side === 'head' ? to : from) === node && members.includes(side === 'head' ? from : to));
  const ends = members.filter(isEnd);
  const member = (ends.length > 0 ? ends : members).at(side === 'head' ? 0 : -1);
  if (member === undefined) return null;
  return { name: `n${numbers.get(partOf(member, root, layout) ?? member)}`, cluster: `cluster_${numbers.get(id)}`, part: null };
}

function isInside(id: string, cluster: string, layout: Layout): boolean {
  return [id, ...clustersAround(id, layout)].some((around) => `cluster_${layout.numbers.get(around)}` === cluster);
}

/** Replaces boxes by the shapes they stand for, boxes of parts by the parts, and hollow circles at the ends of crossed edges by crosses. */
function finished(content: string, parts: ReadonlyMap<string, Drawing>, { numbers }: Layout): string {
  const partsByNumber = new Map([...parts].map(([id, part]) => [String(numbers.get(id)), part]));
  return content
    .replace(/<g class="([^"]*?) ?\b(shape|part)-([\w-]+)"><(?:polygon|ellipse)([^>]*)\/>/g, (_, classes: string, kind, name: string, attributes: string) => {
      const box = boxOf(attributes);
      const part = kind === 'part' ? partsByNumber.get(name) : undefined;
      if (part) return `<g transform="translate(${fixed(box.left)} ${fixed(box.top)})">${part.content}`;
      const dashes = /stroke-dasharray="[^"]*"/.exec(attributes)?.[0];
      const drawn = shapeOf(name as GraphNode['shape']).draw?.(box) ?? '';
      return `<g class="${classes}">${dashes ? drawn.replace('/>', ` ${dashes}/>`) : drawn}`;
    })
    .replace(/<g class="([^"]*?) ?\bcrossed\b ?([^"]*)">([\s\S]*?)<\/g>/g, (_, before, after: string, inner: string) => {
      const classes = after === '' ? before : `${before} ${after}`;
      return `<g class="${classes}">${inner.replace(/<ellipse class="hollow"([^>]*)\/>/g, (__, attributes: string) => cross(boxOf(attributes)))}</g>`;
    });
}

function boxOf(attributes: string): Box {
  const value = (name: string) => Number(new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? 0);
  const points = / points="([^"]*)"/.exec(attributes)?.[1]?.split(/[ ,]/).map(Number);
  if (!points) {
    const [x, y, rx, ry] = [value('cx'), value('cy'), value('rx'), value('ry')];
    return { left: x - rx, right: x + rx, top: y - ry, bottom: y + ry };
  }
  const [xs, ys] = [points.filter((_, index) => index % 2 === 0), points.filter((_, index) => index % 2 === 1)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

function cross({ left, top, right, bottom }: Box): string {
  const [west, north, east, south] = [left, top, right, bottom].map(fixed);
  return `<path d="M${west},${north}L${east},${south}M${west},${south}L${east},${north}"/>`;
}
