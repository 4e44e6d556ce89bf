// A Jekyll site: posts, drafts, pages and collections, with the defaults of its configuration.

import { folderOf } from '../../text/paths.ts';
import { kramdownIds } from '../markdown/heading-ids.ts';
import { datedName, type ForeignDate, inZone, parseForeignDate, parseLooseDate } from '../source/dates.ts';
import { splitFile } from '../source/front-matter.ts';
import { countOf, isRecord, listOf, recordOf, textOf } from '../source/front-matter-values.ts';
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
import { includedText, readEach } from '../source/problems.ts';
import { listRedirects, pagesOfIndex } from '../source/site-lists.ts';
import { feedPath, type JekyllPlace, pageAddress, postAddress } from './address.ts';
import { isCollectionWritten, type JekyllConfig, readJekyllConfig } from './config.ts';
import { expandLiquid } from './liquid.ts';

export const jekyll: Reader = { read, dialect };

const markdown = /\.(?:md|markdown|mkd|mkdn|mkdown)$/i;
const pageFile = /\.(?:md|markdown|mkd|mkdn|mkdown|html|htm|textile)$/i;
/** The project's own files, which nobody publishes on purpose. */
const projectFile =
  /(?:^|\/)(?:README|LICEN[CS]E|CONTRIBUTING|CHANGELOG|CODE_OF_CONDUCT|AGENTS|CLAUDE|SECURITY)(?:\.\w+)?$|^(?:Gemfile.*|Rakefile|Makefile|Dockerfile|docker-compose.*|package(?:-lock)?\.json|yarn\.lock|.*\.gemspec|Brewfile|gulpfile.*|Gruntfile.*|netlify\.toml|.*\.sh|\.[\w-]+.*)$/i;

function read(files: SourceFiles): ForeignSite {
  const config = readJekyllConfig(files);
  const findings: Finding[] = [];
  const problems: Problem[] = [];
  const inSite = files
    .below(config.source)
    .map((source) => ({ source, path: config.source === '' ? source : source.slice(config.source.length + 1) }));
  const hasFeed =
    config.plugins.some((name) => name === 'jekyll-feed' || name === 'github-pages') || feedUsesIds(files);
  const statics = new Map<string, string>();
  const pages = readEach(inSite, problems, ({ source, path }) => {
    if (config.isExcluded(path)) return [];
    const collection = collectionOf(path, config);
    if (collection !== null) {
      if (pageFile.test(path)) return documentFrom(source, path, collection, files, config, findings, hasFeed);
      if (isCollectionWritten(config, collection) && collection !== 'posts')
        statics.set(source, path.replace(/^_/, ''));
      return [];
    }
    if (/(?:^|\/)_/.test(path) || projectFile.test(path)) return [];
    if (pageFile.test(path)) {
      const found = standalonePage(source, path, files, config, findings);
      if (found !== null) return [found];
      if (markdown.test(path) || hasFrontMatter(files, source)) return [];
    } else if (
      /\.(?:scss|sass|less|coffee|rb|gemspec)$/i.test(path) ||
      (/\.(?:xml|json|txt|css|js|webmanifest)$/i.test(path) && hasFrontMatter(files, source))
    )
      return [];
    statics.set(source, path);
    return [];
  });
  const base = (textOf(config.all['baseurl']) ?? '').replace(/^\/?|\/+$/g, '');
  return {
    settings: settingsFrom(config, base),
    pages,
    statics,
    base: base === '' ? '' : `/${base}`,
    redirects: redirectsFor(pages, config),
    findings,
    problems,
  };
}

function dialect(files: SourceFiles): Dialect {
  const config = readJekyllConfig(files);
  return {
    expand: (page, context) =>
      expandLiquid(page, context, {
        site: config.all,
        includeText(name) {
          const path = [config.source, '_includes', name].filter((part) => part !== '').join('/');
          return includedText(files, path, context);
        },
      }),
    headingIds: /commonmark/i.test(textOf(config.all['markdown']) ?? '') ? null : kramdownIds,
    hasEmoji: config.plugins.includes('jemoji'),
    hasAttributeLists: true,
    info: null,
    excerptMark: textOf(config.all['excerpt_separator']),
  };
}

