// Removes from an SVG file everything that runs code, links to code or loads other files: opened by its own address, an SVG is a page of
// the site. Must leave the rest of the file byte for byte. Our own, because libraries that sanitize SVG need a DOM, print the whole file
// anew and don't tell which line they changed.

import { type Built, type Diagnostic, error, warning } from '../../model/diagnostic.ts';
import { escapeXml } from '../../text/escape.ts';
import { normalized, schemeOf } from '../context/addresses.ts';
import type { TextRange } from '../context/text-range.ts';
import { cleanCss } from './svg-css.ts';
import { type OpenTag, type SvgAttribute, SvgSyntaxError, type SvgToken, svgTokens } from './svg-tokens.ts';

/** Returns the cleaned file with a warning for each kind of removal; null, with an error, if the file is not valid SVG. */
export function cleanSvg(path: string, text: string): Built<string | null> {
  const cleaner = new SvgCleaner(path, text);
  try {
    for (const token of svgTokens(text)) cleaner.process(token);
    return { value: cleaner.end(), diagnostics: cleaner.warnings() };
  } catch (failure) {
    if (!(failure instanceof SvgSyntaxError)) throw failure;
    const at = { path, start: failure.offset, end: Math.min(failure.offset + 1, text.length) };
    const hint = 'export it as plain SVG, or put it into `public/`, whose files are copied unchanged';
    return {
      value: null,
      diagnostics: [error('svg/malformed', `this SVG can't be published: ${failure.message}`, at, { hint })],
    };
  }
}

const svgNamespace = 'http://www.w3.org/2000/svg';
/** Elements in these namespaces can run code or load files. Those in any other are private data of drawing programs. */
const activeNamespaces = [svgNamespace, 'http://www.w3.org/1999/xhtml', 'http://www.w3.org/1998/Math/MathML'];
const predefinedNamespaces: Namespaces = { xml: 'http://www.w3.org/XML/1998/namespace', '': '' };

const allowedElements = new Set(
  `svg g defs symbol use switch a view title desc metadata style image path rect circle ellipse line polyline polygon text tspan
  textPath marker pattern clipPath mask linearGradient radialGradient stop filter animate animateMotion animateTransform set mpath`.split(
    /\s+/,
  ),
);
const filterPrimitive = /^fe[A-Z]\w+$/;
const animations = ['animate', 'animateMotion', 'animateTransform', 'set'];

interface Namespaces {
  readonly [prefix: string]: string;
}

interface OpenElement {
  readonly tag: OpenTag;
  readonly namespaces: Namespaces;
  /** Whether the element is removed with its content. */
  readonly isRemoved: boolean;
  /** The text of a `style` so far; null for any other element. */
  css: string | null;
}

class SvgCleaner {
  readonly #path: string;
  readonly #text: string;
  readonly #open: OpenElement[] = [];
  readonly #warnings = new Map<string, { readonly first: Diagnostic; count: number }>();
  #hasRoot = false;
  #output = '';
  #copiedTo = 0;

  constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
  }

  process(token: SvgToken): void {
    if (token.kind === 'open') this.#enter(token);
    else if (token.kind === 'close') this.#leave(token.name, token.start, token.end);
    else if (token.kind === 'text') this.#characters(token.text, token.start);
    else if (token.kind === 'instruction') this.#instruction(token.start, token.end);
    else if (token.kind === 'doctype') {
      if (this.#hasRoot) throw new SvgSyntaxError('the document type must come before `<svg>`', token.start);
      this.#replace(token.start, token.end, '');
    }
  }

  end(): string {
    const unclosed = this.#open.at(-1);
    if (unclosed) throw new SvgSyntaxError(`\`<${unclosed.tag.name}>\` is never closed`, unclosed.tag.start);
    if (!this.#hasRoot) throw new SvgSyntaxError('it contains no `<svg>`', 0);
    return this.#output + this.#text.slice(this.#copiedTo);
  }

  warnings(): Diagnostic[] {
    return [...this.#warnings.values()].map(({ first, count }) => {
      if (count === 1) return first;
      const others = count === 2 ? '1 more place' : `${count - 1} more places`;
      return { ...first, message: `${first.message}, here and in ${others}` };
    });
  }

  #enter(tag: OpenTag): void {
    const parent = this.#open.at(-1);
    if (!parent && this.#hasRoot) throw new SvgSyntaxError('an element follows `</svg>`', tag.start);
    this.#hasRoot = true;
    const namespaces = namespacesIn(tag, parent?.namespaces ?? predefinedNamespaces);
    const [namespace, local] = splitName(tag.name, namespaces, tag.start);
    if (!parent && (namespace !== svgNamespace || local !== 'svg'))
      throw new SvgSyntaxError(`it must begin with \`<svg xmlns="${svgNamespace}">\``, tag.start);
    const removed = parent?.isRemoved === true || this.#isRemoved(tag, namespace, local);
    const isStyle = namespace === svgNamespace && local === 'style';
    this.#open.push({ tag, namespaces, isRemoved: removed, css: isStyle && !removed ? '' : null });
    if (parent && parent.css !== null) throw new SvgSyntaxError('`<style>` must contain only text', tag.start);
    if (!removed) this.#checkAttributes(tag, local, namespaces);
    if (tag.isEmpty) this.#leave(tag.name, tag.end, tag.end);
  }

  #leave(name: string, start: number, end: number): void {
    const open = this.#open.pop();
    if (open?.tag.name !== name) throw new SvgSyntaxError(`\`</${name}>\` has no matching opening tag`, start);
    if (open.isRemoved && this.#open.at(-1)?.isRemoved !== true) this.#replace(open.tag.start, end, '');
    if (open.css === null || cleanCss(open.css) === open.css) return;
    this.#report(
      'svg/outside-reference',
      'references to other files are removed from this `<style>`',
      open.tag,
      loadHint,
    );
    this.#replace(open.tag.end, start, escapeXml(cleanCss(open.css)));
  }

  #characters(text: string, start: number): void {
    const open = this.#open.at(-1);
    if (!open && /[^ \t\r\n]/.test(text)) throw new SvgSyntaxError('there is text outside `<svg>`', start);
    if (open && open.css !== null) open.css += text;
  }

  /** Removes `<?xml …?>`, too: it changes nothing, and the encoding it names may be wrong, because the text is UTF-8 by now. */
  #instruction(start: number, end: number): void {
    if (/^<\?xml-stylesheet/i.test(this.#text.slice(start, end)))
      this.#report('svg/outside-reference', 'the reference to a style sheet is removed', { start, end }, loadHint);
    if (this.#open.at(-1)?.isRemoved !== true) this.#replace(start, end, '');
  }

  #isRemoved(tag: OpenTag, namespace: string, local: string): boolean {
    if (!activeNamespaces.includes(namespace)) return true;
    const target =
      tag.attributes
        .find(({ name }) => name === 'attributeName')
        ?.value.trim()
        .replace(/^.*:/s, '') ?? '';
    const isUnsafeAnimation = animations.includes(local) && /^(?:href|on)/i.test(target);
    if (namespace === svgNamespace && !isUnsafeAnimation && (allowedElements.has(local) || filterPrimitive.test(local)))
      return false;
    const what = isUnsafeAnimation ? `\`<${tag.name}>\` that changes \`${target}\`` : `\`<${tag.name}>\``;
    this.#report('svg/removed-element', `${what} is removed from this image`, tag, trustHint);
    return true;
  }

  #checkAttributes({ name: element, attributes }: OpenTag, local: string, namespaces: Namespaces): void {
    for (const attribute of attributes) {
      const { name, value, start, end } = attribute;
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
      const [namespace, key] = name.includes(':') ? splitName(name, namespaces, start) : ['', name];
      if (/^on/i.test(key) || (namespace === predefinedNamespaces['xml'] && key === 'base')) {
        this.#report(
          'svg/removed-attribute',
          `attribute \`${name}\` of \`<${element}>\` is removed`,
          attribute,
          trustHint,
        );
        this.#replace(start, end, '');
      } else if (key.toLowerCase() === 'href') this.#checkAddress(attribute, local);
      else if (namespace === '' && (key === 'style' || /url|\\/i.test(value)) && cleanCss(value) !== value) {
        this.#report(
          'svg/outside-reference',
          `references to other files are removed from \`${name}\` of \`<${element}>\``,
          attribute,
          loadHint,
        );
        this.#replace(start, end, ` ${name}="${escapeXml(cleanCss(value))}"`);
      }
    }
  }

  /** Links may point anywhere except to code; any other address must be inside the file itself. */
  #checkAddress(attribute: SvgAttribute, local: string): void {
    const { name, value, start, end } = attribute;
    const url = normalized(value);
    if (url.startsWith('#') || url === '') return;
    const scheme = schemeOf(url);
    if (local === 'a' && (scheme === null || linkSchemes.includes(scheme))) return;
    if ((local === 'image' || local === 'feImage') && embeddedImage.test(url)) return;
    this.#replace(start, end, '');
    if (local === 'a') this.#report('svg/unsafe-link', `a \`${scheme}:\` link is removed`, attribute, trustHint);
    else
      this.#report('svg/outside-reference', `\`${name}\` refers to another file and is removed`, attribute, loadHint);
  }

  #report(code: string, message: string, { start, end }: TextRange, hint: string): void {
    const before = this.#warnings.get(message);
    if (before) before.count++;
    else
      this.#warnings.set(message, {
        first: warning(code, message, { path: this.#path, start, end }, { hint }),
        count: 1,
      });
  }

  /** Replacements must come in order. Nothing inside a removed element is replaced before the element is. */
  #replace(start: number, end: number, replacement: string): void {
    this.#output += this.#text.slice(this.#copiedTo, start) + replacement;
    this.#copiedTo = end;
  }
}

const trustHint = 'allowed only with `markdown: {html: trusted}` in `content/site.yaml`';
const loadHint = 'an SVG image cannot load files: embed what it needs in the file';
const linkSchemes = ['http', 'https', 'mailto'];
/** Browsers never run scripts in an SVG that is embedded as an image. */
const embeddedImage = /^data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]/i;

function namespacesIn({ attributes }: OpenTag, outer: Namespaces): Namespaces {
  const own = attributes.filter(({ name }) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (own.length === 0) return outer;
  return { ...outer, ...Object.fromEntries(own.map(({ name, value }) => [name.slice('xmlns:'.length), value])) };
}

/** Splits a name into its namespace and its local part. */
function splitName(name: string, namespaces: Namespaces, at: number): [namespace: string, local: string] {
  const colon = name.indexOf(':');
  const prefix = name.slice(0, Math.max(colon, 0));
  const namespace = Object.hasOwn(namespaces, prefix) ? namespaces[prefix] : undefined;
  if (namespace === undefined) throw new SvgSyntaxError(`the namespace prefix \`${prefix}:\` is not declared`, at);
  return [namespace, name.slice(colon + 1)];
}
