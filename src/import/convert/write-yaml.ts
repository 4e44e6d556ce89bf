// Front matter and `site.yaml` as text. Must only write fields that the decoders of `content/` know.

import { Document, isSeq, visit } from 'yaml';
import type { ForeignSite, SiteSettings } from '../source/model.ts';
import type { PlacedPage, Places } from './places.ts';

type Plain = string | boolean | number | readonly Plain[] | { readonly [key: string]: Plain | null } | null;

export function frontMatterText({ page, slug, url, aliases }: PlacedPage, cover: string | null): string {
  const { meta } = page;
  const fields: { readonly [key: string]: Plain } = {
    title: meta.title,
    date: meta.date,
    updated: meta.updated,
    description: meta.description,
    tags: meta.tags,
    series: meta.series,
    slug,
    url,
    id: meta.feedId,
    lang: meta.lang,
    draft: meta.isDraft || null,
    unlisted: meta.isUnlisted || null,
    aliases,
    ...(meta.authors.length === 1 ? { author: meta.authors[0] ?? null } : { authors: meta.authors }),
    canonical: meta.canonical,
    cover,
    toc: meta.hasToc ? null : false,
    excerpt: meta.excerpt,
  };
  return `---\n${yamlOf(fields)}---\n`;
}

export function siteYamlText(site: ForeignSite, places: Places, redirects: ReadonlyMap<string, string>): string {
  const { settings } = site;
  const { posts, pages } = places.permalinks;
  const fields: { readonly [key: string]: Plain } = {
    title: settings.title,
    tagline: settings.tagline,
    description: settings.description,
    url: settings.url,
    language: settings.language,
    timezone: settings.timezone,
    author: authorOf(settings),
    nav: settings.nav.map(({ title, href }) => ({ title, href })),
    permalinks: posts === null && pages === null ? null : { posts, pages },
    pagination: settings.pageSize === null ? null : { size: settings.pageSize },
    feeds: settings.feedLimit === null ? null : { limit: settings.feedLimit },
    redirects: [...redirects].map(([from, to]) => ({ from, to })),
  };
  return yamlOf(fields);
}

function authorOf({ author }: SiteSettings): Plain {
  if (author === null) return null;
  return author.url === null && author.email === null
    ? author.name
    : { name: author.name, url: author.url, email: author.email };
}

/** Leaves out what is null or empty. Lists of short texts are in one line. */
function yamlOf(fields: { readonly [key: string]: Plain }): string {
  const document = new Document(withoutEmpty(fields));
  visit(document, {
    Map(_, node) {
      if (node.items.length === 2 && node.has('from')) node.flow = true;
    },
    Seq(_, node) {
      const length = node.items.reduce<number>((sum, item) => sum + String(item).length + 2, 0);
      if (
        isSeq(node) &&
        length < 100 &&
        node.items.every((item) => typeof Object.assign({ value: null }, item).value === 'string')
      )
        node.flow = true;
    },
  });
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false, singleQuote: true });
  return text === '{}\n' ? '' : text;
}

function withoutEmpty(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, each]) => each !== null && !(Array.isArray(each) && each.length === 0));
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutEmpty(each)]));
}
