// Checks of running text for `writing-checks.ts`: marks that readers see because they have no meaning in Markdown, and marks that vanish
// where they were meant as text. Looks only at what is shown as text: code, links and HTML are masked.

import type { Nodes, Parents } from 'mdast';
import { warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import type { RenderContext } from '../context/render-context.ts';
import { rangeOf } from '../context/text-range.ts';
import { foreignSyntax } from './foreign-syntax.ts';

type TextBlock = Extract<Parents, { type: 'paragraph' | 'heading' | 'tableCell' | 'emphasis' | 'strong' | 'delete' }>;

/** Whether a node contains running text. The texts of links are left alone. */
export function isShownAsText(node: Nodes): node is TextBlock {
  return ['paragraph', 'heading', 'tableCell', 'emphasis', 'strong', 'delete'].includes(node.type);
}

/** Reports what is shown as text in a node, but was meant as a mark. `names` are those of the page's link definitions. */
export function checkShownText(node: TextBlock, names: readonly string[], context: RenderContext): void {
  const shown = shownIn(node, context.text);
  if (!shown || !/[[\]*~=%{!?^\\]|:[a-z+-][\w+-]*:|\n[ \t>]*:[ \t]|^(?:im|ex)port\s/.test(shown.text)) return;
  const report: Report = (code, message, start, length, hint) => {
    const from = shown.start + start;
    context.diagnostics.push(warning(code, message, context.span(from, from + length), { hint }));
  };
  const written = context.text.slice(shown.start, shown.start + shown.text.length);
  if (shown.text.includes('[')) {
    checkReferences(shown.text, written, names, report);
    checkLinks(shown.text, written, report);
  }
  for (const syntax of foreignSyntax)
    for (const match of shown.text.matchAll(syntax.pattern))
      report(
        syntax.code ?? 'markdown/foreign-syntax',
        syntax.message(match),
        match.index,
        match[0].length,
        syntax.hint(match),
      );
  checkFlanking(shown.text, report);
}

type Report = (code: string, message: string, start: number, length: number, hint: string) => void;

/** Stands for one character of code, of a link, or of anything else that is not text. No cleaned text contains it. */
const mask = '\uFDD3';

/** The source of a node's content with everything masked that is not text, and its offset. */
function shownIn(node: TextBlock, text: string): { readonly text: string; readonly start: number } | null {
  // Nodes that a parser has made of text, such as bare addresses, may have no position.
  const isInline = node.type === 'emphasis' || node.type === 'strong' || node.type === 'delete';
  const [first, last] = [node.children[0], node.children.at(-1)];
  const start = (first && rangeOf(first)?.start) ?? (isInline ? null : rangeOf(node)?.start);
  const end = (last && rangeOf(last)?.end) ?? (isInline ? null : rangeOf(node)?.end);
  if (start === null || start === undefined || end === null || end === undefined) return null;
  let shown = '';
  let position = start;
  for (const child of node.children) {
    const range = child.type === 'text' || child.type === 'break' ? null : rangeOf(child);
    if (!range || range.start < position) continue;
    shown += text.slice(position, range.start) + mask.repeat(range.end - range.start);
    position = range.end;
  }
  return { text: shown + text.slice(position, end), start };
}

/** References to what is not defined, or not where a definition can be. `written` is the source of `shown`. */
function checkReferences(shown: string, written: string, names: readonly string[], report: Report): void {
  for (const match of shown.matchAll(/(?<![\\\])\w])!?\[((?:[^[\]\\]|\\.){1,200})\]\[([^[\]\\]{0,200})\](?![[(])/g)) {
    const [all, text = '', label = ''] = match;
    // `[i][j]` is more likely an index than a link.
    if (text.startsWith('^') || label.startsWith('^') || /^\[[a-z]{1,2}\]\[[a-z]{1,2}\]$/.test(all)) continue;
    const start = match.index + all.indexOf('[') + 1 + (label.trim() === '' ? 0 : text.length + 2);
    const name = written.slice(start, start + (label.trim() === '' ? text : label).length);
    const near = nearest(name, names);
    const hint = near
      ? `did you mean \`[${near}]\`?`
      : 'add a line such as `[name]: https://example.org/` with that name';
    const quoted = name.replaceAll('`', '');
    const message = `there is no definition of \`[${quoted}]\`, so readers see the brackets`;
    report('link/undefined-reference', message, match.index, all.length, hint);
  }
  for (const match of shown.matchAll(/\n[ \t>]*(\[[^\]^\n][^\]\n]{0,200}\]:[ \t]+(?:[^\s]*[/.#]\S*|\uFDD3+))/g)) {
    const [all, definition = ''] = match;
    const message = 'this is not a definition, because it is in a paragraph';
    const start = match.index + all.length - definition.length;
    report('link/definition-in-paragraph', message, start, definition.length, 'put a blank line above it');
  }
}

/** Brackets and parentheses that make no link. `written` is the source of `shown`. */
function checkLinks(shown: string, written: string, report: Report): void {
  for (const match of shown.matchAll(/(?<!\\)!?\[(?:[^[\]\n\\]|\\.){0,200}\]\(([^()\n]{1,500})\)/g)) {
    const [all, inside = ''] = match;
    const [, address = ''] = /^\s*<?(.*?)>?(?:\s+["'“”„«‘].*)?\s*$/.exec(inside) ?? [];
    if (!/\s|["']/.test(inside.trim()) || !looksLikeAddress.test(address)) continue;
    const isCurly = /\s[“”„«‘]/.test(inside);
    const isTitle = !/\s/.test(address) || isCurly;
    const reason = isCurly
      ? 'the quotation marks of its title are not straight'
      : isTitle
        ? 'its title contains a quotation mark'
        : 'its address contains a space';
    const message = `this is not a link, because ${reason}`;
    const start = match.index + all.lastIndexOf(address);
    const named = written.slice(start, start + address.length);
    const titleHint = isCurly ? 'write `"` around the title' : 'write `\\"` in the title';
    const hint = isTitle ? titleHint : `write \`<${named}>\`, or \`%20\` for each space`;
    report('link/no-link', message, match.index, all.length, hint);
  }
  for (const match of shown.matchAll(
    /(?<!\\)\[[^[\]\n]{1,200}\][ \t]+\((?:\uFDD3+|\.{0,2}\/[^\s()]*|https?:[^\s()]+)\)/g,
  )) {
    const message = 'this is not a link, because there is a space between `]` and `(`';
    report('link/no-link', message, match.index, match[0].length, 'remove the space');
  }
  for (const match of shown.matchAll(/\([^()\n]{1,200}\)\[(?:\uFDD3+|https?:[^\s\]]+)\]/g)) {
    const message = 'this is not a link, because its brackets are the wrong way around';
    report('link/no-link', message, match.index, match[0].length, 'write `[text](address)`');
  }
}

const looksLikeAddress =
  /^(?:\.{0,2}\/|#|\uFDD3|https?:|[\w-]+\/)|\.(?:md|markdown|html?|png|jpe?g|gif|svg|webp|avif|pdf|mp4|webm|txt|zip)(?:#.*)?$/i;

/** Reports pairs of marks that make nothing bold or struck out, because there is punctuation on one side and a letter on the other. */
function checkFlanking(shown: string, report: Report): void {
  for (const mark of ['**', '~~', '*'] as const) {
    if (!shown.includes(mark)) continue;
    const runs = [...shown.matchAll(/\\.|\*+|~+/gs)].filter(([run]) => run === mark).map(({ index }) => index);
    for (let next = 0; next + 1 < runs.length; next++) {
      const [open = 0, close = 0] = [runs[next], runs[next + 1]];
      const inside = shown.slice(open + mark.length, close);
      const [before, after] = [characterBefore(shown, open), characterAfter(shown, close + mark.length)];
      const [first, last] = [characterAfter(inside, 0), characterBefore(inside, inside.length)];
      if (/^\s|^$|\n[ \t]*\n/.test(inside) || /\s$/.test(inside) || inside.length > 500) continue;
      const isWord = mark === '*' ? unspaced : letter;
      const opensNothing = isWord.test(before) && punctuation.test(first);
      const closesNothing = isWord.test(after) && punctuation.test(last);
      if (!opensNothing && !closesNothing) continue;
      const effect = mark === '~~' ? 'strike out nothing' : mark === '*' ? 'emphasize nothing' : 'make nothing bold';
      const [one, other] = closesNothing ? ['last', last] : ['first', first];
      const named = other === mask ? 'code or a link' : `\`${other}\``;
      const message = `these \`${mark}\` ${effect}, because the ${one} is between ${named} and a letter`;
      const hint = closesNothing
        ? `put a space after the last \`${mark}\`${other === mask ? '' : `, or move it before ${named}`}`
        : `put a space before the first \`${mark}\``;
      report('markdown/no-emphasis', message, open, close + mark.length - open, hint);
      next++;
    }
  }
}

const letter = /^[\p{L}\p{N}]$/u;
/** Characters of formulas and identifiers. */
const spaced = /^[\p{Script=Latin}\p{Script=Greek}\d]$/u;
/** Letters of scripts that are written without spaces. */
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]$/u;
/** What is masked ends with marks. */
const punctuation = /^[\p{P}\p{S}\uFDD3]$/u;

function characterBefore(text: string, at: number): string {
  return Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? '';
}

function characterAfter(text: string, at: number): string {
  return Array.from(text.slice(at, at + 2))[0] ?? '';
}

/** Reports marks that vanish although they were meant as text. */
export function checkMark(node: Nodes, context: RenderContext): void {
  if (node.type !== 'delete' && node.type !== 'emphasis' && node.type !== 'strong') return;
  const range = rangeOf(node);
  if (!range) return;
  const written = context.text.slice(range.start, range.end);
  const [mark = ''] = /^(?:~+|\*{1,2}|_{1,2})/.exec(written) ?? [];
  const [before, after] = [characterBefore(context.text, range.start), characterAfter(context.text, range.end)];
  const inside = written.slice(mark.length, -mark.length);
  const edges = before + inside.charAt(0) + inside.charAt(inside.length - 1) + after;
  const report = (code: string, message: string, hint: string) =>
    context.diagnostics.push(warning(code, message, context.span(range.start, range.end), { hint }));
  const isInWords = spaced.test(before) && spaced.test(after);
  const isPath = before === '/' && /[/.]/.test(inside.charAt(0));
  if (mark === '~' && (letter.test(before) || letter.test(after)))
    report('markdown/struck-out', 'the text between these two `~` is struck out', 'write `\\~`, or `~~` to strike out');
  else if (mark === '~~' && /\d/.test(before) && /\d/.test(after))
    report('markdown/struck-out', 'the text between these `~~` is struck out', 'write `\\~\\~`');
  else if (mark.startsWith('*') && ((isInWords && /\d/.test(edges)) || isPath)) {
    const message = `these two \`${mark}\` are marks of emphasis here, so readers don't see them`;
    report('markdown/hidden-marks', message, `write \`${mark.replaceAll('*', '\\*')}\`, or put it into backticks`);
  } else if (
    mark === '__' &&
    (specialNames.has(inside) ||
      (/^[a-z]\w*$/.test(inside) && /[.(]/.test(after) && isCodeAfter(context.text, range.end)))
  ) {
    const message = `\`${written}\` is shown as a bold \`${inside}\``;
    report('markdown/hidden-marks', message, `put it into backticks`);
  }
}

/** Whether an extension or an argument list follows. */
function isCodeAfter(text: string, at: number): boolean {
  return /^(?:\.\w|\()/.test(text.slice(at, at + 2));
}

/** Names of Python and JavaScript with two underscores on each side. */
const specialNames = new Set(
  `init main name file all dict str repr call new del enter exit iter next len getitem setitem delitem getattr setattr class doc eq ne
  hash lt le gt ge add slots version import pycache proto builtins module annotations qualname bool bytes contains await aenter aexit
  typename schema type`.split(/\s+/),
);
