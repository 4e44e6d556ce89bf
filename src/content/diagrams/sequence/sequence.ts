// Draws sequence diagrams written in Mermaid's syntax, at build time. Reports each mistake at its place; must never need a script in the
// reader's browser.

import type { ElementContent } from 'hast';
import { error } from '../../../model/diagnostic.ts';
import type { CodeBlock } from '../../context/code-block.ts';
import type { RenderContext } from '../../context/render-context.ts';
import { openingSpan } from '../../context/spans.ts';
import { text } from '../../html/tree.ts';
import { checkLength, type Drawing, diagramFigure, reportTooLarge } from '../diagram-figure.ts';
import { reportMistakes } from '../diagram-mistakes.ts';
import { drawSequence } from './layout.ts';
import type { Sequence } from './model.ts';
import { parseSequence } from './syntax.ts';

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
  reportMistakes(sequence.mistakes, source, codeBlock, context);
  const drawing = drawChecked(sequence, codeBlock, context);
  return drawing ? diagramFigure(codeBlock, captionOr(sequence.title, caption), drawing, context) : [];
}

/** Draws a diagram; reports one that is empty or too large, and returns null. */
export function drawChecked(sequence: Sequence, codeBlock: CodeBlock, context: RenderContext): Drawing | null {
  if (sequence.steps.length > maxSteps) {
    reportTooLarge(`${maxSteps} steps`, codeBlock, context);
    return null;
  }
  if (sequence.participants.length > 0) return drawSequence(sequence);
  const message = 'this diagram has no participants';
  const hint = 'add a line such as `client->>server: hello`';
  context.diagnostics.push(error('diagram/empty', message, openingSpan(codeBlock, context), { hint }));
  return null;
}

/** The caption of the block, or the title in the diagram's source. */
export function captionOr(title: string, caption: ElementContent[]): ElementContent[] {
  return caption.length > 0 || title === '' ? caption : [text(title)];
}
