// A Hugo site: content folders with sections, bundles and languages; configuration in any of its forms.

import { folderOf } from '../../text/paths.ts';
import { goldmarkIds } from '../markdown/heading-ids.ts';
import { datedName, type ForeignDate, parseForeignDate, parseLooseDate } from '../source/dates.ts';
import { splitFile } from '../source/front-matter.ts';
import { countOf, firstOf, flagOf, isRecord, recordOf, textOf, titleFrom } from '../source/front-matter-values.ts';
import { metaFrom } from '../source/meta.ts';
import type {
  Dialect,
  Fields,
  Finding,
  ForeignPage,
  ForeignSite,
  Problem,
  Reader,
  SiteSettings,
  SourceFiles,
} from '../source/model.ts';
import { readEach } from '../source/problems.ts';
import { listRedirects, type OldList, pagesOfIndex, tagLists } from '../source/site-lists.ts';
import { hugoAddress, hugoStep } from './address.ts';
import { type HugoConfig, readHugoConfig } from './config.ts';
import { expandShortcodes } from './shortcodes.ts';

export const hugo: Reader = { read, dialect };

/** A content file with what its path says. */
interface ContentFile {
  readonly source: string;
  /** Below the content folder, without language folder. */
  readonly path: string;
  readonly sections: readonly string[];
  readonly name: string;
  readonly kind: 'single' | 'leaf' | 'branch';
  /** Null for the site's language. */
  readonly lang: string | null;
  readonly format: 'markdown' | 'html';
}

function read(files: SourceFiles): ForeignSite {
  const config = readHugoConfig(files);
  const findings: Finding[] = [];
  const problems: Problem[] = [];
  const contents = contentFiles(files, config, findings);
  const bundles = new Set(contents.filter(({ kind }) => kind === 'leaf').map(({ source }) => folderOf(source)));
  const pages = readEach(contents, problems, (file) => pageFrom(file, files, config, bundles, findings));
  const kinds = withKinds(pages, config);
  return {
    settings: settingsFrom(config, kinds),
    pages: kinds,
    statics: staticFiles(files, config, contents, bundles),
    base: basePath(config),
    redirects: redirectsFor(kinds, config),
    findings,
    problems,
  };
}

function dialect(files: SourceFiles): Dialect {
  return {
    expand: expandShortcodes,
    headingIds: goldmarkIds,
    hasEmoji: flagOf(readHugoConfig(files).all['enableemoji']) ?? false,
    hasAttributeLists: false,
    info: null,
    excerptMark: null,
  };
}

function contentFiles(files: SourceFiles, config: HugoConfig, findings: Finding[]): ContentFile[] {
  const roots = contentRoots(config);
  const found = roots.flatMap(({ folder, lang }) =>
    files.below(folder).flatMap((source): ContentFile[] => {
      if (config.isIgnored(source)) return [];
      if (roots.some((other) => other.folder.startsWith(`${folder}/`) && source.startsWith(`${other.folder}/`)))
        return [];
      const path = source.slice(folder.length + 1);
      const [, stem = '', ending = ''] =
        /^(.*?)\.(md|markdown|html|htm|mmark|org|adoc|asciidoc|rst|pdc|pandoc|Rmd|Rmarkdown)$/i.exec(path) ?? [];
      if (ending === '') return [];
      if (!/^(?:md|markdown|html|htm|mmark)$/i.test(ending)) {
        // Of R Markdown, Hugo reads what R has made of it, next to it.
        if (['md', 'markdown', 'html'].some((each) => files.has(source.slice(0, -ending.length) + each))) return [];
        findings.push({ kind: `not imported: a page in \`.${ending}\``, file: source, line: 0 });
        return [];
      }
      const suffix = /\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)$/i.exec(stem)?.[1]?.toLowerCase();
      const own = suffix !== undefined && (suffix in config.languages || suffix === config.language) ? suffix : null;
      const steps = (own === null ? stem : stem.slice(0, -own.length - 1)).split('/');
      const file = steps.pop() ?? '';
      const kind = file === '_index' ? 'branch' : file === 'index' && steps.length > 0 ? 'leaf' : 'single';
      const name = kind === 'leaf' ? (steps.pop() ?? file) : kind === 'branch' ? (steps.at(-1) ?? '') : file;
      const isForeign = own === null ? lang !== config.language : own !== config.language;
      return [
        {
          source,
          path,
          sections: steps,
          name,
          kind,
          lang: isForeign ? (own ?? lang) : null,
          format: /^html?$/i.test(ending) && !/\.html?\.md$/i.test(path) ? 'html' : 'markdown',
        },
      ];
    }),
  );
  // Everything in a leaf bundle is part of it.
  const leaves = new Set(found.filter(({ kind }) => kind === 'leaf').map(({ source }) => folderOf(source)));
  return found.filter(({ source, kind }) => {
    const folders = foldersAbove(kind === 'leaf' ? folderOf(source) : source);
    return !folders.some((folder) => leaves.has(folder));
  });
}

