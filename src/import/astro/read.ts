// An Astro site: content collections, Markdown pages, and the addresses that its routes give them. Code is read for plain values, never run.

import { slug } from 'github-slugger';
import { folderOf } from '../../text/paths.ts';
import { githubIds } from '../markdown/heading-ids.ts';
import { mdxToMarkdown } from '../markdown/mdx.ts';
import { datedName, type ForeignDate, parseForeignDate } from '../source/dates.ts';
import { splitFile } from '../source/front-matter.ts';
import { textOf } from '../source/front-matter-values.ts';
import { type ScriptTokens, scriptTokens, textOfProperty, textsInCalls } from '../source/js-literals.ts';
import { metaFrom } from '../source/meta.ts';
import type { Dialect, Finding, ForeignPage, ForeignSite, Problem, Reader, SourceFiles } from '../source/model.ts';
import { readEach } from '../source/problems.ts';
import { listRedirects, type OldList, tagLists, termsOf } from '../source/site-lists.ts';

export const astro: Reader = { read, dialect };

interface Collection {
  readonly name: string;
  readonly folder: string;
  /** `/blog/`, from the page that shows its entries. */
  readonly prefix: string;
  /** Whether entries are below their year, month and day there: `/blog/[year]/[month]/[day]/[slug]`. */
  readonly dateSteps: readonly DateStep[];
}

type DateStep = 'year' | 'month' | 'day';

interface AstroConfig {
  readonly site: string | null;
  readonly base: string;
  readonly isFileFormat: boolean;
}

function read(files: SourceFiles): ForeignSite {
  const path = files.paths.find((each) => /^astro\.config\.[cm]?[jt]s$/.test(each));
  const script = path === undefined ? { tokens: [] } : scriptTokens(files.text(path));
  const config: AstroConfig = {
    site: siteOf(script, files),
    base: (textOfProperty(script, 'base') ?? '').replace(/^\/?|\/+$/g, ''),
    isFileFormat: textOfProperty(script, 'format') === 'file',
  };
  const findings: Finding[] = [];
  const problems: Problem[] = [];
  const collections = collectionsIn(files);
  const pages = [
    ...collections.flatMap((collection) =>
      readEach(files.below(collection.folder), problems, (source) =>
        entry(source, collection, collections, files, config, findings),
      ),
    ),
    ...readEach(
      files.below('src/pages').filter((each) => /\.(?:md|mdx)$/i.test(each)),
      problems,
      (source) => markdownPage(source, files, config, findings),
    ),
  ];
  const statics = new Map(files.below('public').map((each) => [each, each.slice('public/'.length)]));
  return {
    settings: {
      title: siteConstant(files, ['SITE_TITLE', 'title', 'siteTitle', 'name']),
      tagline: null,
      description: siteConstant(files, ['SITE_DESCRIPTION', 'description', 'siteDescription']),
      url: config.site === null ? null : config.site + (config.base === '' ? '' : `/${config.base}`),
      language: siteConstant(files, ['lang', 'defaultLocale', 'locale']),
      timezone: siteConstant(files, ['timezone', 'timeZone']),
      author: authorOf(files),
      nav: [],
      pageSize: null,
      feedLimit: null,
    },
    pages: withImages(pages, files),
    statics,
    base: config.base === '' ? '' : `/${config.base}`,
    redirects: redirectsFor(pages, collections, files, config),
    findings,
    problems,
  };
}

function dialect(files: SourceFiles): Dialect {
  return {
    expand: (page, context) => (page.format === 'mdx' ? mdxToMarkdown(page.body, context.report) : page.body),
    headingIds: githubIds,
    hasEmoji: files.has('package.json') && /remark-(?:gemoji|emoji)/.test(files.text('package.json')),
    hasAttributeLists: false,
    info: null,
    excerptMark: null,
  };
}

