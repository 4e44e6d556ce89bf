// An SVG file → the same picture without anything that runs, leads to code or loads from elsewhere: opened by its own address, an SVG
// is a page of the site. What goes is cut out of the text, and all else stays as it was written.

import { type Built, type Diagnostic, error, warning } from '../../model/diagnostic.ts';
import { escapeXml } from '../../text/escape.ts';
import { normalized, schemeOf } from '../context/addresses.ts';
import { cleanCss } from './svg-css.ts';
import { type OpenTag, type SvgAttribute, SvgFault, type SvgToken, svgTokens } from './svg-tokens.ts';

/** Null where the file is no SVG that a browser would show, with an error; a warning for each kind of thing that is taken out. */
export function cleanSvg(path: string, text: string): Built<string | null> {
  const cleaning = new Cleaning(path, text);
  try {
    for (const token of svgTokens(text)) cleaning.take(token);
    return { value: cleaning.end(), diagnostics: cleaning.warnings() };
  } catch (fault) {
    if (!(fault instanceof SvgFault)) throw fault;
    const at = { path, start: fault.at, end: Math.min(fault.at + 1, text.length) };
    const hint =
      'save it as plain SVG with the program it comes from, or put it into `public/`, which is copied as it is';
    return {
      value: null,
      diagnostics: [error('svg/malformed', `this SVG can't be published: ${fault.message}`, at, { hint })],
    };
  }
}

const svgSpace = 'http://www.w3.org/2000/svg';
/** Elements of these run or load wherever they stand; those of any other are notes that drawing programs leave for themselves. */
const activeSpaces = [svgSpace, 'http://www.w3.org/1999/xhtml', 'http://www.w3.org/1998/Math/MathML'];
const spaces: Spaces = { xml: 'http://www.w3.org/XML/1998/namespace', '': '' };

const known = new Set(
  `svg g defs symbol use switch a view title desc metadata style image path rect circle ellipse line polyline polygon text tspan
  textPath marker pattern clipPath mask linearGradient radialGradient stop filter animate animateMotion animateTransform set mpath`.split(
    /\s+/,
  ),
);
const filterStep = /^fe[A-Z]\w+$/;
const animations = ['animate', 'animateMotion', 'animateTransform', 'set'];

interface Spaces {
  readonly [prefix: string]: string;
}

interface Open {
  readonly tag: OpenTag;
  readonly spaces: Spaces;
  /** Goes with all that is in it. */
  readonly isGone: boolean;
  /** Text of a `style`, as far as it has been read. */
  css: string | null;
}

class Cleaning {
  readonly #path: string;
  readonly #text: string;
  readonly #open: Open[] = [];
  readonly #found = new Map<string, { readonly first: Diagnostic; count: number }>();
  #hasRoot = false;
  #kept = '';
  #keptTo = 0;

  constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
  }

  take(token: SvgToken): void {
    if (token.kind === 'open') this.#enter(token);
    else if (token.kind === 'close') this.#leave(token.name, token.start, token.end);
    else if (token.kind === 'text') this.#characters(token.text, token.start);
    else if (token.kind === 'instruction') this.#instruction(token.start, token.end);
    else if (token.kind === 'doctype') {
      if (this.#hasRoot) throw new SvgFault('a document type stands before everything else', token.start);
      this.#replace(token.start, token.end, '');
    }
  }

  end(): string {
    const unclosed = this.#open.at(-1);
    if (unclosed) throw new SvgFault(`\`<${unclosed.tag.name}>\` is never closed`, unclosed.tag.start);
    if (!this.#hasRoot) throw new SvgFault('there is no `<svg>` in it', 0);
    return this.#kept + this.#text.slice(this.#keptTo);
  }

  warnings(): Diagnostic[] {
    return [...this.#found.values()].map(({ first, count }) =>
      count === 1 ? first : { ...first, message: `${first.message}, here and in ${count - 1} more places` },
    );
  }

  #enter(tag: OpenTag): void {
    const parent = this.#open.at(-1);
    if (!parent && this.#hasRoot) throw new SvgFault('something follows the `<svg>`', tag.start);
    this.#hasRoot = true;
    const inScope = spacesIn(tag, parent?.spaces ?? spaces);
    const [space, local] = qualified(tag.name, inScope, tag.start);
    if (!parent && (space !== svgSpace || local !== 'svg'))
      throw new SvgFault(`it must begin with \`<svg xmlns="${svgSpace}">\``, tag.start);
    const isGone = parent?.isGone === true || this.#isRemoved(tag, space, local);
    const isStyle = space === svgSpace && local === 'style';
    this.#open.push({ tag, spaces: inScope, isGone, css: isStyle && !isGone ? '' : null });
    if (parent && parent.css !== null) throw new SvgFault('a `<style>` holds nothing but text', tag.start);
    if (!isGone) this.#checkAttributes(tag, local, inScope);
    if (tag.isEmpty) this.#leave(tag.name, tag.end, tag.end);
  }

  #leave(name: string, start: number, end: number): void {
    const open = this.#open.pop();
    if (open?.tag.name !== name) throw new SvgFault(`\`</${name}>\` closes nothing`, start);
    if (open.isGone && this.#open.at(-1)?.isGone !== true) this.#replace(open.tag.start, end, '');
    if (open.css === null || cleanCss(open.css) === open.css) return;
    this.#say('svg/outside-reference', 'what this style loads is removed', open.tag.start, open.tag.end, loadHint);
    this.#replace(open.tag.end, start, escapeXml(cleanCss(open.css)));
  }

  #characters(text: string, start: number): void {
    const open = this.#open.at(-1);
    if (!open && /[^ \t\r\n]/.test(text)) throw new SvgFault('text stands outside of `<svg>`', start);
    if (open && open.css !== null) open.css += text;
  }

  /** `<?xml …?>` says nothing that is not so without it: what it says of letters would even be wrong, the text being UTF-8 by now. */
  #instruction(start: number, end: number): void {
    if (/^<\?xml-stylesheet/i.test(this.#text.slice(start, end)))
      this.#say('svg/outside-reference', 'the link to a style sheet is removed', start, end, loadHint);
    if (this.#open.at(-1)?.isGone !== true) this.#replace(start, end, '');
  }

  #isRemoved(tag: OpenTag, space: string, local: string): boolean {
    if (!activeSpaces.includes(space)) return true;
    const sets =
      tag.attributes
        .find(({ name }) => name === 'attributeName')
        ?.value.trim()
        .replace(/^.*:/s, '') ?? '';
    const isTurned = animations.includes(local) && /^(?:href|on)/i.test(sets);
    if (space === svgSpace && !isTurned && (known.has(local) || filterStep.test(local))) return false;
    const what = isTurned ? `a \`<${tag.name}>\` that changes \`${sets}\`` : `\`<${tag.name}>\``;
    this.#say('svg/removed-element', `${what} is removed from this picture`, tag.start, tag.end, trustHint);
    return true;
  }

  #checkAttributes({ name: element, attributes }: OpenTag, local: string, inScope: Spaces): void {
    for (const attribute of attributes) {
      const { name, value, start, end } = attribute;
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
      const [space, key] = name.includes(':') ? qualified(name, inScope, start) : ['', name];
      if (/^on/i.test(key) || (space === spaces['xml'] && key === 'base')) {
        this.#say('svg/removed-attribute', `\`${name}\` of \`<${element}>\` is removed`, start, end, trustHint);
        this.#replace(start, end, '');
      } else if (key.toLowerCase() === 'href') this.#checkAddress(attribute, local);
      else if (space === '' && (key === 'style' || /url|\\/i.test(value)) && cleanCss(value) !== value) {
        this.#say(
          'svg/outside-reference',
          `what \`${name}\` of \`<${element}>\` loads is removed`,
          start,
          end,
          loadHint,
        );
        this.#replace(start, end, ` ${name}="${escapeXml(cleanCss(value))}"`);
      }
    }
  }

  /** Links may lead anywhere but to code; all else is found in the file itself. */
  #checkAddress({ name, value, start, end }: SvgAttribute, local: string): void {
    const url = normalized(value);
    if (url.startsWith('#') || url === '') return;
    const scheme = schemeOf(url);
    if (local === 'a' && (scheme === null || linkSchemes.includes(scheme))) return;
    if ((local === 'image' || local === 'feImage') && carriedPicture.test(url)) return;
    this.#replace(start, end, '');
    if (local === 'a') this.#say('svg/unsafe-link', `a link to \`${scheme}:\` is removed`, start, end, trustHint);
    else
      this.#say('svg/outside-reference', `\`${name}\` leads out of the picture and is removed`, start, end, loadHint);
  }

  #say(code: string, message: string, start: number, end: number, hint: string): void {
    const before = this.#found.get(message);
    if (before) before.count++;
    else
      this.#found.set(message, { first: warning(code, message, { path: this.#path, start, end }, { hint }), count: 1 });
  }

  /** Cuts come in order, but for elements that go as a whole: nothing in them is cut before. */
  #replace(start: number, end: number, by: string): void {
    this.#kept += this.#text.slice(this.#keptTo, start) + by;
    this.#keptTo = end;
  }
}

const trustHint = 'only `markdown: {html: trusted}` in `content/site.yaml` keeps it';
const loadHint = 'a picture loads nothing: put what it needs into the file itself';
const linkSchemes = ['http', 'https', 'mailto'];
/** An SVG inside of an SVG is shown, never run. */
const carriedPicture = /^data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]/i;

function spacesIn({ attributes }: OpenTag, outer: Spaces): Spaces {
  const own = attributes.filter(({ name }) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (own.length === 0) return outer;
  return { ...outer, ...Object.fromEntries(own.map(({ name, value }) => [name.slice('xmlns:'.length), value])) };
}

/** Namespace and local part of a name. */
function qualified(name: string, inScope: Spaces, at: number): [space: string, local: string] {
  const colon = name.indexOf(':');
  const prefix = name.slice(0, Math.max(colon, 0));
  const space = Object.hasOwn(inScope, prefix) ? inScope[prefix] : undefined;
  if (space === undefined) throw new SvgFault(`\`${prefix}:\` is declared nowhere`, at);
  return [space, name.slice(colon + 1)];
}