function foldersAbove(path: string): readonly string[] {
  const steps = path.split('/');
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join('/'));
}

/** The folder of each language. */
function contentRoots(config: HugoConfig): readonly { readonly folder: string; readonly lang: string }[] {
  const others = Object.entries(config.languages).flatMap(([lang, settings]) => {
    const folder = textOf(settings['contentdir'])?.replace(/^\.?\/+|\/+$/g, '') ?? null;
    const isOff = flagOf(settings['disabled']) === true;
    return folder === null || isOff || folder === config.contentDir ? [] : [{ folder, lang }];
  });
  return [{ folder: config.contentDir, lang: config.language }, ...others];
}

function pageFrom(
  file: ContentFile,
  files: SourceFiles,
  config: HugoConfig,
  bundles: ReadonlySet<string>,
  findings: Finding[],
): ForeignPage[] {
  const { source, kind, sections, name, lang } = file;
  const { fields: written, body, linesAbove, hasFrontMatter } = splitFile(source, files.text(source));
  if (!hasFrontMatter && body.trim() === '') return [];
  const fields = withParams(written);
  const settings = recordOf(fields['build'] ?? fields['_build']);
  if (kind === 'branch' && body.trim() === '') return [];
  if (kind === 'branch' && sections.length === 0) {
    findings.push({ kind: 'not imported: the text of the home page', file: source, line: 0 });
    return [];
  }
  if (kind === 'branch' && Object.values(config.taxonomies).includes(sections[0] ?? '')) {
    findings.push({ kind: 'not imported: the text of a list', file: source, line: 0 });
    return [];
  }
  const isRendered =
    textOf(settings['render']) !== 'never' &&
    flagOf(settings['render']) !== false &&
    flagOf(fields['headless']) !== true;
  const date = dateOf(fields, name);
  const expiry = parseForeignDate(textOf(firstOf(fields, ['expirydate', 'expiryDate', 'unpublishdate'])) ?? '');
  const meta = metaFrom(fields, {
    source,
    name: datedName(name)?.rest ?? name,
    body,
    separator: /$^/,
    handled: [
      'build',
      '_build',
      'headless',
      'expiryDate',
      'expirydate',
      'unpublishdate',
      'cascade',
      'resources',
      'linkTitle',
      'linktitle',
      'isCJKLanguage',
      'translationKey',
      'translationkey',
      'params',
      'menus',
      'sitemap',
      ...Object.values(config.taxonomies),
    ],
    date,
    findings,
  });
  const isDraft = meta.isDraft || !isRendered || expiry !== null;
  if (expiry !== null) findings.push({ kind: 'made a draft: a page with an expiry date', file: source, line: 1 });
  const prefix = lang === null ? (config.isDefaultInSubdir ? `/${config.language}` : '') : `/${lang}`;
  const address = hugoAddress({ sections, name, isSectionPage: kind === 'branch' }, fields, meta.title, date, {
    permalinks: permalinksOf(config, lang),
    uglyUrls: (section) =>
      flagOf(config.all['uglyurls']) ?? flagOf(recordOf(config.all['uglyurls'])[section.toLowerCase()]) ?? false,
    keepsCase: flagOf(config.all['disablepathtolower']) ?? false,
    prefix,
  });
  const home = folderOf(source);
  const resources =
    kind === 'leaf'
      ? files
          .below(home)
          .filter(
            (path) =>
              path !== source &&
              !config.isIgnored(path) &&
              !foldersAbove(path).some((folder) => folder.length > home.length && bundles.has(folder)) &&
              !isSibling(path, source),
          )
      : [];
  const path = [...sections, ...(kind === 'branch' ? [] : [name])].join('/');
  return [
    {
      source,
      kind: 'post',
      name,
      suffix: lang === null ? '' : `.${lang}`,
      isBundle: kind === 'leaf',
      format: file.format,
      meta: {
        ...meta,
        isDraft,
        lang: lang === null ? meta.lang : (meta.lang ?? lang),
        aliases: meta.aliases.map((alias) => aliasAddress(alias, prefix)),
      },
      body,
      linesAbove,
      resources: resources.map((resource) => ({ source: resource, name: resource.slice(home.length + 1) })),
      folders: [home, config.contentDir, 'static', 'assets'],
      address: isDraft ? null : address,
      names: [path, name, file.path],
    },
  ];
}

