// Draws diagrams in Graphviz's DOT language with @viz-js/viz, which is WebAssembly and can't read files. Must not be imported unless a page
// has such a diagram: the library is large.

import { instance } from '@viz-js/viz';
import type { ElementContent } from 'hast';
import { error, type Span, warning } from '../../model/diagnostic.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { openingSpan } from '../context/spans.ts';
import { checkLength, diagramFigure } from './diagram-figure.ts';
import { cleanGraph } from './graph-svg.ts';

/** Graphviz knows the widths of only one sans-serif font; the theme shows the labels in a font of similar width. */
const font = { fontname: 'Helvetica', fontsize: 14 };
const attributes = {
  // Labels of clusters are on the left, where fewer edges cross them.
  graphAttributes: { ...font, bgcolor: 'transparent', labeljust: 'l', pad: 0.06, nodesep: 0.35, ranksep: 0.45 },
  nodeAttributes: { ...font, margin: '0.16,0.08', height: 0.45 },
  edgeAttributes: { ...font, fontsize: 13, arrowsize: 0.8 },
};

let viz: ReturnType<typeof instance> | null = null;

/** Renders a graph as SVG, with the messages of Graphviz. Renders with a fresh instance of Graphviz after any message, because an instance reports some messages only for the first diagram. */
export async function renderDot(source: string) {
  viz ??= instance();
  const result = (await viz).render(source, { format: 'svg', ...attributes });
  if (result.errors.length > 0) viz = null;
  return result;
}

export async function dotDiagram(
  codeBlock: CodeBlock,
  caption: ElementContent[],
  context: RenderContext,
): Promise<ElementContent[]> {
  const source = codeBlock.snippet?.text ?? '';
  if (!checkLength(source, codeBlock, context)) return [];
  const { status, output, errors } = await renderDot(source);
  for (const { level, message } of joinFragments(errors)) {
    const at = spanOfMessage(message, codeBlock, context);
    const text = `Graphviz: ${withoutLineNumber(message)}`;
    const isWarning = level === 'warning' && status === 'success';
    context.diagnostics.push(isWarning ? warning('diagram/graphviz', text, at) : error('diagram/syntax', text, at));
  }
  if (status === 'failure' || output === undefined) return [];
  const { drawing, removed } = cleanGraph(output);
  for (const kind of removed) {
    const code = kind === 'link' ? 'diagram/removed-link' : 'diagram/removed-image';
    const message = `${kind}s in diagrams are removed`;
    const hint = `put the ${kind} into the text next to the diagram`;
    context.diagnostics.push(warning(code, message, openingSpan(codeBlock, context), { hint }));
  }
  return diagramFigure(codeBlock, caption, drawing, context);
}

interface GraphvizMessage {
  readonly level?: string;
  readonly message: string;
}

/** Joins messages that Graphviz reports in fragments: `syntax error in line 1`, `... <B ...`, `in label of node b`. */
function joinFragments(fragments: readonly GraphvizMessage[]): readonly GraphvizMessage[] {
  const messages: GraphvizMessage[] = [];
  for (const fragment of fragments) {
    const last = messages.at(-1);
    const { message } = fragment;
    if (last && /^in label of /.test(message)) {
      messages[messages.length - 1] = {
        ...last,
        message: `${last.message.replace(/ in line \d+.*$/s, '')} ${message}`,
      };
    } else if (!message.startsWith('...')) messages.push(fragment);
  }
  return messages;
}

/** The line that a message names, else the first line with the word that it quotes, else the block's opening line. */
function spanOfMessage(message: string, codeBlock: CodeBlock, context: RenderContext): Span {
  const { snippet } = codeBlock;
  const line = /\bline (\d+)\b/.exec(message)?.[1];
  if (snippet && line) return snippet.lineSpan(Number(line) - 1);
  const word = /(?:unknown \w+|of node) "?([\w-]+)"?|^([\w-]+) is not/.exec(message);
  const name = word?.[1] ?? word?.[2];
  const found = name === undefined ? -1 : (snippet?.text.split('\n').findIndex((text) => text.includes(name)) ?? -1);
  return snippet && found >= 0 ? snippet.lineSpan(found) : openingSpan(codeBlock, context);
}

function withoutLineNumber(message: string): string {
  return message
    .replace(/ in line \d+/, '')
    .replace(/\.$/, '')
    .trim();
}
