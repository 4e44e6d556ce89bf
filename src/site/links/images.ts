// An image file → the HTML that shows it: with its size, so that the layout doesn't shift; its other encodings and sizes;
// and lazy loading. It must never read the file itself: sizes and variants come from `SiteQueries`.

import type { Built, Diagnostic, Span } from '../../model/diagnostic.ts';
import { diagnosticAs, error } from '../../model/diagnostic.ts';
import type { AddressSlot, ImageSlot } from '../../model/page.ts';
import type { SpanOf } from '../../model/page-parts.ts';
import type { Asset, Variant } from '../../model/site.ts';
import { escapeHtml } from '../../text/escape.ts';
import type { LinkBase } from './link-base.ts';
import { hrefFrom } from './link-base.ts';
import { missingName, type SiteQueries } from './links.ts';

/** The width at which images are shown: that of the text column, or of a narrower window. A theme can't change this, only its CSS. */
const sizes = '(min-width: 40rem) 38rem, 100vw';
/** In CSS pixels. A link to an image that is no wider than the column would show nothing new. */
const columnWidth = 640;
/** Scaling a larger image down takes gigabytes of memory, and no screen can show it. */
export const maxPixels = 50_000_000;

/** The file of an image. Reports an image that is missing (then the value is null), too large, or no image that browsers can show. */
export function resolveImage(slot: ImageSlot, queries: SiteQueries): Built<Asset | null> {
  const image = imageAt(slot.target, () => slot.at, queries);
  const isUsable = image.value !== null && image.value.problem?.severity !== 'error';
  if (image.value === null || !isUsable || !scaledImages.test(slot.target) || !isTooLarge(image.value)) return image;
  const { width, height } = image.value;
  const message = `the image \`${slot.target}\` has ${width} × ${height} pixels, more than ${maxPixels / 1_000_000} million`;
  const hint = 'scale it down, or put it in `public/`, which is copied unchanged';
  const tooLarge = error('image/too-large', message, slot.at, { hint });
  return { value: image.value, diagnostics: [...image.diagnostics, tooLarge] };
}

/** What is wrong with the file that an element shows as an image, if it is a file of this site. */
export function imageProblems({ to, target, at }: AddressSlot, queries: SiteQueries): readonly Diagnostic[] {
  const path = to === 'root' ? `public${target}` : target;
  return queries.assetOf(path) === null ? [] : imageAt(path, () => at, queries).diagnostics;
}

/** Images that the build scales down. */
const scaledImages = /^content\/.*\.(?:png|jpe?g|webp)$/is;

/** Whether an image has too many pixels to be scaled down. */
export function isTooLarge({ width, height }: Pick<Asset, 'width' | 'height'>): boolean {
  return (width ?? 0) * (height ?? 0) > maxPixels;
}

/** The preview image (`cover`) of the page whose file is `path`; null if it has none. Reports a missing file. */
export function resolveCover(
  path: string,
  cover: string | null,
  queries: SiteQueries,
  spanOf: SpanOf,
): Built<Asset | null> {
  if (cover === null) return { value: null, diagnostics: [] };
  return imageAt(cover, () => spanOf(path, ['cover']), queries);
}

function imageAt(target: string, at: () => Span, queries: SiteQueries): Built<Asset | null> {
  const value = queries.assetOf(target);
  if (value !== null) {
    if (value.problem === null) return { value, diagnostics: [] };
    const { severity, code, message, hint } = value.problem;
    return { value, diagnostics: [diagnosticAs(severity, code, `the image \`${target}\` ${message}`, at(), { hint })] };
  }
  const help = { hint: 'put the image next to the page, or in `public/`', similar: missingName(target) };
  return { value: null, diagnostics: [error('image/missing', `there is no image \`${target}\``, at(), help)] };
}

/** For pages of the site. Without alternative text, a link to the full size would have no name, so there is none. */
export function siteImage(slot: ImageSlot, asset: Asset, base: LinkBase): string {
  const image = imageTag(slot, asset, base, [
    ...(slot.lazy ? [['loading', 'lazy'] as const] : []),
    ['decoding', 'async'],
  ]);
  const sources = sourceTags(asset.variants, base);
  const element = sources === '' ? image : `<picture>${sources}${image}</picture>`;
  const isLinked = slot.linked && slot.alt.trim() !== '' && (asset.width ?? 0) > columnWidth;
  return isLinked ? `<a href="${escapeHtml(hrefFrom(base, asset.url))}">${element}</a>` : element;
}

/** For feeds: one `img` without variants, which every feed reader can show. */
export function feedImage(slot: ImageSlot, asset: Asset, base: LinkBase): string {
  return imageTag(slot, asset, base, []);
}

/** An image of another site on the same host, of which nothing is known but its address. */
export function foreignImage(slot: ImageSlot, href: string, target: 'site' | 'feed' | 'copy'): string {
  if (target === 'copy') return markdownImage(slot, href);
  const title: Attributes = slot.title === null ? [] : [['title', slot.title]];
  const loading: Attributes = target === 'site' && slot.lazy ? [['loading', 'lazy']] : [];
  return tag('img', [['src', href], ['alt', slot.alt], ...title, ...loading]);
}

/** For Markdown copies. */
export function copyImage(slot: ImageSlot, asset: Asset, base: LinkBase): string {
  return markdownImage(slot, hrefFrom(base, asset.url));
}

function markdownImage(slot: ImageSlot, href: string): string {
  const escaped = (text: string) => text.replace(/[\\[\]"]/g, '\\$&').replace(/\s+/g, ' ');
  const title = slot.title === null ? '' : ` "${escaped(slot.title)}"`;
  return `![${escaped(slot.alt)}](${href}${title})`;
}

type Attributes = readonly (readonly [name: string, value: string])[];

function imageTag(slot: ImageSlot, asset: Asset, base: LinkBase, extra: Attributes): string {
  const size: Attributes =
    asset.width === null || asset.height === null
      ? []
      : [
          ['width', String(asset.width)],
          ['height', String(asset.height)],
        ];
  const title: Attributes = slot.title === null ? [] : [['title', slot.title]];
  return tag('img', [['src', hrefFrom(base, asset.url)], ...size, ['alt', slot.alt], ...title, ...extra]);
}

/** One `source` for each type, in the order of `variants`. */
function sourceTags(variants: readonly Variant[], base: LinkBase): string {
  const types = [...new Set(variants.map(({ type }) => type))];
  return types
    .map((type) => {
      const ofType = variants.filter((variant) => variant.type === type);
      const srcset = ofType.map(({ url, width }) => `${hrefFrom(base, url)} ${width}w`).join(', ');
      return tag('source', [
        ['type', type],
        ['srcset', srcset],
        ['sizes', sizes],
      ]);
    })
    .join('');
}

function tag(name: string, attributes: Attributes): string {
  return `<${name}${attributes.map(([key, value]) => ` ${key}="${escapeHtml(value)}"`).join('')}>`;
}
