// Spans for diagnostics about parts of HTML elements and code blocks, as exact as the parser's positions allow.

import type { Element } from 'hast';
import type { Span } from '../../model/diagnostic.ts';
import type { CodeBlock } from './code-block.ts';
import { type RenderContext, spanOf } from './render-context.ts';
import { rangeOf, type TextRange } from './text-range.ts';

/** The span of the opening tag of an element written as HTML, or of the whole element if it was written as Markdown. */
export function openingTagSpan(node: Element, context: RenderContext): Span {
  const range = rangeOf(node);
  if (!range) return spanOf(node, context);
  const tag = /^<(?:"[^"]*"|'[^']*'|[^"'>])*>/.exec(context.text.slice(range.start, range.end));
  return context.span(range.start, tag ? range.start + tag[0].length : range.end);
}

/** The span of a part of a fence's opening line. */
export function infoSpan(
  codeBlock: Pick<CodeBlock, 'infoStart'>,
  part: { start: number; end: number },
  context: RenderContext,
) {
  return context.span(codeBlock.infoStart + part.start, codeBlock.infoStart + part.end);
}

/** The span of a fence's opening line, for diagnostics about something missing in it. */
export function openingSpan(codeBlock: Pick<CodeBlock, 'node' | 'range'>, context: RenderContext) {
  const at = firstLineSpan(codeBlock.range, context);
  return at.end > at.start ? at : spanOf(codeBlock.node, context);
}

export function firstLineSpan({ start, end }: TextRange, context: RenderContext): Span {
  const line = /^[^\n\r]*/.exec(context.text.slice(start, end))?.[0].length ?? 0;
  return context.span(start, start + line);
}
