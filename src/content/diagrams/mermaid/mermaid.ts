// Draws Mermaid's diagrams at build time: flowcharts, states, classes and entities with Graphviz, sequences as our own `sequence` blocks.
// Reports each mistake at its place; must never need a script in the reader's browser.

import type { ElementContent } from 'hast';
import { error } from '../../../model/diagnostic.ts';
import type { CodeBlock } from '../../context/code-block.ts';
import type { RenderContext } from '../../context/render-context.ts';
import { openingSpan } from '../../context/spans.ts';
import { checkLength, type Drawing, diagramFigure, reportTooLarge } from '../diagram-figure.ts';
import { type DiagramMistake, reportMistakes } from '../diagram-mistakes.ts';
import { captionOr, drawChecked } from '../sequence/sequence.ts';
import { parseSequence } from '../sequence/syntax.ts';
import type { Graph } from './graph.ts';
import { type Reader, withoutComments } from './reader.ts';
import { type MermaidSource, splitSource } from './source.ts';

/** A reader can't follow more, and Graphviz would take seconds. */
const maxNodes = 150;
const maxEdges = 250;

type Parse = (reader: Reader, source: MermaidSource) => Promise<Graph>;

const parseFlowchart: Parse = async (reader, source) => (await import('./flowchart.ts')).parseFlowchart(reader, source);
const parseStates: Parse = async (reader) => (await import('./state.ts')).parseStates(withoutComments(reader));
const parseClasses: Parse = async (reader) => (await import('./class.ts')).parseClasses(withoutComments(reader));
const parseEntities: Parse = async (reader) => (await import('./er.ts')).parseEntities(reader);

/** The parsers of diagrams that Graphviz lays out, by the word that names the kind of diagram. */
const parsers = new Map<string, Parse>([
  ['flowchart', parseFlowchart],
  ['graph', parseFlowchart],
  ['flowchart-elk', parseFlowchart],
  ['stateDiagram-v2', parseStates],
  ['stateDiagram', parseStates],
  ['classDiagram', parseClasses],
  ['classDiagram-v2', parseClasses],
  ['erDiagram', parseEntities],
]);

const supported = '`flowchart`, `sequenceDiagram`, `stateDiagram-v2`, `classDiagram` and `erDiagram`';

export async function mermaidDiagram(
  codeBlock: CodeBlock,
  caption: ElementContent[],
  context: RenderContext,
): Promise<ElementContent[]> {
  const written = codeBlock.snippet?.text ?? '';
  if (!checkLength(written, codeBlock, context)) return [];
  const mistakes: DiagramMistake[] = [];
  const source = splitSource(written, mistakes);
  const { title, description } = source;
  const parse = parsers.get(source.kind);
  if (source.kind === 'sequenceDiagram') {
    // Mermaid also ends statements with semicolons, except those of character references.
    const sequence = parseSequence(source.statements.replace(/(?<![#&]\w+);/g, '\n'));
    reportMistakes([...mistakes, ...sequence.mistakes], written, codeBlock, context);
    const drawing = drawChecked(sequence, codeBlock, context);
    if (!drawing) return [];
    return diagramFigure(codeBlock, captionOr(title || sequence.title, caption), drawing, context, { description });
  }
  const graph = await parse?.({ text: source.statements, at: 0, mistakes }, source);
  if (!graph) mistakes.push(unknownKind(source));
  reportMistakes(mistakes, written, codeBlock, context);
  if (!graph || mistakes.some(({ severity }) => severity === 'error')) return [];
  const drawing = await drawLimited(graph, codeBlock, context);
  return drawing ? diagramFigure(codeBlock, captionOr(title, caption), drawing, context, { description }) : [];
}

function unknownKind({ kind, kindStart }: MermaidSource): DiagramMistake {
  const message =
    kind === '' ? 'this block does not say which kind of diagram it is' : `\`${kind}\` diagrams can’t be drawn`;
  const hint = `supported: ${supported}; for any other kind, include an image`;
  const end = kindStart + kind.length;
  return { severity: 'error', code: 'diagram/unknown-kind', start: kindStart, end, message, hint };
}

/** Draws a graph; reports one that is empty or too large, and returns null. */
async function drawLimited(graph: Graph, codeBlock: CodeBlock, context: RenderContext): Promise<Drawing | null> {
  if (graph.nodes.size + graph.clusters.size > maxNodes) reportTooLarge(`${maxNodes} nodes`, codeBlock, context);
  else if (graph.edges.length > maxEdges) reportTooLarge(`${maxEdges} links`, codeBlock, context);
  else if (graph.nodes.size > 0) return (await import('./layout.ts')).drawGraph(graph);
  else {
    const hint = 'add a statement below its first line';
    context.diagnostics.push(
      error('diagram/empty', 'this diagram is empty', openingSpan(codeBlock, context), { hint }),
    );
  }
  return null;
}
