// The content of listings, finished. Where lines are marked, numbered or show a change, each becomes an element of its own, and
// highlighted stretches that cross a line's end are closed there and opened again in the next. Must run after highlighting. Most nodes of a
// technical post are such stretches: they are printed here, so that no later stage has to walk them.

import type { Element, ElementContent, Root } from 'hast';
import { cleanText } from '../context/clean-text.ts';
import { markup } from '../html/class-names.ts';
import { classesOf, eachElement, element, isElement, text, textOf } from '../html/tree.ts';
import type { Fence } from './code-blocks.ts';
import { parseMarks } from './fence-info.ts';

export function codeLines(tree: Root): void {
  eachElement(tree, (node, ancestors) => {
    const fence = node.data?.fence;
    if (!fence) return;
    if (hasLines(fence)) divide(node, fence);
    const pre = ancestors.at(-1);
    if (isElement(pre) && isNumbered(fence)) pre.properties['className'] = [markup.numbered];
    node.children = [{ type: 'finished', html: cleanText(printed(node.children)), text: textOf(node) }];
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
function hasLines({ info }: Fence): boolean {
  return info.marks !== null || info.words.some(({ value }) => value === 'diff' || value === 'numbers');
}

export function isDiff({ info }: Fence): boolean {
  return info.words.some(({ value }) => value === 'diff');
}

function isNumbered({ info }: Fence): boolean {
  return info.words.some(({ value }) => value === 'numbers');
}

function divide(code: Element, fence: Fence): void {
  const marked = parseMarks(fence.info.marks?.value ?? '') ?? new Set();
  const signs = isDiff(fence) ? (fence.passage?.text ?? '').split('\n').map((line) => line.charAt(0)) : [];
  const lines = linesOf(code.children);
  if (lines.at(-1)?.length === 0) lines.pop();
  code.children = lines.flatMap((children, index): ElementContent[] => {
    const className: string[] = [markup.line];
    const sign = signs[index] ?? '';
    if (marked.has(index + 1)) className.push(markup.lineMarked);
    if (sign === '+') className.push(markup.lineAdded);
    if (sign === '-') className.push(markup.lineRemoved);
    const number = isNumbered(fence) ? { dataLine: String((fence.passage?.firstLine ?? 1) + index) } : {};
    const before = isDiff(fence) ? [element('span', { className: [markup.lineSign] }, [text(sign || ' ')])] : [];
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
