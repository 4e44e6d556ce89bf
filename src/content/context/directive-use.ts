// Whether a page has directives, and how deeply they are nested, before anything of theirs is loaded. Must not know what a directive means.

import type { Nodes } from 'mdast';

/** What may be before the colons: markers of quotations and lists, and spaces. */
const markers = /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))*[ \t]*/;
const colonsFirst = new RegExp(`${markers.source}::`, 'm');

/** Whether a text may have directives. If not, nothing of theirs is loaded. */
export function mayHaveDirectives(text: string): boolean {
  return text.includes('::') && colonsFirst.test(text);
}

/** Whether a tree has directives, which the syntax of a site's plugin may have made. */
export function hasDirectiveNodes(node: Nodes): boolean {
  if (/^(?:container|leaf|text)Directive$/.test(node.type)) return true;
  return 'children' in node && node.children.some(hasDirectiveNodes);
}

/** How many directives may be inside each other. */
export const maxDirectives = 20;
/** The content of a directive is parsed anew for each directive around it: characters that may be parsed so in all. */
const maxParsed = 4_000_000;

/** The offset of a directive that would take too long to parse, because of those around it; null if there is none. */
export function tooDeepDirective(text: string): number | null {
  if (!text.includes(':::')) return null;
  const open: number[] = [];
  let parsed = 0;
  let fence = '';
  let start = 0;
  for (const line of text.split('\n')) {
    const [mark = ''] = /^(?:`{3,}|~{3,})/.exec(line.replace(markers, '')) ?? [];
    if (fence !== '') fence = mark.startsWith(fence) ? '' : fence;
    else if (mark !== '') fence = mark;
    else {
      const [, colons = '', rest = ''] = /^(:{3,})(.*)/.exec(line.replace(markers, '')) ?? [];
      // A line of colons alone closes the outermost directive that it can close, with all that are in it.
      const closed = open.findIndex((size) => size <= colons.length);
      if (/\S/.test(rest)) open.push(colons.length);
      else if (closed >= 0) open.length = closed;
    }
    parsed += line.length * open.length;
    if (open.length > maxDirectives || parsed > maxParsed) return start;
    start += line.length + 1;
  }
  return null;
}
