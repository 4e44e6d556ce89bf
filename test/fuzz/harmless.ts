// Checks a page's HTML for what must never be in it: scripts, inline styles, internal marks and unclosed elements.

import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { expect } from 'vitest';
import type { DirectiveSlot, SlottedHtml } from '../../src/model/page.ts';

/** Fills slots with a word, which would be visible if a slot were not in an attribute or between elements. */
export function filled(html: SlottedHtml, medium: 'site' | 'feed'): string {
  return html
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.kind === 'per-output') return filled(part[medium], medium);
      if (part.kind === 'directive') return filledDirective(part, medium);
      return part.kind === 'image' ? '<img src="filled" alt="filled">' : 'filled';
    })
    .join('');
}

/** As a callout, if it is one, or as a component that prints everything. */
function filledDirective({ label, content, fallback }: DirectiveSlot, medium: 'site' | 'feed'): string {
  const [before, inside] = [fallback?.before ?? label?.html ?? [], content ?? []].map((part) => filled(part, medium));
  return `<section>${before}${inside}${fallback?.after ?? ''}</section>`;
}

function tagsIn(html: string): readonly string[] {
  return html.match(/<[a-z](?:[^<>"]|"[^"]*")*>/gi) ?? [];
}

export function idsIn(html: string): readonly string[] {
  return tagsIn(html).flatMap((tag) => / id="([^"]*)"/.exec(tag)?.[1] ?? []);
}

/** Uses one expectation for all problems, because thousands for each text would take longer than parsing it. */
export function expectHarmless(html: string): void {
  expect(problemsOf(html)).toEqual([]);
}

function problemsOf(html: string): string[] {
  const problems = elementsOf(html).flatMap(problemsOfElement);
  const reserved = /[\uFDD0-\uFDEF\0\uFFFE\uFFFF]/.exec(html);
  if (reserved) problems.push(`reserved character at ${reserved.index}`);
  if (!/^[^\uD800-\uDFFF]*$/u.test(html)) problems.push('lone surrogate');
  // Text outside tags must not contain `<`.
  const outside = html.replace(/<\/?[a-z](?:[^<>"]|"[^"]*")*>/gi, '');
  const at = outside.indexOf('<');
  if (at >= 0) problems.push(`outside tags: ${outside.slice(Math.max(0, at - 20), at + 20)}`);
  return [...problems, ...unclosed(html)];
}

type Element = DefaultTreeAdapterTypes.Element;

/** All elements as a browser parses them, those in templates too. */
function elementsOf(html: string): readonly Element[] {
  const found: Element[] = [];
  const open: DefaultTreeAdapterTypes.Node[] = [parseFragment(html)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('tagName' in node) found.push(node);
    if ('content' in node) open.push(node.content);
    if ('childNodes' in node) open.push(...node.childNodes);
  }
  return found;
}

/** Elements that run code, load documents, or take over a part of the page. */
const harmfulElements = new Set(
  'applet base embed form frame frameset iframe link meta noembed noframes noscript object plaintext script style template textarea title xmp'.split(
    ' ',
  ),
);

/** Attributes that a browser reads as an address. */
const addressAttributes = new Set(
  'action background cite data formaction href longdesc manifest ping poster src xlink:href'.split(' '),
);

function problemsOfElement({ tagName, attrs }: Element): string[] {
  const problems = harmfulElements.has(tagName) ? [`element \`${tagName}\``] : [];
  for (const { prefix, name, value } of attrs) {
    const fullName = prefix === undefined || prefix === '' ? name : `${prefix}:${name}`;
    const isBad =
      /^on|^(?:style|srcdoc|data-fence)$/i.test(name) ||
      (addressAttributes.has(fullName) && !isHarmlessAddress(value, tagName)) ||
      (name === 'srcset' &&
        !value.split(',').every((each) => isHarmlessAddress(each.trim().split(/\s+/)[0] ?? '', tagName)));
    if (isBad) problems.push(`attribute ${fullName}="${value}" of \`${tagName}\``);
  }
  return problems;
}

/** Schemes that only lead somewhere. Anything else, such as `javascript:`, may run code. */
const harmlessSchemes = new Set('http: https: mailto: tel: xmpp: irc: ircs: ftp: sms:'.split(' '));

/** What a browser would do with the address, resolved against the page that it is on (WHATWG URL). */
function isHarmlessAddress(value: string, tagName: string): boolean {
  if (!URL.canParse(value, 'https://site.invalid/posts/a/')) return true;
  const { protocol, pathname } = new URL(value, 'https://site.invalid/posts/a/');
  if (harmlessSchemes.has(protocol)) return true;
  return protocol === 'data:' && tagName === 'img' && pathname.startsWith('image/svg+xml');
}

/** Every element must be closed inside the element that it was opened in, so that the HTML can't break out of its surroundings. */
function unclosed(html: string): string[] {
  const open: string[] = [];
  const problems: string[] = [];
  for (const [tag, slash, name = '', end] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)(?:[^<>"]|"[^"]*")*?(\/?)>/gi)) {
    if (slash !== '/') {
      if (end !== '/' && !voids.has(name)) open.push(name);
    } else if (open.pop() !== name) problems.push(`closes another element: ${tag}`);
  }
  return [...problems, ...open.map((name) => `never closed: ${name}`)];
}

const voids = new Set(['area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
