// Annotations: numbers that refer from lines of code to the items of the ordered list right after the block. A number is a comment at the
// end of a line, `// <1>`, or comes from the option `annotate=3,7`. The comment must never be shown, copied or highlighted as code.

import { type Span, warning } from '../../model/diagnostic.ts';
import type { Annotation, CodeBlock, Snippet } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { infoSpan, openingSpan } from '../context/spans.ts';
import { languageOf } from './code-figure.ts';
import { drawnLanguages } from './languages.ts';

/** The ordered list right after a block: its first number, and where each item is. */
export interface AnnotationList {
  readonly first: number;
  readonly items: readonly Span[];
}

/** A number written in a comment at the end of a line. */
interface Mark extends Annotation {
  /** As written: `<1>`. */
  readonly written: string;
  /** Characters from its start to the end of its line. */
  readonly fromEnd: number;
}

const anyMark =
  /[ \t]*(?:\/\/|\/\*|#|--|;+|%|<!--|\(\*)[ \t]*(<\d{1,2}>(?:[ \t]*<\d{1,2}>)*)[ \t]*(?:\*\/|-->|\*\))?[ \t]*$/;
const htmlMark = /[ \t]*<!--[ \t]*(<\d{1,2}>(?:[ \t]*<\d{1,2}>)*)[ \t]*-->[ \t]*$/;

/** How a language writes marks; null if it can't. In Markdown, `// <1>` is text. */
function markSyntax(language: string): RegExp | null {
  if (drawnLanguages.includes(language) || language === 'asciidoc' || language === 'adoc') return null;
  return language === 'markdown' || language === 'md' ? htmlMark : anyMark;
}

/** Commands that a lab ran, as a listing shows them: without marks. */
export function withoutMarks(commands: string): string {
  return withoutEnds(commands, anyMark);
}

function withoutEnds(text: string, mark: RegExp): string {
  if (!text.includes('<')) return text;
  return text
    .split('\n')
    .map((line) => line.replace(mark, ''))
    .join('\n');
}

/**
 * The snippet with its marks as annotations instead of code. Without a list, the marks of a block's own text are shown as code; those of a
 * file are left out, because a page may show the same file twice.
 */
export function annotated(codeBlock: CodeBlock, list: AnnotationList | null, context: RenderContext): Snippet | null {
  const { snippet } = codeBlock;
  const syntax = snippet && markSyntax(languageOf(codeBlock));
  const option = codeBlock.info.options['annotate'];
  if (!snippet || !syntax || !(option || snippet.text.includes('<'))) return snippet;
  const marks = snippet.text.includes('<') ? marksIn(snippet.text, syntax) : [];
  if (list === null) {
    reportMissingList(codeBlock, snippet, marks, context);
    return snippet.path === null
      ? snippet
      : { ...snippet, text: withoutEnds(snippet.text, syntax), written: snippet.text };
  }
  const chosen = chosenLines(codeBlock, snippet, list.first, context);
  reportMismatch(marks, chosen, list, codeBlock, snippet, context);
  const annotations = [...marks, ...chosen].map(({ line, number }) => ({ line, number }));
  return { ...snippet, text: withoutEnds(snippet.text, syntax), written: snippet.text, annotations };
}

function marksIn(text: string, syntax: RegExp): Mark[] {
  return text.split('\n').flatMap((lineText, line) => {
    const match = syntax.exec(lineText);
    const [all = '', numbers = ''] = match ?? [];
    const start = (match?.index ?? 0) + all.indexOf(numbers);
    return [...numbers.matchAll(/<(\d+)>/g)].map(({ 0: written, 1: number, index }) => ({
      line,
      number: Number(number),
      written,
      fromEnd: lineText.trimEnd().length - start - index,
    }));
  });
}

function spanOfMark({ line, written, fromEnd }: Mark, { lineSpan }: Snippet): Span {
  const { path, end } = lineSpan(line);
  return { path, start: end - fromEnd, end: end - fromEnd + written.length };
}

/** The lines of `annotate=3,7`: each gets the number of an item, in order. */
function chosenLines(codeBlock: CodeBlock, { text }: Snippet, first: number, context: RenderContext): Annotation[] {
  const option = codeBlock.info.options['annotate'];
  if (!option) return [];
  const lines = /^\d{1,4}(?:,\d{1,4})*$/.test(option.value) ? option.value.split(',').map(Number) : [];
  const last = text.split('\n').length;
  const wrong = lines.find((line) => line < 1 || line > last);
  if (lines.length > 0 && wrong === undefined)
    return lines.map((line, index) => ({ line: line - 1, number: first + index }));
  const message =
    wrong === undefined
      ? `\`${option.value}\` is not a list of lines to annotate`
      : `line ${wrong} cannot be annotated: this block has only ${last === 1 ? '1 line' : `${last} lines`}`;
  const hint =
    wrong === undefined ? 'write one line for each item of the list, such as `3,7`' : 'the first line shown is line 1';
  context.diagnostics.push(warning('code/bad-annotation', message, infoSpan(codeBlock, option, context), { hint }));
  return [];
}

const listHint = 'explain each number in an ordered list right after the block';

function reportMissingList(
  codeBlock: CodeBlock,
  snippet: Snippet,
  marks: readonly Mark[],
  context: RenderContext,
): void {
  const option = codeBlock.info.options['annotate'];
  const [mark] = marks;
  if (option) {
    const message = '`annotate` has no effect, because no ordered list follows this block';
    const at = infoSpan(codeBlock, option, context);
    context.diagnostics.push(warning('code/annotation-without-list', message, at, { hint: listHint }));
  } else if (mark && snippet.path === null) {
    const message = `\`${mark.written}\` is shown as code, because no ordered list follows this block`;
    const at = spanOfMark(mark, snippet);
    context.diagnostics.push(warning('code/annotation-without-list', message, at, { hint: listHint }));
  }
}

/** Reports numbers without an item, and items without a number. */
function reportMismatch(
  marks: readonly Mark[],
  chosen: readonly Annotation[],
  { first, items }: AnnotationList,
  codeBlock: CodeBlock,
  snippet: Snippet,
  context: RenderContext,
): void {
  if (marks.length + chosen.length === 0) return;
  const last = first + items.length - 1;
  const range = first === last ? `only item ${first}` : `items ${first} to ${last}`;
  for (const mark of marks) {
    if (mark.number >= first && mark.number <= last) continue;
    const message = `no item explains \`${mark.written}\`: the list after this block has ${range}`;
    const at = spanOfMark(mark, snippet);
    context.diagnostics.push(warning('code/unexplained-annotation', message, at, { hint: `add item ${mark.number}` }));
  }
  const option = codeBlock.info.options['annotate'];
  if (option && chosen.length > items.length) {
    const message = `\`annotate\` names ${chosen.length} lines, but the list after this block has ${range}`;
    const at = infoSpan(codeBlock, option, context);
    context.diagnostics.push(
      warning('code/unexplained-annotation', message, at, { hint: 'explain each line in an item' }),
    );
  }
  const numbers = new Set([...marks, ...chosen].map(({ number }) => number));
  items.forEach((at, index) => {
    if (numbers.has(first + index)) return;
    const message = `item ${first + index} explains no line of the block before it`;
    const hint = `end a line of the code with a comment such as \`// <${first + index}>\``;
    context.diagnostics.push(warning('code/unused-annotation', message, at, { hint }));
  });
}

/** Reports files whose marks no block of the page explains. */
export function reportUnexplainedFiles(context: RenderContext): void {
  const explained = new Set(
    context.codeBlocks.flatMap(({ snippet }) => (snippet && snippet.annotations.length > 0 ? [snippet.path] : [])),
  );
  for (const codeBlock of context.codeBlocks) {
    const { snippet } = codeBlock;
    if (!snippet?.path || snippet.written === undefined || snippet.written === snippet.text) continue;
    if (explained.has(snippet.path)) continue;
    const message = `\`${snippet.path}\` has annotations, but no ordered list follows this block`;
    const at = openingSpan(codeBlock, context);
    context.diagnostics.push(warning('code/annotation-without-list', message, at, { hint: listHint }));
  }
}
