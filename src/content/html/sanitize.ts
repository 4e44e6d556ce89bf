// Takes out of an article's HTML what is not on the list in `allowed-html.ts` and says so. Skipped where the site trusts its authors.
// The removing itself is rehype-sanitize's; what is reported is found by the same list.

import type { Element, Parents, Root } from 'hast';
import rehypeSanitize, { type Options } from 'rehype-sanitize';
import { warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import { normalized, schemeOf } from '../context/addresses.ts';
import { type RenderContext, spanOf } from '../context/render-context.ts';
import { openingTagSpan } from '../context/spans.ts';
import { rangeOf } from '../context/text-range.ts';
import { allowedHtml, linkSchemes } from './allowed-html.ts';
import { eachElement } from './tree.ts';

const clean = rehypeSanitize(allowedHtml);

export function sanitize(tree: Root, context: RenderContext): void {
  eachElement(tree, (node, ancestors) => {
    anchorFromName(node);
    checkAddresses(node, context);
    const verdict = checkElement(node, ancestors, context);
    if (verdict === 'kept') checkAttributes(node, context);
    return verdict !== 'gone';
  });
  tree.children = clean(tree).children;
}

/** `<a name="x">`, an anchor of old times, is an id today. */
function anchorFromName({ tagName, properties }: Element): void {
  if (tagName !== 'a' || typeof properties['name'] !== 'string') return;
  properties['id'] ??= properties['name'];
  delete properties['name'];
}

const addressed = ['href', 'src', 'poster', 'cite'];

function checkAddresses(node: Element, context: RenderContext): void {
  for (const property of addressed) {
    const value = node.properties[property];
    if (typeof value !== 'string') continue;
    const url = normalized(value);
    const scheme = schemeOf(url);
    const allowed = property === 'href' ? linkSchemes : ['http', 'https'];
    // A colon before the first slash looks like a scheme to rehype-sanitize even where it can't be one.
    node.properties[property] = scheme === null && /^[^/?#]*:/.test(url) ? `./${url}` : url;
    if (scheme === null || allowed.includes(scheme)) continue;
    delete node.properties[property];
    sayUnsafe(scheme, node, property, context);
  }
  const { srcSet } = node.properties;
  if (typeof srcSet !== 'string') return;
  const unsafe = /(?:^|,)\s*(?!https?:)([a-z][a-z0-9+.-]*):/i.exec(srcSet)?.[1];
  if (unsafe === undefined) return;
  delete node.properties['srcSet'];
  sayUnsafe(unsafe.toLowerCase(), node, 'srcset', context);
}

function sayUnsafe(scheme: string, node: Element, property: string, context: RenderContext): void {
  const what = property === 'href' ? 'a link' : `\`${property}\``;
  const near = nearest(scheme, ['https', 'http', 'mailto']);
  const hint =
    scheme === 'localhost'
      ? 'write `http://localhost…`'
      : scheme === 'data'
        ? 'put the picture into a file beside the page'
        : near
          ? `did you mean \`${near}:\`?`
          : 'only addresses that cannot run code are kept';
  const message = `\`${scheme}:\` is not allowed in ${what}, the address is removed`;
  const at = context.destinations.get(rangeOf(node)?.start ?? -1);
  const span = at ? context.span(at.start, at.end) : openingTagSpan(node, context);
  context.diagnostics.push(warning('link/unsafe-scheme', message, span, { hint }));
}

const trustHint = 'only `markdown: {html: trusted}` in `content/site.yaml` keeps it';

/** `gone` is an element that goes with all that is inside it. */
function checkElement(
  node: Element,
  ancestors: readonly Parents[],
  context: RenderContext,
): 'kept' | 'unwrapped' | 'gone' {
  const { tagName } = node;
  const needed = allowedHtml.ancestors?.[tagName];
  const isMisplaced = needed && !ancestors.some((one) => one.type === 'element' && needed.includes(one.tagName));
  if (allowedHtml.tagNames?.includes(tagName) && !isMisplaced) return 'kept';
  const isStripped = allowedHtml.strip?.includes(tagName) === true;
  const message = isMisplaced
    ? `\`<${tagName}>\` outside ${needed.map((name) => `\`<${name}>\``).join(' or ')} is removed`
    : `\`<${tagName}>\` is removed${isStripped && node.children.length > 0 ? ' with what is inside it' : ''}`;
  const code = isMisplaced ? 'html/misplaced-element' : 'html/removed-element';
  const hint = isMisplaced ? null : trustHint;
  const at = isStripped ? spanOf(node, context) : openingTagSpan(node, context);
  context.diagnostics.push(warning(code, message, at, { hint }));
  return isStripped ? 'gone' : 'unwrapped';
}

function checkAttributes(node: Element, context: RenderContext): void {
  const removed = Object.keys(node.properties).filter((name) => !isAllowed(node, name));
  if (removed.length === 0) return;
  const names = removed.map((name) => `\`${attributeName(name)}\``).join(', ');
  const message = `${names} of \`<${node.tagName}>\` ${removed.length === 1 ? 'is' : 'are'} removed`;
  const at = openingTagSpan(node, context);
  context.diagnostics.push(warning('html/removed-attribute', message, at, { hint: trustHint }));
}

function isAllowed({ tagName, properties }: Element, name: string): boolean {
  return attributesOf(tagName).some((entry) => {
    if (typeof entry === 'string') return entry === name;
    const [key, ...values] = entry;
    if (key !== name) return false;
    const given = properties[name];
    const parts = Array.isArray(given) ? given : [given];
    return parts.every((part) => values.some((one) => (one instanceof RegExp ? one.test(String(part)) : one === part)));
  });
}

/** What an element that is kept may have. */
function attributesOf(tagName: string): Attributes {
  const known = allowedAttributes.get(tagName);
  if (known) return known;
  const attributes = [...(allowedHtml.attributes?.[tagName] ?? []), ...(allowedHtml.attributes?.['*'] ?? [])];
  allowedAttributes.set(tagName, attributes);
  return attributes;
}

type Attributes = NonNullable<Options['attributes']>[string];

/** By element, as far as they were asked for. */
const allowedAttributes = new Map<string, Attributes>();

function attributeName(property: string): string {
  if (property === 'className') return 'class';
  return /^(?:data|aria)[A-Z]/.test(property)
    ? property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    : property.toLowerCase();
}
