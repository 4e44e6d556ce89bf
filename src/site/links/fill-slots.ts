// Slotted HTML → HTML: fills each slot with what the finished site knows. Only this file turns slots into text. Addresses
// leave it percent-encoded and escaped; it must never change the text between slots, which is already finished HTML.

import type { Built, Diagnostic } from '../../model/diagnostic.ts';
import type { AddressSlot, DirectiveSlot, ImageSlot, Slot, SlottedHtml } from '../../model/page.ts';
import { escapeHtml } from '../../text/escape.ts';
import { encodeWritten } from '../../text/href.ts';
import { type DirectiveTemplates, printDirective } from '../directives/print-directive.ts';
import { copyImage, feedImage, foreignImage, imageProblems, resolveImage, siteImage } from './images.ts';
import type { LinkBase } from './link-base.ts';
import { hostHrefFrom, targetHrefFrom } from './link-base.ts';
import type { LinkSource, SiteQueries } from './links.ts';
import { resolveLink } from './links.ts';

/** What the output is for: pages of the site, feeds, or Markdown copies. */
export type OutputTarget = 'site' | 'feed' | 'copy';

export interface FillOptions {
  readonly target: OutputTarget;
  /** The page that the slotted HTML comes from. */
  readonly from: LinkSource;
  /** The page or feed that the result is printed in; for excerpts and feeds it differs from `from`. */
  readonly base: LinkBase;
  readonly queries: SiteQueries;
  /** The directives of the theme; null if it does not compile. Called only where there is a directive. */
  readonly directives: () => DirectiveTemplates | null;
}

/**
 * Reports broken links and missing images, except for copies, which repeat what the page reports. A slot is reported each
 * time it is filled (page, excerpt, feed): the caller must drop repeated diagnostics.
 */
export function fillSlots(slotted: SlottedHtml, options: FillOptions): Built<string> {
  const diagnostics: Diagnostic[] = [];
  const value = slotted
    .map((part) => (typeof part === 'string' ? part : fillSlot(part, options, diagnostics)))
    .join('');
  return { value, diagnostics: options.target === 'copy' ? [] : diagnostics };
}

function fillSlot(slot: Slot, options: FillOptions, diagnostics: Diagnostic[]): string {
  if (slot.kind === 'address') return fillAddress(slot, options, diagnostics);
  if (slot.kind === 'image') return fillImage(slot, options, diagnostics);
  if (slot.kind === 'directive') return fillDirective(slot, options, diagnostics);
  const built = fillSlots(options.target === 'feed' ? slot.feed : slot.site, options);
  diagnostics.push(...built.diagnostics);
  return built.value;
}

/** From the inside out: the content of a directive is finished before its component gets it. */
function fillDirective(slot: DirectiveSlot, options: FillOptions, diagnostics: Diagnostic[]): string {
  const fill = (slotted: SlottedHtml | undefined): string | null => {
    if (slotted === undefined) return null;
    const built = fillSlots(slotted, options);
    diagnostics.push(...built.diagnostics);
    return built.value;
  };
  const parts = {
    content: fill(slot.content ?? undefined),
    label: fill(slot.label?.html),
    before: fill(slot.fallback?.before),
  };
  const printed = printDirective(slot, parts, options.target, options.directives(), {
    // The component escapes it.
    link: (address) => hrefOf(address, options, diagnostics),
    image: (image) => fillImage(image, options, diagnostics),
  });
  diagnostics.push(...printed.diagnostics);
  return printed.value;
}

/** A broken link keeps its address as written: an error stops `build`, and in `dev` the page stays readable. */
function fillAddress(slot: AddressSlot, options: FillOptions, diagnostics: Diagnostic[]): string {
  const href = hrefOf(slot, options, diagnostics);
  return options.target === 'copy' ? href : escapeHtml(href);
}

function hrefOf(slot: AddressSlot, { from, base, queries }: FillOptions, diagnostics: Diagnostic[]): string {
  const link = resolveLink(slot, from, queries);
  diagnostics.push(...link.diagnostics);
  if (slot.isImage && link.value !== null) diagnostics.push(...imageProblems(slot, queries));
  return link.value === null ? encodeWritten(slot.href) : targetHrefFrom(base, link.value);
}

function fillImage(slot: ImageSlot, { target, base, queries }: FillOptions, diagnostics: Diagnostic[]): string {
  const address = slot.target.startsWith('public/') ? slot.target.slice('public'.length) : null;
  if (address !== null && queries.isElsewhere(address)) return foreignImage(slot, hostHrefFrom(base, address), target);
  const image = resolveImage(slot, queries);
  diagnostics.push(...image.diagnostics);
  if (image.value === null) return target === 'copy' ? slot.alt : escapeHtml(slot.alt);
  const print = { site: siteImage, feed: feedImage, copy: copyImage }[target];
  return print(slot, image.value, base);
}
