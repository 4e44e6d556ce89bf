// Addresses in articles: local ones become slots, which are filled when the whole site is known; links to other sites get a class, and
// media from other sites is checked against the allowed hosts. Must not check whether a local target exists: no other page is known here.

import type { Element, Parents, Root } from 'hast';
import { error, type Span, warning } from '../../model/diagnostic.ts';
import type { AddressSlot, SlottedHtml } from '../../model/page.ts';
import { type Address, addressOf } from '../context/addresses.ts';
import { type RenderContext, spanOf } from '../context/render-context.ts';
import { openingTagSpan } from '../context/spans.ts';
import { rangeOf } from '../context/text-range.ts';
import { classNames } from './class-names.ts';
import { blockedAddress } from './page-policy.ts';
import { classesOf, eachElement, isElement, rewrite, text, textOf } from './tree.ts';

export function links(tree: Root, context: RenderContext): void {
  eachElement(tree, (node) => {
    linkHref(node, context);
    for (const property of ['poster', 'cite']) fillAddress(node, property, context);
    if (!isElement(node, 'img')) fillAddress(node, 'src', context);
    fillSrcSet(node, context);
  });
  let isFirst = true;
  rewrite(tree, (node, ancestors) => {
    if (!isElement(node, 'img')) return undefined;
    const lazy = !isFirst;
    isFirst = false;
    return imageSlot(node, ancestors, lazy, context);
  });
}

