// Where each page of the old site goes: its file in our site, its address, and how its front matter says so. Must never give two pages one file,
// or lose an address in silence.

import { isSlug } from '../../content/front-matter/schema.ts';
import { byCodeUnit } from '../../text/order.ts';
import { folderOf } from '../../text/paths.ts';
import { pageSlugOf } from '../../text/slug.ts';
import { datedName } from '../source/dates.ts';
import type { Finding, ForeignPage, ForeignSite, Problem } from '../source/model.ts';

export interface PlacedPage {
  readonly page: ForeignPage;
  /** Path of its file in our site. */
  readonly target: string;
  readonly slug: string | null;
  readonly url: string | null;
  /** Its address in our site. */
  readonly address: string;
  readonly aliases: readonly string[];
}

export interface Places {
  readonly pages: readonly PlacedPage[];
  /** Patterns for `permalinks` where they are not the default. */
  readonly permalinks: { readonly posts: string | null; readonly pages: string | null };
  readonly findings: readonly Finding[];
}

const defaults = { post: '/posts/:slug/', page: '/:slug/' } as const;

/** Leaves out pages at an address that an earlier page has, and names both. */
export function withoutCollisions(site: ForeignSite): ForeignSite {
  const taken = new Map<string, ForeignPage>();
  const problems: Problem[] = [];
  for (const page of inOrder(site.pages)) {
    if (page.address === null) continue;
    const key = page.address.toLowerCase();
    const other = taken.get(key);
    if (other === undefined) taken.set(key, page);
    else problems.push(collision(page, other));
  }
  const files = new Set(problems.map(({ file }) => file));
  const pages = site.pages.filter(({ source }) => !files.has(source));
  return { ...site, pages, problems: [...site.problems, ...problems] };
}

function inOrder(pages: readonly ForeignPage[]): readonly ForeignPage[] {
  return pages.toSorted((a, b) => byCodeUnit(a.source, b.source));
}

/** Pages with an address must have different ones. */
export function placePages(pages: readonly ForeignPage[]): Places {
  const patterns = { post: commonPattern(pages, 'post'), page: commonPattern(pages, 'page') };
  const files = new Set<string>();
  const findings: Finding[] = [];
  const taken = new Set(pages.flatMap(({ address }) => (address === null ? [] : [address.toLowerCase()])));
  const placed = inOrder(pages).map((page): PlacedPage => {
    const folder = page.kind === 'post' ? 'content/posts' : 'content/pages';
    const name = freeName(folder, page, files);
    const target = page.isBundle ? `${folder}/${name}/index${page.suffix}.md` : `${folder}/${name}${page.suffix}.md`;
    const own = pageSlugOf(slugIn(`${name}${page.suffix}`));
    const old = page.address;
    const pattern = patterns[page.kind];
    if (old === null) {
      const { slug, address } = freeAddress(pattern, own, name, page, taken);
      return { page, target, slug, url: null, address, aliases: [] };
    }
    const slug = lastPart(old);
    const isDefault = filled(pattern, own, page) === old;
    const fitsSlug = !isDefault && isSlug(slug) && filled(pattern, slug, page) === old;
    const aliases = page.meta.aliases.filter((alias) => alias !== old && !taken.has(alias.toLowerCase()));
    if (isDefault || fitsSlug) return { page, target, slug: fitsSlug ? slug : null, url: null, address: old, aliases };
    if (isPageAddress(old)) return { page, target, slug: null, url: old, address: old, aliases };
    findings.push({
      kind: `not kept: an address that no page can have, such as \`${old}\``,
      file: page.source,
      line: 0,
    });
    const free = freeAddress(pattern, own, name, page, taken);
    return { page, target, slug: free.slug, url: null, address: free.address, aliases };
  });
  return {
    pages: placed,
    permalinks: {
      posts: patterns.post === defaults.post ? null : patterns.post,
      pages: patterns.page === defaults.page ? null : patterns.page,
    },
    findings,
  };
}

/** An address for a page whose old one is not known or can't be kept: by its own slug, else by the whole name of its file, else by a number. */
function freeAddress(
  pattern: string,
  own: string,
  name: string,
  page: ForeignPage,
  taken: Set<string>,
): { readonly slug: string | null; readonly address: string } {
  const whole = pageSlugOf(`${name}${page.suffix}`);
  for (let number = 1; ; number++) {
    const slug = number === 1 ? own : number === 2 && whole !== own ? whole : `${own}-${number}`;
    const address = filled(pattern, slug, page);
    const key = address.toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return { slug: number === 1 ? null : slug, address };
  }
}

