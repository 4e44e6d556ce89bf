// Removes from an article's HTML what the list in `allowed-html.ts` does not allow, and reports it. Does not run if the site trusts its
// authors. rehype-sanitize does the removing; this file must report by the same list and never allow more.

import type { Element, Parents, Root } from 'hast';
import rehypeSanitize, { type Options } from 'rehype-sanitize';
import { warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import { normalized, schemeOf } from '../context/addresses.ts';
import { type RenderContext, spanOf } from '../context/render-context.ts';
import { openingTagSpan } from '../context/spans.ts';
import { rangeOf } from '../context/text-range.ts';
import { embed, embedHint, isAllowedEmbed, isBetweenBlocks, styleHint } from '../html/page-policy.ts';
import { eachElement, element, isElement, type PerOutputNode, rewrite, text } from '../html/tree.ts';
import { allowedHtml, linkSchemes } from './allowed-html.ts';

const removeDisallowed = rehypeSanitize(allowedHtml);

/** Removes everything that is not allowed from a tree, with a warning for each removal. */
export function sanitize(tree: Root, context: RenderContext): void {
  const embeds: PerOutputNode[] = [];
  eachElement(tree, (node, ancestors) => {
    anchorFromName(node);
    if (isAllowedEmbed(node, context)) {
      embeds.push(embed(node, ancestors, embeddedAddress(node), context));
      replaceByMark(node, embeds.length - 1);
      return false;
    }
    checkAddresses(node, context);
    const verdict = checkElement(node, ancestors, context);
    if (verdict === 'removed') leaveLink(node, ancestors);
    // Without `autoplay`, which is removed, media without controls can't be played.
    if (isElement(node, 'video', 'audio')) node.properties['controls'] = true;
    if (verdict === 'kept') checkAttributes(node, context);
    return verdict !== 'removed';
  });
  tree.children = removeDisallowed(tree).children;
  if (embeds.length > 0) rewrite(tree, (node) => embeds[markedEmbed(node)]);
}

/** Takes the place of an allowed frame or script while everything else is removed. Authors can't write the characters around the number. */
function replaceByMark(node: Element, index: number): void {
  node.tagName = 'span';
  node.properties = { dataEmbed: `\uFDD0${index}\uFDD1` };
  node.children = [];
}

function markedEmbed({ properties }: Element): number {
  return Number(/^\uFDD0(\d+)\uFDD1$/.exec(String(properties['dataEmbed'] ?? ''))?.[1] ?? -1);
}

/** Turns the obsolete anchor `<a name="x">` into an id. */
function anchorFromName({ tagName, properties }: Element): void {
  if (tagName !== 'a' || typeof properties['name'] !== 'string') return;
  properties['id'] ??= properties['name'];
  delete properties['name'];
}

const addressProperties = ['href', 'src', 'poster', 'cite'];

function checkAddresses(node: Element, context: RenderContext): void {
  for (const property of addressProperties) {
    const value = node.properties[property];
    if (typeof value !== 'string') continue;
    const url = normalized(value);
    const scheme = schemeOf(url);
    const allowed = property === 'href' ? linkSchemes : ['http', 'https'];
    // rehype-sanitize takes anything before a colon for a scheme, even where it can't be a scheme.
    node.properties[property] = scheme === null && /^[^/?#]*:/.test(url) ? `./${url}` : url;
    if (scheme === null || allowed.includes(scheme)) continue;
    delete node.properties[property];
    reportUnsafeScheme(scheme, node, property, context);
  }
  const { srcSet } = node.properties;
  if (typeof srcSet !== 'string') return;
  const unsafe = /(?:^|,)\s*(?!https?:)([a-z][a-z0-9+.-]*):/i.exec(srcSet)?.[1];
  if (unsafe === undefined) return;
  delete node.properties['srcSet'];
  reportUnsafeScheme(unsafe.toLowerCase(), node, 'srcset', context);
}

function reportUnsafeScheme(scheme: string, node: Element, property: string, context: RenderContext): void {
  const where = property === 'href' ? 'links' : `\`${property}\``;
  const near = nearest(scheme, ['https', 'http', 'mailto']);
  const hint =
    scheme === 'localhost'
      ? 'write `http://localhost…`'
      : scheme === 'data'
        ? 'save the data as a file next to the page'
        : near
          ? `did you mean \`${near}:\`?`
          : 'only addresses that cannot run code are allowed';
  const message = `\`${scheme}:\` is not allowed in ${where}, so the address is removed`;
  const at = context.destinations.get(rangeOf(node)?.start ?? -1);
  const span = at ? context.span(at.start, at.end) : openingTagSpan(node, context);
  context.diagnostics.push(warning('link/unsafe-scheme', message, span, { hint }));
}

/** Puts a link in the place of an element that shows something from elsewhere, before that element is removed. */
function leaveLink(node: Element, ancestors: readonly Parents[]): void {
  const parent = ancestors.at(-1);
  const href = embeddedAddress(node);
  if (!parent || href === null || ancestors.some((one) => isElement(one, 'a'))) return;
  const title = [node.properties['title'], node.properties['ariaLabel']].find((one) => typeof one === 'string' && one);
  const link = element('a', { href }, [text(String(title ?? href))]);
  const left = isBetweenBlocks(parent) ? element('p', {}, [link]) : link;
  if (node.position) link.position = node.position;
  parent.children.splice(parent.children.indexOf(node), 0, left);
}

/** Where readers see what an element embeds; null if it embeds nothing. */
function embeddedAddress({ tagName, properties }: Element): string | null {
  const address = tagName === 'object' ? properties['data'] : properties['src'];
  if (typeof address !== 'string' || !['iframe', 'frame', 'embed', 'object', 'script'].includes(tagName)) return null;
  const url = normalized(address).replace(/^\/\/(?=[^/])/, 'https://');
  const scheme = schemeOf(url);
  if (url === '' || (scheme !== null && scheme !== 'http' && scheme !== 'https')) return null;
  if (tagName !== 'script') return players.reduce((now, [player, page]) => now.replace(player, page), url);
  // Scripts are code, but for those that show a text or recording of the same name.
  return /^https:\/\/(?:gist\.github\.com|asciinema\.org)\//.test(url) ? url.replace(/\.js(?=$|[?#])/, '') : null;
}

/** Addresses of players, which show nothing outside a frame, and of the pages with the same video. */
const players: readonly (readonly [player: RegExp, page: string])[] = [
  [/^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]+).*$/, 'https://www.youtube.com/watch?v=$1'],
  [/^https?:\/\/player\.vimeo\.com\/video\/(\d+).*$/, 'https://vimeo.com/$1'],
];

