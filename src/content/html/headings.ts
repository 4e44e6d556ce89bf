// Headings: shifts the article's top level to `h2`, gives each heading an id and a permalink, and collects the outline.
// Ids are generated from the heading's text as GitHub does it, so an id must not change unless the text does.

import { slug } from 'github-slugger';
import type { Element, Parents, Root } from 'hast';
import { warning } from '../../model/diagnostic.ts';
import type { Heading } from '../../model/page.ts';
import { type RenderContext, spanOf } from '../context/render-context.ts';
import { classNames } from './class-names.ts';
import { isFootnoteList } from './footnote-marks.ts';
import { claimId } from './ids.ts';
import { eachElement, element, isElement, text, textOf } from './tree.ts';

export function headings(tree: Root, context: RenderContext): void {
  const all: { node: Element; depth: number; isInOutline: boolean }[] = [];
  eachElement(tree, (node, ancestors) => {
    const depth = depthOf(node);
    if (depth !== null) all.push({ node, depth, isInOutline: !ancestors.some(isOutsideOutline) });
  });
  const inOutline = all.filter(({ isInOutline }) => isInOutline);
  const shift = 2 - Math.min(...(inOutline.length > 0 ? inOutline : all).map(({ depth }) => depth));
  let previousDepth: number | null = null;
  all.forEach(({ node, depth, isInOutline }, index) => {
    const level = levelFor(depth + shift);
    node.tagName = `h${level}`;
    const heading = { depth: level, id: idFor(node, index, context), text: collapseSpaces(textOf(node)) };
    if (isInOutline) {
      if (previousDepth !== null && depth > previousDepth + 1) reportSkippedLevel(node, previousDepth, depth, context);
      previousDepth = depth;
      context.outline.push(heading);
    }
    if (!linksToItself(node, heading.id)) addPermalink(node, heading, context);
  });
}

function depthOf(node: Element): number | null {
  return /^h[1-6]$/.test(node.tagName) ? Number(node.tagName[1]) : null;
}

/** Headings in quotes and footnotes are not part of the article's outline. */
function isOutsideOutline(node: Parents): boolean {
  return isElement(node) && (['blockquote', 'aside'].includes(node.tagName) || isFootnoteList(node));
}

function levelFor(depth: number): Heading['depth'] {
  if (depth <= 2) return 2;
  return depth === 3 || depth === 4 || depth === 5 ? depth : 6;
}

function idFor(node: Element, index: number, context: RenderContext): string {
  const own = node.properties['id'];
  if (own !== undefined && own !== null) return String(own);
  const generated = slug(collapseSpaces(textOf(node))).replace(/^-+|-+$/g, '');
  const id = claimId(generated === '' ? `section-${index + 1}` : generated, context);
  node.properties['id'] = id;
  return id;
}

function reportSkippedLevel(node: Element, previousDepth: number, depth: number, context: RenderContext): void {
  const message = `the heading level jumps from ${previousDepth} to ${depth}`;
  const hint = `start this heading with \`${'#'.repeat(previousDepth + 1)}\``;
  context.diagnostics.push(warning('heading/skipped-level', message, spanOf(node, context), { hint }));
}

function addPermalink(node: Element, heading: Heading, context: RenderContext): void {
  if (heading.text === '') {
    const hint = 'write its text or remove the heading';
    context.diagnostics.push(warning('heading/empty', 'this heading has no text', spanOf(node, context), { hint }));
  }
  const ariaLabel = context.words.permalink(heading.text);
  const properties = { className: [classNames.permalink], href: `#${encodeURIComponent(heading.id)}`, ariaLabel };
  const site = [text(' '), element('a', properties, [text('#')])];
  node.children.push({ type: 'per-output', site, feed: [], articleOnly: true });
}

/** Whether a plugin has given the heading a permalink already. */
function linksToItself(node: Element, id: string): boolean {
  return node.children.some((child) => isElement(child, 'a') && child.properties['href'] === `#${id}`);
}

function collapseSpaces(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}
