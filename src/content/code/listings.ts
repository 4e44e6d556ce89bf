// Replaces the marks of code blocks by HTML. Diagrams, formulas and console sessions have a renderer for their language, loaded when a
// page first uses it; any other block becomes a listing. Must run before highlighting.

import type { Element, ElementContent, Root } from 'hast';
import { warning } from '../../model/diagnostic.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { infoSpan, openingSpan } from '../context/spans.ts';
import { eachElement, element, rewrite, text } from '../html/tree.ts';
import { codeFigure, languageOf, scrollIfWide } from './code-figure.ts';
import { isDiff } from './code-lines.ts';
import { codeBlockAt } from './extract-code-blocks.ts';
import { parseMarks } from './fence-info.ts';
import { reportUnknownLanguage } from './highlighting.ts';
import { consoleLanguages, isLanguageName, isPlainLanguage } from './languages.ts';

/** Returns the HTML for a code block; empty, with an error reported, if it can't be rendered. */
type CodeBlockRenderer = (
  codeBlock: CodeBlock,
  caption: ElementContent[],
  context: RenderContext,
) => ElementContent[] | Promise<ElementContent[]>;

export async function listings(tree: Root, context: RenderContext): Promise<void> {
  if (context.codeBlocks.length === 0) return;
  const marks: { mark: Element; codeBlock: CodeBlock; content: ElementContent[] }[] = [];
  eachElement(tree, (mark) => {
    const codeBlock = codeBlockAt(mark, context);
    if (codeBlock) marks.push({ mark, codeBlock, content: [] });
  });
  for (const found of marks) found.content = await renderCodeBlock(found.codeBlock, found.mark.children, context);
  const contents = new Map(marks.map(({ mark, content }) => [mark, content]));
  rewrite(tree, (node) => contents.get(node));
}

async function renderCodeBlock(
  codeBlock: CodeBlock,
  caption: ElementContent[],
  context: RenderContext,
): Promise<ElementContent[]> {
  if (!codeBlock.snippet) return [];
  const language = languageOf(codeBlock);
  const load = Object.hasOwn(renderers, language) ? renderers[language] : undefined;
  const render = load ? await load() : listing;
  return render(codeBlock, caption, context);
}

/** Renderers of blocks that are not shown as code, by language. */
const renderers: { readonly [language: string]: () => Promise<CodeBlockRenderer> } = {
  ...Object.fromEntries(
    Array.from(consoleLanguages, (name) => [name, async () => (await import('./console.ts')).consoleSession]),
  ),
  dot: async () => (await import('../diagrams/dot.ts')).dotDiagram,
  graphviz: async () => (await import('../diagrams/dot.ts')).dotDiagram,
  math: async () => (await import('../diagrams/math.ts')).formula,
  sequence: async () => (await import('../diagrams/sequence.ts')).sequenceDiagram,
};

/** Blocks and lines with more characters are not highlighted: some grammars take time quadratic in the length. */
const maxBlockLength = 20_000;
const maxLineLength = 5_000;

function listing(codeBlock: CodeBlock, caption: ElementContent[], context: RenderContext): ElementContent[] {
  const code = isDiff(codeBlock) ? withoutSigns(codeBlock.snippet?.text ?? '') : (codeBlock.snippet?.text ?? '');
  const language = languageOf(codeBlock);
  const isHighlighted = mayHighlight(language, codeBlock, context) && canHighlight(code, codeBlock, context);
  const className = isHighlighted ? [`language-${language}`] : [];
  const shown = element('code', className.length > 0 ? { className } : {}, [text(code === '' ? '' : `${code}\n`)]);
  checkMarks(codeBlock, code, context);
  shown.data = { ...shown.data, codeBlock };
  return [codeFigure(codeBlock, caption, [element('pre', scrollIfWide(code, codeBlock, context), [shown])])];
}

/** Whether a language is the name of a grammar to highlight with. Reports a name that could not be part of a class name. */
function mayHighlight(language: string, codeBlock: CodeBlock, context: RenderContext): boolean {
  if (language === '' || isPlainLanguage(language)) return false;
  if (isLanguageName(language)) return true;
  reportUnknownLanguage(codeBlock, context);
  return false;
}

/** Removes the signs of a listing that shows a change, so that it can be highlighted; `code-lines.ts` adds them back. */
function withoutSigns(code: string): string {
  return code.replace(/^[+\- ]/gm, '');
}

declare module 'hast' {
  interface ElementData {
    /** On the `code` of a listing. */
    codeBlock?: CodeBlock;
  }
}

function canHighlight(code: string, codeBlock: CodeBlock, context: RenderContext): boolean {
  const line = code.length > maxLineLength ? code.split('\n').findIndex((text) => text.length > maxLineLength) : -1;
  if (code.length <= maxBlockLength && line < 0) return true;
  const limit =
    line < 0 ? `${maxBlockLength / 1000},000 characters` : `${maxLineLength / 1000},000 characters per line`;
  const at = openingSpan(codeBlock, context);
  const message = `this code block is too long to highlight (the limit is ${limit})`;
  const hint = 'show only the part that matters with `lines=…` or `region=…`, or use the language `text`';
  context.diagnostics.push(warning('code/too-long', message, at, { hint }));
  return false;
}

function checkMarks(codeBlock: CodeBlock, code: string, context: RenderContext): void {
  const { marks } = codeBlock.info;
  if (!marks) return;
  const lines = parseMarks(marks.value);
  const last = code.split('\n').length;
  const at = infoSpan(codeBlock, marks, context);
  if (!lines) {
    const message = `\`{${marks.value}}\` is not a list of line numbers`;
    context.diagnostics.push(warning('code/bad-marks', message, at, { hint: 'write a list such as `{1,3-4}`' }));
  } else if (Math.max(...lines) > last) {
    const message = `line ${Math.max(...lines)} cannot be marked: this block has only ${last === 1 ? '1 line' : `${last} lines`}`;
    context.diagnostics.push(warning('code/bad-marks', message, at, { hint: 'the first line shown is line 1' }));
  }
}
