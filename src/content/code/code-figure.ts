// The box around a code block: title, language label, caption, and whether it is wide or has to scroll.

import type { Element, ElementContent } from 'hast';
import { columnsOf } from '../../text/display-width.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { classNames } from '../html/class-names.ts';
import { scrollBox } from '../html/scroll-box.ts';
import { element, text } from '../html/tree.ts';
import { languageLabel } from './languages.ts';

/** The language as written, or as the included file's name tells it; lower case. */
export function languageOf({ info, snippet }: CodeBlock): string {
  const written = info.language.value.toLowerCase();
  if (written !== '' || !snippet?.path) return written;
  const name = snippet.path.slice(snippet.path.lastIndexOf('/') + 1).toLowerCase();
  if (name === 'dockerfile' || name === 'makefile') return name;
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
}

/** Columns that fit beside the text's own width; a block with a longer line is set wider. */
const textColumns = 64;

/** Columns that fit the page; a block with a longer line scrolls and must be reachable by keyboard. */
const pageColumns = 80;

/** The box around a block, with its title above and its caption below if it has them. */
export function frame(
  codeBlock: CodeBlock,
  caption: ElementContent[],
  children: ElementContent[],
  ...classes: string[]
): Element {
  const title = codeBlock.info.options['title']?.value ?? '';
  const lines = (codeBlock.snippet?.text ?? '').split('\n');
  const isWide = lines.some((line) => columnsOf(line) > textColumns);
  const label = languageLabel(languageOf(codeBlock));
  // Where there is no title the label stands in the corner, and must not hide how the first line ends.
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

/** Makes a `pre` that has to scroll focusable. */
export function scrolling(code: string, codeBlock: CodeBlock, context: RenderContext) {
  const isWide = code.split('\n').some((line) => columnsOf(line) > pageColumns);
  if (!isWide) return {};
  const title = codeBlock.info.options['title']?.value;
  return scrollBox(title ?? context.words.code(languageLabel(languageOf(codeBlock)) ?? ''));
}
