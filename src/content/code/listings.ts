// Code blocks: puts the HTML of each one where its mark was left. What is drawn or typeset instead of being shown as code is handed
// to the renderer of its language, loaded when a page first uses it; highlighting comes after this.

import type { Element, ElementContent, Root } from 'hast';
import { warning } from '../../model/diagnostic.ts';
import { columnsOf } from '../../text/display-width.ts';
import type { Manuscript } from '../context/render-context.ts';
import { markup } from '../html/class-names.ts';
import { eachElement, element, rewrite, text } from '../html/tree.ts';
import { type Fence, fenceAt, infoSpan, openingSpan } from './code-blocks.ts';
import { isDiff } from './code-lines.ts';
import { parseMarks } from './fence-info.ts';
import { sayUnknownLanguage } from './highlighting.ts';
import { languageLabel, plainLanguages } from './languages.ts';

/** Makes what stands in the place of a code block. */
type FenceRenderer = (
  fence: Fence,
  caption: ElementContent[],
  manuscript: Manuscript,
) => ElementContent[] | Promise<ElementContent[]>;

export async function listings(tree: Root, manuscript: Manuscript): Promise<void> {
  if (manuscript.fences.length === 0) return;
  const marks: { mark: Element; fence: Fence; content: ElementContent[] }[] = [];
  eachElement(tree, (mark) => {
    const fence = fenceAt(mark, manuscript);
    if (fence) marks.push({ mark, fence, content: [] });
  });
  for (const place of marks) place.content = await renderFence(place.fence, place.mark.children, manuscript);
  const contents = new Map(marks.map(({ mark, content }) => [mark, content]));
  rewrite(tree, (node) => contents.get(node));
}

async function renderFence(fence: Fence, caption: ElementContent[], manuscript: Manuscript): Promise<ElementContent[]> {
  if (!fence.passage) return [];
  const language = languageOf(fence);
  const load = Object.hasOwn(renderers, language) ? renderers[language] : undefined;
  const render = load ? await load() : listing;
  return render(fence, caption, manuscript);
}

/** What is not shown as code, by language. */
const renderers: { readonly [language: string]: () => Promise<FenceRenderer> } = {
  console: async () => (await import('./console.ts')).consoleSession,
  'shell-session': async () => (await import('./console.ts')).consoleSession,
  dot: async () => (await import('../diagrams/dot.ts')).dotDiagram,
  graphviz: async () => (await import('../diagrams/dot.ts')).dotDiagram,
  math: async () => (await import('../diagrams/math.ts')).formula,
  sequence: async () => (await import('../diagrams/sequence.ts')).sequenceDiagram,
  terminal: async () => (await import('./console.ts')).consoleSession,
};

/** The language as written, or as the included file's name tells it; lower case. */
export function languageOf({ info, passage }: Fence): string {
  const written = info.language.value.toLowerCase();
  if (written !== '' || !passage?.path) return written;
  const name = passage.path.slice(passage.path.lastIndexOf('/') + 1).toLowerCase();
  if (name === 'dockerfile' || name === 'makefile') return name;
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
}

/** Longer blocks and lines are not highlighted: some grammars take time that grows with the square of the length. */
const longestBlock = 20_000;
const longestLine = 5_000;

/** Columns that fit beside the text's own width; a block with a longer line is set wider. */
const textColumns = 64;

/** Columns that fit the page; a block with a longer line scrolls and must be reachable by keyboard. */
const pageColumns = 80;

function listing(fence: Fence, caption: ElementContent[], manuscript: Manuscript): ElementContent[] {
  const code = isDiff(fence) ? withoutSigns(fence.passage?.text ?? '') : (fence.passage?.text ?? '');
  const language = languageOf(fence);
  const isHighlighted = isName(language, fence, manuscript) && canHighlight(code, fence, manuscript);
  const className = isHighlighted ? [`language-${language}`] : [];
  const shown = element('code', className.length > 0 ? { className } : {}, [text(code === '' ? '' : `${code}\n`)]);
  checkMarks(fence, code, manuscript);
  shown.data = { ...shown.data, fence };
  return [frame(fence, caption, [element('pre', scrolling(code, fence, manuscript), [shown])])];
}

