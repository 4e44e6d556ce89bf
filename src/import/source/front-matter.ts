// A file of another generator → its front matter, in YAML, TOML or JSON, and its body. Every scalar stays text as it was written. Must never
// run what it reads: `---js` is a problem like any other.

import { isMap, isScalar, parseDocument, visit } from 'yaml';
import { tomlData } from '../../content/settings/toml-record.ts';
import { lineColumnAt } from '../../text/code-frame.ts';
import { isRecord } from './front-matter-values.ts';
import { type Fields, ImportError, type Value } from './model.ts';

export interface SplitFile {
  readonly fields: Fields;
  /** False if the file has no front matter at all. */
  readonly hasFrontMatter: boolean;
  readonly body: string;
  /** Lines above the body. */
  readonly linesAbove: number;
}

/** Splits a file. Throws an `ImportError` that names the line if its front matter is never closed or can't be read. */
export function splitFile(path: string, text: string): SplitFile {
  const from = text.startsWith('\uFEFF') ? 1 : 0;
  const opening = /^(---|\+\+\+|;;;)[ \t]*(\S*)[ \t]*(?:\r?\n|\r|$)/.exec(text.slice(from));
  if (opening === null) return text[from] === '{' ? jsonBlock(path, text, from) : withoutFrontMatter(text, from);
  const [first, mark = '---', language = ''] = opening;
  if (language !== '' && mark === '---' && !/^(?:yaml|yml|json|toml)$/i.test(language)) {
    if (!/^(?:js|javascript|coffee)$/i.test(language)) return withoutFrontMatter(text, from);
    throw problem(path, 1, `front matter in ${language} is code, which the import never runs`, 'write it as YAML');
  }
  const start = from + first.length;
  const closing = new RegExp(
    `^${mark === '---' ? '(?:---|\\.\\.\\.)' : mark.replace(/\+/g, '\\+')}[ \\t]*(?:\\r?\\n|\\r|$)`,
    'm',
  );
  const end = closing.exec(text.slice(start));
  // A file that begins with a thematic break has no front matter.
  if (end === null) {
    if (mark === '---' && !/^[\w-]+[ \t]*:/.test(text.slice(start))) return withoutFrontMatter(text, from);
    throw problem(
      path,
      1,
      `front matter is never closed: a line \`${mark}\` is missing`,
      'add it after the last field',
    );
  }
  const block = text.slice(start, start + end.index);
  const bodyStart = start + end.index + end[0].length;
  const kind =
    mark === '+++' ? 'toml' : mark === ';;;' ? 'json' : /^(?:json|toml)$/i.test(language) ? language : 'yaml';
  const lines = text.slice(0, start).split('\n').length - 1;
  const value =
    kind === 'toml'
      ? tomlValue(path, block, lines)
      : kind === 'json'
        ? jsonValue(path, /^\s*\{/.test(block) ? block : `{${block}}`, lines)
        : yamlValue(path, block, lines);
  return split(text, value, bodyStart);
}

function withoutFrontMatter(text: string, from: number): SplitFile {
  return { fields: {}, hasFrontMatter: false, body: text.slice(from), linesAbove: 0 };
}

function split(text: string, value: Value, bodyStart: number): SplitFile {
  const linesAbove = text.slice(0, bodyStart).split('\n').length - 1;
  return { fields: isRecord(value) ? value : {}, hasFrontMatter: true, body: text.slice(bodyStart), linesAbove };
}

/** Hugo's JSON front matter: an object at the start of the file, without marks. */
function jsonBlock(path: string, text: string, from: number): SplitFile {
  if (!/^\{\s*(?:"|\})/.test(text.slice(from, from + 200))) return withoutFrontMatter(text, from);
  const end = endOfObject(text, from);
  if (end === null) throw problem(path, 1, 'front matter in JSON is never closed', 'add the missing `}`');
  const value = jsonValue(path, text.slice(from, end), 0);
  const bodyStart = end + (/^[ \t]*(?:\r?\n)?/.exec(text.slice(end))?.[0].length ?? 0);
  return split(text, value, bodyStart);
}

function endOfObject(text: string, from: number): number | null {
  let depth = 0;
  let isQuoted = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (isQuoted) {
      if (character === '\\') at += 1;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === '{') depth += 1;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return null;
}

/** A configuration or data file, by the ending of its name. */
export function parseDataFile(path: string, text: string): Value {
  const clean = text.replace(/^\uFEFF/, '');
  if (/\.toml$/i.test(path)) return tomlValue(path, clean, 0);
  return /\.json$/i.test(path) ? jsonValue(path, clean, 0) : yamlValue(path, clean, 0);
}

function yamlValue(path: string, text: string, linesAbove: number): Value {
  // Tabs after a colon or at a line's end are errors in YAML, but not in the parsers of other generators.
  const document = parseDocument(text.replace(/^([\w-]+:)\t+/gm, '$1 '), {
    schema: 'failsafe',
    merge: true,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const [mistake] = document.errors;
  if (mistake !== undefined) {
    const line = linesAbove + (mistake.linePos?.[0].line ?? 1);
    throw problem(
      path,
      line,
      `it is not valid YAML: ${mistake.message.split('\n')[0]?.replace(/ at line .*/, '')}`,
      null,
    );
  }
  visit(document, {
    Scalar(_, node) {
      // A value that is missing is an empty text in this schema.
      if (node.type === 'PLAIN' && (node.source === '' || node.source === '~' || node.source === 'null'))
        node.value = null;
    },
    Map(_, node) {
      for (const pair of node.items) if (!isScalar(pair.key) && !isMap(pair.key)) pair.key = String(pair.key);
    },
  });
  return plain(document.toJS({ maxAliasCount: 1000 }));
}

function tomlValue(path: string, text: string, linesAbove: number): Value {
  const read = tomlData(text);
  if ('data' in read) return plain(read.data);
  throw problem(path, linesAbove + read.line, `it is not valid TOML: ${read.why}`, null);
}

function jsonValue(path: string, text: string, linesAbove: number): Value {
  try {
    return plain(JSON.parse(text));
  } catch (cause) {
    const position = /position (\d+)/.exec(String(cause))?.[1];
    const line = position === undefined ? 1 : lineColumnAt(text, Number(position)).line;
    throw problem(path, linesAbove + line, 'it is not valid JSON', null);
  }
}

/** Parsed data with every scalar as text. */
function plain(data: unknown): Value {
  if (data === null || data === undefined) return null;
  if (Array.isArray(data)) return data.map(plain);
  if (data instanceof Map) return plain(Object.fromEntries(data));
  if (typeof data === 'string') return data;
  if (typeof data === 'number' || typeof data === 'bigint' || typeof data === 'boolean') return String(data);
  if (typeof data !== 'object') return null;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, plain(value)]));
}

export function problem(file: string, line: number, message: string, hint: string | null): ImportError {
  return new ImportError([{ file, line, message: `\`${file}\`: ${message}`, hint }]);
}
