// Front matter of any generator → ours. Names, dates and lists in all their spellings; what has no meaning to us is reported by key.

import { isWebAddress } from '../../content/settings/fields.ts';
import { nameKey } from '../../text/slug.ts';
import { firstTitle } from '../markdown/markdown.ts';
import { type ForeignDate, parseForeignDate, parseLooseDate } from './dates.ts';
import { firstOf, flagOf, isRecord, listOf, recordOf, textOf, textsOf, titleFrom } from './front-matter-values.ts';
import type { Fields, Finding, PageMeta, Value } from './model.ts';

export interface MetaOptions {
  readonly source: string;
  /** File name without ending and date. */
  readonly name: string;
  readonly body: string;
  /** How a list in one line is separated. */
  readonly separator: RegExp;
  /** Keys that the reader itself has read, or that mean nothing. */
  readonly handled: readonly string[];
  /** Where the file itself says no date. */
  readonly date: ForeignDate | null;
  readonly findings: Finding[];
}

const keys = {
  title: ['title'],
  date: [
    'date',
    'pubDate',
    'pubdate',
    'publishDate',
    'publishdate',
    'publishedDate',
    'published_at',
    'publishedAt',
    'datePublished',
    'pubDatetime',
    'created_at',
    'createdAt',
    'create_time',
    'created',
    'createTime',
    'postdate',
  ],
  updated: [
    'updated',
    'lastmod',
    'modified',
    'last_modified_at',
    'updated_at',
    'updatedAt',
    'updatedDate',
    'lastUpdated',
    'last_updated',
    'dateModified',
    'modDatetime',
    'modified_time',
    'last_update',
    'modDate',
    'revised',
    'update',
  ],
  description: ['description', 'summary', 'subtitle', 'tagline', 'desc'],
  tags: ['tags', 'tag', 'topics'],
  categories: ['categories', 'category'],
  series: ['series'],
  aliases: ['aliases', 'alias', 'redirect_from', 'redirectFrom', 'redirects'],
  authors: ['authors', 'author', 'by'],
  canonical: ['canonical', 'canonical_url', 'canonicalUrl', 'canonicalURL', 'original_url', 'canonicalurl'],
  cover: [
    'cover',
    'image',
    'featured_image',
    'featuredImage',
    'featureImage',
    'hero',
    'heroImage',
    'hero_image',
    'thumbnail',
    'banner',
    'cover_image',
    'coverImage',
    'images',
    'ogImage',
    'og_image',
    'socialImage',
  ],
  lang: ['lang', 'language', 'locale'],
  excerpt: ['excerpt'],
  draft: ['draft', 'published', 'status', 'isDraft', 'hidden', 'private', 'publish', 'unlisted', 'sitemap_exclude'],
  toc: ['toc', 'showToc', 'ShowToc', 'tableOfContents', 'show_toc'],
  id: ['guid', 'atom_id', 'id'],
} as const;

/** Keys that say how a page looked, which is the theme's matter here. */
const silent = [
  'layout',
  'type',
  'comments',
  'comment',
  'share',
  'weight',
  'menu',
  'url',
  'permalink',
  'slug',
  'path',
  'name',
  'post_id',
  'wordpress_id',
  'mathjax',
  'math',
  'katex',
  'template',
  'pageid',
  'post',
  'markup',
  'outputs',
  'kind',
  'excerpt_separator',
  'abbrlink',
  'sidebar',
  'header',
  'classes',
  'read_time',
  'disqus',
  'tagtitle',
  'highlight',
  'mermaid',
  'pin',
  'top',
  'sticky',
  'author_profile',
  'related',
  'keywords',
];

