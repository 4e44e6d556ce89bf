// Code blocks: puts the HTML of each one where its mark was left. What is drawn or typeset instead of being shown as code is handed
// to the renderer of its language, loaded when a page first uses it; highlighting comes after this.

import type { Element, ElementContent, Root } from 'hast';
import { warning } from '../../model/diagnostic.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { infoSpan, openingSpan } from '../context/spans.ts';
import { eachElement, element, rewrite, text } from '../html/tree.ts';
import { codeBlockAt } from './code-blocks.ts';
import { frame, languageOf, scrolling } from './code-figure.ts';
import { isDiff } from './code-lines.ts';
import { parseMarks } from './fence-info.ts';
import { sayUnknownLanguage } from './highlighting.ts';
import { plainLanguages } from './languages.ts';

/** Makes what stands in the place of a code block. */
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
  for (const place of marks) place.content = await renderCodeBlock(place.codeBlock, place.mark.children, context);
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

/** What is not shown as code, by language. */
const renderers: { readonly [language: string]: () => Promise<CodeBlockRenderer> } = {
  console: async () => (await import('./console.ts')).consoleSession,
  'shell-session': async () => (await import('./console.ts')).consoleSession,
  dot: async () => (await import('../diagrams/dot.ts')).dotDiagram,
  graphviz: async () => (await import('../diagrams/dot.ts')).dotDiagram,
  math: async () => (await import('../diagrams/math.ts')).formula,
  sequence: async () => (await import('../diagrams/sequence.ts')).sequenceDiagram,
  terminal: async () => (await import('./console.ts')).consoleSession,
};

/** Longer blocks and lines are not highlighted: some grammars take time that grows with the square of the length. */
const longestBlock = 20_000;
const longestLine = 5_000;

function listing(codeBlock: CodeBlock, caption: ElementContent[], context: RenderContext): ElementContent[] {
  const code = isDiff(codeBlock) ? withoutSigns(codeBlock.snippet?.text ?? '') : (codeBlock.snippet?.text ?? '');
  const language = languageOf(codeBlock);
  const isHighlighted = isName(language, codeBlock, context) && canHighlight(code, codeBlock, context);
  const className = isHighlighted ? [`language-${language}`] : [];
  const shown = element('code', className.length > 0 ? { className } : {}, [text(code === '' ? '' : `${code}\n`)]);
  checkMarks(codeBlock, code, context);
  shown.data = { ...shown.data, codeBlock };
  return [frame(codeBlock, caption, [element('pre', scrolling(code, codeBlock, context), [shown])])];
}

/** Whether a language can be asked for; what could break out of a class name is no language. */
function isName(language: string, codeBlock: CodeBlock, context: RenderContext): boolean {
  if (language === '' || plainLanguages.includes(language)) return false;
  if (/^[a-z0-9][\w+#.-]*$/.test(language)) return true;
  sayUnknownLanguage(codeBlock, context);
  return false;
}

/** The code of a listing that shows a change, so that it can be highlighted; `code-lines.ts` brings the signs back. */
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
  const line = code.length > longestLine ? code.split('\n').findIndex((one) => one.length > longestLine) : -1;
  if (code.length <= longestBlock && line < 0) return true;
  const what = line < 0 ? `${longestBlock / 1000},000 characters` : `lines of ${longestLine / 1000},000`;
  const at = openingSpan(codeBlock, context);
  const message = `this block is too long to be highlighted (at most ${what})`;
  const hint = 'show the part that matters with `lines=…` or `region=…`, or write `text` as its language';
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
    const message = `\`{${marks.value}}\` is no list of lines`;
    context.diagnostics.push(warning('code/bad-marks', message, at, { hint: 'write it as `{1,3-4}`' }));
  } else if (Math.max(...lines) > last) {
    const message = `the block has ${last === 1 ? '1 line' : `${last} lines`}, line ${Math.max(...lines)} cannot be marked`;
    context.diagnostics.push(warning('code/bad-marks', message, at, { hint: 'lines are counted in what is shown' }));
  }
}