const scriptHint =
  'allowed only as a file of this site, loaded with `src`, and with `markdown: {html: trusted}` in `content/site.yaml`';

const trustHint = 'allowed only with `markdown: {html: trusted}` in `content/site.yaml`';

/** Reports an element that is not allowed: `unwrapped` keeps its content, `removed` does not. */
function checkElement(
  node: Element,
  ancestors: readonly Parents[],
  context: RenderContext,
): 'kept' | 'unwrapped' | 'removed' {
  const { tagName } = node;
  const requiredAncestors = allowedHtml.ancestors?.[tagName];
  const isMisplaced = requiredAncestors && !ancestors.some((node) => isElement(node, ...requiredAncestors));
  if (allowedHtml.tagNames?.includes(tagName) && !isMisplaced) return 'kept';
  const isStripped = allowedHtml.strip?.includes(tagName) === true;
  const isLinked = !isMisplaced && isStripped && embeddedAddress(node) !== null;
  const message = isMisplaced
    ? `\`<${tagName}>\` outside ${requiredAncestors.map((name) => `\`<${name}>\``).join(' or ')} is removed`
    : `\`<${tagName}>\` is removed${isLinked ? ', and a link to what it shows is left' : isStripped && node.children.length > 0 ? ' together with its content' : ''}`;
  const { code, hint } = isMisplaced ? { code: 'html/misplaced-element', hint: null } : removalOf(node, context);
  const at = isStripped ? spanOf(node, context) : openingTagSpan(node, context);
  context.diagnostics.push(warning(code, message, at, { hint }));
  return isStripped ? 'removed' : 'unwrapped';
}

