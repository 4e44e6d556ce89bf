// The model of all Mermaid diagrams that Graphviz lays out: nodes, edges, and clusters of nodes. Must not know Mermaid's syntax or
// Graphviz's.

import type { Label } from './label.ts';
import type { ShapeName } from './shapes.ts';

export type Direction = 'TB' | 'BT' | 'LR' | 'RL';

/** How something is painted: classes of the theme, and a dashed line. */
export interface Paint {
  readonly classes: readonly string[];
  readonly isDashed: boolean;
}

export interface GraphNode {
  readonly id: string;
  label: Label;
  shape: ShapeName;
  /** The rows of a class or an entity, instead of the label. */
  rows: Row[];
  paint: Paint;
  /** The cluster that it is in, or null. */
  cluster: string | null;
}

/** Cells from left to right, of which the last one takes the rest of the width. */
export type Row = readonly { readonly label: Label; readonly isCentered: boolean }[];

/** `cross` and `circle` belong to flowcharts, the following ones to classes, the last four to entities. */
export type End =
  | ('none' | 'arrow' | 'open' | 'cross' | 'circle')
  | ('inheritance' | 'composition' | 'aggregation' | 'lollipop')
  | ('one' | 'zero-or-one' | 'many' | 'zero-or-many');

export interface GraphEdge {
  /** Ids of nodes or clusters. */
  readonly from: string;
  readonly to: string;
  readonly label: Label;
  readonly line: 'solid' | 'dashed' | 'thick' | 'invisible';
  readonly tail: End;
  readonly head: End;
  readonly tailLabel?: string;
  readonly headLabel?: string;
  /** The least number of ranks between its ends; 0 puts them side by side. */
  readonly length: number;
  paint: Paint;
}

export interface Cluster {
  readonly id: string;
  label: Label;
  parent: string | null;
  /** Its own direction, if it has one. */
  direction: Direction | null;
  paint: Paint;
}

export interface Graph {
  direction: Direction;
  readonly nodes: Map<string, GraphNode>;
  readonly edges: GraphEdge[];
  readonly clusters: Map<string, Cluster>;
}

export const unpainted: Paint = { classes: [], isDashed: false };

export function emptyGraph(direction: Direction): Graph {
  return { direction, nodes: new Map(), edges: [], clusters: new Map() };
}

/** The node with an id, added if there is none. */
export function nodeOf(graph: Graph, id: string, label: Label, shape: ShapeName): GraphNode {
  const known = graph.nodes.get(id);
  if (known) return known;
  const node: GraphNode = { id, label, shape, rows: [], paint: unpainted, cluster: null };
  graph.nodes.set(id, node);
  return node;
}

/** Joins nodes with the clusters of the same id: such a node was only a mention of the cluster. An empty cluster becomes a node. */
export function joinClusters(graph: Graph): void {
  for (const { id } of graph.clusters.values()) graph.nodes.delete(id);
  // The innermost clusters come last, so that a cluster of empty clusters is empty, too.
  for (const { id, label, parent, paint } of [...graph.clusters.values()].reverse()) {
    const isUsed = (one: { cluster?: string | null; parent?: string | null }) =>
      one.cluster === id || one.parent === id;
    if ([...graph.nodes.values()].some(isUsed) || [...graph.clusters.values()].some(isUsed)) continue;
    graph.clusters.delete(id);
    graph.nodes.set(id, { id, label, shape: 'rect', rows: [], paint, cluster: parent });
  }
}
