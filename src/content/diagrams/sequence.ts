// Sequence diagrams in Mermaid's statements, drawn while the page is built. Mistakes are reported at their line.

import type { ElementContent } from 'hast';
import { error } from '../../model/diagnostic.ts';
import { type Fence, openingSpan } from '../code/code-blocks.ts';
import type { Manuscript } from '../context/render-context.ts';
import { drawingFigure } from './diagram-figure.ts';
import { drawSequence } from './sequence-layout.ts';
import { readSequence } from './sequence-syntax.ts';

/** More than a reader can take in. */
const maxSteps = 300;
const maxLength = 20_000;

export function sequenceDiagram(fence: Fence, caption: ElementContent[], manuscript: Manuscript): ElementContent[] {
  const source = fence.passage?.text ?? '';
  const sequence = readSequence(source.length > maxLength ? '' : source);
  for (const { line, message, hint } of sequence.mistakes) {
    const at = fence.passage?.lineSpan(line) ?? openingSpan(fence, manuscript);
    manuscript.diagnostics.push(error('diagram/syntax', message, at, { hint }));
  }
  const isTooLarge = source.length > maxLength || sequence.steps.length > maxSteps;
  if (sequence.participants.length === 0 || isTooLarge) {
    const isEmpty = !isTooLarge;
    const message = isEmpty ? 'this diagram has no participants' : `this diagram has more than ${maxSteps} steps`;
    const hint = isEmpty ? 'write a line such as `client->>server: hello`' : 'draw less, or several diagrams';
    const code = isEmpty ? 'diagram/empty' : 'diagram/too-large';
    manuscript.diagnostics.push(error(code, message, openingSpan(fence, manuscript), { hint }));
    return [];
  }
  return drawingFigure(fence, caption, drawSequence(sequence), manuscript);
}