function siteOf(script: ScriptTokens, files: SourceFiles): string | null {
  const url = textOfProperty(script, 'site') ?? siteConstant(files, ['website', 'SITE_URL', 'siteUrl', 'url']);
  return url !== null && /^https?:\/\/[^/]/.test(url) ? url.replace(/\/+$/, '') : null;
}

/** Themes keep names in a file such as `src/consts.ts`. */
const constantFiles = [
  'src/consts.ts',
  'src/constants.ts',
  'src/config.ts',
  'src/site.config.ts',
  'src/config/site.ts',
  'src/config/index.ts',
  'src/data/site.ts',
  'src/siteConfig.ts',
  'src/config.mjs',
  'src/consts.js',
  'src/utils/config.ts',
];

function siteConstant(files: SourceFiles, names: readonly string[]): string | null {
  for (const path of constantFiles) {
    if (!files.has(path)) continue;
    const script = scriptTokens(files.text(path));
    for (const name of names) {
      const value = textOfProperty(script, name) ?? constant(script, name);
      if (value !== null && value.trim() !== '') return value;
    }
  }
  return null;
}

/** `export const NAME = 'value'` */
function constant({ tokens }: ScriptTokens, name: string): string | null {
  const at = tokens.findIndex((token, index) => token.value === name && tokens[index + 1]?.type === '=');
  const value = at < 0 ? undefined : tokens[at + 2];
  return value?.type === 'string' || value?.type === 'template' ? value.value : null;
}

function authorOf(files: SourceFiles): { name: string; url: null; email: null } | null {
  const name = siteConstant(files, ['AUTHOR', 'author', 'SITE_AUTHOR', 'authorName']);
  return name === null ? null : { name, url: null, email: null };
}

/** Folders of `src/content`, and those that the collections' configuration names. */
function collectionsIn(files: SourceFiles): readonly Collection[] {
  const found = new Map<string, string>();
  for (const path of files.below('src/content')) {
    const [, name = ''] = /^src\/content\/([^/]+)\/.*\.(?:md|mdx|mdoc)$/i.exec(path) ?? [];
    if (name !== '') found.set(name, `src/content/${name}`);
  }
  const config = files.paths.find((path) => /^src\/(?:content\.config|content\/config)\.[cm]?[jt]s$/.test(path));
  if (config !== undefined) {
    const { tokens } = scriptTokens(files.text(config));
    for (const [index, token] of tokens.entries()) {
      if (token.value !== 'defineCollection' || tokens[index + 1]?.type !== '(') continue;
      const name = tokens[index - 2]?.value ?? '';
      const end = tokens.findIndex((next, at) => at > index + 1 && next.value === 'defineCollection');
      const base = textOfProperty({ tokens: tokens.slice(index, end < 0 ? undefined : end) }, 'base')?.replace(
        /^\.?\/|\/+$/g,
        '',
      );
      if (base === undefined || name === '') continue;
      found.set(name, base);
    }
  }
  const roots = new Map([...found].map(([name, folder]) => [folder, name]));
  return [...roots].map(([folder, name]) => {
    const { prefix, dateSteps } = routeOf(name, files);
    return { name, folder, prefix, dateSteps };
  });
}

/** The folder of the page that shows the entries of a collection. */
function routeOf(name: string, files: SourceFiles): Pick<Collection, 'prefix' | 'dateSteps'> {
  const routes = files
    .below('src/pages')
    .filter((path) => /\[(?:\.\.\.)?\w+\]\.astro$/.test(path) && !/\[\.\.\.page\]|\[page\]|tags?\/|categor/.test(path));
  const asks = (path: string) =>
    textsInCalls(
      scriptTokens(
        files
          .text(path)
          .replace(/^---\r?\n/, '')
          .replace(/\r?\n---[\s\S]*$/, ''),
      ),
      'getCollection',
    ).some((texts) => texts[0] === name);
  const route =
    routes.find(asks) ??
    routes.find((path) => folderOf(path) === `src/pages/${name}`) ??
    (routes.length === 1 ? routes[0] : undefined);
  if (route === undefined) return { prefix: `/${name}/`, dateSteps: [] };
  const folder = folderOf(route).slice('src/pages'.length).split('/');
  const dateSteps = folder.flatMap((step): DateStep[] => {
    const name = /^\[(year|month|day)\]$/.exec(step)?.[1];
    return name === 'year' || name === 'month' || name === 'day' ? [name] : [];
  });
  return { prefix: `${folder.filter((step) => !step.startsWith('[')).join('/')}/`, dateSteps };
}

