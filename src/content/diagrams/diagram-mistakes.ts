// Mistakes in the source of a diagram, and where they are in the author's file. Parsers of diagrams report offsets in the source only.

import { error, type Span, warning } from '../../model/diagnostic.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { openingSpan } from '../context/spans.ts';

export interface DiagramMistake {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  /** Offsets in the source of the diagram. */
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint: string | null;
}

/** Reports mistakes, each at its place in the page or the included file. */
export function reportMistakes(
  mistakes: readonly DiagramMistake[],
  source: string,
  codeBlock: CodeBlock,
  context: RenderContext,
): void {
  for (const { severity, code, start, end, message, hint } of mistakes) {
    const at = spanIn(source, start, end, codeBlock, context);
    context.diagnostics.push((severity === 'error' ? error : warning)(code, message, at, { hint }));
  }
}

/** The span of a part of a diagram's source. It ends with its first line. */
function spanIn(source: string, start: number, end: number, codeBlock: CodeBlock, context: RenderContext): Span {
  if (!codeBlock.snippet) return openingSpan(codeBlock, context);
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const line = source.slice(lineStart).split('\n', 1)[0] ?? '';
  const span = codeBlock.snippet.lineSpan(source.slice(0, lineStart).split('\n').length - 1);
  // Only the end of a line is where it is in the file: a block in a quotation has its mark before each line.
  const offset = span.end - line.trimEnd().length - lineStart;
  const from = Math.min(span.end, Math.max(span.start, offset + start));
  return { path: span.path, start: from, end: Math.max(from, Math.min(span.end, offset + end)) };
}