export function metaFrom(fields: Fields, options: MetaOptions): PageMeta {
  const { source, findings } = options;
  const report = (kind: string) => findings.push({ kind, file: source, line: 1 });
  const known = new Set<string>([...Object.values(keys).flat(), ...silent, ...options.handled]);
  for (const key of Object.keys(fields))
    if (!known.has(key) && fields[key] !== null && fields[key] !== '') report(`not kept: front matter key \`${key}\``);
  const terms = {
    tags: distinct(keys.tags.flatMap((key) => listOf(fields[key], options.separator))),
    categories: distinct(keys.categories.flatMap((key) => listOf(fields[key], options.separator))),
  };
  const date = dateIn(fields, keys.date, report) ?? publishedAsDate(fields) ?? options.date;
  const updated = dateIn(fields, keys.updated, report);
  const cover = coverIn(firstOf(fields, keys.cover));
  const lang = languageIn(textOf(firstOf(fields, keys.lang)));
  const canonical = textOf(firstOf(fields, keys.canonical));
  const excerpt = typeof fields['excerpt'] === 'string' ? fields['excerpt'].trim() : '';
  const id = textOf(firstOf(fields, ['guid', 'atom_id']));
  return {
    title: textOf(fields['title']) ?? firstTitle(options.body) ?? titleFrom(options.name),
    date: date?.text ?? null,
    updated: updated !== null && (date === null || updated.epochMs > date.epochMs) ? updated.text : null,
    description: textOf(firstOf(fields, keys.description)),
    tags: distinct([...terms.tags, ...terms.categories]),
    terms,
    series: textsOf(fields['series'])[0] ?? null,
    lang,
    isDraft: isHeldBack(fields),
    isUnlisted: flagOf(fields['unlisted']) ?? false,
    aliases: [...new Set(textsOf(firstOf(fields, keys.aliases)))].flatMap((alias) => aliasOf(alias, report) ?? []),
    authors: authorsIn(fields),
    canonical: canonical !== null && isWebAddress(canonical) ? canonical : null,
    cover,
    hasToc: flagOf(firstOf(fields, keys.toc)) ?? true,
    excerpt: excerpt === '' || excerpt === textOf(firstOf(fields, keys.description)) ? null : excerpt,
    feedId: id !== null && /^[a-z][a-z0-9+.-]*:[^\s<>"]+$/i.test(id) ? id : null,
  };
}

/** The first of these keys that is a date. */
function dateIn(fields: Fields, names: readonly string[], report: (kind: string) => void): ForeignDate | null {
  for (const name of names) {
    const text = textOf(isRecord(fields[name]) ? fields[name]?.['date'] : fields[name]);
    if (text === null) continue;
    const date = parseForeignDate(text);
    if (date !== null) return date;
    const day = parseLooseDate(text);
    if (day !== null) {
      report(`not kept: a time that can't be read, in \`${name}\``);
      return day;
    }
    if (!/\{[{%]/.test(text)) report(`not kept: a date that can't be read, in \`${name}\``);
  }
  return null;
}

/** `published` is a date in some blogs, and says whether a page is a draft in others. */
function publishedAsDate(fields: Fields): ForeignDate | null {
  const text = textOf(fields['published']);
  return text === null ? null : parseForeignDate(text);
}

/** Each name once. */
function distinct(names: readonly string[]): readonly string[] {
  const byKey = new Map<string, string>();
  for (const name of names) {
    const clean = name.replace(/^#/, '').trim();
    if (clean !== '' && !byKey.has(nameKey(clean))) byKey.set(nameKey(clean), clean);
  }
  return [...byKey.values()];
}

function isHeldBack(fields: Fields): boolean {
  const status = textOf(fields['status'])?.toLowerCase() ?? '';
  return (
    ['draft', 'isDraft', 'hidden', 'private'].some((key) => flagOf(fields[key]) === true) ||
    ['published', 'publish'].some((key) => flagOf(fields[key]) === false) ||
    /^(?:draft|wip|private|hidden|unpublished|scheduled|pending)/.test(status)
  );
}

/** `a, b` and `a and b` are two authors. */
function authorsIn(fields: Fields): readonly string[] {
  const value = firstOf(fields, keys.authors);
  const names = typeof value === 'string' ? value.split(/\s*(?:,|;|\band\b|&)\s*/) : textsOf(value);
  return [...new Set(names.map((name) => name.replace(/<[^>]*>/g, '').trim()).filter((name) => name !== ''))];
}

function coverIn(value: Value | undefined): string | null {
  if (Array.isArray(value)) return coverIn(value[0]);
  if (isRecord(value)) return coverIn(firstOf(recordOf(value), ['src', 'image', 'path', 'url', 'feature', 'name']));
  const text = textOf(value);
  return text === null || flagOf(text) !== null ? null : text;
}

function languageIn(text: string | null): string | null {
  if (text === null) return null;
  try {
    return Intl.getCanonicalLocales(text.replace(/_/g, '-'))[0] ?? null;
  } catch {
    return null;
  }
}

/** An old address as we write it; null, and reported, if no redirect can be there. */
function aliasOf(written: string, report: (kind: string) => void): string | null {
  const path = written.replace(/^https?:\/\/[^/]+/, '').replace(/[?#].*$/, '');
  const alias = path.startsWith('/') ? path : `/${path}`;
  if (/[\s\\]|\/\/|\/\.\.?(?:\/|$)/.test(alias) || alias === '/') {
    report(`not kept: an alias that no page can have, such as \`${written}\``);
    return null;
  }
  return alias;
}
