// Diagrams in the language of Graphviz, drawn by @viz-js/viz. The library is loaded when a page has a first one; it reads no files.

import { instance } from '@viz-js/viz';
import type { ElementContent } from 'hast';
import { error, type Span, warning } from '../../model/diagnostic.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { openingSpan } from '../context/spans.ts';
import { diagramFigure } from './diagram-figure.ts';
import { cleanGraph } from './graph-svg.ts';

/** Longer ones are more than a reader can take in, and laying them out may take minutes. */
const maxLength = 20_000;

/** Laid out with the one sans-serif face whose widths Graphviz knows; the theme shows one of like width. */
const font = { fontname: 'Helvetica', fontsize: 14 };
const attributes = {
  // Labels of clusters stand at the left, where fewer edges cross them.
  graphAttributes: { ...font, bgcolor: 'transparent', labeljust: 'l', pad: 0.06, nodesep: 0.35, ranksep: 0.45 },
  nodeAttributes: { ...font, margin: '0.16,0.08', height: 0.45 },
  edgeAttributes: { ...font, fontsize: 13, arrowsize: 0.8 },
};

let viz: ReturnType<typeof instance> | null = null;

/** Renders with a Graphviz that has not complained yet: it says some things once only, whichever drawing they were about. */
async function render(source: string) {
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
  if (source.length > maxLength) {
    const message = `this diagram has more than ${maxLength / 1000},000 characters`;
    const at = openingSpan(codeBlock, context);
    context.diagnostics.push(error('diagram/too-large', message, at, { hint: 'draw less, or several diagrams' }));
    return [];
  }
  const { status, output, errors } = await render(source);
  for (const { level, message } of joined(errors)) {
    const at = placeOf(message, codeBlock, context);
    const say = level === 'warning' && status === 'success' ? warning : error;
    const code = say === warning ? 'diagram/graphviz' : 'diagram/syntax';
    context.diagnostics.push(say(code, `Graphviz says: ${withoutLine(message)}`, at));
  }
  if (status === 'failure' || output === undefined) return [];
  const { drawing, removed } = cleanGraph(output);
  for (const what of removed) {
    const message = `a ${what} in a diagram is taken out`;
    const hint = 'link to it in the text beside the diagram';
    context.diagnostics.push(warning(`diagram/removed-${what}`, message, openingSpan(codeBlock, context), { hint }));
  }
  return diagramFigure(codeBlock, caption, drawing, context);
}

interface Complaint {
  readonly level?: string;
  readonly message: string;
}

/** Puts together what Graphviz says in several pieces: `syntax error in line 1`, `... <B ...`, `in label of node b`. */
function joined(complaints: readonly Complaint[]): readonly Complaint[] {
  const whole: Complaint[] = [];
  for (const complaint of complaints) {
    const last = whole.at(-1);
    const { message } = complaint;
    if (last && /^in label of /.test(message)) {
      whole[whole.length - 1] = { ...last, message: `${last.message.replace(/ in line \d+.*$/s, '')} ${message}` };
    } else if (!message.startsWith('...')) whole.push(complaint);
  }
  return whole;
}

/** The line that a message names, or the first with the word that it quotes, or the block's first line. */
function placeOf(message: string, codeBlock: CodeBlock, context: RenderContext): Span {
  const { snippet } = codeBlock;
  const line = /\bline (\d+)\b/.exec(message)?.[1];
  if (snippet && line) return snippet.lineSpan(Number(line) - 1);
  const word = /(?:unknown \w+|of node) "?([\w-]+)"?|^([\w-]+) is not/.exec(message);
  const name = word?.[1] ?? word?.[2];
  const found = name === undefined ? -1 : (snippet?.text.split('\n').findIndex((text) => text.includes(name)) ?? -1);
  return snippet && found >= 0 ? snippet.lineSpan(found) : openingSpan(codeBlock, context);
}

function withoutLine(message: string): string {
  return message
    .replace(/ in line \d+/, '')
    .replace(/\.$/, '')
    .trim();
}