function collision(page: ForeignPage, other: ForeignPage): Problem {
  return {
    message: `\`${other.source}\` and \`${page.source}\` have the same address \`${page.address}\``,
    file: page.source,
    line: 1,
    hint: 'give one of them another slug, or make it a draft',
  };
}

/** The pattern that gives most of these pages their address. */
function commonPattern(pages: readonly ForeignPage[], kind: 'post' | 'page'): string {
  const counts = new Map<string, number>();
  for (const page of pages) {
    if (page.kind !== kind || page.address === null) continue;
    const pattern = patternOf(page, page.address);
    if (pattern !== null) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  const [best] = [...counts].toSorted(([a, x], [b, y]) => y - x || byCodeUnit(a, b));
  return best?.[0] ?? defaults[kind];
}

/** The address of a page with `:year`, `:month`, `:day` and `:slug` in place of what they mean. */
function patternOf(page: ForeignPage, address: string): string | null {
  if (!isPageAddress(address) || address === '/') return null;
  const steps = address
    .replace(/\.html$|\/$/, '')
    .split('/')
    .slice(1);
  const ending = address.endsWith('/') ? '/' : '.html';
  const folders = steps.slice(0, -1);
  if (page.kind === 'page' && folders.length > 0) return null;
  const [year = '', month = '', day = ''] = page.meta.date?.slice(0, 10).split('-') ?? [];
  const parts = new Map([
    [year, ':year'],
    [month, ':month'],
    [day, ':day'],
  ]);
  const hasYear = year !== '' && folders.includes(year);
  const named = folders.map((step, index) => {
    if (!hasYear) return step;
    // The 5th of May: the first number is the month.
    if (step === day && step === month) return folders.indexOf(step) === index ? ':month' : ':day';
    return parts.get(step) ?? step;
  });
  if (named.some((step) => /[:?#\s]/.test(step.replace(/^:(?:year|month|day)$/, '')))) return null;
  return `/${[...named, ':slug'].join('/')}${ending}`;
}

function filled(pattern: string, slug: string, page: ForeignPage): string {
  const [year = '', month = '', day = ''] = page.meta.date?.slice(0, 10).split('-') ?? [];
  return pattern
    .replace(':year', year)
    .replace(':month', month)
    .replace(':day', day)
    .replace(':slug', () => slug);
}

/** A name for the page's file that no other page has. */
function freeName(folder: string, page: ForeignPage, files: Set<string>): string {
  const clean = cleanName(page.name);
  const above = cleanName(
    folderOf(page.source)
      .split('/')
      .at(/\/index\.[^/]*$/.test(page.source) ? -2 : -1) ?? '',
  );
  const day = datedName(clean)?.day;
  const dated = day === undefined ? '' : `${day}-`;
  const candidates = [clean, ...(above === '' ? [] : [`${dated}${above}-${clean.slice(dated.length)}`])];
  for (let number = 2; ; number++) {
    const name = candidates.find((each) => !files.has(`${folder}/${each}${page.suffix}`.toLowerCase()));
    if (name !== undefined) {
      files.add(`${folder}/${name}${page.suffix}`.toLowerCase());
      return name;
    }
    candidates.push(`${clean}-${number}`);
  }
}

/** What every file system and `isSlug` accept. */
function cleanName(name: string): string {
  const clean = name
    .normalize('NFC')
    // oxlint-disable-next-line no-control-regex
    .replace(/[/\\:*?"<>|#%&\s\0-\x1F\x7F]+/g, '-')
    .replace(/^[-._]+|[-.]+$/g, '');
  const short = Array.from(clean);
  while (new TextEncoder().encode(short.join('')).length > 150) short.pop();
  return short.join('') || 'page';
}

function slugIn(name: string): string {
  return datedName(name)?.rest ?? name;
}

function lastPart(address: string): string {
  return (
    address
      .replace(/\.html$|\/$/, '')
      .split('/')
      .at(-1) ?? ''
  );
}

/** Whether a static host can serve a page there. */
function isPageAddress(url: string): boolean {
  return (
    /^\/(?!\/)/.test(url) &&
    /(?:\/|\.html)$/.test(url) &&
    // oxlint-disable-next-line no-control-regex
    !/[?#\\\s\0-\x1F\x7F]|\/\/|\/\.\.?(?:\/|$)/.test(url) &&
    url.split('/').every((step) => new TextEncoder().encode(step).length <= 255)
  );
}
