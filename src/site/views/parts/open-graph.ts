// Open Graph properties: how a shared link to the page looks on other sites. It must never print a relative address.

import type { SiteConfig } from '../../../model/config.ts';
import { absoluteHref } from '../../../text/href.ts';
import type { HeadFacts, SocialImage } from './view.ts';

type Property = readonly [property: string, content: string];

/** `address` is the page's absolute address, or null. Properties are in the order in which they are printed. */
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

/** An image needs an absolute address, so there is none if the site's address is not configured. */
function imageProperties(image: SocialImage | null, siteUrl: string | null): Property[] {
  if (image === null || siteUrl === null) return [['twitter:card', 'summary']];
  return [
    ['og:image', absoluteHref(siteUrl, image.url)],
    ...(image.width === null ? [] : [['og:image:width', String(image.width)] as const]),
    ...(image.height === null ? [] : [['og:image:height', String(image.height)] as const]),
    ...(image.alt === '' ? [] : [['og:image:alt', image.alt] as const]),
    ['twitter:card', 'summary_large_image'],
  ];
}

/** `pt_BR`; null for a language tag without a region. */
function localeOf(language: string): string | null {
  const [, base = '', region] = /^([a-z]{2,3})(?:-[a-z]{4})?-([a-z]{2})\b/i.exec(language) ?? [];
  return region === undefined ? null : `${base.toLowerCase()}_${region.toUpperCase()}`;
}
