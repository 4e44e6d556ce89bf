// Small complete values for the tests of `src/site/`: a test names only the fields that it is about.

import type { SiteConfig } from '../../src/model/config.ts';
import type { Diagnostic, Span } from '../../src/model/diagnostic.ts';
import type { Meta, PostDate } from '../../src/model/page.ts';
import {
  type PageIndexData,
  type PageParts,
  type PageTeaser,
  type SpanOf,
  spanIn,
} from '../../src/model/page-parts.ts';

export function dateOf(day: string): PostDate {
  const iso = day.includes('T') ? day : `${day}T00:00:00Z`;
  return { day: day.slice(0, 10), iso, epochMs: Date.parse(iso) };
}

interface Written extends Partial<Omit<Meta, 'date' | 'updated'>> {
  readonly date?: string;
  readonly updated?: string;
  readonly kind?: 'post' | 'page';
  readonly broken?: boolean;
  readonly links?: readonly string[];
  readonly sections?: PageParts['sections'];
}

/** The parts of a page that the site is made of, with all of its front matter. */
export interface PageSample extends PageIndexData, Pick<PageParts, 'sections' | 'spans'> {
  readonly meta: Meta;
  readonly minutes: number;
}

/** `name` is the slug; the file is `content/posts/<name>.md`. Every field's span starts at its number in the list below. */
export function pageSample(name: string, written: Written = {}): PageSample {
  const { kind = 'post', broken = false, links = [], sections = [], date = '2026-01-01', updated, ...meta } = written;
  const path = `content/${kind}s/${name}.md`;
  const at = (start: number) => ({ path, start, end: start + 1 });
  const spansOf = (field: string, start: number, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${field}.${index}`, at(start + index)]));
  return {
    path,
    kind,
    broken,
    links: links.map((target) => ({ path: `content/posts/${target}.md` })),
    minutes: 3,
    sections,
    spans: {
      all: at(1),
      slug: at(2),
      series: at(3),
      cover: at(4),
      ...spansOf('tags', 10, meta.tags?.length ?? 0),
      ...spansOf('aliases', 20, meta.aliases?.length ?? 0),
    },
    meta: {
      title: `Title of ${name}`,
      date: kind === 'post' ? dateOf(date) : null,
      updated: updated === undefined ? null : dateOf(updated),
      description: null,
      tags: [],
      series: null,
      slug: name,
      url: null,
      id: null,
      lang: null,
      draft: false,
      unlisted: false,
      aliases: [],
      authors: [],
      canonical: null,
      cover: null,
      translations: [],
      toc: true,
      discuss: [],
      license: null,
      ...meta,
    },
  };
}

/** The functions that read parts of pages, as the engine provides them. */
export function answersOf(pages: readonly PageSample[]) {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const at = (path: string): PageSample => {
    const page = byPath.get(path);
    if (page === undefined) throw new Error(`the test has no page ${path}`);
    return page;
  };
  const teaserFrom = ({ meta: { title, description, authors }, minutes }: PageSample): PageTeaser => ({
    title,
    description,
    authors,
    minutes,
  });
  const teasers = new Map(pages.map((page) => [page, teaserFrom(page)]));
  return {
    teaserOf: (path: string): PageTeaser => teasers.get(at(path)) ?? teaserFrom(at(path)),
    sectionsOf: (path: string) => at(path).sections,
    spanOf: ((path, fields) => spanIn(at(path).spans, path, fields)) satisfies SpanOf,
  };
}

export function configOf(changes: Partial<SiteConfig> = {}): SiteConfig {
  return {
    title: 'Site',
    tagline: null,
    description: null,
    url: 'https://example.org',
    language: 'en',
    timeZone: 'UTC',
    author: null,
    authors: [],
    license: null,
    nav: [],
    redirects: [],
    tags: null,
    series: [],
    permalinks: {
      posts: '/posts/:slug/',
      pages: '/:slug/',
      tags: '/tags/:tag/',
      series: '/series/:series/',
      authors: '/authors/:author/',
      pagination: '/page/:number/',
    },
    postsPerPage: 10,
    feedContent: 'full',
    imageMetadata: 'remove',
    feedLimit: 20,
    editUrl: null,
    sourceUrl: null,
    historyUrl: null,
    updated: null,
    cards: false,
    budgets: 'ignore',
    elsewhere: [],
    devHosts: [],
    markdown: {
      html: 'sanitize',
      math: 'double',
      parser: 'remark',
      unknownKeys: 'error',
      language: 'en',
      timeZone: 'UTC',
      host: 'example.org',
      mediaHosts: [],
      scriptHosts: [],
      frameHosts: [],
    },
    ...changes,
  };
}

/** The span of a setting in a list starts at its index. */
export function siteSpanOf(setting: string): Span {
  const start = Number(/\d+/.exec(setting)?.[0] ?? 0);
  return { path: 'content/site.yaml', start, end: start + 1 };
}

/** `content/posts/a.md:10 error tag/unknown message [hint] (content/posts/b.md:10 related)` */
export function shown(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ severity, code, message, at, hint, related }) => {
    const location = at === null ? '-' : `${at.path}:${at.start}`;
    const others = related.map((note) => ` (${note.at.path}:${note.at.start} ${note.message})`).join('');
    return `${location} ${severity} ${code} ${message}${hint === null ? '' : ` [${hint}]`}${others}`;
  });
}
