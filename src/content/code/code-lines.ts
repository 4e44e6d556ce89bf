// The content of listings, finished. Where lines are marked, numbered or show a change, each becomes an element of its own, and
// highlighted ranges that cross a line's end are closed there and opened again in the next. Must run after highlighting. Most nodes of a
// technical post are such ranges: they are printed here, so that no later stage has to walk them.

import type { Element, ElementContent, Root } from 'hast';
import { cleanText } from '../context/clean-text.ts';
import type { CodeBlock } from '../context/code-block.ts';
import { classNames } from '../html/class-names.ts';
import { classesOf, eachElement, element, isElement, text, textOf } from '../html/tree.ts';
import { parseMarks } from './fence-info.ts';

export function codeLines(tree: Root): void {
  eachElement(tree, (node, ancestors) => {
    const codeBlock = node.data?.codeBlock;
    if (!codeBlock) return;
    if (hasLines(codeBlock)) divide(node, codeBlock);
    const pre = ancestors.at(-1);
    if (isElement(pre) && isNumbered(codeBlock)) pre.properties['className'] = [classNames.numbered];
    node.children = [{ type: 'prerendered', html: cleanText(printed(node.children)), text: textOf(node) }];
  });
}

/** As rehype-stringify prints them. */
function printed(nodes: readonly ElementContent[]): string {
  let html = '';
  for (const node of nodes) {
    if (node.type === 'text') html += node.value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    if (!isElement(node)) continue;
    const line = node.properties['dataLine'];
    const number = line === undefined ? '' : ` data-line="${String(line)}"`;
    html += `<span class="${classesOf(node).join(' ')}"${number}>${printed(node.children)}</span>`;
  }
  return html;
}

/** Whether a listing shows anything about single lines. */
function hasLines({ info }: CodeBlock): boolean {
  return info.marks !== null || info.words.some(({ value }) => value === 'diff' || value === 'numbers');
}

export function isDiff({ info }: CodeBlock): boolean {
  return info.words.some(({ value }) => value === 'diff');
}

function isNumbered({ info }: CodeBlock): boolean {
  return info.words.some(({ value }) => value === 'numbers');
}

function divide(code: Element, codeBlock: CodeBlock): void {
  const marked = parseMarks(codeBlock.info.marks?.value ?? '') ?? new Set();
  const signs = isDiff(codeBlock) ? (codeBlock.snippet?.text ?? '').split('\n').map((line) => line.charAt(0)) : [];
  const lines = linesOf(code.children);
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

/** Divides content at its line ends; each line is whole by itself. */
function linesOf(nodes: readonly ElementContent[]): ElementContent[][] {
  const lines: ElementContent[][] = [[]];
  for (const node of nodes) {
    const parts = isElement(node)
      ? linesOf(node.children).map((children) => (children.length > 0 ? [{ ...node, children }] : []))
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
