// HTML with holes → HTML: each slot gives way to what the finished site knows. Only this file turns slots into text.
// Addresses leave it percent-encoded and escaped; the text between slots is finished and stays as it is.

import type { Built, Diagnostic } from '../../model/diagnostic.ts';
import type { AddressSlot, ImageSlot, Slot, SlottedHtml } from '../../model/page.ts';
import { escapeHtml } from '../../text/escape.ts';
import { encodeWritten } from '../../text/href.ts';
import { copyImage, feedImage, resolveImage, siteImage } from './images.ts';
import type { LinkBase } from './link-base.ts';
import { targetHrefOn } from './link-base.ts';
import type { LinkSource, SiteQueries } from './links.ts';
import { resolveLink } from './links.ts';

/** What the text is for: pages of the site, feeds, or Markdown copies. */
export type OutputTarget = 'site' | 'feed' | 'copy';

export interface FillOptions {
  readonly target: OutputTarget;
  /** The page whose text it is. */
  readonly from: LinkSource;
  /** Where it will be read, which for excerpts and feeds is another place. */
  readonly base: LinkBase;
  readonly queries: SiteQueries;
}

/**
 * Reports links and pictures that lead nowhere, but not for copies: they repeat what the page itself shows. The same report
 * comes from wherever the same slot is filled (page, excerpt, feed): whoever prints reports drops repeats.
 */
export function fillSlots(slotted: SlottedHtml, filling: FillOptions): Built<string> {
  const diagnostics: Diagnostic[] = [];
  const value = slotted.map((part) => (typeof part === 'string' ? part : filled(part, filling, diagnostics))).join('');
  return { value, diagnostics: filling.target === 'copy' ? [] : diagnostics };
}

function filled(slot: Slot, filling: FillOptions, diagnostics: Diagnostic[]): string {
  if (slot.kind === 'address') return address(slot, filling, diagnostics);
  if (slot.kind === 'image') return image(slot, filling, diagnostics);
  const built = fillSlots(filling.target === 'feed' ? slot.feed : slot.site, filling);
  diagnostics.push(...built.diagnostics);
  return built.value;
}

/**
 * What leads nowhere keeps the address as written: an error stops the build, and in `dev` the page is still readable.
 */
function address(
  slot: AddressSlot,
  { target: medium, from, base: placing, queries: look }: FillOptions,
  diagnostics: Diagnostic[],
): string {
  const { value: target, diagnostics: found } = resolveLink(slot, from, look);
  diagnostics.push(...found);
  const href = target === null ? encodeWritten(slot.href) : targetHrefOn(placing, target);
  return medium === 'copy' ? href : escapeHtml(href);
}

function image(
  slot: ImageSlot,
  { target: medium, from, base: placing, queries: look }: FillOptions,
  diagnostics: Diagnostic[],
): string {
  const { value: asset, diagnostics: found } = resolveImage(slot, from, look);
  diagnostics.push(...found);
  if (asset === null) return medium === 'copy' ? slot.alt : escapeHtml(slot.alt);
  const print = { site: siteImage, feed: feedImage, copy: copyImage }[medium];
  return print(slot, asset, placing);
}