/** Whether a language can be asked for; what could break out of a class name is no language. */
function isName(language: string, fence: Fence, manuscript: Manuscript): boolean {
  if (language === '' || plainLanguages.includes(language)) return false;
  if (/^[a-z0-9][\w+#.-]*$/.test(language)) return true;
  sayUnknownLanguage(fence, manuscript);
  return false;
}

/** The code of a listing that shows a change, so that it can be highlighted; `code-lines.ts` brings the signs back. */
function withoutSigns(code: string): string {
  return code.replace(/^[+\- ]/gm, '');
}

declare module 'hast' {
  interface ElementData {
    /** On the `code` of a listing. */
    fence?: Fence;
  }
}

/** The box around a block, with its title above and its caption below if it has them. */
export function frame(
  fence: Fence,
  caption: ElementContent[],
  children: ElementContent[],
  ...classes: string[]
): Element {
  const title = fence.info.options['title']?.value ?? '';
  const lines = (fence.passage?.text ?? '').split('\n');
  const isWide = lines.some((line) => columnsOf(line) > textColumns);
  const label = languageLabel(languageOf(fence));
  // Where there is no title the label stands in the corner, and must not hide how the first line ends.
  const room = (isWide ? pageColumns : textColumns) - (title === '' ? columnsOf(lines[0] ?? '') : 0);
  const properties = {
    className: [markup.code, ...(isWide ? [markup.codeWide] : []), ...classes],
    ...(label && label.length + 2 <= room ? { dataLanguage: label } : {}),
  };
  const above = title === '' ? [] : [element('span', { className: [markup.codeTitle] }, [text(title)])];
  const below = caption.length === 0 ? [] : [element('span', { className: [markup.codeCaption] }, caption)];
  if (above.length + below.length === 0) return element('div', properties, children);
  if (below.length === 0) return element('figure', properties, [element('figcaption', {}, above), ...children]);
  return element('figure', properties, [...children, element('figcaption', {}, [...above, ...below])]);
}

/** Makes a `pre` that has to scroll focusable. */
export function scrolling(code: string, fence: Fence, manuscript: Manuscript) {
  const isWide = code.split('\n').some((line) => columnsOf(line) > pageColumns);
  if (!isWide) return {};
  const title = fence.info.options['title']?.value;
  const ariaLabel = title ?? manuscript.words.code(languageLabel(languageOf(fence)) ?? '');
  return { tabIndex: 0, role: 'group', ariaLabel };
}

function canHighlight(code: string, fence: Fence, manuscript: Manuscript): boolean {
  const line = code.length > longestLine ? code.split('\n').findIndex((one) => one.length > longestLine) : -1;
  if (code.length <= longestBlock && line < 0) return true;
  const what = line < 0 ? `${longestBlock / 1000},000 characters` : `lines of ${longestLine / 1000},000`;
  const at = openingSpan(fence, manuscript);
  const message = `this block is too long to be highlighted (at most ${what})`;
  const hint = 'show the part that matters with `lines=…` or `region=…`, or write `text` as its language';
  manuscript.diagnostics.push(warning('code/too-long', message, at, { hint }));
  return false;
}

function checkMarks(fence: Fence, code: string, manuscript: Manuscript): void {
  const { marks } = fence.info;
  if (!marks) return;
  const lines = parseMarks(marks.value);
  const last = code.split('\n').length;
  const at = infoSpan(fence, marks, manuscript);
  if (!lines) {
    const message = `\`{${marks.value}}\` is no list of lines`;
    manuscript.diagnostics.push(warning('code/bad-marks', message, at, { hint: 'write it as `{1,3-4}`' }));
  } else if (Math.max(...lines) > last) {
    const message = `the block has ${last === 1 ? '1 line' : `${last} lines`}, line ${Math.max(...lines)} cannot be marked`;
    manuscript.diagnostics.push(warning('code/bad-marks', message, at, { hint: 'lines are counted in what is shown' }));
  }
}
