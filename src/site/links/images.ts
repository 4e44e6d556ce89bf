// A picture's file → the HTML that shows it: its size, so that nothing shifts; other encodings; loading when it comes
// into sight.

import type { Built, Span } from '../../model/diagnostic.ts';
import { error } from '../../model/diagnostic.ts';
import type { ImageSlot } from '../../model/page.ts';
import type { SpanOf } from '../../model/parts.ts';
import type { Asset, Variant } from '../../model/site.ts';
import { escapeHtml } from '../../text/escape.ts';
import { relativePath } from '../../text/href.ts';
import { nearestPath } from '../suggestions.ts';
import type { LinkBase } from './link-base.ts';
import { hrefOn } from './link-base.ts';
import type { LinkSource, SiteQueries } from './links.ts';

/**
 * How wide a picture is shown: as the text column, or the window where that is narrower. Themes change it in CSS only.
 */
const sizes = '(min-width: 40rem) 38rem, 100vw';
/** In CSS pixels; a picture that is hardly wider shows all there is, so a link to it would lead nowhere new. */
const columnWidth = 640;
/** More would take gigabytes of memory to make smaller, and no screen shows it. */
export const maxPixels = 50_000_000;

/** The file of a picture, or null and a report. */
export function resolveImage(slot: ImageSlot, from: LinkSource, look: SiteQueries): Built<Asset | null> {
  const found = imageAt(slot.target, () => slot.at, from.path, look);
  if (found.value === null || !isScaled.test(slot.target) || !isTooLarge(found.value)) return found;
  const { width, height } = found.value;
  const message = `the picture \`${slot.target}\` has ${width} × ${height} pixels, more than ${maxPixels / 1_000_000} million`;
  const hint = 'make it smaller, or put it into `public/`, from where it is copied as it is';
  return { value: found.value, diagnostics: [error('picture/too-large', message, slot.at, { hint })] };
}

/** Pictures that smaller ones are made of. */
const isScaled = /^content\/.*\.(?:png|jpe?g|webp)$/is;

/** Whether a picture has so many pixels that none are made smaller. */
export function isTooLarge({ width, height }: Pick<Asset, 'width' | 'height'>): boolean {
  return (width ?? 0) * (height ?? 0) > maxPixels;
}

/** The picture that stands for the page at `path` on other sites, null where it has none; reports one that is missing. */
export function resolveCover(
  path: string,
  cover: string | null,
  look: SiteQueries,
  spanOf: SpanOf,
): Built<Asset | null> {
  if (cover === null) return { value: null, diagnostics: [] };
  return imageAt(cover, () => spanOf(path, ['cover']), path, look);
}

function imageAt(target: string, at: () => Span, from: string, look: SiteQueries): Built<Asset | null> {
  const value = look.assetOf(target);
  if (value !== null) return { value, diagnostics: [] };
  const near = nearestPath(target, look.candidates('files', target));
  const hint =
    near === null ? 'put the picture beside the page, or into `public/`' : `did you mean \`${nameFrom(from, near)}\`?`;
  return { value: null, diagnostics: [error('picture/missing', `there is no picture \`${target}\``, at(), { hint })] };
}

/** A file as an author of the page at `from` writes it. */
function nameFrom(from: string, path: string): string {
  return path.startsWith('public/') ? path.slice('public'.length) : relativePath(`/${from}`, `/${path}`);
}

/** For pages of the site. A link to the full size needs a text to be named by. */
export function siteImage(slot: ImageSlot, asset: Asset, placing: LinkBase): string {
  const image = imageTag(slot, asset, placing, [
    ...(slot.lazy ? [['loading', 'lazy'] as const] : []),
    ['decoding', 'async'],
  ]);
  const sources = sourceTags(asset.variants, placing);
  const picture = sources === '' ? image : `<picture>${sources}${image}</picture>`;
  const isLinked = slot.linked && slot.alt.trim() !== '' && (asset.width ?? 0) > columnWidth;
  return isLinked ? `<a href="${escapeHtml(hrefOn(placing, asset.url))}">${picture}</a>` : picture;
}

/** For feeds: the picture itself, as every reader shows it. */
export function feedImage(slot: ImageSlot, asset: Asset, placing: LinkBase): string {
  return imageTag(slot, asset, placing, []);
}

/** For Markdown copies. */
export function copyImage(slot: ImageSlot, asset: Asset, placing: LinkBase): string {
  const escaped = (text: string) => text.replace(/[\\[\]"]/g, '\\$&').replace(/\s+/g, ' ');
  const title = slot.title === null ? '' : ` "${escaped(slot.title)}"`;
  return `![${escaped(slot.alt)}](${hrefOn(placing, asset.url)}${title})`;
}

type Attributes = readonly (readonly [name: string, value: string])[];

function imageTag(slot: ImageSlot, asset: Asset, placing: LinkBase, more: Attributes): string {
  const size: Attributes =
    asset.width === null || asset.height === null
      ? []
      : [
          ['width', String(asset.width)],
          ['height', String(asset.height)],
        ];
  const title: Attributes = slot.title === null ? [] : [['title', slot.title]];
  return tag('img', [['src', hrefOn(placing, asset.url)], ...size, ['alt', slot.alt], ...title, ...more]);
}

/** One for each type, in the order given. */
function sourceTags(variants: readonly Variant[], placing: LinkBase): string {
  const types = [...new Set(variants.map(({ type }) => type))];
  return types
    .map((type) => {
      const ofType = variants.filter((variant) => variant.type === type);
      const srcset = ofType.map(({ url, width }) => `${hrefOn(placing, url)} ${width}w`).join(', ');
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
