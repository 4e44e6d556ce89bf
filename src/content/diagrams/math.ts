// Formulas in TeX, made MathML by temml, which is loaded when a page has a first one. Browsers show MathML themselves; feeds get the TeX.
// Inline styles, which the site's policy forbids, become classes.

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

/** In letters; TeX of a thousand letters is a page of formulas. */
const maxLength = 5_000;
/** Longer formulas are likely to be wider than a page. */
const wideLength = 120;

export function formula(codeBlock: CodeBlock, caption: ElementContent[], context: RenderContext): ElementContent[] {
  const tex = (codeBlock.snippet?.text ?? '').trim();
  sayUnclosed(codeBlock, context);
  const html = mathMl(tex, codeBlock, context);
  if (html === null) return [];
  const feed = [element('code', {}, [text(tex)])];
  if (codeBlock.isInline) return [medium([{ type: 'prerendered', html }], feed)];
  const isWide = tex.split('\\\\').some((line) => line.length > wideLength);
  const scroll = isWide ? scrollBox(context.words.formula) : {};
  const block = element('div', { className: [classNames.math], ...scroll }, [{ type: 'prerendered', html }]);
  const both = medium([block], [element('pre', {}, feed)]);
  if (caption.length === 0) return [both];
  return [element('figure', { className: [classNames.figure] }, [both, element('figcaption', {}, caption)])];
}

function medium(site: ElementContent[], feed: ElementContent[]): PerOutputNode {
  return { type: 'per-output', site, feed, articleOnly: false };
}

function sayUnclosed({ node, range }: CodeBlock, context: RenderContext): void {
  const written = context.text.slice(range.start, range.end);
  if (node.type !== 'code' || !written.startsWith('$$') || isClosed(written)) return;
  const at = context.span(range.start, range.start + 2);
  const hint = 'close it with a line that holds `$$` alone';
  context.diagnostics.push(error('math/unclosed', 'this formula never ends', at, { hint }));
}

function mathMl(tex: string, codeBlock: CodeBlock, context: RenderContext): string | null {
  if (tex.length > maxLength) {
    const message = `this formula has more than ${maxLength / 1000},000 characters`;
    context.diagnostics.push(error('math/too-long', message, openingSpan(codeBlock, context), { hint: 'divide it' }));
    return null;
  }
  try {
    const options = { displayMode: !codeBlock.isInline, throwOnError: true, trust: false, maxExpand: 500 };
    return withoutStyles(temml.renderToString(tex, options));
  } catch (failure) {
    if (!(failure instanceof Error)) throw failure;
    const position = 'position' in failure && typeof failure.position === 'number' ? failure.position : 0;
    const message = failure.message.split(/ at (?:position|end of input)/)[0]?.trim() ?? '';
    const at = placeOf(tex, position, codeBlock, context);
    context.diagnostics.push(error('math/syntax', `temml says: ${message.replace(/\.$/, '')}`, at));
    return null;
  }
}

/** The character that a formula fails at, where it stands in the file as it is; else its line. */
function placeOf(tex: string, position: number, codeBlock: CodeBlock, context: RenderContext): Span {
  const { start, end } = codeBlock.range;
  const inside = context.text.slice(start, end).indexOf(tex);
  if (codeBlock.snippet?.path === null && inside >= 0 && tex !== '') {
    const offset = start + inside + Math.min(position, tex.length - 1);
    return context.span(offset, offset + 1);
  }
  const line = tex.slice(0, position).split('\n').length - 1;
  return codeBlock.snippet?.lineSpan(line) ?? openingSpan(codeBlock, context);
}

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

/** What temml's styles mean, as classes: distances of table cells in whole ems, lines, boxes. Its other styles are what browsers do anyway. */
function classesFor(style: string): string[] {
  const classes: string[] = [];
  for (const [, side = '', number = '', unit = ''] of style.matchAll(/padding-(left|right):([\d.]+)(em|pt)?/g)) {
    const ems = Number(number) / (unit === 'pt' ? 10 : 1);
    // About half an em is what cells have by themselves.
    if (ems < 0.2) classes.push(`math-${side}-0`);
    else if (ems > 0.75) classes.push(ems < 1.5 ? `math-${side}-1` : `math-${side}-2`);
  }
  for (const [, side = ''] of style.matchAll(/border-(left|right|top|bottom):/g)) classes.push(`math-line-${side}`);
  if (/(?:^|;)border:/.test(style)) classes.push('math-box');
  if (/(?:^|;)width:100%/.test(style)) classes.push('math-full');
  if (/(?:^|;)width:50%/.test(style)) classes.push('math-half');
  return classes;
}