/** The collection of a document; null for other files. */
function collectionOf(path: string, config: JekyllConfig): string | null {
  if (/(?:^|\/)_(?:posts|drafts)\//.test(path)) return 'posts';
  const root = textOf(config.all['collections_dir']);
  const inside = root !== null && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  const name = /^_([^/]+)\//.exec(inside)?.[1];
  return name !== undefined && name in config.collections && isCollectionWritten(config, name) ? name : null;
}

function documentFrom(
  source: string,
  path: string,
  collection: string,
  files: SourceFiles,
  config: JekyllConfig,
  findings: Finding[],
  hasFeed: boolean,
): ForeignPage[] {
  const isPost = collection === 'posts';
  const isDraft = /(?:^|\/)_drafts\//.test(path);
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  const dated = datedName(stem, true);
  // Jekyll ignores such files.
  if (isPost && !isDraft && dated === null) {
    findings.push({ kind: 'not imported: a post without a date in its name', file: source, line: 0 });
    return [];
  }
  const { fields: own, body, linesAbove, hasFrontMatter } = splitFile(source, files.text(source));
  if (!hasFrontMatter && !isPost) return [];
  const fields = { ...config.defaultsFor(path, isDraft ? 'drafts' : collection), ...own };
  const name = isPost ? (dated?.rest ?? stem) : stem;
  const inName = dated === null ? null : parseForeignDate(dated.day);
  const date = parseLooseDate(textOf(fields['date']) ?? '') ?? inName;
  const above = isPost
    ? path.replace(/_(?:posts|drafts)\/.*$/, '').replace(/\/$/, '')
    : folderOf(path.replace(/^.*?_[^/]+\//, ''));
  const categories = isPost
    ? [
        ...new Set([
          ...above.split('/').filter((part) => part !== ''),
          ...listOf(fields['category'], /$^/),
          ...listOf(fields['categories'], /\s+/),
        ]),
      ]
    : [];
  const place: JekyllPlace = {
    name,
    folder: isPost ? '' : above,
    collection,
    categories,
    date: date === null ? null : inZone(date, config.timezone),
    fields,
  };
  const pattern =
    textOf(fields['permalink']) ??
    textOf(config.collections[collection]?.['permalink']) ??
    (isPost ? config.permalink : '/:collection/:path:output_ext');
  const address = postAddress(pattern, place);
  const meta = metaFrom(
    { ...fields, categories: [...categories], category: null },
    options(source, name, body, date, findings),
  );
  const url = textOf(config.all['url']);
  const base = (textOf(config.all['baseurl']) ?? '').replace(/\/+$/, '');
  const isHeld = meta.isDraft || isDraft;
  const isDated = isPost && meta.date !== null;
  return [
    {
      source,
      kind: isDated ? 'post' : 'page',
      name: isPost ? stem : name,
      suffix: '',
      isBundle: false,
      format: /\.html?$/i.test(path) ? 'html' : 'markdown',
      meta: {
        ...meta,
        isDraft: isHeld,
        feedId:
          isPost && hasFeed && url !== null
            ? `${url.replace(/\/+$/, '')}${base}${encodeURI(feedPath(address, place))}`
            : meta.feedId,
      },
      body,
      linesAbove,
      resources: [],
      folders: [folderOf(source), config.source],
      address: isHeld ? null : address,
      names: [stem, path.replace(/\.\w+$/, ''), path, path.replace(/^.*?_posts\//, '').replace(/\.\w+$/, '')],
    },
  ];
}

function options(source: string, name: string, body: string, date: ForeignDate | null, findings: Finding[]) {
  return {
    source,
    name,
    body,
    date,
    findings,
    separator: /[\s,]+/,
    handled: ['sitemap', 'search', 'render_with_liquid', 'redirect_to', 'ext', 'output', 'image_sizes'],
  };
}

/** A page next to the posts. Null for one that is a template, or not a page at all. */
function standalonePage(
  source: string,
  path: string,
  files: SourceFiles,
  config: JekyllConfig,
  findings: Finding[],
): ForeignPage | null {
  // Any other file is copied as it is, whatever its encoding.
  if (!hasFrontMatter(files, source)) return null;
  const file = splitFile(source, files.text(source));
  if (!file.hasFrontMatter) return null;
  const { fields: own, body, linesAbove } = file;
  const fields: Fields = { ...config.defaultsFor(path, 'pages'), ...own };
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  const folder = folderOf(path);
  const isHtml = /\.html?$/i.test(path);
  if (folder === '' && name === 'index') return null;
  if (isHtml && /\{%-?\s*(?:for|if|assign|capture|case|unless)\b|\{\{\s*(?:content|paginator)/.test(body)) {
    findings.push({ kind: 'not imported: a page that is a template', file: source, line: 0 });
    return null;
  }
  if (body.trim() === '') {
    findings.push({ kind: 'not imported: a page without text', file: source, line: 0 });
    return null;
  }
  const place: JekyllPlace = { name, folder, collection: '', categories: [], date: null, fields };
  const date = parseLooseDate(textOf(fields['date']) ?? '');
  const meta = metaFrom(
    fields,
    options(source, name === 'index' ? (folder.split('/').at(-1) ?? name) : name, body, date, findings),
  );
  const address = pageAddress(place, config.permalink);
  return {
    source,
    kind: 'page',
    name: name === 'index' ? (folder.split('/').at(-1) ?? name) : name,
    suffix: '',
    isBundle: false,
    format: isHtml ? 'html' : 'markdown',
    meta,
    body,
    linesAbove,
    resources: [],
    folders: [folderOf(source), config.source],
    address: meta.isDraft ? null : address,
    names: [path.replace(/\.\w+$/, ''), path],
  };
}

function hasFrontMatter(files: SourceFiles, path: string): boolean {
  return /^(?:\xEF\xBB\xBF)?---[ \t]*\r?\n/.test(files.head(path));
}

/** Whether a feed that the author wrote names posts as jekyll-feed does. */
function feedUsesIds(files: SourceFiles): boolean {
  return ['feed.xml', 'atom.xml', 'rss.xml'].some((path) => files.has(path) && /post\.id\b/.test(files.text(path)));
}

function settingsFrom(config: JekyllConfig, base: string): SiteSettings {
  const { all } = config;
  const url = textOf(all['url']);
  const author = all['author'];
  const name = isRecord(author) ? textOf(author['name']) : textOf(author);
  const nav = Array.isArray(all['navigation']) ? all['navigation'] : Array.isArray(all['nav']) ? all['nav'] : [];
  return {
    title: textOf(all['title']) ?? textOf(all['name']),
    tagline: textOf(all['tagline']) ?? textOf(all['subtitle']),
    description: textOf(all['description']),
    url:
      url !== null && /^https?:\/\/[^/]/.test(url)
        ? `${url.replace(/\/+$/, '')}${base === '' ? '' : `/${base}`}`
        : null,
    language: textOf(all['lang']) ?? textOf(all['locale'])?.replace('_', '-') ?? null,
    timezone: textOf(all['timezone']),
    author:
      name === null
        ? null
        : {
            name,
            url: isRecord(author) ? webUrl(author['url'] ?? null) : null,
            email: isRecord(author) ? textOf(author['email']) : textOf(all['email']),
          },
    nav: nav.flatMap((item) => {
      const [title, href] = [
        textOf(recordOf(item)['title'] ?? recordOf(item)['text']),
        textOf(recordOf(item)['url'] ?? recordOf(item)['href']),
      ];
      return title === null || href === null ? [] : [{ title, href }];
    }),
    pageSize: countOf(all['paginate']),
    feedLimit: countOf(recordOf(all['feed'])['posts_limit']),
  };
}

function webUrl(value: Fields[string]): string | null {
  const text = textOf(value);
  return text !== null && /^https?:\/\/[^/]/.test(text) ? text : null;
}

function redirectsFor(pages: readonly ForeignPage[], config: JekyllConfig): Map<string, string> {
  const posts = pages.filter(({ kind, address }) => kind === 'post' && address !== null);
  const redirects = new Map<string, string>();
  const size = countOf(config.all['paginate']);
  if (size !== null) {
    const pattern = (textOf(config.all['paginate_path']) ?? '/page:num/').replace(/^\//, '').replace(/(?<!\/)$/, '/');
    const prefix = pattern.replace(/[^/]*:num.*$/, '');
    const number = { pageSize: size, pageAt: (n: number) => pattern.replace(':num', String(n)), hasFirst: false };
    for (const [from, to] of pagesOfIndex(posts.length, posts.length, number)) redirects.set(from, to);
    if (prefix !== '' && prefix !== 'page/')
      for (const [from, to] of listRedirects([{ address: `/${prefix}`, to: '/archive/', count: null }], number))
        redirects.set(from, to);
  }
  const feed = textOf(recordOf(config.all['feed'])['path']);
  for (const path of [feed, 'atom.xml'].flatMap((each) => (each === null ? [] : [`/${each.replace(/^\//, '')}`])))
    if (path !== '/feed.xml') redirects.set(path, '/feed.xml');
  return redirects;
}
