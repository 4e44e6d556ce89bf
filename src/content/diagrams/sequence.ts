// Draws sequence diagrams written in Mermaid's syntax, at build time. Reports each mistake at its line; must never need a script in the
// reader's browser.

import type { ElementContent } from 'hast';
import { error } from '../../model/diagnostic.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { openingSpan } from '../context/spans.ts';
import { checkLength, diagramFigure, reportTooLarge } from './diagram-figure.ts';
import { drawSequence } from './sequence-layout.ts';
import { parseSequence } from './sequence-syntax.ts';

/** A reader can't follow more. */
const maxSteps = 300;

export function sequenceDiagram(
  codeBlock: CodeBlock,
  caption: ElementContent[],
  context: RenderContext,
): ElementContent[] {
  const source = codeBlock.snippet?.text ?? '';
  if (!checkLength(source, codeBlock, context)) return [];
  const sequence = parseSequence(source);
  for (const { line, message, hint } of sequence.mistakes) {
    const at = codeBlock.snippet?.lineSpan(line) ?? openingSpan(codeBlock, context);
    context.diagnostics.push(error('diagram/syntax', message, at, { hint }));
  }
  if (sequence.steps.length > maxSteps) {
    reportTooLarge(`${maxSteps} steps`, codeBlock, context);
    return [];
  }
  if (sequence.participants.length === 0) {
    const message = 'this diagram has no participants';
    const hint = 'add a line such as `client->>server: hello`';
    context.diagnostics.push(error('diagram/empty', message, openingSpan(codeBlock, context), { hint }));
    return [];
  }
  return diagramFigure(codeBlock, caption, drawSequence(sequence), context);
}
