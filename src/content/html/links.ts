// Addresses in articles: those of this site become holes that the finished site fills, those of other sites are marked and, where
// they load something, checked against the list of hosts that may be loaded from.

import type { Element, Parents, Root } from 'hast';
import { error, type Span, warning } from '../../model/diagnostic.ts';
import type { AddressSlot, SlottedHtml } from '../../model/page.ts';
import { type Address, addressOf } from '../context/addresses.ts';
import { type RenderContext, spanOf } from '../context/render-context.ts';
import { openingTagSpan } from '../context/spans.ts';
import { rangeOf } from '../context/text-range.ts';
import { classNames } from './class-names.ts';
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
    return image(node, ancestors, lazy, context);
  });
}

function linkHref(node: Element, context: RenderContext): void {
  const { href } = node.properties;
  if (typeof href !== 'string') return;
  const address = fillAddress(node, 'href', context);
  if (address?.kind !== 'web' || address.host === context.config.host?.toLowerCase()) return;
  node.properties['rel'] = ['external'];
  const shown = isAddress(node, href) ? [classNames.address] : [];
  node.properties['className'] = [...classesOf(node), classNames.external, ...shown];
  const isBare = /^(?:https?:|www\.)/i.test(sourceOf(node, context));
  if (!isBare || !/(?:\[\^|%5B%5E)/i.test(href)) return;
  const message = 'a footnote mark right after an address becomes part of it';
  const hint = 'put the address into `<…>`';
  const at = openingTagSpan(node, context);
  context.diagnostics.push(warning('link/swallowed-footnote', message, at, { hint }));
}

/** Whether a link says nothing but where it leads; how it begins and a slash at its end may be missing. */
function isAddress(node: Element, href: string): boolean {
  const core = (address: string) => address.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  return core(textOf(node)) === core(href);
}

function sourceOf(node: Element, { text }: RenderContext): string {
  const range = rangeOf(node);
  return range ? text.slice(range.start, range.end) : '';
}

/** Makes a hole of a local address. Returns what the address is, or null where there is none. */
function fillAddress(node: Element, property: string, context: RenderContext): Address | null {
  const value = node.properties[property];
  if (typeof value !== 'string') return null;
  const at = addressSpan(node, context);
  const address = addressOf(value, context.path);
  const loads = property === 'src' || property === 'poster';
  if (loads && address.kind === 'web') sayForeign(address.host, at, context);
  if (address.kind === 'web') node.properties[property] = address.url;
  if (address.kind === 'outside') {
    delete node.properties[property];
    sayOutside(value, at, context);
  }
  if (address.kind === 'local') setSlot(node, property, [remember({ kind: 'address', ...address.slot, at }, context)]);
  return address;
}

/** Where the address of a link or picture stands, or its opening tag in raw HTML. */
function addressSpan(node: Element, context: RenderContext): Span {
  const destination = context.destinations.get(rangeOf(node)?.start ?? -1);
  return destination ? context.span(destination.start, destination.end) : openingTagSpan(node, context);
}

function setSlot(node: Element, property: string, value: SlottedHtml): void {
  node.data = { ...node.data, slots: { ...node.data?.slots, [property]: value } };
}

/** Keeps account of what the page links to and shows. */
function remember(slot: AddressSlot, context: RenderContext): AddressSlot {
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
    if (address.kind === 'outside') sayOutside(url, at, context);
    if (address.kind === 'web') sayForeign(address.host, at, context);
    if (address.kind !== 'web' && address.kind !== 'local') continue;
    if (value.length > 0) value.push(', ');
    value.push(
      address.kind === 'local' ? remember({ kind: 'address', ...address.slot, at }, context) : address.url,
      descriptor.replace(/^\s+/, ' '),
    );
  }
  setSlot(node, 'srcSet', value);
}

/** A picture of this site gives way to a slot; one of another site, or one that its author gave a size, stays an `img`. */
function image(node: Element, ancestors: readonly Parents[], lazy: boolean, context: RenderContext) {
  const { src, alt, title } = node.properties;
  checkAlt(node, context);
  // Its address was taken out: what is left is its text.
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
  const words = { alt: String(alt ?? ''), title: typeof title === 'string' ? title : null };
  return { type: 'image' as const, slot: { kind: 'image' as const, target, ...words, lazy, linked, at } };
}

function checkAlt(node: Element, context: RenderContext): void {
  const { alt } = node.properties;
  const isMarkdown = sourceOf(node, context).startsWith('!');
  if (typeof alt === 'string' && (alt.trim() !== '' || !isMarkdown)) return;
  const hint = isMarkdown
    ? 'write what it shows: `![a red bridge](…)`'
    : 'add `alt="…"`, or `alt=""` if it only decorates';
  const at = isMarkdown ? spanOf(node, context) : openingTagSpan(node, context);
  context.diagnostics.push(
    warning('picture/missing-alt', 'this picture has no text for those who cannot see it', at, { hint }),
  );
  node.properties['alt'] ??= '';
}

function sayForeign(host: string, at: Span, context: RenderContext): void {
  if (host === context.config.host?.toLowerCase() || context.config.mediaHosts.includes(host)) return;
  const message = `this loads something from \`${host}\`, which the site does not allow`;
  const hint = `put the file beside the page, or add \`media: {hosts: [${host}]}\` to \`content/site.yaml\``;
  context.diagnostics.push(warning('media/foreign-host', message, at, { hint }));
}

function sayOutside(written: string, at: Span, context: RenderContext): void {
  const hint = 'addresses are relative to the folder of the page';
  context.diagnostics.push(error('link/outside', `\`${written}\` leads out of the site`, at, { hint }));
}
