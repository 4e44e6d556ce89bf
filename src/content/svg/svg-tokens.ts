// Splits an SVG file into tags and text with their offsets. At least as strict as an XML parser: it must stop at anything it doesn't
// understand, so that a browser never sees a tag that we missed.

export type SvgToken = OpenTag | CloseTag | Characters | Declaration;

export interface OpenTag {
  readonly kind: 'open';
  readonly name: string;
  readonly attributes: readonly SvgAttribute[];
  readonly isEmpty: boolean;
  readonly start: number;
  readonly end: number;
}

export interface SvgAttribute {
  readonly name: string;
  /** With entities decoded. */
  readonly value: string;
  /** Where the white space before the attribute starts. */
  readonly start: number;
  readonly end: number;
}

interface CloseTag {
  readonly kind: 'close';
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

interface Characters {
  readonly kind: 'text';
  /** With entities decoded. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Declaration {
  readonly kind: 'comment' | 'doctype' | 'instruction';
  readonly start: number;
  readonly end: number;
}

/** Thrown by `svgTokens` and by `cleanSvg`, which catches it. */
export class SvgSyntaxError extends Error {
  readonly offset: number;

  constructor(message: string, at: number) {
    super(message);
    this.offset = at;
  }
}

const name = String.raw`[A-Za-z_:\u0080-\uFFFF][\w:.\u0080-\uFFFF-]*`;
const openTag = new RegExp(`<(${name})`, 'y');
const attribute = new RegExp(String.raw`[ \t\r\n]+(${name})[ \t\r\n]*=[ \t\r\n]*("[^"<]*"|'[^'<]*')`, 'y');
const tagEnd = /[ \t\r\n]*(\/?)>/y;
const closeTag = new RegExp(String.raw`</(${name})[ \t\r\n]*>`, 'y');
const doctype = /<!DOCTYPE[^<>["']*(?:"[^"]*"[^<>["']*|'[^']*'[^<>["']*)*>/y;

/** Throws `SvgSyntaxError` at the first syntax error, and at declarations that no image needs. */
export function* svgTokens(text: string): Generator<SvgToken> {
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; ) {
    const token = tokenAt(text, at);
    yield token;
    at = token.end;
  }
}

function tokenAt(text: string, start: number): SvgToken {
  if (text[start] !== '<') {
    const next = text.indexOf('<', start);
    const end = next < 0 ? text.length : next;
    return { kind: 'text', text: decoded(text.slice(start, end), start), start, end };
  }
  if (text.startsWith('<!--', start)) return { kind: 'comment', start, end: endOf('-->', 4, 'comment', text, start) };
  if (text.startsWith('<?', start))
    return { kind: 'instruction', start, end: endOf('?>', 2, 'instruction', text, start) };
  if (text.startsWith('<![CDATA[', start)) {
    const end = endOf(']]>', 9, 'CDATA section', text, start);
    return { kind: 'text', text: text.slice(start + 9, end - 3), start, end };
  }
  if (text.startsWith('<!', start)) {
    const found = matchAt(doctype, text, start);
    if (!found) throw new SvgSyntaxError('declarations like this are not allowed in SVG files', start);
    return { kind: 'doctype', start, end: start + found[0].length };
  }
  const close = matchAt(closeTag, text, start);
  if (close) return { kind: 'close', name: close[1] ?? '', start, end: start + close[0].length };
  return openTagAt(text, start);
}

function openTagAt(text: string, start: number): OpenTag {
  const opening = matchAt(openTag, text, start);
  if (!opening) throw new SvgSyntaxError('this `<` does not start a tag', start);
  const attributes: SvgAttribute[] = [];
  let at = start + opening[0].length;
  for (let found = matchAt(attribute, text, at); found; found = matchAt(attribute, text, at)) {
    const [all, key = '', quoted = ''] = found;
    const end = at + all.length;
    if (attributes.some((other) => other.name === key))
      throw new SvgSyntaxError(`the attribute \`${key}\` is repeated`, at);
    attributes.push({ name: key, value: decoded(quoted.slice(1, -1), end - quoted.length + 1), start: at, end });
    at = end;
  }
  const ending = matchAt(tagEnd, text, at);
  if (!ending) throw new SvgSyntaxError(`invalid syntax in the tag \`<${opening[1] ?? ''}\``, at);
  const isEmpty = ending[1] === '/';
  return { kind: 'open', name: opening[1] ?? '', attributes, isEmpty, start, end: at + ending[0].length };
}

function endOf(mark: string, skipped: number, what: string, text: string, start: number): number {
  const found = text.indexOf(mark, start + skipped);
  if (found < 0) throw new SvgSyntaxError(`this ${what} is never closed`, start);
  return found + mark.length;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const entities: { readonly [entity: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Decodes character references and XML's predefined entities. Others would have to be declared, and could contain anything. */
function decoded(text: string, start: number): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6});|#([0-9]{1,7});|(\w+);)?/g, (all, hex, decimal, entity, offset) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    const character = entity === undefined ? characterOf(code) : entities[String(entity)];
    if (character === undefined)
      throw new SvgSyntaxError(`the entity \`${all}\` is not defined`, start + Number(offset));
    return character;
  });
}

function characterOf(code: number): string | undefined {
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
}
