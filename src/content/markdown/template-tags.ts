// Template tags of other generators: Hugo's `{{< note >}}`, Liquid's `{% include x %}`, `{{ expressions }}`. They are text here, and each
// one outside code is said. Must never let a tag open an HTML element: `{{<figure src="a.png">}}` would swallow the rest of the page.

import type { Nodes, Root } from 'mdast';
import { warning } from '../../model/diagnostic.ts';
import type { RenderContext } from '../context/render-context.ts';
import { rangeOf, type TextRange } from '../context/text-range.ts';

/** Takes the place of `<` in a tag while the text is parsed; no cleaned text contains it. */
const mark = '\uFDD2';
/** At most 500 characters, so that many opening braces cost no more than few. */
const tag = /\{\{(?:(?!\}\}|\{\{)[\s\S]){1,500}\}\}|\{%(?:(?!%\}|\{%)[\s\S]){1,500}%\}/g;

/** The text with each tag's `<` replaced, so that it is of the same length and opens no element. */
export function withoutTags(text: string): string {
  if (!/\{[{%]/.test(text)) return text;
  return text.replace(tag, (written) => (/\n[ \t]*\n/.test(written) ? written : written.replaceAll('<', mark)));
}

/** Puts back what `withoutTags` replaced, and reports the tags that readers will see. */
export function templateTags(tree: Root, context: RenderContext): void {
  if (!/\{[{%]/.test(context.text)) return;
  const hidden: TextRange[] = [];
  restore(tree, hidden);
  report(hidden, context);
}

const fields = ['value', 'url', 'title', 'alt', 'lang', 'meta', 'label', 'identifier'] as const;

function restore(node: Nodes, hidden: TextRange[]): void {
  const values: { [field: string]: unknown } = Object.assign(node);
  for (const field of fields) {
    const value = values[field];
    if (typeof value === 'string' && value.includes(mark))
      values[field] = value.replaceAll(mark, node.type === 'html' ? '&lt;' : '<');
  }
  const isCode = ['code', 'inlineCode', 'math', 'inlineMath'].includes(node.type);
  const range = isCode || (node.type === 'html' && node.value.startsWith('<!--')) ? rangeOf(node) : null;
  if (range) hidden.push(range);
  if ('children' in node) for (const child of node.children) restore(child, hidden);
}

function report(hidden: readonly TextRange[], context: RenderContext): void {
  const found = new Map<
    string,
    { readonly shown: string; readonly kind: string; readonly at: TextRange; count: number }
  >();
  // Both are in the order of the text.
  let next = 0;
  for (const match of context.text.matchAll(tag)) {
    const at = { start: match.index, end: match.index + match[0].length };
    while (next < hidden.length && (hidden[next]?.end ?? 0) <= at.start) next += 1;
    const isHidden = (hidden[next]?.start ?? Number.POSITIVE_INFINITY) < at.end;
    const known = isHidden || context.text[at.start - 1] === '\\' ? null : kindOf(match[0]);
    if (!known) continue;
    const same = found.get(known.shown);
    if (same) same.count += 1;
    else found.set(known.shown, { ...known, at, count: 1 });
  }
  for (const { shown, kind, at, count } of found.values()) {
    const times = count > 1 ? `, ${count} times on this page` : '';
    const message = `\`${shown}\` is ${kind}, which readers see as text${times}`;
    const hint = 'replace it by Markdown, put it into backticks, or convert the blog with `octavo import`';
    context.diagnostics.push(warning('markdown/template-tag', message, context.span(at.start, at.end), { hint }));
  }
}

/** The tag in a short form, and whose it is; null for braces that are no tag. */
function kindOf(written: string): { readonly shown: string; readonly kind: string } | null {
  const [, open = '', name = ''] = /^(\{\{[<%]|\{%-?)\s*(\/?\s*[\w./-]+)/.exec(written) ?? [];
  if (name !== '') {
    const close = open.startsWith('{%') ? '%}' : open === '{{<' ? '>}}' : '%}}';
    const kind = open.startsWith('{%') ? 'a Liquid or Nunjucks tag' : 'a Hugo shortcode';
    return { shown: `${open.replace('-', '')} ${name.replace(/\s+/g, '')} ${close}`, kind };
  }
  const isExpression = /^\{\{-?\s*(?:[$.]?[a-zA-Z_][\w.[\]'"-]*|["'(])/.test(written) && !written.includes('\n');
  return isExpression
    ? { shown: written.length > 40 ? `${written.slice(0, 37)}…}}` : written, kind: 'a template expression' }
    : null;
}
