// The box around a code block: title, language label and caption, and whether the box is wide or scrolls. Must not look into the code
// beyond the length of its lines.

import type { Element, ElementContent } from 'hast';
import { columnsOf } from '../../text/display-width.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { classNames } from '../html/class-names.ts';
import { scrollBox } from '../html/scroll-box.ts';
import { element, text } from '../html/tree.ts';
import { languageLabel } from './languages.ts';

/** The language in lower case: as written, or else from the included file's name; empty where neither names one. */
export function languageOf({ info, snippet }: Pick<CodeBlock, 'info' | 'snippet'>): string {
  // `.env` and `.gitignore` are names of files.
  const written = info.language.value.toLowerCase().replace(/^\.(?=[a-z])/, '');
  if (written !== '' || !snippet?.path) return written;
  const name = snippet.path.slice(snippet.path.lastIndexOf('/') + 1).toLowerCase();
  if (name === 'dockerfile' || name === 'makefile') return name;
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
}

/** Columns that fit the width of the text; a block with a longer line gets a wider box. */
const textColumns = 64;

/** Columns that fit the page; a block with a longer line scrolls. */
const pageColumns = 80;

/** The box around a block: title above, caption below, each only if the block has one. */
export function codeFigure(
  codeBlock: CodeBlock,
  caption: ElementContent[],
  children: ElementContent[],
  ...classes: string[]
): Element {
  const title = codeBlock.info.options['title']?.value ?? '';
  const lines = (codeBlock.snippet?.text ?? '').split('\n');
  const isWide = lines.some((line) => columnsOf(line) > textColumns);
  const label = languageLabel(languageOf(codeBlock));
  // Without a title, the label is in the corner, where it must not hide the end of the first line.
  const room = (isWide ? pageColumns : textColumns) - (title === '' ? columnsOf(lines[0] ?? '') : 0);
  const properties = {
    className: [classNames.code, ...(isWide ? [classNames.codeWide] : []), ...classes],
    ...(label && label.length + 2 <= room ? { dataLanguage: label } : {}),
  };
  const above = title === '' ? [] : [element('span', { className: [classNames.codeTitle] }, [text(title)])];
  const below = caption.length === 0 ? [] : [element('span', { className: [classNames.codeCaption] }, caption)];
  if (above.length + below.length === 0) return element('div', properties, children);
  if (below.length === 0) return element('figure', properties, [element('figcaption', {}, above), ...children]);
  return element('figure', properties, [...children, element('figcaption', {}, [...above, ...below])]);
}

/** The attributes of a `pre`: those of a scrolling box if a line of its code is wider than the page. */
export function scrollIfWide(code: string, codeBlock: CodeBlock, context: RenderContext) {
  const isWide = code.split('\n').some((line) => columnsOf(line) > pageColumns);
  if (!isWide) return {};
  const title = codeBlock.info.options['title']?.value;
  return scrollBox(title ?? context.words.code(languageLabel(languageOf(codeBlock)) ?? ''));
}
