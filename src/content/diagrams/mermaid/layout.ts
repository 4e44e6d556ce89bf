// Lays out a graph with Graphviz. A cluster with a direction of its own is laid out alone and put into a box of its size, because Graphviz
// has one direction for a whole graph. Must name nothing in Graphviz's language by what an author wrote: all names are numbers.

import type { Drawing } from '../diagram-figure.ts';
import { renderDot } from '../dot.ts';
import { cleanGraph } from '../graph-svg.ts';
import type { Direction, End, Graph, GraphEdge, GraphNode, Paint } from './graph.ts';
import { dotLabel, dotString, hasStyles, type Label } from './label.ts';
import { type Box, fixed, shapeOf } from './shapes.ts';
import { drawTable, tableSize, withStyles } from './texts.ts';

/** Draws a graph in which every edge ends at a node or cluster of the graph. Null if Graphviz fails. */
export function drawGraph(graph: Graph): Promise<Drawing | null> {
  const separate = new Set<string>();
  const layout: Layout = {
    graph,
    separate,
    members: new Map(),
    numbers: new Map([...graph.nodes.keys(), ...graph.clusters.keys()].map((id, number) => [id, number])),
  };
  for (const { id, direction } of graph.clusters.values())
    if (direction !== null && direction !== directionAround(id, layout) && !isLinkedOutwards(id, layout))
      separate.add(id);
  return drawPart(null, layout);
}

/** Graphviz leaves this space around a cluster, in pixels. */
const clusterMargin = 8;

