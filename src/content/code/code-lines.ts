// Prints the content of listings. If lines are marked, numbered or show a change, each line becomes an element, and highlighted ranges
// that span several lines are split at line ends. Folded lines get a `pre` of their own. Must run after highlighting. Most nodes of a
// technical post are highlighted ranges; printing them here saves every later stage from walking them.

import type { Element, ElementContent, Root } from 'hast';
import { cleanText } from '../../text/clean-text.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { classNames } from '../html/class-names.ts';
import { classesOf, eachElement, element, isElement, rewrite, text, textOf } from '../html/tree.ts';
import { scrollIfWide } from './code-figure.ts';
import {
  blockClasses,
  foldedParts,
  foldedRuns,
  hasStyledLines,
  type LineStyles,
  lineElement,
  lineStylesOf,
  withMarkedTerms,
} from './line-styles.ts';

export function codeLines(tree: Root, context: RenderContext): void {
  let hasFolds = false;
  eachElement(tree, (node, ancestors) => {
    const codeBlock = node.data?.codeBlock;
    if (!codeBlock) return;
    const styles = lineStylesOf(codeBlock);
    node.children = withMarkedTerms(node.children, codeBlock);
    if (styles.folded.size > 0) {
      hasFolds = true;
      return;
    }
    if (hasLines(codeBlock, styles)) node.children = wrapLines(linesOf(node), 1, codeBlock, styles);
    addClasses(ancestors.at(-1), codeBlock, styles);
    prerender(node);
  });
  if (hasFolds) rewrite(tree, (pre) => foldedPre(pre, context));
}

/** A `pre` with folded lines as several: a folded part is in a `details` element. */
function foldedPre(pre: Element, context: RenderContext): Element[] | undefined {
  const [code] = pre.children;
  const codeBlock = isElement(code, 'code') ? code.data?.codeBlock : undefined;
  if (!isElement(code, 'code') || !codeBlock) return undefined;
  const styles = lineStylesOf(codeBlock);
  if (styles.folded.size === 0) return undefined;
  const runs = foldedRuns(linesOf(code), (line) => styles.folded.has(line));
  const print = ({ lines, first }: { lines: readonly ElementContent[][]; first: number }): Element => {
    const plain = lines.map((line) => line.map(textOf).join('')).join('\n');
    const children = hasLines(codeBlock, styles)
      ? wrapLines(lines, first, codeBlock, styles)
      : lines.flatMap((line) => [...line, text('\n')]);
    const part = element('pre', scrollIfWide(plain, codeBlock, context), [element('code', code.properties, children)]);
    addClasses(part, codeBlock, styles);
    for (const child of part.children) if (isElement(child)) prerender(child);
    return part;
  };
  return foldedParts(runs, classNames.codeMore, print, context);
}

function addClasses(pre: Element | Root | undefined, codeBlock: CodeBlock, styles: LineStyles): void {
  const classes = [...(isNumbered(codeBlock) ? [classNames.numbered] : []), ...blockClasses(styles)];
  if (isElement(pre) && classes.length > 0) pre.properties['className'] = classes;
}

function prerender(code: Element): void {
  code.children = [{ type: 'prerendered', html: cleanText(printHighlighted(code.children)), text: textOf(code) }];
}

/** Prints highlighted code byte for byte as rehype-stringify does. */
function printHighlighted(nodes: readonly ElementContent[]): string {
  let html = '';
  for (const node of nodes) {
    if (node.type === 'text') html += node.value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    if (!isElement(node)) continue;
    const { tagName, properties } = node;
    const className = properties['className'] === undefined ? '' : ` class="${classesOf(node).join(' ')}"`;
    const line = properties['dataLine'] === undefined ? '' : ` data-line="${String(properties['dataLine'])}"`;
    const number = properties['dataNumber'] === undefined ? '' : ` data-number="${String(properties['dataNumber'])}"`;
    html += `<${tagName}${className}${line}${number}>${printHighlighted(node.children)}</${tagName}>`;
  }
  return html;
}

/** Whether a listing needs an element for each line. */
function hasLines(codeBlock: CodeBlock, styles: LineStyles): boolean {
  return hasStyledLines(styles) || codeBlock.info.marks !== null || isDiff(codeBlock) || isNumbered(codeBlock);
}

/** Whether a listing shows a change, with a sign at the start of each line. */
export function isDiff({ info }: CodeBlock): boolean {
  return info.words.some(({ value }) => value === 'diff');
}

function isNumbered({ info }: CodeBlock): boolean {
  return info.words.some(({ value }) => value === 'numbers');
}

function linesOf(code: Element): ElementContent[][] {
  const lines = splitLines(code.children);
  if (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

/** Lines of a listing as elements; the first one is the listing's line `first`, counted from 1. */
function wrapLines(
  lines: readonly ElementContent[][],
  first: number,
  codeBlock: CodeBlock,
  styles: LineStyles,
): ElementContent[] {
  const signs = isDiff(codeBlock) ? (codeBlock.snippet?.text ?? '').split('\n').map((line) => line.charAt(0)) : [];
  return lines.flatMap((children, index): ElementContent[] => {
    const sign = signs[first - 1 + index] ?? '';
    const before = isDiff(codeBlock)
      ? [element('span', { className: [classNames.lineSign] }, [text(sign || ' ')])]
      : [];
    const change = sign === '+' ? [classNames.lineAdded] : sign === '-' ? [classNames.lineRemoved] : [];
    const line = lineElement(first + index, [...before, ...children], styles, ...change);
    const number = (codeBlock.snippet?.firstLine ?? 1) + first - 1 + index;
    if (isNumbered(codeBlock)) line.properties['dataLine'] = String(number);
    return [line, text('\n')];
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
