// Parses Mermaid's diagrams of entities and their relations (`erDiagram`). Must accept what Mermaid accepts, as far as it can be drawn.

import { readDirection } from './direction.ts';
import { type End, emptyGraph, type Graph, nodeOf, type Row, unpainted } from './graph.ts';
import { plainLabel, readLabel } from './label.ts';
import { applyPaint, noStyles, readStyle, type Styles, useClass } from './paint.ts';
import {
  expectEnd,
  fail,
  nextStatement,
  type Reader,
  skipSpaces,
  take,
  takeRest,
  takeText,
  unexpected,
} from './reader.ts';

interface Entities {
  readonly reader: Reader;
  readonly graph: Graph;
  readonly styles: Styles;
  /** The attributes of each entity: type, name, keys and comment. */
  readonly attributes: Map<string, (readonly string[])[]>;
}

export function parseEntities(reader: Reader): Graph {
  const graph = emptyGraph('TB');
  const diagram: Entities = { reader, graph, styles: noStyles(), attributes: new Map() };
  while (nextStatement(reader)) readStatement(diagram);
  for (const [id, attributes] of diagram.attributes) {
    const node = graph.nodes.get(id);
    if (node) node.rows = [[{ label: node.label, isCentered: true }], ...rowsOf(attributes)];
  }
  applyPaint(graph, diagram.styles, reader);
  return graph;
}

/** One row for each attribute, without the columns in which all cells are empty. */
function rowsOf(attributes: readonly (readonly string[])[]): Row[] {
  const columns = [0, 1, 2, 3].filter((column) => attributes.some((cells) => cells[column]));
  return attributes.map((cells) =>
    columns.map((column) => ({ label: [[{ text: cells[column] ?? '', style: '' }]], isCentered: false })),
  );
}

const hint =
  'supported: `A ||--o{ B : text`, `A { type name PK "comment" }`, `A[title]`, `direction`, `classDef`, `class`, `style`';

function readStatement(diagram: Entities): void {
  const { reader, graph, styles } = diagram;
  const direction = readDirection(reader);
  if (direction) {
    graph.direction = direction;
    return;
  }
  if (readStyle(reader, styles)) return;
  const from = readEntity(diagram);
  if (from === null) return;
  const start = reader.at;
  const tail = take(reader, cardinality)?.[0];
  const line = tail === undefined ? undefined : take(reader, /[ \t]*(--|\.\.|\.-|-\.|optionally to\b|to\b)/iy)?.[1];
  const head = line === undefined ? undefined : take(reader, cardinality)?.[0];
  if (head === undefined || tail === undefined) {
    reader.at = start;
    readBody(diagram, from);
    return;
  }
  skipSpaces(reader);
  const to = readEntity(diagram);
  if (to === null) return;
  if (!take(reader, /[ \t]*:[ \t]*/y))
    return unexpected(reader, 'say what the relation means: `A ||--o{ B : has`, or `: ""`');
  const at = reader.at;
  const text = takeRest(reader);
  graph.edges.push({
    from,
    to,
    label: readLabel(text.replace(/^"|"$/g, ''), at + (text.startsWith('"') ? 1 : 0), reader),
    line: line === '--' || line?.toLowerCase() === 'to' ? 'solid' : 'dashed',
    tail: endOf(tail),
    head: endOf(head),
    length: 1,
    paint: unpainted,
  });
}

const cardinality =
  /[ \t]*(?:\|o|o\||\|\||\}o|o\{|\}\||\|\{|(?:zero or one|one or zero|zero or more|zero or many|many\(0\)|0\+|one or more|one or many|many\(1\)|1\+|only one|many|one|1)(?=[ \t.-]))/iy;

function endOf(written: string): End {
  const text = written.trim().toLowerCase();
  if (/^(?:\|o|o\||zero or one|one or zero)$/.test(text)) return 'zero-or-one';
  if (/^(?:\}\||\|\{|one or more|one or many|many\(1\)|1\+)$/.test(text)) return 'many';
  return /^(?:\|\||only one|one|1)$/.test(text) ? 'one' : 'zero-or-many';
}

/** Reads the name of an entity, with its title in brackets and its classes, and adds it. Null, with an error reported, if there is none. */
function readEntity({ reader, graph, styles, attributes }: Entities): string | null {
  const quoted = take(reader, /"([^"\n]+)"/y)?.[1];
  const name = quoted ?? takeText(reader, /(?:[\p{L}\p{M}\p{N}_*]|-(?![-.])|\.(?![-.]))+/uy);
  if (name === '') {
    unexpected(reader, hint);
    return null;
  }
  const node = nodeOf(graph, name, plainLabel(name, 'b'), 'table');
  if (!attributes.has(name)) attributes.set(name, []);
  const title = take(reader, /[ \t]*\[[ \t]*(?:"([^"\n]+)"|([^\]"\n]+?))[ \t]*\]/y);
  if (title) node.label = plainLabel(title[1] ?? title[2] ?? '', 'b');
  while (take(reader, /[ \t]*:::[ \t]*/y))
    for (const one of takeText(reader, /[\w-]+(?:,[\w-]+)*/y).split(','))
      useClass(reader, styles, [name], reader.at, one);
  return name;
}

/** Reads the attributes of an entity between braces, if it has some. */
function readBody({ reader, attributes }: Entities, name: string): void {
  const opened = take(reader, /[ \t]*\{/y);
  if (!opened) {
    expectEnd(reader, hint);
    return;
  }
  for (;;) {
    take(reader, /\s*/y);
    if (take(reader, /\}/y)) return;
    if (reader.at >= reader.text.length) {
      const at = opened.index + opened[0].length - 1;
      return fail(reader, at, at + 1, `the attributes of \`${name}\` are never closed`, 'close them with `}`');
    }
    const attribute = take(reader, attributePattern);
    if (!attribute)
      unexpected(
        reader,
        'write an attribute as `type name`, `type name PK` or `type name FK, UK "comment"`',
        /[^\n}]+|[^\n]*/y,
      );
    else {
      const [, type = '', attributeName = '', keys = '', comment = ''] = attribute;
      const shownType = type.replace(/~(.*)~/, '<$1>');
      attributes.get(name)?.push([shownType, attributeName, keys.replace(/\s*,\s*/g, ', '), comment]);
    }
  }
}

const attributePattern =
  /([\p{L}_*][^\s"{}]*(?:~[^~\n]*~[^\s"{}]*)?)[ \t]+([\p{L}_*][^\s"{},]*)(?:[ \t]+((?:PK|FK|UK)(?:[ \t]*,[ \t]*(?:PK|FK|UK))*))?(?:[ \t]*"([^"\n]*)")?(?=[ \t]*(?:\n|\}|$))/uy;
