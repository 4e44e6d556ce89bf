// Splits a Mermaid diagram into what all kinds of diagrams have (front matter, directives, comments, the opening line, accessible texts) and
// its statements. Must keep every statement at its offset, because mistakes are reported by offsets: all else becomes spaces.

import type { DiagramMistake } from '../diagram-mistakes.ts';

export interface MermaidSource {
  /** The word that names the kind of diagram, such as `flowchart`, or an empty string. */
  readonly kind: string;
  readonly kindStart: number;
  /** The rest of the opening line: the direction of a flowchart. */
  readonly opening: string;
  readonly openingStart: number;
  /** The statements, as long as the source. */
  readonly statements: string;
  /** `title` of the front matter, or an empty string. */
  readonly title: string;
  /** `accTitle` and `accDescr`, joined; or an empty string. */
  readonly description: string;
}

/** Takes the source of a diagram. Adds a warning to `mistakes` for settings, which have no effect on the theme's drawing. */
export function splitSource(source: string, mistakes: DiagramMistake[]): MermaidSource {
  let statements = source;
  /** Calls `read` for each match and replaces it by spaces. */
  const takeOut = (pattern: RegExp, read: (match: RegExpExecArray) => void = () => {}) => {
    for (const match of statements.matchAll(pattern)) {
      read(match);
      const end = match.index + match[0].length;
      statements = statements.slice(0, match.index) + blank(match[0]) + statements.slice(end);
    }
  };
  let title = '';
  takeOut(/^\s*---[ \t]*\n(?:[^\n]*\n)*?[ \t]*---[ \t]*(?=\n|$)/g, ({ 0: all, index }) => {
    title =
      /^[ \t]*title:[ \t]*(.*)$/m
        .exec(all)?.[1]
        ?.trim()
        .replace(/^(["'])(.*)\1$/, '$2') ?? '';
    const config = /^[ \t]*config:/m.exec(all);
    if (config) mistakes.push(ignored(index + config.index, config[0].trimEnd().length, 'the `config` of a diagram'));
  });
  takeOut(/%%\{[\s\S]*?\}%%/g, ({ 0: all, index }) => mistakes.push(ignored(index, all.length, 'an `init` directive')));
  takeOut(/^[ \t]*%%[^\n]*/gm);
  const opening = /^\s*([\w-]+)([^\n;]*)/.exec(statements);
  const kind = opening?.[1] ?? '';
  const kindStart = (opening?.[0].length ?? 0) - kind.length - (opening?.[2]?.length ?? 0);
  const rest = opening?.[2] ?? '';
  const openingStart = kindStart + kind.length + rest.length - rest.trimStart().length;
  if (opening) statements = blank(opening[0]) + statements.slice(opening[0].length);
  const texts: string[] = [];
  takeOut(/^[ \t]*acc(?:Title[ \t]*:|Descr[ \t]*(?::|\{([^}]*)\}))([^\n]*)/gm, ([, block, line]) => {
    texts.push((block ?? line ?? '').trim().replace(/\s+/g, ' '));
  });
  const description = texts.join('. ').replaceAll('.. ', '. ');
  return { kind, kindStart, opening: rest.trim(), openingStart, statements, title, description };
}

/** The text with spaces instead of all characters but line ends. */
export function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

function ignored(start: number, length: number, what: string): DiagramMistake {
  const hint = 'remove it: the theme decides how diagrams look';
  const message = `${what} has no effect`;
  return { severity: 'warning', code: 'diagram/ignored', start, end: start + length, message, hint };
}
