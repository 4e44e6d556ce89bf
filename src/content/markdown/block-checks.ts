// Checks of blocks for `writing-checks.ts`: what is never closed, what a table leaves out, and lines that another line turns into something
// else. Reads the source at the positions of the tree, so that both parsers lead to the same warnings.

import type { Code, Definition, Heading, Html, List, Nodes, Paragraph, Table, TableRow } from 'mdast';
import { warning } from '../../model/diagnostic.ts';
import type { RenderContext } from '../context/render-context.ts';
import { rangeOf, type TextRange } from '../context/text-range.ts';

/** Reports what a single block swallows. */
export function checkBlock(node: Nodes, context: RenderContext): void {
  if (node.type === 'code') checkFence(node, context);
  else if (node.type === 'html') {
    checkHtmlEnd(node, context);
    checkHtmlText(node, context);
  } else if (node.type === 'list') checkNumbers(node, context);
  else if (node.type === 'table') checkTable(node, context);
  else if (node.type === 'heading') checkUnderline(node, context);
  else if (node.type === 'paragraph') checkParagraph(node, context);
}

/** Reports definitions that are never used because another has the same name, and text that is a definition by accident. */
export function checkDefinitions(
  definitions: readonly Definition[],
  referenced: ReadonlySet<string>,
  context: RenderContext,
): void {
  const firsts = new Map<string, Definition>();
  for (const node of definitions) {
    const range = rangeOf(node);
    const first = firsts.get(node.identifier);
    if (!first) firsts.set(node.identifier, node);
    if (!range) continue;
    const name = `[${(node.label ?? node.identifier).replaceAll('`', '')}]`;
    if (first && (first.url !== node.url || first.title !== node.title)) {
      const message = `\`${name}\` is defined twice, and this definition is never used`;
      report('link/duplicate-definition', message, range, 'choose another name', context);
    } else if (!first && !referenced.has(node.identifier) && !/[/.#:@?]/.test(node.url)) {
      const message = `this line defines the address of \`${name}\`, so readers don't see it`;
      report('link/lost-text', message, range, `write \`\\${name}: …\` if it is text, or remove it`, context);
    }
  }
}

function report(code: string, message: string, at: TextRange, hint: string, context: RenderContext): void {
  context.diagnostics.push(warning(code, message, context.span(at.start, at.end), { hint }));
}

function checkFence(node: Code, context: RenderContext): void {
  const range = rangeOf(node);
  if (!range) return;
  const lines = context.text.slice(range.start, range.end).split('\n');
  const [opening = ''] = lines;
  const fence = /^(?:`{3,}|~{3,})/.exec(opening)?.[0] ?? '';
  // The first line of an indented block is code, whatever it looks like.
  if (fence === '' || node.value.startsWith(opening)) return;
  const last = (lines.at(-1) ?? '').replace(/^[ \t>]*/, '').trimEnd();
  if (lines.length > 1 && last.startsWith(fence) && last === fence.charAt(0).repeat(last.length)) return;
  const message = 'this code block is never closed, so everything after it is code';
  const at = { start: range.start, end: range.start + opening.length };
  const other = lines.slice(1).find((line) => /^[ \t>]*(?:`{3,}|~{3,})[ \t]*$/.test(line));
  const more = other === undefined ? '' : `, not of ${marksIn(other.replace(/[ \t>]/g, ''))}`;
  report('code/never-closed', message, at, `end it with a line of ${marksIn(fence)}${more}`, context);
}

/** A fence in words, because it can't be quoted in a message. */
function marksIn(fence: string): string {
  return `${fence.length} ${fence.startsWith('`') ? 'backticks' : 'tildes'}`;
}

/** HTML that ends only at a certain mark, and otherwise with the page. `sanitize.ts` reports elements that swallow text. */
const unendingHtml: readonly (readonly [start: RegExp, end: RegExp, what: string, closing: string])[] = [
  [/^<!--(?!-?>)/, /--!?>/, 'comment', '-->'],
  [/^<\?/, /\?>/, 'processing instruction', '?>'],
  [/^<!\[CDATA\[/, /\]\]>/, 'CDATA section', ']]>'],
];

function checkHtmlEnd({ value, position }: Html, context: RenderContext): void {
  const range = rangeOf({ position });
  const written = value.trimStart();
  const unending = unendingHtml.find(([start]) => start.test(written));
  if (!range || !unending || unending[1].test(written)) return;
  const [, , what, closing] = unending;
  const end = context.text.indexOf('\n', range.start);
  const at = { start: range.start, end: end < 0 ? range.end : Math.min(end, range.end) };
  const message = `this ${what} is never closed, so everything after it belongs to it`;
  report('html/never-closed', message, at, `add \`${closing}\``, context);
}

