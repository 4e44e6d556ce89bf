// HTML with holes → HTML: each slot gives way to what the finished site knows. Only this file turns slots into text.
// Addresses leave it percent-encoded and escaped; the text between slots is finished and stays as it is.

import type { Built, Diagnostic } from '../../model/diagnostic.ts';
import type { AddressSlot, Holey, PictureSlot, Slot } from '../../model/page.ts';
import { escapeHtml } from '../../text/escape.ts';
import { encodeWritten } from '../../text/href.ts';
import { copyPicture, feedPicture, resolvePicture, sitePicture } from './images.ts';
import type { Placing } from './link-base.ts';
import { targetHrefOn } from './link-base.ts';
import type { Look, Origin } from './links.ts';
import { resolveLink } from './links.ts';

/** What the text is for: pages of the site, feeds, or Markdown copies. */
export type Medium = 'site' | 'feed' | 'copy';

export interface Filling {
  readonly medium: Medium;
  /** The page whose text it is. */
  readonly from: Origin;
  /** Where it will be read, which for excerpts and feeds is another place. */
  readonly placing: Placing;
  readonly look: Look;
}

/**
 * Reports links and pictures that lead nowhere, but not for copies: they repeat what the page itself shows. The same report
 * comes from wherever the same slot is filled (page, excerpt, feed): whoever prints reports drops repeats.
 */
export function fillHoles(holey: Holey, filling: Filling): Built<string> {
  const diagnostics: Diagnostic[] = [];
  const value = holey.map((part) => (typeof part === 'string' ? part : filled(part, filling, diagnostics))).join('');
  return { value, diagnostics: filling.medium === 'copy' ? [] : diagnostics };
}

function filled(slot: Slot, filling: Filling, diagnostics: Diagnostic[]): string {
  if (slot.kind === 'address') return address(slot, filling, diagnostics);
  if (slot.kind === 'picture') return picture(slot, filling, diagnostics);
  const built = fillHoles(filling.medium === 'feed' ? slot.feed : slot.site, filling);
  diagnostics.push(...built.diagnostics);
  return built.value;
}

/**
 * What leads nowhere keeps the address as written: an error stops the build, and in `dev` the page is still readable.
 */
function address(slot: AddressSlot, { medium, from, placing, look }: Filling, diagnostics: Diagnostic[]): string {
  const { value: target, diagnostics: found } = resolveLink(slot, from, look);
  diagnostics.push(...found);
  const href = target === null ? encodeWritten(slot.href) : targetHrefOn(placing, target);
  return medium === 'copy' ? href : escapeHtml(href);
}

function picture(slot: PictureSlot, { medium, from, placing, look }: Filling, diagnostics: Diagnostic[]): string {
  const { value: asset, diagnostics: found } = resolvePicture(slot, from, look);
  diagnostics.push(...found);
  if (asset === null) return medium === 'copy' ? slot.alt : escapeHtml(slot.alt);
  const print = { site: sitePicture, feed: feedPicture, copy: copyPicture }[medium];
  return print(slot, asset, placing);
}
