// The only file that calls gray-matter. The library runs code found in front matter, caches failures and guesses where a block ends. So
// this file finds the block itself, passes it alone, and checks that it comes back unchanged. It must never pass a whole file, a language
// word, or no options.

import matter from 'gray-matter';
import { type Built, type Diagnostic, error, type Span } from '../../model/diagnostic.ts';
import type { Source } from '../../model/page.ts';

export interface FrontMatterBlock {
  /** YAML between lines of `---`, TOML between lines of `+++`. */
  readonly format: 'yaml' | 'toml';
  /** The text between the marks. */
  readonly text: string;
  /** Offset of `text` in the file. */
  readonly start: number;
  /** The opening mark, to point at when a field is missing. */
  readonly mark: Span;
  /** Offset where the Markdown begins. */
  readonly bodyStart: number;
}

/** The block, or null if there is no usable one, and the offset at which the Markdown seems to begin. */
export interface FoundFrontMatter extends Built<FrontMatterBlock | null> {
  readonly bodyStart: number;
}

const maxLength = 64 * 1024;

/** Finds the block between two lines of `---` or `+++`. If there is no usable one, the diagnostics say why. */
export function findFrontMatter(source: Source): FoundFrontMatter {
  const { path, text } = source;
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const lines = linesFrom(text, start);
  const first = lines.next().value;
  const firstLine = first ? text.slice(first.start, first.end) : '';
  if (first && /^\{\s*$/.test(firstLine))
    return notFound(otherLanguage(path, first, firstLine), bodyAfter(text, first.next, /^\}[ \t]*$/m));
  const fence = firstLine.startsWith('+++') ? '+++' : '---';
  const endLine = fence === '+++' ? /^\+\+\+[ \t]*$/m : /^---[ \t]*$/m;
  if (!first || !firstLine.startsWith(fence)) return notFound(missingBlock(source, start), start);
  const mark = { path, start: first.start, end: first.end };
  if (/^(?:----|\+\+\+\+)/.test(firstLine)) return notFound(missingBlock(source, start), start);
  if (firstLine.trimEnd() !== fence)
    return notFound(languageAfterMark(path, first, firstLine, fence), bodyAfter(text, first.next, endLine));
  for (const line of lines) {
    const content = text.slice(line.start, line.end);
    if (line.start - first.next > maxLength) return notFound(tooLong(mark, fence), text.length);
    if (!content.startsWith(fence)) continue;
    if (content.trimEnd() === fence)
      return blockBetween(source, { mark, fence, from: first.next, to: line.start, bodyStart: line.next });
    return notFound(
      error(
        'front-matter/ambiguous-end',
        `a line in front matter starts with \`${fence}\``,
        { path, start: line.start, end: line.end },
        {
          hint: `end the block with a line of exactly \`${fence}\`, or indent the text`,
        },
      ),
      bodyAfter(text, line.next, endLine),
    );
  }
  return notFound(
    error('front-matter/unterminated', 'front matter is never closed', mark, {
      hint: `add a line of exactly \`${fence}\` after the last field`,
    }),
    bodyAfter(text, first.next, /^[ \t]*$/m),
  );
}

function blockBetween(
  source: Source,
  found: { mark: Span; fence: '---' | '+++'; from: number; to: number; bodyStart: number },
): FoundFrontMatter {
  const text = source.text.slice(found.from, found.to);
  if (text.length > maxLength) return notFound(tooLong(found.mark, found.fence), found.bodyStart);
  const format = found.fence === '+++' ? 'toml' : 'yaml';
  const block: FrontMatterBlock = { format, text, start: found.from, mark: found.mark, bodyStart: found.bodyStart };
  // gray-matter would run a parser of its own for TOML, so it never sees such a block.
  return format === 'toml' || yamlReadFrom(text) === text.trimEnd()
    ? { value: block, diagnostics: [], bodyStart: found.bodyStart }
    : notFound(
        error('front-matter/unreadable', 'front matter could not be separated from the text', found.mark, {
          hint: 'use only lines of the form `key: value`',
        }),
        found.bodyStart,
      );
}

