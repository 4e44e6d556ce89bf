// Replaces the marks of code blocks by HTML. Diagrams, formulas and console sessions have a renderer for their language, loaded when a
// page first uses it; any other block becomes a listing. Must run before highlighting.

import type { Element, ElementContent, Parents, Root, RootContent } from 'hast';
import { warning } from '../../model/diagnostic.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { openingSpan } from '../context/spans.ts';
import { classNames } from '../html/class-names.ts';
import { eachElement, element, isBlank, isElement, rewrite, text } from '../html/tree.ts';
import { reportUnexplainedFiles } from './annotations.ts';
import { codeFigure, languageOf, scrollIfWide } from './code-figure.ts';
import { isDiff } from './code-lines.ts';
import { codeBlockAt } from './extract-code-blocks.ts';
import { reportUnknownLanguage } from './highlighting.ts';
import { consoleLanguages, drawnLanguages, isLanguageName, isPlainLanguage } from './languages.ts';
import { checkLineStyles, reportIgnoredStyles } from './line-styles.ts';

/** Returns the HTML for a code block; empty, with an error reported, if it can't be rendered. */
type CodeBlockRenderer = (
  codeBlock: CodeBlock,
  caption: ElementContent[],
  context: RenderContext,
) => ElementContent[] | Promise<ElementContent[]>;

export async function renderCodeBlocks(tree: Root, context: RenderContext): Promise<void> {
  if (context.codeBlocks.length === 0) return;
  const blocks: RenderedBlock[] = [];
  eachElement(tree, (mark, ancestors) => {
    const codeBlock = codeBlockAt(mark, context);
    if (codeBlock) blocks.push({ mark, codeBlock, content: [], ...surroundingsOf(mark, codeBlock, ancestors.at(-1)) });
  });
  const contents = new Map<Element, ElementContent[]>();
  for (const block of blocks) {
    block.content = await renderCodeBlock(block.codeBlock, block.mark.children, context);
    contents.set(block.mark, block.content);
  }
  await joinTabs(blocks, contents, context);
  rewrite(tree, (node) => contents.get(node));
  reportUnexplainedFiles(context);
}

interface RenderedBlock {
  readonly mark: Element;
  readonly codeBlock: CodeBlock;
  content: ElementContent[];
  /** The list that explains its annotations, or null. */
  readonly list: Element | null;
  /** The element after the block and its list. */
  readonly next: ElementContent | RootContent | undefined;
}

/** What follows a block: the list of its annotations, and the element after it. */
function surroundingsOf(mark: Element, { snippet }: CodeBlock, parent: Parents | undefined) {
  const siblings = (parent?.children ?? []).filter((node) => !isBlank(node));
  const after = siblings.slice(siblings.indexOf(mark) + 1);
  const [list] = after;
  if (!snippet?.annotations.length || !isElement(list, 'ol')) return { list: null, next: list };
  list.properties['className'] = [classNames.annotations];
  return { list, next: after[1] };
}

/** Puts consecutive blocks that have a `tab` into one group, in the place of the first of them. */
async function joinTabs(
  blocks: readonly RenderedBlock[],
  contents: Map<Element, ElementContent[]>,
  context: RenderContext,
): Promise<void> {
  const groups: RenderedBlock[][] = [];
  for (const block of blocks.filter(({ codeBlock }) => codeBlock.info.options['tab'])) {
    const last = groups.at(-1);
    if (last?.at(-1)?.next === block.mark) last.push(block);
    else groups.push([block]);
  }
  if (groups.length === 0) return;
  const { tabGroups } = await import('./tabs.ts');
  const panels = groups.map((group) =>
    group.map(({ codeBlock, content, list }) => ({ codeBlock, content: list ? [...content, list] : content })),
  );
  tabGroups(panels, context).forEach((tabs, index) => {
    for (const { mark, list } of groups[index] ?? []) {
      contents.set(mark, []);
      if (list) contents.set(list, []);
    }
    const [first] = groups[index] ?? [];
    if (first) contents.set(first.mark, [tabs]);
  });
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
  if (drawnLanguages.includes(language)) reportIgnoredStyles(codeBlock, context);
  return render(codeBlock, caption, context);
}

/** Renderers of blocks that are not shown as code, by language. */
const renderers: { readonly [language: string]: () => Promise<CodeBlockRenderer> } = {
  ...Object.fromEntries(
    Array.from(consoleLanguages, (name) => [name, async () => (await import('./console.ts')).consoleSession]),
  ),
  dot: async () => (await import('../diagrams/dot.ts')).dotDiagram,
  graphviz: async () => (await import('../diagrams/dot.ts')).dotDiagram,
  mermaid: async () => (await import('../diagrams/mermaid/mermaid.ts')).mermaidDiagram,
  math: async () => (await import('../diagrams/math.ts')).formula,
  plot: async () => (await import('../diagrams/plot.ts')).plot,
  sequence: async () => (await import('../diagrams/sequence/sequence.ts')).sequenceDiagram,
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
  checkLineStyles(codeBlock, code, context);
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