/** The address of an entry below its collection's page, without the ending; null if it is below a date that the entry has not. */
function entryAddress({ prefix, dateSteps }: Collection, id: string, date: ForeignDate | null): string | null {
  if (dateSteps.length === 0) return `${prefix}${id}`;
  if (date === null) return null;
  return `${prefix}${dateSteps.map((step) => date[step]).join('/')}/${datedName(id)?.rest ?? id}`;
}

function entry(
  source: string,
  collection: Collection,
  all: readonly Collection[],
  files: SourceFiles,
  config: AstroConfig,
  findings: Finding[],
): ForeignPage[] {
  const path = source.slice(collection.folder.length + 1);
  const isInOther = all.some(
    ({ folder }) => folder.startsWith(`${collection.folder}/`) && source.startsWith(`${folder}/`),
  );
  if (isInOther || /(?:^|\/)_/.test(path)) return [];
  if (/\.mdoc$/i.test(path)) findings.push({ kind: 'not imported: a page in Markdoc', file: source, line: 0 });
  if (!/\.(?:md|mdx|markdown)$/i.test(path)) return [];
  const { fields, body, linesAbove } = splitFile(source, files.text(source));
  const stem = path.replace(/\.\w+$/, '');
  const isBundle = /\/index$/i.test(stem);
  const id =
    textOf(fields['slug']) ??
    stem
      .replace(/\/index$/i, '')
      .split('/')
      .map((step) => slug(step))
      .join('/');
  const name =
    stem
      .replace(/\/index$/i, '')
      .split('/')
      .at(-1) ?? stem;
  const dated = datedName(name);
  const date = parseForeignDate(dated?.day ?? '');
  const meta = metaFrom(fields, {
    source,
    name: dated?.rest ?? name,
    body,
    separator: /\s*,\s*/,
    date,
    findings,
    handled: ['coverAlt', 'heroImageAlt', 'imageAlt', 'featured', 'authorId', 'image_alt', 'heroAlt', 'ogImageAlt'],
  });
  const own = textOf(fields['permalink']) ?? textOf(fields['url']);
  const bare =
    own !== null && own.startsWith('/')
      ? own.replace(/\/$/, '')
      : entryAddress(collection, id, date ?? parseForeignDate(meta.date ?? ''));
  if (bare === null) findings.push({ kind: 'address not known: an entry without a date', file: source, line: 1 });
  if (meta.date === null && /^(?:blog|posts?|articles?)$/i.test(collection.name))
    findings.push({ kind: 'made a page: a post without a date', file: source, line: 1 });
  const home = folderOf(source);
  return [
    {
      source,
      kind: meta.date === null ? 'page' : 'post',
      name,
      suffix: '',
      isBundle,
      format: /\.mdx$/i.test(path) ? 'mdx' : 'markdown',
      meta,
      body,
      linesAbove,
      resources: [],
      folders: [home, 'public', 'src'],
      address: meta.isDraft || bare === null ? null : addressOf(bare, config),
      names: [id, stem],
    },
  ];
}

function addressOf(bare: string, { isFileFormat }: AstroConfig): string {
  const clean = bare.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  return isFileFormat && clean !== '' ? `${clean}.html` : `${clean}/`;
}

