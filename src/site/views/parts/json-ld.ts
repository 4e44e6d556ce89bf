// Structured data for search engines: schema.org's BlogPosting and BreadcrumbList for a post, WebSite for the home page.
// Returns plain values; the template that prints them must never print `<`.

import type { SiteConfig } from '../../../model/config.ts';
import { absoluteHref } from '../../../text/href.ts';
import { addresses } from '../../addresses.ts';
import type { ArticleAuthor, ArticleFacts, HeadFacts, SocialImage } from './view.ts';

type Value = string | null | { readonly [name: string]: Value | number } | readonly Value[];
interface Thing {
  readonly [name: string]: Value | number;
}

/** Empty if the site's address is not configured: structured data requires absolute addresses. */
export function jsonLdOf(
  url: string,
  head: HeadFacts,
  image: SocialImage | null,
  config: SiteConfig,
): readonly unknown[] {
  const siteUrl = config.url;
  if (siteUrl === null) return [];
  if (head.article !== null) {
    return [
      blogPosting(url, head, head.article, image, siteUrl, config),
      breadcrumbList(url, head, head.article, siteUrl, config),
    ];
  }
  if (url !== addresses.home) return [];
  const site = { name: config.title, description: head.description, inLanguage: config.language };
  return [
    withoutNulls({ '@context': 'https://schema.org', '@type': 'WebSite', url: absoluteHref(siteUrl, url), ...site }),
  ];
}

function blogPosting(
  url: string,
  { title, description, canonical }: HeadFacts,
  { published, modified, authors, tags }: ArticleFacts,
  image: SocialImage | null,
  siteUrl: string,
  config: SiteConfig,
): Thing {
  const address = canonical ?? absoluteHref(siteUrl, url);
  const people = authors.map((one) => personOf(one, siteUrl, config));
  return withoutNulls({
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
    image: image === null ? null : absoluteHref(siteUrl, image.url),
    isPartOf: { '@type': 'Blog', name: config.title, url: absoluteHref(siteUrl, addresses.home) },
  });
}

function breadcrumbList(
  url: string,
  { title }: HeadFacts,
  article: ArticleFacts,
  siteUrl: string,
  config: SiteConfig,
): Thing {
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
      item: absoluteHref(siteUrl, step.url),
    })),
  };
}

function personOf({ name, url, pageUrl }: ArticleAuthor, siteUrl: string, { author }: SiteConfig): Thing {
  const home = url ?? (author?.name === name ? author.url : null);
  if (pageUrl === null) return withoutNulls({ '@type': 'Person', name, url: home });
  return withoutNulls({ '@type': 'Person', name, url: absoluteHref(siteUrl, pageUrl), sameAs: home });
}

function withoutNulls(thing: Thing): Thing {
  return Object.fromEntries(Object.entries(thing).filter(([, value]) => value !== null));
}
