// The page as Markdown for other tools: reduced front matter, the title, and the text with the listings that come from files. Addresses are
// slots. Replaces text at known positions in the source and never prints a tree, so everything else stays exactly as the author wrote it.

import type { Nodes, Root } from 'mdast';
import type { Meta, Slot, SlottedHtml } from '../model/page.ts';
import { escapeMarkdown } from '../text/escape.ts';
import { languageOf } from './code/code-figure.ts';
import { addressOf } from './context/addresses.ts';
import type { CodeBlock, Snippet } from './context/code-block.ts';
import { htmlComment } from './context/html-comments.ts';
import type { RenderContext } from './context/render-context.ts';
import { rangeOf, type TextRange } from './context/text-range.ts';

interface Edit extends TextRange {
  readonly replacement: string | Slot;
}

/** The Markdown copy of a page. Only positions are read from `tree`, its Markdown tree. */
export function markdownCopyOf(tree: Root, meta: Meta, context: RenderContext): SlottedHtml {
  const edits = [
    ...addressEdits(context),
    ...listingEdits(context),
    ...directiveEdits(context),
    ...commentEdits(tree, context.text),
  ];
  const start = context.text.length - context.text.trimStart().length;
  return withFinalNewline(merged([header(meta), ...applyEdits(context.text.trimEnd(), start, edits)]));
}

function header(meta: Meta): string {
  const fields = [
    ['title', JSON.stringify(meta.title)],
    ['date', meta.date?.iso],
    ['updated', meta.updated === 'git' ? undefined : meta.updated?.iso],
    ['description', meta.description === null ? undefined : JSON.stringify(meta.description)],
    ['tags', meta.tags.length > 0 ? JSON.stringify(meta.tags) : undefined],
  ];
  const lines = fields.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`);
  return `---\n${lines.join('\n')}\n---\n\n# ${escapeMarkdown(meta.title)}\n\n`;
}

function addressEdits(context: RenderContext): Edit[] {
  const edits: Edit[] = [];
  for (const { start, end, url } of context.destinations.values()) {
    const address = addressOf(url, context.path);
    if (address.kind !== 'local' || address.slot.to === 'self') continue;
    edits.push({ start, end, replacement: { kind: 'address', ...address.slot, at: context.span(start, end) } });
  }
  return edits;
}

/** More rows of a plot's data would bury the text. */
const maxPlotRows = 100;

function listingEdits(context: RenderContext): Edit[] {
  // Escape sequences are not copied, so such a block is printed anew, too.
  return context.codeBlocks.flatMap((codeBlock) =>
    codeBlock.snippet &&
    (codeBlock.snippet.path !== null || codeBlock.snippet.colored !== null) &&
    !isLargePlot(codeBlock)
      ? [{ ...codeBlock.range, replacement: printListing(codeBlock, codeBlock.snippet, context) }]
      : [],
  );
}

function isLargePlot({ info, snippet }: CodeBlock): boolean {
  return info.language.value === 'plot' && (snippet?.text.split('\n').length ?? 0) > maxPlotRows;
}

/** The code block with its code inside, indented and quoted like the original. */
function printListing(codeBlock: CodeBlock, snippet: Snippet, { text }: RenderContext): string {
  const code = withNumbers(snippet);
  const { start, end } = codeBlock.range;
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const prefix = text.slice(lineStart, start).replace(/[^>\s]/g, ' ');
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const { title, alt, tab } = codeBlock.info.options;
  const kept = [title ?? alt, tab].flatMap((option) => option ?? []);
  const infoEnd = kept
    .map((option) => ` ${text.slice(codeBlock.infoStart + option.keyStart, codeBlock.infoStart + option.end)}`)
    .join('');
  const lines = [`${fence}${languageOf(codeBlock)}${infoEnd}`, ...code.split('\n'), fence];
  const ending = /[\n\r]$/.test(text.slice(start, end)) ? '\n' : '';
  return lines.map((line, index) => (index === 0 ? line : `${prefix}${line}`.trimEnd())).join('\n') + ending;
}