/** A Markdown file in `src/pages`. */
function markdownPage(source: string, files: SourceFiles, config: AstroConfig, findings: Finding[]): ForeignPage[] {
  const path = source.slice('src/pages/'.length).replace(/\.\w+$/, '');
  if (path === 'index' || path === '404' || /(?:^|\/)_/.test(path)) return [];
  const { fields, body, linesAbove } = splitFile(source, files.text(source));
  const stem = path.replace(/\/index$/, '');
  const name = stem.split('/').at(-1) ?? stem;
  const meta = metaFrom(fields, { source, name, body, separator: /\s*,\s*/, date: null, findings, handled: ['setup'] });
  return [
    {
      source,
      kind: meta.date !== null && stem.includes('/') ? 'post' : 'page',
      name,
      suffix: '',
      isBundle: false,
      format: /\.mdx$/i.test(source) ? 'mdx' : 'markdown',
      meta,
      body,
      linesAbove,
      resources: [],
      folders: [folderOf(source), 'public', 'src'],
      address: meta.isDraft ? null : addressOf(`/${stem}`, config),
      names: [stem],
    },
  ];
}

/** Images that a body names by a path in `src/` come along, next to the page. */
function withImages(pages: readonly ForeignPage[], files: SourceFiles): readonly ForeignPage[] {
  return pages.map((page) => {
    const found = new Map<string, string>();
    for (const [written = ''] of `${page.body} ${page.meta.cover ?? ''}`.matchAll(
      /(?:\.{1,2}\/|@\/|~\/|src\/)?[\w%@~./ -]+\.(?:png|jpe?g|gif|webp|avif|svg|mp4|webm|pdf)\b/gi,
    )) {
      const path = sourcePath(written.trim(), folderOf(page.source), files);
      if (path !== null) found.set(path, path.slice(path.lastIndexOf('/') + 1));
    }
    if (found.size === 0) return page;
    return { ...page, isBundle: true, resources: [...found].map(([source, name]) => ({ source, name })) };
  });
}

function sourcePath(written: string, home: string, files: SourceFiles): string | null {
  const decoded = written.includes('%') ? decodeURI(written.replace(/%(?![\da-f]{2})/gi, '%25')) : written;
  const steps = (
    /^[@~]\//.test(decoded) ? `src/${decoded.slice(2)}` : decoded.startsWith('src/') ? decoded : `${home}/${decoded}`
  ).split('/');
  const path: string[] = [];
  for (const step of steps) {
    if (step === '..') path.pop();
    else if (step !== '.' && step !== '') path.push(step);
  }
  const joined = path.join('/');
  return joined.startsWith('src/') && files.has(joined) ? joined : null;
}

/** Lists of the collections and of tags, where a page for them exists. */
function redirectsFor(
  pages: readonly ForeignPage[],
  collections: readonly Collection[],
  files: SourceFiles,
  config: AstroConfig,
): Map<string, string> {
  const lists: OldList[] = [];
  const at = (bare: string) => addressOf(bare, config);
  for (const { prefix } of collections)
    if (prefix !== '/' && pages.some(({ address }) => address?.startsWith(prefix)))
      lists.push({ address: at(prefix), to: '/archive/', count: null });
  const tagRoute = files
    .below('src/pages')
    .find((path) => /\/(?:tags?|categories|category)\/\[[^\]]+\](?:\/\[\.\.\.page\]|\/index)?\.astro$/.test(path));
  if (tagRoute !== undefined) {
    const home = folderOf(tagRoute)
      .slice('src/pages'.length)
      .replace(/\/\[.*$/, '');
    const ours = tagLists(pages);
    const terms = [...termsOf(pages, 'tags'), ...termsOf(pages, 'categories')];
    for (const tag of terms)
      for (const written of new Set([tag, slug(tag), tag.toLowerCase()]))
        lists.push({ address: at(`${home}/${written}`), to: ours(tag), count: null });
    lists.push({ address: at(home), to: '/tags/', count: null });
  }
  const usable = lists.filter(({ address }) => !/[\s?#]/.test(address));
  return listRedirects(usable, { pageSize: 10, pageAt: (number) => `${number}/`, hasFirst: false });
}