/** Translations of one bundle are in one folder. */
function isSibling(path: string, source: string): boolean {
  return folderOf(path) === folderOf(source) && /\/index\.[^/]*(?:md|html|markdown)$/i.test(path);
}

function aliasAddress(alias: string, prefix: string): string {
  const address = prefix !== '' && !alias.startsWith(`${prefix}/`) ? prefix + alias : alias;
  return /\/$|\.html?$/.test(address) ? address : `${address}/`;
}

/** Keys below `params` are as good as others; Hugo's own win. Keys are read in any case. */
function withParams(fields: Fields): Fields {
  const lower = Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      /^[A-Z]/.test(key) ? key.charAt(0).toLowerCase() + key.slice(1) : key,
      value,
    ]),
  );
  return { ...recordOf(fields['params']), ...lower };
}

function dateOf(fields: Fields, name: string): ForeignDate | null {
  const text = textOf(
    firstOf(fields, ['date', 'publishDate', 'publishdate', 'pubdate', 'published', 'lastmod', 'modified']),
  );
  const own = text === null ? null : parseLooseDate(text);
  return own ?? parseForeignDate(datedName(name)?.day ?? '');
}

function permalinksOf(config: HugoConfig, lang: string | null): Fields {
  const own = lang === null ? config.languages[config.language] : config.languages[lang];
  return isRecord(own?.['permalinks']) ? own['permalinks'] : config.permalinks;
}

const postSections =
  /^(?:posts?|blogs?|articles?|news|notes?|til|writings?|journal|essays?|stories|entries|tech|weblog)$/i;

/** Which pages are posts: those of the main sections, else all that have a date and are in a section. */
function withKinds(pages: readonly ForeignPage[], config: HugoConfig): readonly ForeignPage[] {
  const main = config.mainSections;
  return pages.map((page) => {
    const section = page.names[0]?.includes('/') ? (page.names[0].split('/')[0] ?? '') : '';
    const isMain =
      main === null
        ? section !== '' && (postSections.test(section) || page.meta.date !== null)
        : main.includes(section);
    const isListed = isMain && page.meta.date !== null && !/\/_index\./.test(page.source);
    return { ...page, kind: isListed ? 'post' : 'page' };
  });
}

function staticFiles(
  files: SourceFiles,
  config: HugoConfig,
  contents: readonly ContentFile[],
  bundles: ReadonlySet<string>,
): Map<string, string> {
  const pages = new Set(contents.map(({ source }) => source));
  const found = new Map<string, string>();
  for (const folder of config.staticDirs)
    for (const path of files.below(folder)) found.set(path, path.slice(folder.length + 1));
  for (const { folder } of contentRoots(config))
    for (const path of files.below(folder)) {
      if (config.isIgnored(path)) continue;
      const isText = /\.(?:md|markdown|html?|mmark|org|adoc|asciidoc|rst|pdc|pandoc|rmd|rmarkdown)$/i.test(path);
      if (!pages.has(path) && !isText && !foldersAbove(path).some((folder) => bundles.has(folder)))
        found.set(path, path.slice(folder.length + 1));
    }
  return found;
}

function settingsFrom(config: HugoConfig, pages: readonly ForeignPage[]): SiteSettings {
  const { all, params } = config;
  const own = config.languages[config.language] ?? {};
  const url = textOf(all['baseurl']);
  const author = firstOf(params, ['author']) ?? firstOf(all, ['author']);
  const name = isRecord(author) ? textOf(author['name']) : textOf(author);
  const menus = recordOf(recordOf(own['menus'] ?? own['menu'] ?? all['menus'] ?? all['menu']));
  const main = menus['main'] ?? menus['header'];
  return {
    title: textOf(own['title']) ?? textOf(all['title']),
    tagline: textOf(firstOf(params, ['subtitle', 'tagline'])),
    description: textOf(firstOf(recordOf(own['params']), ['description'])) ?? textOf(firstOf(params, ['description'])),
    url: url !== null && /^https?:\/\/[^/]/.test(url) ? url.replace(/\/+$/, '') : null,
    language:
      languageTag(textOf(own['languagecode']) ?? textOf(all['languagecode']) ?? textOf(all['locale'])) ??
      (config.language === 'en' ? null : config.language),
    timezone: textOf(all['timezone']),
    author: name === null ? null : { name, url: null, email: isRecord(author) ? textOf(author['email']) : null },
    nav: navFrom(main, pages),
    pageSize: config.pageSize === 10 ? null : config.pageSize,
    feedLimit: countOf(recordOf(recordOf(all['services'])['rss'])['limit']),
  };
}

