// Headings: the first level of a text becomes `h2`, each gets an id and a permalink, and the outline is taken down.
// The id is made of the heading's text as GitHub makes it, so that it stays the same while the text does.

import { slug } from 'github-slugger';
import type { Element, Parents, Root } from 'hast';
import { warning } from '../../model/diagnostic.ts';
import type { Heading } from '../../model/page.ts';
import { type RenderContext, spanOf } from '../context/render-context.ts';
import { classNames } from './class-names.ts';
import { claimId } from './ids.ts';
import { eachElement, element, isElement, text, textOf } from './tree.ts';

export function headings(tree: Root, context: RenderContext): void {
  const found: { node: Element; depth: number; isInOutline: boolean }[] = [];
  eachElement(tree, (node, ancestors) => {
    const depth = depthOf(node);
    if (depth !== null) found.push({ node, depth, isInOutline: !ancestors.some(isAside) });
  });
  const ofText = found.filter(({ isInOutline }) => isInOutline);
  const shift = 2 - Math.min(...(ofText.length > 0 ? ofText : found).map(({ depth }) => depth));
  let above: number | null = null;
  found.forEach(({ node, depth, isInOutline }, index) => {
    const level = levelFor(depth + shift);
    node.tagName = `h${level}`;
    const heading = { depth: level, id: idFor(node, index, context), text: folded(textOf(node)) };
    if (isInOutline) {
      if (above !== null && depth > above + 1) saySkipped(node, above, depth, context);
      above = depth;
      context.outline.push(heading);
    }
    addPermalink(node, heading, context);
  });
}

function depthOf(node: Element): number | null {
  return /^h[1-6]$/.test(node.tagName) ? Number(node.tagName[1]) : null;
}

/** Quotes and footnotes may have headings, but those are not the article's. */
function isAside(node: Parents): boolean {
  return isElement(node) && (['blockquote', 'aside'].includes(node.tagName) || node.data?.isNotes === true);
}

function levelFor(depth: number): Heading['depth'] {
  if (depth <= 2) return 2;
  return depth === 3 || depth === 4 || depth === 5 ? depth : 6;
}

function idFor(node: Element, index: number, context: RenderContext): string {
  const own = node.properties['id'];
  if (own !== undefined && own !== null) return String(own);
  const made = slug(folded(textOf(node))).replace(/^-+|-+$/g, '');
  const id = claimId(made === '' ? `section-${index + 1}` : made, context);
  node.properties['id'] = id;
  return id;
}

function saySkipped(node: Element, above: number, depth: number, context: RenderContext): void {
  const message = `this heading skips from level ${above} to ${depth}`;
  const hint = `write it with \`${'#'.repeat(above + 1)}\``;
  context.diagnostics.push(warning('heading/skipped-level', message, spanOf(node, context), { hint }));
}

function addPermalink(node: Element, heading: Heading, context: RenderContext): void {
  if (heading.text === '') {
    const hint = 'write its text or take it out';
    context.diagnostics.push(warning('heading/empty', 'this heading has no text', spanOf(node, context), { hint }));
  }
  const ariaLabel = context.words.permalink(heading.text);
  const properties = { className: [classNames.permalink], href: `#${encodeURIComponent(heading.id)}`, ariaLabel };
  const site = [text(' '), element('a', properties, [text('#')])];
  node.children.push({ type: 'per-output', site, feed: [], articleOnly: true });
}

function folded(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}
