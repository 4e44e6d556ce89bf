// `:::note`, `!!! note "Title"` and `/// note` → callouts. Works on lines, outside of code blocks.

import { callout, calloutKind, dedent, details } from '../tags/blocks.ts';

interface Opening {
  readonly indent: string;
  readonly mark: string;
  readonly name: string;
  readonly title: string;
}

/** Replaces them all, from the inside out. `report` gets the index of a line that is not understood. */
export function admonitions(text: string, report: (kind: string, line: number) => void): string {
  if (!/^[ \t>]*(?::::|!!!|\?\?\?|\/\/\/)/m.test(text)) return text;
  return convert(text.split('\n'), 0, report).join('\n');
}

function convert(lines: readonly string[], offset: number, report: (kind: string, line: number) => void): string[] {
  const result: string[] = [];
  let fence: string | null = null;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const mark = /^[ \t>]*(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === null || (mark[0] === fence[0] && mark.length >= fence.length)))
      fence = fence === null ? mark : null;
    const opening = fence === null && mark === undefined ? openingOf(line) : null;
    const end =
      opening === null
        ? null
        : opening.mark.startsWith(':') || opening.mark === '///'
          ? closed(lines, index, opening)
          : indented(lines, index, opening);
    if (opening === null || end === null) {
      result.push(line);
      continue;
    }
    const inner = convert(lines.slice(index + 1, end.last), offset + index + 1, report);
    const block = blockFor(opening, opening.mark.startsWith(':') ? inner.join('\n') : dedent(inner.join('\n')));
    if (block === null) {
      report(`not converted: \`${opening.mark}${opening.name}\` block`, offset + index);
      result.push(line, ...inner, ...lines.slice(end.last, end.next));
    } else {
      if ((result.at(-1) ?? '').trim() !== '') result.push('');
      result.push(...block.split('\n').map((each) => (each === '' ? '' : opening.indent + each)));
      if ((lines[end.next] ?? '').trim() !== '') result.push('');
    }
    index = end.next - 1;
  }
  return result;
}

function openingOf(line: string): Opening | null {
  const container = /^([ \t]*)(:{3,})[ \t]*\{?\.?([a-zA-Z][\w-]*)(?:[ \t]*\[([^\]]*)\])?\}?[ \t]*(.*)$/.exec(line);
  if (container) {
    const [, indent = '', mark = '', name = '', label = '', rest = ''] = container;
    const title =
      /(?:title|summary)="([^"]*)"/.exec(rest)?.[1] ?? rest.replace(/^\{.*\}$/, '').replace(/^["“](.*)["”]$/, '$1');
    return { indent, mark, name, title: label || title.trim() };
  }
  const other =
    /^([ \t]*)(!!!|\?\?\?\+?|\/\/\/)[ \t]*([a-zA-Z][\w-]*)(?:[ \t]+\w+)*[ \t]*(?:["“](.*)["”]|\|[ \t]*(.*))?[ \t]*$/.exec(
      line,
    );
  if (!other) return null;
  const [, indent = '', mark = '', name = '', title = '', piped = ''] = other;
  return { indent, mark, name, title: title || piped };
}

/** Up to a line of as many colons. Blocks inside have fewer, more, or a name. */
function closed(
  lines: readonly string[],
  from: number,
  { mark, indent }: Opening,
): { last: number; next: number } | null {
  let depth = 0;
  let fence: string | null = null;
  for (let index = from + 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const ticks = /^[ \t>]*(`{3,}|~{3,})/.exec(line)?.[1];
    if (ticks !== undefined && (fence === null || (ticks[0] === fence[0] && ticks.length >= fence.length)))
      fence = fence === null ? ticks : null;
    if (fence !== null) continue;
    const inner = openingOf(line);
    if (inner !== null && inner.mark === mark) depth += 1;
    else if (line.trim() === mark && line.startsWith(indent)) {
      if (depth === 0) return { last: index, next: index + 1 };
      depth -= 1;
    }
  }
  return null;
}

/** All lines that are indented by four spaces more. */
function indented(lines: readonly string[], from: number, { indent }: Opening): { last: number; next: number } | null {
  let end = from + 1;
  for (let index = from + 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.trim() === '') continue;
    if (!line.startsWith(`${indent}    `) && !line.startsWith(`${indent}\t`)) break;
    end = index + 1;
  }
  return end === from + 1 ? null : { last: end, next: end };
}

function blockFor({ mark, name, title }: Opening, content: string): string | null {
  if (mark.startsWith('?') || /^(?:details|spoiler|collapse|expand)$/i.test(name))
    return details(title || (mark.startsWith('?') ? name : ''), content, mark.endsWith('+')).text;
  const kind = calloutKind(name);
  return kind === null ? null : callout(kind, title === '' ? null : title, content).text;
}