/** Elements whose text is code, or no text at all. */
const codeInHtml = /<!--[^]*?(?:-->|$)|<(pre|code|kbd|samp|script|style|textarea|svg|math)\b[^]*?(?:<\/\1\s*>|$)/gi;
const tagsInHtml = /<[a-z/!?](?:[^<>"']|"[^"]*"|'[^']*')*>/gi;

/** Reports marks between tags: a line that begins with a tag is HTML up to the next blank line, so they have no meaning. */
function checkHtmlText({ value, position }: Html, context: RenderContext): void {
  const range = rangeOf({ position });
  if (!range || !/^[ ]{0,3}<[a-z]/i.test(value) || !/[*`[#~]/.test(value)) return;
  const blank = (markup: string) => markup.replace(/[^\n]/g, ' ');
  const text = value.replace(codeInHtml, blank).replace(tagsInHtml, blank);
  const [marked] =
    /(?<=\n[ ]{0,3})(?:#{1,6}[ \t]+[^\s#][^\n]{0,200}|`{3,}[^`\n]{0,100}|~{3,}[^\n]{0,100})|\*\*[^\s*][^*\n]{0,200}\*\*|(?<!`)`[^`\n]{1,200}`|!?\[[^[\]\n]{1,200}\]\((?:[^()\s]|\([^()\s]*\)){1,500}\)/.exec(
      text,
    ) ?? [];
  if (marked === undefined) return;
  const start = context.text.indexOf(marked, range.start);
  if (start < 0 || start >= range.end) return;
  const message = 'this is HTML up to the next blank line, so readers see these marks as text';
  const hint = 'put a blank line before and after the text, or write HTML';
  report('html/marks', message, { start, end: start + marked.length }, hint, context);
}

/** Reports numbers of a list that readers see other numbers for: only the first one counts, and the others go on by one. */
function checkNumbers(list: List, context: RenderContext): void {
  if (list.ordered !== true) return;
  const written = list.children.map((item) => {
    const range = rangeOf(item);
    return Number(/^\d+/.exec(range ? context.text.slice(range.start, range.start + 10) : '')?.[0] ?? Number.NaN);
  });
  const steps = written.slice(1).map((number, index) => number - (written[index] ?? 0));
  // Numbers that are all the same, or have one too often, are those of an author who lets Markdown count.
  const isMeant = steps.every((step) => step > 0) || steps.every((step) => step < 0);
  const at = steps.findIndex((step) => step !== 1) + 1;
  const item = list.children[at];
  const range = item && rangeOf(item);
  if (at === 0 || !isMeant || !range) return;
  const [first = 1, number = 1] = [written[0], written[at]];
  const message = `readers see the number ${first + at} here: only the first number of a list counts`;
  const end = range.start + String(number).length;
  report(
    'list/renumbered',
    message,
    { start: range.start, end },
    `write \`${number}\\.\` for a number that is text`,
    context,
  );
}

function checkTable(table: Table, context: RenderContext): void {
  const columns = table.align?.length ?? table.children[0]?.children.length ?? 0;
  for (const row of table.children) checkRow(row, columns, context);
}

function checkRow(row: TableRow, columns: number, context: RenderContext): void {
  const range = rangeOf(row);
  if (!range) return;
  const written = context.text.slice(range.start, range.end);
  const cells = cellsOf(written);
  const at = (cell: TextRange) => ({ start: range.start + cell.start, end: range.start + cell.end });
  const textOf = (cell: TextRange | undefined) => written.slice(cell?.start, cell?.end).trim();
  const isCut = (cell: TextRange | undefined) => textOf(cell).replace(/\\[^]/g, '').split('`').length % 2 === 0;
  const cut = cells.findIndex((cell, index) => isCut(cell) && isCut(cells[index + 1]));
  const lost = cells.slice(columns).filter((cell) => textOf(cell) !== '');
  const [first] = lost;
  if (cut >= 0) {
    const parts = { start: cells[cut]?.start ?? 0, end: cells[cut + 1]?.end ?? 0 };
    const more = first ? `, and \`${textOf(first)}\` is not shown` : '';
    const message = `in a table \`|\` begins a new cell even in code, so this code is cut in two${more}`;
    report('table/bar-in-code', message, at(parts), 'write `\\|` for the bar', context);
  } else if (first) {
    const message = `this row has ${cells.length} cells, but the table has ${columns === 1 ? '1 column' : `${columns} columns`}, so \`${textOf(first)}\` is not shown`;
    const hint = 'add a column to the head, or write `\\|` for a bar that is text';
    report('table/lost-cells', message, at({ start: first.start, end: lost.at(-1)?.end ?? first.end }), hint, context);
  } else if (columns > 1 && cells.length === 1 && !written.includes('|')) {
    const message = 'this line has no `|`, but becomes a row of the table above it';
    report('table/text-in-row', message, range, 'put a blank line above it', context);
  }
}

/** The cells of a row as ranges in it, as GFM splits them: at each `|` without a backslash. */
function cellsOf(written: string): TextRange[] {
  const bars: number[] = [];
  for (let at = 0; at < written.length; at++) {
    if (written[at] === '\\' && /[\\|]/.test(written[at + 1] ?? '')) at++;
    else if (written[at] === '|') bars.push(at);
  }
  const hasFirst = bars.length > 0 && written.slice(0, bars[0]).trim() === '';
  const hasLast = bars.length > (hasFirst ? 1 : 0) && written.slice((bars.at(-1) ?? 0) + 1).trim() === '';
  const starts = [...(hasFirst ? [] : [-1]), ...(hasLast ? bars.slice(0, -1) : bars)];
  return starts.map((bar, index) => {
    const end = starts[index + 1] ?? (hasLast ? (bars.at(-1) ?? written.length) : written.length);
    const cell = written.slice(bar + 1, end);
    const start = bar + 1 + (cell.length - cell.trimStart().length);
    return { start, end: Math.max(start, bar + 1 + cell.trimEnd().length) };
  });
}

/** Reports `---` right below a text: it makes the text a heading, where its author meant a line between two parts. */
function checkUnderline({ position }: Heading, context: RenderContext): void {
  const range = rangeOf({ position });
  if (!range) return;
  const written = context.text.slice(range.start, range.end);
  const [, above = '', underline = ''] = /^([^]*)\n[ \t>]*(-+)[ \t]*$/.exec(written) ?? [];
  if (underline === '' || written.startsWith('#')) return;
  const isHeading =
    underline.length > 1 && !above.includes('\n') && !/[.,;:\u3002\uff0c\uff1b\uff1a]$/.test(above.trim());
  if (isHeading) return;
  const start = range.end - written.length + written.lastIndexOf(underline);
  const message = `this \`${underline}\` makes a heading of the text above it`;
  report('heading/by-underline', message, { start, end: range.end }, 'put a blank line above it', context);
}

/** Reports lines between bars that are no table, because the line below the head is missing. */
function checkBars(written: string, range: TextRange, context: RenderContext): void {
  const lines = written.split('\n');
  const isRow = (line: string) => /^[ \t>]*\|.*\|.*\|[ \t]*$/.test(line);
  const [head = '', next = ''] = lines;
  if (!isRow(head) || !isRow(next) || lines.some((line) => delimiterRow.test(line) && line.includes('-'))) return;
  const columns = cellsOf(head).length;
  const message = 'this is not a table, because the line below its head is missing';
  const at = { start: range.start, end: range.start + head.length };
  report('table/no-table', message, at, `add \`|${'---|'.repeat(Math.min(columns, 9))}\` as the second line`, context);
}

const delimiterRow = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

function checkParagraph(node: Paragraph, context: RenderContext): void {
  const range = rangeOf(node);
  if (!range) return;
  const written = context.text.slice(range.start, range.end);
  for (const { index, 0: marks } of written.matchAll(/^#{2,6}(?=[^\s#])/gm)) {
    const message = `this is not a heading, because there is no space after \`${marks}\``;
    const at = { start: range.start + index, end: range.start + index + marks.length };
    report('heading/no-space', message, at, `write \`${marks} \` at the start of a heading`, context);
  }
  if (!written.includes('|')) return;
  checkBars(written, range, context);
  let start = range.start;
  let above = '';
  for (const line of written.split('\n')) {
    const [head, delimiters] = [cellsOf(above.replace(/^[ \t>]+/, '')).length, cellsOf(line).length];
    if (above.includes('|') && line.includes('|') && delimiterRow.test(line) && head !== delimiters) {
      const message = `this is not a table, because its head has ${head} cells and the line below it ${delimiters}`;
      const at = { start: start - above.length - 1, end: start - 1 };
      report(
        'table/no-table',
        message,
        at,
        'write the same number of cells, and `\\|` for a bar that is text',
        context,
      );
    }
    start += line.length + 1;
    above = line;
  }
}
