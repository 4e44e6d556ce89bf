// Sequence diagrams in Mermaid's statements, drawn while the page is built. Mistakes are reported at their line.

import type { ElementContent } from 'hast';
import { error } from '../../model/diagnostic.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { openingSpan } from '../context/spans.ts';
import { diagramFigure } from './diagram-figure.ts';
import { drawSequence } from './sequence-layout.ts';
import { readSequence } from './sequence-syntax.ts';

/** More than a reader can take in. */
const maxSteps = 300;
const maxLength = 20_000;

export function sequenceDiagram(
  codeBlock: CodeBlock,
  caption: ElementContent[],
  context: RenderContext,
): ElementContent[] {
  const source = codeBlock.snippet?.text ?? '';
  const sequence = readSequence(source.length > maxLength ? '' : source);
  for (const { line, message, hint } of sequence.mistakes) {
    const at = codeBlock.snippet?.lineSpan(line) ?? openingSpan(codeBlock, context);
    context.diagnostics.push(error('diagram/syntax', message, at, { hint }));
  }
  const isTooLarge = source.length > maxLength || sequence.steps.length > maxSteps;
  if (sequence.participants.length === 0 || isTooLarge) {
    const isEmpty = !isTooLarge;
    const message = isEmpty ? 'this diagram has no participants' : `this diagram has more than ${maxSteps} steps`;
    const hint = isEmpty ? 'write a line such as `client->>server: hello`' : 'draw less, or several diagrams';
    const code = isEmpty ? 'diagram/empty' : 'diagram/too-large';
    context.diagnostics.push(error(code, message, openingSpan(codeBlock, context), { hint }));
    return [];
  }
  return diagramFigure(codeBlock, caption, drawSequence(sequence), context);
}
