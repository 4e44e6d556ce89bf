// kramdown's `<div markdown="1">` → the same HTML with its content as Markdown that CommonMark reads: between empty lines, not indented. A
// paragraph's tags go, because its content is one anyway.

import { dedent } from '../tags/blocks.ts';

const attribute = /\smarkdown\s*=\s*(?:"[^"]*"|'[^']*'|\w+)/i;

export function markdownInHtml(text: string): string {
  let result = text;
  let from = 0;
  while (attribute.test(result.slice(from))) {
    const opening = /<([a-z][\w-]*)\b[^<>]*\smarkdown\s*=[^<>]*>/gi;
    opening.lastIndex = from;
    const match = opening.exec(result);
    if (match === null) break;
    const [written, name = ''] = match;
    const lineStart = result.lastIndexOf('\n', match.index - 1) + 1;
    const end = match.index + written.length;
    from = end;
    if (isInCode(result, match.index)) continue;
    const bare = written.replace(attribute, '');
    const isBlock =
      result.slice(lineStart, match.index).trim() === '' && !/^(?:span|a|em|strong|b|i|code)$/i.test(name);
    const close = isBlock ? closingTag(result, end, name) : null;
    from = match.index + bare.length;
    if (close === null) result = result.slice(0, match.index) + bare + result.slice(end);
    else {
      const inner = dedent(result.slice(end, close.start));
      const [open, shut] = /^p$/i.test(name) ? ['', ''] : [bare, result.slice(close.start, close.end)];
      result = `${result.slice(0, lineStart)}${open}\n\n${inner}\n\n${shut}\n${result.slice(close.end).replace(/^[ \t]*\n?/, '')}`;
      from = lineStart + open.length;
    }
  }
  return result;
}

/** The tag that closes an element whose content starts at an offset; null if it is missing. */
function closingTag(text: string, from: number, name: string): { readonly start: number; readonly end: number } | null {
  let depth = 0;
  for (const match of text.slice(from).matchAll(new RegExp(`<(/?)${name}\\b[^<>]*>`, 'gi'))) {
    if (match[1] === '') depth += 1;
    else if (depth === 0) return { start: from + match.index, end: from + match.index + match[0].length };
    else depth -= 1;
  }
  return null;
}

/** Whether an offset is in a fenced code block or between backticks. */
function isInCode(text: string, offset: number): boolean {
  let fence: string | null = null;
  for (const line of text.slice(0, offset).split('\n')) {
    const mark = /^[ \t>]*(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === null || (mark[0] === fence[0] && mark.length >= fence.length)))
      fence = fence === null ? mark : null;
  }
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return fence !== null || (text.slice(start, offset).match(/`/g)?.length ?? 0) % 2 === 1;
}
