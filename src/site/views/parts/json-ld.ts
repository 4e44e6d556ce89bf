// What search engines are told: schema.org's BlogPosting with its breadcrumbs for a post, WebSite for the first page.
// Plain values: the template prints them, and must keep `<` out of them.

import type { SiteConfig } from '../../../model/config.ts';
import { absoluteHref } from '../../../text/href.ts';
import { addresses } from '../../addresses.ts';
import type { ArticleFacts, HeadFacts, SocialImage } from './view.ts';

type Value = string | null | { readonly [name: string]: Value | number } | readonly Value[];
interface Thing {
  readonly [name: string]: Value | number;
}

/** Empty without the address of the site: all of it is about addresses. */
export function jsonLdOf(
  url: string,
  head: HeadFacts,
  image: SocialImage | null,
  config: SiteConfig,
): readonly unknown[] {
  const base = config.url;
  if (base === null) return [];
  if (head.article !== null) {
    return [posting(url, head, head.article, image, base, config), crumbs(url, head, head.article, base, config)];
  }
  if (url !== addresses.home) return [];
  const site = { name: config.title, description: head.description, inLanguage: config.language };
  return [present({ '@context': 'https://schema.org', '@type': 'WebSite', url: absoluteHref(base, url), ...site })];
}

function posting(
  url: string,
  { title, description, canonical }: HeadFacts,
  { published, modified, authors, tags }: ArticleFacts,
  image: SocialImage | null,
  base: string,
  config: SiteConfig,
): Thing {
  const address = canonical ?? absoluteHref(base, url);
  const people = authors.map((name) => personOf(name, config));
  return present({
    '@context': 'https://schema.org',
    '@type': 'BlogPosting',
    headline: title ?? config.title,
    description,
    url: address,
    mainEntityOfPage: address,
    datePublished: published,
    dateModified: modified,
    inLanguage: config.language,
    author: people.length === 0 ? null : people,
    keywords: tags.length === 0 ? null : tags,
    image: image === null ? null : absoluteHref(base, image.url),
    isPartOf: { '@type': 'Blog', name: config.title, url: absoluteHref(base, addresses.home) },
  });
}

function crumbs(url: string, { title }: HeadFacts, article: ArticleFacts, base: string, config: SiteConfig): Thing {
  const steps = [
    { title: config.title, url: addresses.home },
    ...article.crumbs,
    { title: title ?? config.title, url },
  ];
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: steps.map((step, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: step.title,
      item: absoluteHref(base, step.url),
    })),
  };
}

function personOf(name: string, { author }: SiteConfig): Thing {
  return present({ '@type': 'Person', name, url: author?.name === name ? author.url : null });
}

function present(thing: Thing): Thing {
  return Object.fromEntries(Object.entries(thing).filter(([, value]) => value !== null));
}