interface Layout {
  readonly graph: Graph;
  /** Ids of clusters that are laid out alone. */
  readonly separate: Set<string>;
  readonly numbers: ReadonlyMap<string, number>;
  /** What `memberOf` found, by side and cluster. */
  readonly members: Map<string, string | undefined>;
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
  const settings = [
    `rankdir=${direction}; compound=true`,
    // Labels of clusters are at the top left in each direction.
    ...(direction === 'BT' ? ['labelloc=b'] : direction === 'RL' ? ['labeljust=r'] : []),
    ...(root === null ? [] : ['pad=0']),
  ];
  const lines = [`digraph { ${settings.join('; ')};`];
  const addNodes = (cluster: string | null) => {
    for (const node of graph.nodes.values()) if (node.cluster === cluster) lines.push(dotNode(node, layout));
    for (const { id, parent } of graph.clusters.values()) if (parent === cluster) addCluster(id);
    for (const { from, to, length } of graph.edges) {
      const isFlat =
        length === 0 && graph.nodes.get(from)?.cluster === cluster && graph.nodes.get(to)?.cluster === cluster;
      if (isFlat) lines.push(`{ rank=same; n${numbers.get(from)}; n${numbers.get(to)} }`);
    }
  };
  const addCluster = (id: string) => {
    const part = parts.get(id);
    const number = numbers.get(id);
    if (part) {
      const size = `width=${(part.width - 2 * clusterMargin) / 72}, height=${(part.height - 2 * clusterMargin) / 72}`;
      lines.push(`n${number} [shape=box, fixedsize=true, label="", ${size}, class="part_${number}"]`);
      return;
    }
    const cluster = graph.clusters.get(id);
    if (!cluster) return;
    const { label, paint } = cluster;
    lines.push(
      `subgraph cluster_${number} { label=${dotLabel(label)}; margin=10; ${styleOf(paint)} class="${classesOf(paint, label, number).join(' ')}";`,
    );
    addNodes(id);
    lines.push('}');
  };
  if (root === null) addNodes(null);
  else addCluster(root);
  graph.edges.forEach((edge, index) => {
    lines.push(...dotEdge(edge, index, root, layout));
  });
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

function dotNode(node: GraphNode, { numbers }: Layout): string {
  const { id, label, shape: name, rows, paint } = node;
  const shape = shapeOf(name);
  const number = numbers.get(id);
  const classes = [
    ...classesOf(paint, label, number),
    ...(shape.classes ?? []),
    ...(shape.draw ? [`shape_${name}`] : []),
  ];
  if (rows.length > 0) {
    const { width, height } = tableSize(rows);
    const size = `width=${width / 72}, height=${height / 72}`;
    return `n${number} [shape=box, fixedsize=true, label="", ${size}, class="${[...paint.classes, `table_${number}`].join(' ')}"]`;
  }
  const shown = shape.dot.includes('label=') ? '' : `label=${dotLabel(label)},`;
  return `n${number} [${shown} ${shape.dot}, ${styleOf(paint)} class="${classes.join(' ')}"]`;
}

/** Classes of something with a label; one of them finds the label later if it has styles. */
function classesOf({ classes }: Paint, label: Label, number: number | string | undefined): string[] {
  return [...classes, ...(hasStyles(label) ? [`label_${number}`] : [])];
}

function styleOf({ isDashed }: Paint): string {
  return isDashed ? 'style=dashed;' : '';
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

const bigEnds: readonly End[] = ['inheritance', 'composition', 'aggregation'];

function dotEdge(edge: GraphEdge, index: number, root: string | null, layout: Layout): string[] {
  const tail = endpoint(edge.from, 'tail', root, layout);
  const head = endpoint(edge.to, 'head', root, layout);
  if (!tail || !head || (tail.part !== null && tail.part === head.part)) return [];
  // An edge that ends at the border of a cluster would be shorter than others, and one with texts at its ends needs room for them.
  const isLonger = tail.cluster !== null || head.cluster !== null || edge.tailLabel || edge.headLabel;
  const length = edge.length + (isLonger && edge.length > 0 ? 1 : 0);
  const isCrossed = edge.tail === 'cross' || edge.head === 'cross';
  const classes = [
    ...classesOf(edge.paint, edge.label, `e${index}`),
    ...(isCrossed ? ['ends_crossed'] : []),
    ...(edge.line === 'thick' ? ['thick'] : []),
  ];
  const style =
    edge.line === 'invisible' ? 'invis' : edge.line === 'dashed' || edge.paint.isDashed ? 'dashed' : 'solid';
  const attributes = [
    `dir=both, arrowtail=${ends[edge.tail]}, arrowhead=${ends[edge.head]}`,
    ...(bigEnds.includes(edge.tail) || bigEnds.includes(edge.head) ? ['arrowsize=1.1'] : []),
    `style=${style}, minlen=${length}, class="${classes.join(' ')}"`,
    ...(edge.label.length > 0 ? [`label=${dotLabel(padded(edge.label))}`] : []),
    ...(edge.tailLabel ? [`taillabel=${dotString(edge.tailLabel)}, labeldistance=1.8`] : []),
    ...(edge.headLabel ? [`headlabel=${dotString(edge.headLabel)}, labeldistance=1.8`] : []),
    // An edge between clusters ends at their border, unless one is inside the other.
    ...(tail.cluster !== null && !isInside(edge.to, tail.cluster, layout) ? [`ltail=${tail.cluster}`] : []),
    ...(head.cluster !== null && !isInside(edge.from, head.cluster, layout) ? [`lhead=${head.cluster}`] : []),
  ];
  return [`${tail.name} -> ${head.name} [${attributes.join(', ')}]`];
}

/** The theme's font may be a little wider than Graphviz believes. */
function padded(label: Label): Label {
  return label.map((line) => [{ text: ' ', style: '' }, ...line, { text: ' ', style: '' }]);
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
  const member = memberOf(id, side, layout);
  if (member === undefined) return null;
  return {
    name: `n${numbers.get(partOf(member, root, layout) ?? member)}`,
    cluster: `cluster_${numbers.get(id)}`,
    part: null,
  };
}

/** The node of a cluster for an edge that enters it, among the first ones, or leaves it, among the last ones. */
function memberOf(cluster: string, side: 'tail' | 'head', layout: Layout): string | undefined {
  const { graph, members } = layout;
  const key = `${side} ${cluster}`;
  if (!members.has(key)) {
    const inside = new Set([...graph.nodes.keys()].filter((id) => [...clustersAround(id, layout)].includes(cluster)));
    const inner = graph.edges.filter(({ from, to }) => inside.has(from) && inside.has(to));
    const continued = new Set(inner.map(({ from, to }) => (side === 'head' ? to : from)));
    const ends = [...inside].filter((id) => !continued.has(id));
    members.set(key, (ends.length > 0 ? ends : [...inside]).at(side === 'head' ? 0 : -1));
  }
  return members.get(key);
}

function isInside(id: string, cluster: string, layout: Layout): boolean {
  return [id, ...clustersAround(id, layout)].some((around) => `cluster_${layout.numbers.get(around)}` === cluster);
}

/**
 * Replaces the stand-ins that Graphviz drew: boxes by the shapes, tables and parts that they stand for, lines of text by those with
 * styles, and hollow circles by crosses. Classes with an underscore say which.
 */
function finished(content: string, parts: ReadonlyMap<string, Drawing>, { graph, numbers }: Layout): string {
  const ids = [...numbers.keys()];
  return content
    .replace(/> ([^<]*) (?=<\/text>)/g, '>$1')
    .replace(/<g class="([^"]*_[^"]*)">((?:(?!<\/?g\b).)*)/gs, (_, written: string, inner: string) => {
      const classes = written.split(' ').filter((name) => !name.includes('_'));
      let shown = inner;
      let opening = `<g class="${classes.join(' ')}">`;
      for (const [, mark, name = ''] of written.matchAll(/\b(shape|table|part|label|ends)_(\w+)/g)) {
        const id = ids[Number(name)] ?? '';
        const part = parts.get(id);
        if (mark === 'part' && part) {
          const { left, top } = boxOf(inner);
          [opening, shown] = [
            `<g transform="translate(${fixed(left - clusterMargin)} ${fixed(top - clusterMargin)})">`,
            part.content,
          ];
        } else if (mark === 'table') shown = drawTable(graph.nodes.get(id)?.rows ?? [], boxOf(inner));
        else if (mark === 'shape') shown = reshaped(shown, name as GraphNode['shape']);
        else if (mark === 'label') shown = withStyles(shown, labelNamed(name, id, graph));
        else if (mark === 'ends')
          shown = shown.replace(/<ellipse class="hollow"[^>]*>/g, (ellipse) => cross(boxOf(ellipse)));
      }
      return opening + shown;
    });
}

function labelNamed(name: string, id: string, { nodes, clusters, edges }: Graph): Label {
  return (name.startsWith('e') ? edges[Number(name.slice(1))] : (nodes.get(id) ?? clusters.get(id)))?.label ?? [];
}

/** The content of a node with the shape in the place of the box. */
function reshaped(inner: string, shape: GraphNode['shape']): string {
  return inner.replace(/^<(?:polygon|ellipse)[^>]*>/, (drawn) => {
    const dashes = /stroke-dasharray="[^"]*"/.exec(drawn)?.[0];
    const better = shapeOf(shape).draw?.(boxOf(drawn)) ?? drawn;
    return dashes ? better.replace('/>', ` ${dashes}/>`) : better;
  });
}

/** The box around the first shape. */
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