/** Code and hint for an element that is removed: frames, scripts and styles have settings or places of their own. */
function removalOf(node: Element, context: RenderContext): { readonly code: string; readonly hint: string } {
  const hint = embedHint(node, context);
  if (isElement(node, 'iframe')) return { code: 'html/removed-frame', hint: hint ?? 'link to the page instead' };
  if (isElement(node, 'script')) return { code: 'html/removed-script', hint: hint ?? scriptHint };
  if (isElement(node, 'style')) return { code: 'html/removed-style', hint: styleHint };
  return { code: 'html/removed-element', hint: trustHint };
}

function checkAttributes(node: Element, context: RenderContext): void {
  const removed = Object.keys(node.properties).filter((name) => !isAllowed(node, name));
  const kinds = new Map<string, string[]>();
  for (const name of removed) kinds.set(kindOf(name), [...(kinds.get(kindOf(name)) ?? []), name]);
  for (const [kind, names] of kinds) reportRemoved(names, kind, node, context);
}

function kindOf(property: string): string {
  return property === 'style' || property === 'className'
    ? property
    : /^on[a-z]/i.test(property)
      ? 'script'
      : 'attribute';
}

/** What is removed has a code for each kind, so that thousands of one kind don't hide the others. */
const removals: { readonly [kind: string]: { readonly code: string; readonly hint: string } } = {
  style: { code: 'html/removed-style', hint: styleHint },
  className: { code: 'html/removed-class', hint: trustHint },
  script: { code: 'html/removed-script', hint: scriptHint },
  attribute: { code: 'html/removed-attribute', hint: trustHint },
};

function reportRemoved(removed: readonly string[], kind: string, node: Element, context: RenderContext): void {
  const { code, hint } = removals[kind] ?? { code: 'html/removed-attribute', hint: trustHint };
  const names = removed.map((name) => `\`${attributeName(name)}\``).join(', ');
  const message =
    removed.length === 1
      ? `attribute ${names} of \`<${node.tagName}>\` is removed`
      : `attributes ${names} of \`<${node.tagName}>\` are removed`;
  const at = openingTagSpan(node, context);
  context.diagnostics.push(warning(code, message, at, { hint }));
}

function isAllowed({ tagName, properties }: Element, name: string): boolean {
  return attributesOf(tagName).some((entry) => {
    if (typeof entry === 'string') return entry === name;
    const [key, ...values] = entry;
    if (key !== name) return false;
    const given = properties[name];
    const parts = Array.isArray(given) ? given : [given];
    return parts.every((part) =>
      values.some((value) => (value instanceof RegExp ? value.test(String(part)) : value === part)),
    );
  });
}

/** The attributes that an allowed element may have. */
function attributesOf(tagName: string): Attributes {
  const known = allowedAttributes.get(tagName);
  if (known) return known;
  const attributes = [...(allowedHtml.attributes?.[tagName] ?? []), ...(allowedHtml.attributes?.['*'] ?? [])];
  allowedAttributes.set(tagName, attributes);
  return attributes;
}

type Attributes = NonNullable<Options['attributes']>[string];

/** Cached results of `attributesOf`, by element name. */
const allowedAttributes = new Map<string, Attributes>();

/** The attribute's name in HTML for a property's name in hast. */
function attributeName(property: string): string {
  if (property === 'className') return 'class';
  return /^(?:data|aria)[A-Z]/.test(property)
    ? property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    : property.toLowerCase();
}
