// Prints the content of listings. If lines are marked, numbered or show a change, each line becomes an element, and highlighted ranges
// that span several lines are split at line ends. Must run after highlighting. Most nodes of a technical post are highlighted ranges;
// printing them here saves every later stage from walking them.

import type { Element, ElementContent, Root } from 'hast';
import { cleanText } from '../../text/clean-text.ts';
import type { CodeBlock } from '../context/code-block.ts';
import { classNames } from '../html/class-names.ts';
import { classesOf, eachElement, element, isElement, text, textOf } from '../html/tree.ts';
import { parseMarks } from './fence-info.ts';

export function codeLines(tree: Root): void {
  eachElement(tree, (node, ancestors) => {
    const codeBlock = node.data?.codeBlock;
    if (!codeBlock) return;
    if (hasLines(codeBlock)) wrapLines(node, codeBlock);
    const pre = ancestors.at(-1);
    if (isElement(pre) && isNumbered(codeBlock)) pre.properties['className'] = [classNames.numbered];
    node.children = [{ type: 'prerendered', html: cleanText(printHighlighted(node.children)), text: textOf(node) }];
  });
}

/** Prints highlighted code byte for byte as rehype-stringify does. */
function printHighlighted(nodes: readonly ElementContent[]): string {
  let html = '';
  for (const node of nodes) {
    if (node.type === 'text') html += node.value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    if (!isElement(node)) continue;
    const line = node.properties['dataLine'];
    const number = line === undefined ? '' : ` data-line="${String(line)}"`;
    html += `<span class="${classesOf(node).join(' ')}"${number}>${printHighlighted(node.children)}</span>`;
  }
  return html;
}

/** Whether a listing needs an element for each line. */
function hasLines({ info }: CodeBlock): boolean {
  return info.marks !== null || info.words.some(({ value }) => value === 'diff' || value === 'numbers');
}

/** Whether a listing shows a change, with a sign at the start of each line. */
export function isDiff({ info }: CodeBlock): boolean {
  return info.words.some(({ value }) => value === 'diff');
}

function isNumbered({ info }: CodeBlock): boolean {
  return info.words.some(({ value }) => value === 'numbers');
}

function wrapLines(code: Element, codeBlock: CodeBlock): void {
  const marked = parseMarks(codeBlock.info.marks?.value ?? '') ?? new Set();
  const signs = isDiff(codeBlock) ? (codeBlock.snippet?.text ?? '').split('\n').map((line) => line.charAt(0)) : [];
  const lines = splitLines(code.children);
  if (lines.at(-1)?.length === 0) lines.pop();
  code.children = lines.flatMap((children, index): ElementContent[] => {
    const className: string[] = [classNames.line];
    const sign = signs[index] ?? '';
    if (marked.has(index + 1)) className.push(classNames.lineMarked);
    if (sign === '+') className.push(classNames.lineAdded);
    if (sign === '-') className.push(classNames.lineRemoved);
    const number = isNumbered(codeBlock) ? { dataLine: String((codeBlock.snippet?.firstLine ?? 1) + index) } : {};
    const before = isDiff(codeBlock)
      ? [element('span', { className: [classNames.lineSign] }, [text(sign || ' ')])]
      : [];
    return [element('span', { className, ...number }, [...before, ...children]), text('\n')];
  });
}

/** Splits content at line ends. Elements that span several lines are repeated in each of them. */
function splitLines(nodes: readonly ElementContent[]): ElementContent[][] {
  const lines: ElementContent[][] = [[]];
  for (const node of nodes) {
    const parts = isElement(node)
      ? splitLines(node.children).map((children) => (children.length > 0 ? [{ ...node, children }] : []))
      : textOf(node)
          .split('\n')
          .map((part) => (part === '' ? [] : [text(part)]));
    parts.forEach((part, index) => {
      if (index > 0) lines.push([]);
      lines.at(-1)?.push(...part);
    });
  }
  return lines;
}
