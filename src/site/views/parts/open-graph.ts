// What a page is called and looks like where somebody shares it: Open Graph properties, which every network reads.

import type { SiteConfig } from '../../../model/config.ts';
import { absoluteHref } from '../../../text/href.ts';
import type { HeadFacts, SocialImage } from './view.ts';

type Property = readonly [property: string, content: string];

/** `address` is the page's own, in full, or null. In the order in which they are printed. */
export function openGraphOf(
  { title, description, article }: HeadFacts,
  address: string | null,
  image: SocialImage | null,
  config: SiteConfig,
): readonly Property[] {
  const properties: readonly (readonly [property: string, content: string | null])[] = [
    ['og:type', article === null ? 'website' : 'article'],
    ['og:title', title ?? config.title],
    ['og:description', description],
    ['og:url', address],
    ['og:site_name', config.title],
    ['og:locale', localeOf(config.language)],
    ...imageProperties(image, config.url),
    ['article:published_time', article?.published ?? null],
    ['article:modified_time', article?.modified ?? null],
    ...(article?.tags ?? []).map((tag): Property => ['article:tag', tag]),
  ];
  return properties.flatMap(([property, content]): Property[] => (content === null ? [] : [[property, content]]));
}

/** A picture's address must be in full: without one for the site there is no picture. */
function imageProperties(image: SocialImage | null, base: string | null): Property[] {
  if (image === null || base === null) return [['twitter:card', 'summary']];
  return [
    ['og:image', absoluteHref(base, image.url)],
    ...(image.width === null ? [] : [['og:image:width', String(image.width)] as const]),
    ...(image.height === null ? [] : [['og:image:height', String(image.height)] as const]),
    ...(image.alt === '' ? [] : [['og:image:alt', image.alt] as const]),
    ['twitter:card', 'summary_large_image'],
  ];
}

/** `pt_BR`; a language without a region has no such name. */
function localeOf(language: string): string | null {
  const [, base = '', region] = /^([a-z]{2,3})(?:-[a-z]{4})?-([a-z]{2})\b/i.exec(language) ?? [];
  return region === undefined ? null : `${base.toLowerCase()}_${region.toUpperCase()}`;
}