function languageTag(text: string | null): string | null {
  try {
    return text === null ? null : (Intl.getCanonicalLocales(text.replace('_', '-'))[0] ?? null);
  } catch {
    return null;
  }
}

function navFrom(menu: Fields[string] | undefined, pages: readonly ForeignPage[]): SiteSettings['nav'] {
  const items = Array.isArray(menu) ? menu.flatMap((item) => (isRecord(item) ? [item] : [])) : [];
  return items
    .toSorted((a, b) => Number(textOf(a['weight']) ?? 0) - Number(textOf(b['weight']) ?? 0))
    .flatMap((item) => {
      const reference = textOf(item['pageref'])
        ?.replace(/^\/|\/$/g, '')
        .toLowerCase();
      const page =
        reference === undefined ? undefined : pages.find(({ names }) => names[0]?.toLowerCase() === reference);
      const href = textOf(item['url']) ?? page?.address ?? (reference === undefined ? null : `/${reference}/`);
      const title =
        textOf(firstOf(item, ['name', 'title', 'identifier'])) ??
        (reference === undefined ? null : titleFrom(reference));
      return href === null || title === null ? [] : [{ title, href }];
    });
}

function basePath(config: HugoConfig): string {
  const url = textOf(config.all['baseurl']);
  return url !== null && URL.canParse(url) ? new URL(url).pathname.replace(/\/+$/, '') : '';
}

/** Lists of sections and terms, all their pages and feeds. */
function redirectsFor(pages: readonly ForeignPage[], config: HugoConfig): Map<string, string> {
  const published = pages.filter(({ address, meta }) => address !== null && meta.lang === null);
  const posts = published.filter(({ kind }) => kind === 'post');
  const options = { pageSize: config.pageSize, pageAt: (number: number) => `page/${number}/`, hasFirst: true };
  const ours = tagLists(pages);
  const lists: OldList[] = [];
  const sections = new Map<string, number>();
  for (const { names } of published) {
    const [section, ...rest] = names[0]?.split('/') ?? [];
    if (section !== undefined && rest.length > 0) sections.set(section, (sections.get(section) ?? 0) + 1);
  }
  for (const [section, count] of sections) {
    const address = `/${hugoStep(section)}/`;
    lists.push({ address, to: '/archive/', count }, { address: `${address}index.xml`, to: '/rss.xml', count: null });
  }
  for (const plural of Object.values(config.taxonomies)) {
    const home = `/${plural}/`;
    const counts = new Map<string, number>();
    const isTags = plural === 'tags' || plural === 'categories' || plural === 'topics';
    for (const { meta } of published)
      for (const tag of plural === 'categories'
        ? meta.terms.categories
        : isTags
          ? meta.terms.tags
          : plural === 'series' && meta.series
            ? [meta.series]
            : [])
        counts.set(tag, (counts.get(tag) ?? 0) + 1);
    if (counts.size === 0 && !isTags) continue;
    const all = plural === 'series' ? '/series/' : '/tags/';
    lists.push(
      { address: home, to: all, count: counts.size },
      { address: `${home}index.xml`, to: '/rss.xml', count: null },
    );
    for (const [term, count] of counts) {
      const to = plural === 'series' ? `/series/${hugoStep(term)}/` : ours(term);
      const address = `${home}${hugoStep(term)}/`;
      lists.push(
        { address, to, count },
        {
          address: `${address}index.xml`,
          to: to === '/tags/' || plural === 'series' ? '/feed.xml' : `${to}feed.xml`,
          count: null,
        },
      );
    }
  }
  const languages = new Set(pages.flatMap(({ suffix }) => (suffix === '' ? [] : [suffix.slice(1)])));
  for (const lang of languages) {
    lists.push({ address: `/${lang}/404.html`, to: '/404.html', count: null });
    for (const list of [
      '',
      ...[...sections.keys()].map((section) => `${hugoStep(section)}/`),
      ...Object.values(config.taxonomies).map((plural) => `${plural}/`),
    ])
      lists.push(
        { address: `/${lang}/${list}`, to: '/archive/', count: 1 },
        { address: `/${lang}/${list}index.xml`, to: '/rss.xml', count: null },
      );
  }
  if (languages.size > 0) lists.push({ address: `/${config.language}/`, to: '/', count: null });
  lists.push({ address: '/index.xml', to: '/rss.xml', count: null });
  return new Map([...listRedirects(lists, options), ...pagesOfIndex(published.length, posts.length, options)]);
}