/** The code with the numbers of its annotations: as its file has them, or else at the end of the line. */
function withNumbers({ text, written, annotations }: Snippet): string {
  if (annotations.length === 0) return text;
  return (written ?? text)
    .split('\n')
    .map((line, index) => {
      const numbers = annotations.filter((one) => one.line === index).map(({ number }) => `<${number}>`);
      return line + numbers.map((number) => (line.includes(number) ? '' : ` ${number}`)).join('');
    })
    .join('\n');
}

/** Without the lines of colons, which few other tools know: the opening one becomes a slot, and the closing one is removed. */
function directiveEdits({ directives, text, config, words }: RenderContext): Edit[] {
  return directives.flatMap((directive) => {
    const { name, attributes, label, opening, closing, callout, isContainer, at, nameAt } = directive;
    const lineStart = text.lastIndexOf('\n', opening.start - 1) + 1;
    const prefix = text.slice(lineStart, opening.start).replace(/[^>\s]/g, ' ');
    const title = label ?? attributes.find((attribute) => attribute.name === 'title')?.value;
    const slot: Slot = {
      kind: 'directive',
      name,
      attributes,
      label: label === null ? null : { html: [label], text: label },
      // What comes after the label, if there is one.
      content: isContainer ? [`\n${prefix.trimEnd()}`] : null,
      fallback: callout && { before: [`**${title ?? words.callouts[callout]}**`], after: '' },
      language: config.language,
      at,
      nameAt,
    };
    const edit = { ...opening, replacement: slot };
    if (!closing) return [edit];
    // Its line goes if a blank one follows.
    const isLast = /^[ \t]*(?:$|\n[ \t>]*(?:\n|$))/.test(text.slice(closing.end));
    const start = isLast ? text.lastIndexOf('\n', closing.start) : closing.start;
    return [edit, { start, end: closing.end, replacement: '' }];
  });
}

/** Removes comments, such as the excerpt mark; if they have a line of their own, with the blank lines after it. */
function commentEdits(node: Nodes, text: string): Edit[] {
  const range = commentRange(node);
  const found = range ? [...text.slice(range.start, range.end).matchAll(htmlComment)] : [];
  const edits = found.map((comment) => {
    const start = (range?.start ?? 0) + comment.index;
    const end = start + comment[0].length;
    const rest = /^[\t ]*(?:[\n\r]+[\t ]*)*/.exec(text.slice(end))?.[0].length ?? 0;
    const isLine = /(?:^|[\n\r])$/.test(text.slice(0, start)) && /^[\t ]*(?:[\n\r]|$)/.test(text.slice(end));
    return { start, end: end + (isLine ? rest : 0), replacement: '' };
  });
  return 'children' in node ? [...edits, ...node.children.flatMap((child) => commentEdits(child, text))] : edits;
}

/** Where a node may have comments: raw HTML, the texts of an image, and the title of a link, which is after its text. */
function commentRange(node: Nodes): TextRange | null {
  if (node.type === 'link' || node.type === 'linkReference') {
    const range = rangeOf(node);
    const last = node.children.at(-1);
    return range && { start: (last && rangeOf(last)?.end) ?? range.start, end: range.end };
  }
  return ['html', 'image', 'imageReference', 'definition'].includes(node.type) ? rangeOf(node) : null;
}

function applyEdits(text: string, from: number, edits: readonly Edit[]): (string | Slot)[] {
  const parts: (string | Slot)[] = [];
  let position = from;
  for (const { start, end, replacement: by } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < position) continue;
    parts.push(text.slice(position, start), by);
    position = end;
  }
  parts.push(text.slice(position));
  return parts;
}

/** Ends the copy with exactly one line end. */
function withFinalNewline(parts: SlottedHtml): SlottedHtml {
  const last = parts.at(-1);
  return typeof last === 'string' ? [...parts.slice(0, -1), `${last.trimEnd()}\n`] : [...parts, '\n'];
}

/** Joins neighboring strings and normalizes line ends to `\n`. */
function merged(parts: readonly (string | Slot)[]): SlottedHtml {
  const result: (string | Slot)[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part !== 'string') result.push(part);
    else if (typeof last === 'string') result[result.length - 1] = last + part.replace(/\r\n?/g, '\n');
    else if (part !== '') result.push(part.replace(/\r\n?/g, '\n'));
  }
  return result;
}