function linkHref(node: Element, context: RenderContext): void {
  const { href } = node.properties;
  if (typeof href !== 'string') return;
  const address = fillAddress(node, 'href', context);
  if (address?.kind !== 'web' || address.host === context.config.host?.toLowerCase()) return;
  // The `rel` of `<link>` says what to load.
  if (!isElement(node, 'a', 'area')) return;
  const { rel } = node.properties;
  // A plugin may have added others.
  node.properties['rel'] = [...new Set([...(Array.isArray(rel) ? rel : []), 'external'])];
  const shown = showsOwnUrl(node, href) ? [classNames.address] : [];
  node.properties['className'] = [...classesOf(node), classNames.external, ...shown];
  const isBare = /^(?:https?:|www\.)/i.test(writtenText(node, context));
  if (!isBare || !/(?:\[\^|%5B%5E)/i.test(href)) return;
  const message = 'this URL includes the footnote mark right after it';
  const hint = 'wrap the URL in `<…>`';
  const at = openingTagSpan(node, context);
  context.diagnostics.push(warning('link/swallowed-footnote', message, at, { hint }));
}

/** Whether a link's text is its URL, with or without the scheme and a slash at the end. */
function showsOwnUrl(node: Element, href: string): boolean {
  const withoutScheme = (address: string) => address.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  return withoutScheme(textOf(node)) === withoutScheme(href);
}

function writtenText(node: Element, { text }: RenderContext): string {
  const range = rangeOf(node);
  return range ? text.slice(range.start, range.end) : '';
}

/** Replaces a local address by a slot. Returns the kind of address, or null where there is none. */
function fillAddress(node: Element, property: string, context: RenderContext): Address | null {
  const value = node.properties[property];
  if (typeof value !== 'string') return null;
  const at = addressSpan(node, context);
  const address = addressOf(value, context.path);
  // `page-policy.ts` checks scripts and frames.
  const isMedia = isElement(node, 'img', 'video', 'audio', 'source', 'track', 'input');
  if (isMedia && (property === 'src' || property === 'poster')) reportBlockedMedia(value, at, context);
  if (address.kind === 'web') node.properties[property] = address.url;
  if (address.kind === 'outside') {
    delete node.properties[property];
    reportOutside(value, at, context);
  }
  const isImage = property === 'poster' || isElement(node, 'img');
  if (address.kind === 'local') setSlot(node, property, [recordTarget(slotFor(address, at, isImage), context)]);
  return address;
}

function slotFor({ slot }: Address & { kind: 'local' }, at: Span, isImage: boolean): AddressSlot {
  return { kind: 'address', ...slot, ...(isImage && { isImage }), at };
}

/** The span of a link's or an image's address; in raw HTML, of the whole opening tag. */
function addressSpan(node: Element, context: RenderContext): Span {
  const destination = context.destinations.get(rangeOf(node)?.start ?? -1);
  return destination ? context.span(destination.start, destination.end) : openingTagSpan(node, context);
}

function setSlot(node: Element, property: string, value: SlottedHtml): void {
  node.data = { ...node.data, slots: { ...node.data?.slots, [property]: value } };
}

/** Records what the page links to and shows. */
function recordTarget(slot: AddressSlot, context: RenderContext): AddressSlot {
  if (slot.to === 'page') context.links.add(slot.target);
  if (slot.to === 'path') context.files.add(slot.target);
  return slot;
}

function fillSrcSet(node: Element, context: RenderContext): void {
  const { srcSet } = node.properties;
  if (typeof srcSet !== 'string') return;
  const at = openingTagSpan(node, context);
  const value: (string | AddressSlot)[] = [];
  for (const candidate of srcSet.matchAll(/[\s,]*([^\s,]\S*[^\s,]|[^\s,])(\s+[\d.]+[wx])?\s*(?=,|$)/g)) {
    const [, url = '', descriptor = ''] = candidate;
    const address = addressOf(url, context.path);
    if (address.kind === 'outside') reportOutside(url, at, context);
    reportBlockedMedia(url, at, context);
    if (address.kind !== 'web' && address.kind !== 'local') continue;
    if (value.length > 0) value.push(', ');
    value.push(
      address.kind === 'local' ? recordTarget(slotFor(address, at, true), context) : address.url,
      descriptor.replace(/^\s+/, ' '),
    );
  }
  setSlot(node, 'srcSet', value);
}

/** Replaces an image of this site by a slot. An image of another site, or one with more attributes such as a size, stays an `img`. */
function imageSlot(node: Element, ancestors: readonly Parents[], lazy: boolean, context: RenderContext) {
  const { src, alt, title } = node.properties;
  checkAlt(node, context);
  // The address was removed; show the alternative text.
  if (typeof src !== 'string') return node.data?.slots?.['srcSet'] ? undefined : text(String(alt ?? ''));
  const isPlain = Object.keys(node.properties).every((property) => ['src', 'alt', 'title'].includes(property));
  const address = isPlain && !isElement(ancestors.at(-1), 'picture') ? addressOf(src, context.path) : null;
  const isFile = address?.kind === 'local' && (address.slot.to === 'root' || address.slot.to === 'path');
  if (!isFile) {
    if (lazy) node.properties['loading'] ??= 'lazy';
    fillAddress(node, 'src', context);
    return typeof node.properties['src'] === 'string' ? undefined : text(String(alt ?? ''));
  }
  const at = addressSpan(node, context);
  const target = address.slot.to === 'root' ? `public${address.slot.target}` : address.slot.target;
  context.files.add(target);
  context.images.add(target);
  const linked = !ancestors.some((ancestor) => isElement(ancestor, 'a', 'summary', 'label'));
  const texts = { alt: String(alt ?? ''), title: typeof title === 'string' ? title : null };
  return { type: 'image' as const, slot: { kind: 'image' as const, target, ...texts, lazy, linked, at } };
}

function checkAlt(node: Element, context: RenderContext): void {
  const { alt } = node.properties;
  const isMarkdown = writtenText(node, context).startsWith('!');
  if (typeof alt === 'string' && (alt.trim() !== '' || !isMarkdown)) return;
  const hint = isMarkdown
    ? 'describe the image: `![a red bridge](…)`'
    : 'add `alt="…"`, or `alt=""` if the image is decorative';
  const at = isMarkdown ? spanOf(node, context) : openingTagSpan(node, context);
  context.diagnostics.push(warning('image/missing-alt', 'this image has no alternative text', at, { hint }));
  node.properties['alt'] ??= '';
}

function reportBlockedMedia(written: string, at: Span, context: RenderContext): void {
  const blocked = blockedAddress(written, 'media', context);
  if (blocked) context.diagnostics.push(warning(blocked.code, blocked.message, at, { hint: blocked.hint }));
}

function reportOutside(written: string, at: Span, context: RenderContext): void {
  const hint = "addresses are relative to the page's folder";
  context.diagnostics.push(error('link/outside', `\`${written}\` points outside the site`, at, { hint }));
}
