// Converts TeX formulas to MathML with Temml. Browsers display MathML natively; feeds get the TeX. Must not print inline styles, because
// the site's Content Security Policy forbids them: they become classes. Must not be imported unless a page has a formula.

import type { ElementContent } from 'hast';
import temml from 'temml';
import { error, type Span } from '../../model/diagnostic.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { openingSpan } from '../context/spans.ts';
import { classNames } from '../html/class-names.ts';
import { scrollBox } from '../html/scroll-box.ts';
import { element, type PerOutputNode, text } from '../html/tree.ts';
import { isClosed } from '../markdown/math-syntax.ts';

/** In characters; a thousand characters of TeX fill a page with formulas. */
const maxLength = 5_000;
/** In characters; longer lines are likely to be wider than a page. */
const wideLength = 120;

/** The formula; empty, with an error reported, if its TeX is invalid or too long. */
export function formula(codeBlock: CodeBlock, caption: ElementContent[], context: RenderContext): ElementContent[] {
  const tex = (codeBlock.snippet?.text ?? '').trim();
  reportUnclosed(codeBlock, context);
  const html = mathMl(tex, codeBlock, context);
  if (html === null) return [];
  const feed = [element('code', {}, [text(tex)])];
  if (codeBlock.isInline) return [perOutput([{ type: 'prerendered', html }], feed)];
  const isWide = tex.split('\\\\').some((line) => line.length > wideLength);
  const scroll = isWide ? scrollBox(context.words.formula) : {};
  const block = element('div', { className: [classNames.math], ...scroll }, [{ type: 'prerendered', html }]);
  const display = perOutput([block], [element('pre', {}, feed)]);
  if (caption.length === 0) return [display];
  return [element('figure', { className: [classNames.figure] }, [display, element('figcaption', {}, caption)])];
}

function perOutput(site: ElementContent[], feed: ElementContent[]): PerOutputNode {
  return { type: 'per-output', site, feed, articleOnly: false };
}

function reportUnclosed({ node, range }: CodeBlock, context: RenderContext): void {
  const written = context.text.slice(range.start, range.end);
  if (node.type !== 'math' || isClosed(node, written)) return;
  const at = context.span(range.start, range.start + 2);
  const hint = 'close it with `$$` on a line of its own';
  context.diagnostics.push(error('math/unclosed', 'this formula is never closed', at, { hint }));
}

function mathMl(tex: string, codeBlock: CodeBlock, context: RenderContext): string | null {
  if (tex.length > maxLength) {
    const message = `this formula has more than ${maxLength / 1000},000 characters`;
    const hint = 'split it into several formulas';
    context.diagnostics.push(error('math/too-long', message, openingSpan(codeBlock, context), { hint }));
    return null;
  }
  try {
    const options = { displayMode: !codeBlock.isInline, throwOnError: true, trust: false, maxExpand: 500 };
    return withoutStyles(temml.renderToString(tex, options));
  } catch (failure) {
    if (!(failure instanceof Error)) throw failure;
    const position = 'position' in failure && typeof failure.position === 'number' ? failure.position : 0;
    const message = failure.message.split(/ at (?:position|end of input)/)[0]?.trim() ?? '';
    const at = errorSpan(tex, position, codeBlock, context);
    context.diagnostics.push(error('math/syntax', `invalid TeX: ${message.replace(/\.$/, '')}`, at));
    return null;
  }
}

/** The character that a formula fails at, if the page contains the formula verbatim; else its line. */
function errorSpan(tex: string, position: number, codeBlock: CodeBlock, context: RenderContext): Span {
  const { start, end } = codeBlock.range;
  const inside = context.text.slice(start, end).indexOf(tex);
  if (codeBlock.snippet?.path === null && inside >= 0 && tex !== '') {
    const offset = start + inside + Math.min(position, tex.length - 1);
    return context.span(offset, offset + 1);
  }
  const line = tex.slice(0, position).split('\n').length - 1;
  return codeBlock.snippet?.lineSpan(line) ?? openingSpan(codeBlock, context);
}

/** Replaces inline styles by classes, and inline colors by `mathcolor`. */
function withoutStyles(html: string): string {
  return html.replace(/<([a-z]+)((?:\s[\w:-]+="[^"]*")*)>/g, (all, name: string, attributes: string) => {
    const style = / style="([^"]*)"/.exec(attributes)?.[1];
    if (style === undefined) return all;
    const given = / class="([^"]*)"/.exec(attributes)?.[1];
    const classes = [...(given === undefined ? [] : given.split(' ')), ...classesFor(style)];
    const color = /(?:^|;)color:(#[0-9a-f]{3,8})/i.exec(style)?.[1];
    const rest = attributes.replace(/ (?:style|class)="[^"]*"/g, '');
    const names = classes.length > 0 ? ` class="${classes.join(' ')}"` : '';
    return `<${name}${rest}${names}${color ? ` mathcolor="${color}"` : ''}>`;
  });
}

/** Classes for Temml's styles: padding of table cells in whole ems, lines and boxes. Its other styles are browser defaults. */
function classesFor(style: string): string[] {
  const classes: string[] = [];
  for (const [, side = '', number = '', unit = ''] of style.matchAll(/padding-(left|right):([\d.]+)(em|pt)?/g)) {
    const ems = Number(number) / (unit === 'pt' ? 10 : 1);
    // The default padding of cells is about half an em.
    if (ems < 0.2) classes.push(`math-${side}-0`);
    else if (ems > 0.75) classes.push(ems < 1.5 ? `math-${side}-1` : `math-${side}-2`);
  }
  for (const [, side = ''] of style.matchAll(/border-(left|right|top|bottom):/g)) classes.push(`math-line-${side}`);
  if (/(?:^|;)border:/.test(style)) classes.push('math-box');
  if (/(?:^|;)width:100%/.test(style)) classes.push('math-full');
  if (/(?:^|;)width:50%/.test(style)) classes.push('math-half');
  return classes;
}