/** The YAML that gray-matter finds if it gets nothing but the block. */
function yamlReadFrom(text: string): string {
  let received = '';
  const refuse = () => {
    throw new Error('front matter that is not YAML');
  };
  const yaml = (block: string) => {
    received = block;
    return {};
  };
  // gray-matter normalizes line ends, so only the other characters are compared.
  matter(`---\n${text.replace(/\r\n?/g, '\n')}\n---\n`, {
    language: 'yaml',
    engines: { yaml, js: refuse, javascript: refuse, json: refuse, coffee: refuse, toml: refuse },
  });
  const restored = received.replace(/^\n/, '').trimEnd();
  const unix = text.replace(/\r\n?/g, '\n').trimEnd();
  const isSame = restored === unix || /^(?:\s*#[^\n]*\n?|\s)*$/.test(unix);
  return isSame ? text.trimEnd() : restored;
}

function missingBlock({ path, text }: Source, start: number): Diagnostic {
  const later = /^\s*((?:---|\+\+\+)[ \t]*)$/m.exec(text.slice(start, start + 1000));
  const isLate = later !== null && text.slice(start, start + later.index).trim() === '';
  const at = { path, start, end: start };
  return isLate
    ? error('front-matter/late', 'front matter must start on the first line', at, {
        hint: `remove the blank lines above \`${later[1]?.trim()}\``,
      })
    : error('front-matter/none', 'the file has no front matter', at, {
        hint: 'start the file with a line `---`, then `title: …`, then another line `---`',
      });
}

function languageAfterMark(path: string, first: Line, line: string, fence: '---' | '+++'): Diagnostic {
  const at = { path, start: first.start + 3, end: first.end };
  const format = fence === '+++' ? 'TOML' : 'YAML';
  return error('front-matter/language', `front matter must be ${format}, not \`${line.trim()}\``, at, {
    hint: `make the first line exactly \`${fence}\``,
  });
}

/** For JSON, which other generators read. */
function otherLanguage(path: string, first: Line, line: string): Diagnostic {
  const at = { path, start: first.start, end: first.end };
  const language = line.startsWith('{') ? 'JSON' : 'TOML';
  return error('front-matter/language', `front matter must be YAML, not ${language}`, at, {
    hint: 'write it between two lines of `---`, with lines such as `title: My title`, or convert the blog with `octavo import`',
  });
}

function tooLong(mark: Span, fence: string): Diagnostic {
  return error('front-matter/too-long', `front matter is longer than ${maxLength / 1024} KiB`, mark, {
    hint: `is the closing \`${fence}\` missing?`,
  });
}

function notFound(diagnostic: Diagnostic, bodyStart: number): FoundFrontMatter {
  return { value: null, diagnostics: [diagnostic], bodyStart };
}

/** The end of the next line that could close the block. Without one, no part of the file is known to be Markdown. */
function bodyAfter(text: string, from: number, mark: RegExp = /^---[ \t]*$/m): number {
  const found = mark.exec(text.slice(from));
  return found ? from + found.index + found[0].length : text.length;
}

interface Line {
  readonly start: number;
  /** Exclusive, before the line end. */
  readonly end: number;
  readonly next: number;
}

/** Lines that end with LF, CRLF or a lone CR, as in Markdown. */
function* linesFrom(text: string, from: number): Generator<Line, undefined> {
  const ends = /\r\n|\n|\r/g;
  for (let start = from; ; ) {
    ends.lastIndex = start;
    const match = ends.exec(text);
    if (!match) {
      yield { start, end: text.length, next: text.length };
      return undefined;
    }
    yield { start, end: match.index, next: match.index + match[0].length };
    start = match.index + match[0].length;
  }
}
