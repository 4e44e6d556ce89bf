// A Hexo site: posts with asset folders, drafts, pages, and the addresses that its configuration gives them.

import { folderOf, resolvePath } from '../../text/paths.ts';
import { hexoIds } from '../markdown/heading-ids.ts';
import { datedName, type ForeignDate, inZone, parseForeignDate, parseLooseDate } from '../source/dates.ts';
import { parseDataFile, splitFile } from '../source/front-matter.ts';
import { countOf, recordOf, textOf, textsOf } from '../source/front-matter-values.ts';
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
  Value,
} from '../source/model.ts';
import { includedText, readEach } from '../source/problems.ts';
import { listRedirects, type OldList, pagesOfIndex, tagLists } from '../source/site-lists.ts';
import { expandHexoTags, hexoInfo } from './tags.ts';

export const hexo: Reader = { read, dialect };

interface HexoConfig {
  readonly all: Fields;
  readonly source: string;
  readonly timezone: string;
  readonly permalink: string;
  readonly text: (key: string, preset: string) => string;
}

function read(files: SourceFiles): ForeignSite {
  const config = readConfig(files);
  const { text } = config;
  const findings: Finding[] = [];
  const problems: Problem[] = [];
  const statics = new Map<string, string>();
  const assets = new Map<string, string[]>();
  const sources = files.below(config.source);
  const insideOf = (source: string) => (config.source === '' ? source : source.slice(config.source.length + 1));
  const owners = new Set(sources.filter((each) => isPost(insideOf(each))).map(assetFolder));
  const pages = readEach(sources, problems, (source) => {
    const inside = insideOf(source);
    if (isPost(inside)) return postFrom(source, inside, files, config, findings);
    if (/^_(?:posts|drafts)\//.test(inside)) {
      const owner = foldersOf(source).findLast((folder) => owners.has(folder));
      if (owner === undefined) statics.set(source, inside.replace(/^_(?:posts|drafts)\//, ''));
      else {
        const owned = assets.get(owner);
        if (owned === undefined) assets.set(owner, [source]);
        else owned.push(source);
      }
      return [];
    }
    if (config.source === '' || /(?:^|\/)_/.test(inside)) return [];
    if (/\.(?:md|markdown)$/i.test(inside) && !isSkipped(inside, config))
      return pageFrom(source, inside, files, config, findings);
    if (!/\.(?:styl|less|sass|scss|ejs|swig|njk)$/i.test(inside)) statics.set(source, inside);
    return [];
  });
  const base = text('root', '/').replace(/\/+$/g, '');
  const settings = settingsFrom(config, base);
  const withId = hasPlainFeedIds(files) ? (page: ForeignPage) => withPlainFeedId(page, settings.url) : null;
  return {
    settings,
    pages: pages.map((page) => withAssets(withId?.(page) ?? page, assets)),
    statics,
    base,
    redirects: redirectsFor(pages, config),
    findings,
    problems,
  };
}

function readConfig(files: SourceFiles): HexoConfig {
  const path = files.paths.find((each) => /^_config\.ya?ml$/.test(each));
  const all = path === undefined ? {} : recordOf(parseDataFile(path, files.text(path)));
  const text = (key: string, preset: string) => textOf(all[key]) ?? preset;
  const source = text('source_dir', 'source').replace(/^\.?\/|\/+$/g, '');
  // Posts that someone keeps without the rest of the blog.
  const isBare = files.below(source).length === 0 && files.below('_posts').length > 0;
  return {
    all,
    source: isBare ? '' : source,
    timezone: text('timezone', 'UTC'),
    permalink: text('permalink', ':year/:month/:day/:title/'),
    text,
  };
}

function dialect(files: SourceFiles): Dialect {
  const { source, text } = readConfig(files);
  const codeFolder = `${source === '' ? '' : `${source}/`}${text('code_dir', 'downloads/code')}`;
  return {
    expand: (page, context) =>
      expandHexoTags(page, context, (file) => includedText(files, resolvePath('', `${codeFolder}/${file}`), context)),
    headingIds: hexoIds,
    hasEmoji: files.has('package.json') && /emoji/.test(files.text('package.json')),
    hasAttributeLists: false,
    info: hexoInfo,
    excerptMark: null,
  };
}

/** Early versions named posts in feeds by addresses that are not percent-encoded. */
function hasPlainFeedIds(files: SourceFiles): boolean {
  const project = files.has('package.json') ? files.text('package.json') : '';
  return /"hexo-generator-feed"\s*:\s*"[^\d"]*[01]\./.test(project) && /"hexo"\s*:\s*"[^\d"]*[0-3]\./.test(project);
}

function withPlainFeedId(page: ForeignPage, url: string | null): ForeignPage {
  const { kind, address, meta } = page;
  if (url === null || kind !== 'post' || address === null || encodeURI(address) === address || /\s/.test(address))
    return page;
  return { ...page, meta: { ...meta, feedId: `${url}${address}` } };
}

function isPost(path: string): boolean {
  return /^_(?:posts|drafts)\/.*\.(?:md|markdown|html)$/i.test(path);
}

function foldersOf(path: string): readonly string[] {
  const steps = path.split('/');
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join('/'));
}

function isSkipped(path: string, { all }: HexoConfig): boolean {
  return textsOf(all['skip_render']).some((glob) =>
    new RegExp(
      `^${glob
        .split('*')
        .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
    ).test(path),
  );
}

/** The folder with the files of a post. Many blogs have them next to an `index.md`, for plugins that Hexo's own asset folders came after. */
function assetFolder(post: string): string {
  const folder = folderOf(post);
  return /\/index\.\w+$/.test(post) && !/(?:^|\/)_(?:posts|drafts)$/.test(folder) ? folder : post.replace(/\.\w+$/, '');
}

function withAssets(page: ForeignPage, assets: ReadonlyMap<string, readonly string[]>): ForeignPage {
  const folder = assetFolder(page.source);
  const own = assets.get(folder);
  if (own === undefined) return page;
  return {
    ...page,
    isBundle: true,
    folders: [folder, ...page.folders],
    resources: own.map((source) => ({ source, name: source.slice(folder.length + 1) })),
  };
}

function postFrom(
  source: string,
  inside: string,
  files: SourceFiles,
  config: HexoConfig,
  findings: Finding[],
): ForeignPage[] {
  const { fields, body, linesAbove } = splitFile(source, files.text(source));
  const path = inside.replace(/^_(?:posts|drafts)\//, '').replace(/\.\w+$/, '');
  const isInDrafts = inside.startsWith('_drafts/');
  const file = path.slice(path.lastIndexOf('/') + 1);
  const name = file === 'index' ? (path.split('/').at(-2) ?? file) : file;
  const dated = /year.*title/.test(config.text('new_post_name', ':title.md')) ? datedName(file) : null;
  const date = parseLooseDate(textOf(fields['date']) ?? '') ?? parseForeignDate(datedName(file)?.day ?? '');
  const title = dated === null ? path : `${path.slice(0, path.length - file.length)}${dated.rest}`;
  const meta = metaFrom(fields, {
    source,
    name,
    body,
    separator: /$^/,
    date,
    findings,
    handled: ['abbrlink', 'reward', 'copyright', 'password', 'mathjax', 'categories'],
  });
  const isDraft = meta.isDraft || isInDrafts || textOf(fields['password']) !== null;
  if (meta.date === null && !isDraft)
    findings.push({ kind: 'made a page: a post without a date', file: source, line: 1 });
  const own = textOf(fields['permalink']) ?? addressFrom(config, fields, { title, file, date, name: meta.title });
  if (own === null && !isDraft)
    findings.push({
      kind: `address not known: a part of \`permalink: ${config.permalink}\` that the file doesn't have`,
      file: source,
      line: 1,
    });
  return [
    page(
      source,
      meta.date === null ? 'page' : 'post',
      name,
      { ...meta, isDraft },
      body,
      linesAbove,
      isDraft || own === null ? null : asFile(`/${own}`.replace(/\/{2,}/g, '/')),
      [title, path, file, name],
      config,
    ),
  ];
}

function pageFrom(
  source: string,
  inside: string,
  files: SourceFiles,
  config: HexoConfig,
  findings: Finding[],
): ForeignPage[] {
  const { fields, body, linesAbove } = splitFile(source, files.text(source));
  const path = inside.replace(/\.\w+$/, '');
  const name = path.endsWith('/index') ? (path.split('/').at(-2) ?? path) : (path.split('/').at(-1) ?? path);
  const isEmpty = body.replace(/<!--[^]*?-->/g, '').trim() === '';
  if (isEmpty || path === 'index' || path === '404') {
    findings.push({ kind: 'not imported: a page without text', file: source, line: 0 });
    return [];
  }
  const date = parseLooseDate(textOf(fields['date']) ?? '');
  const meta = metaFrom(fields, {
    source,
    name,
    body,
    separator: /$^/,
    date,
    findings,
    handled: ['aside', 'sidebar', 'widgets'],
  });
  const own = textOf(fields['permalink']);
  const address =
    own === null ? (path.endsWith('/index') ? `/${path.slice(0, -'index'.length)}` : `/${path}.html`) : `/${own}`;
  return [
    page(
      source,
      'page',
      name,
      meta,
      body,
      linesAbove,
      meta.isDraft ? null : asFile(address.replace(/\/{2,}/g, '/')),
      [path],
      config,
    ),
  ];
}

function page(
  source: string,
  kind: 'post' | 'page',
  name: string,
  meta: ForeignPage['meta'],
  body: string,
  linesAbove: number,
  address: string | null,
  names: readonly string[],
  config: HexoConfig,
): ForeignPage {
  return {
    source,
    kind,
    name,
    suffix: '',
    isBundle: false,
    format: /\.html$/i.test(source) ? 'html' : 'markdown',
    meta,
    body,
    linesAbove,
    resources: [],
    folders: [folderOf(source), config.source],
    address,
    names,
  };
}

interface PostNames {
  readonly title: string;
  readonly file: string;
  readonly name: string;
  readonly date: ForeignDate | null;
}

/** Null if a part of the pattern is not known, such as one that a plugin makes up while Hexo runs. */
function addressFrom(config: HexoConfig, fields: Fields, { title, file, date, name }: PostNames): string | null {
  const at = date === null ? null : inZone(date, config.timezone);
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = at ?? {};
  const tokens: { readonly [name: string]: string } = {
    year,
    month,
    day,
    hour,
    minute,
    second,
    i_month: String(Number(month)),
    i_day: String(Number(day)),
    title,
    name: file,
    post_title: slugged(name, config),
    category: categorySlug(fields['categories'] ?? fields['category'] ?? null, config),
    timestamp: date === null ? '' : String(Math.floor(date.epochMs / 1000)),
  };
  const valueOf = (key: string) =>
    tokens[key] ?? textOf(fields[key]) ?? textOf(recordOf(config.all['permalink_defaults'])[key]);
  const pattern = /:([a-zA-Z_]+)/g;
  const isKnown = [...config.permalink.matchAll(pattern)].every(([, key = '']) => valueOf(key) !== null);
  return isKnown ? config.permalink.replace(pattern, (_, key: string) => valueOf(key) ?? '') : null;
}

function categorySlug(value: Value, config: HexoConfig): string {
  const names = textsOf(Array.isArray(value) && Array.isArray(value[0]) ? value[0] : value);
  const used = names.length === 0 ? [config.text('default_category', 'uncategorized')] : names;
  return used.map((name) => slugged(textOf(recordOf(config.all['category_map'])[name]) ?? name, config)).join('/');
}

/** Hexo's `slugize`, with the letters that the configuration asks for. */
function slugged(text: string, config: HexoConfig): string {
  const clean = text
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .normalize('NFC')
    .replace(/\p{Cc}/gu, '')
    .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const letters = config.text('filename_case', '0');
  return letters === '1' ? clean.toLowerCase() : letters === '2' ? clean.toUpperCase() : clean;
}

function asFile(address: string): string {
  const clean = address.replace(/\/index\.html?$/, '/');
  return /\/$|\.\w+$/.test(clean) ? clean : `${clean}/`;
}

function settingsFrom({ all, text, timezone }: HexoConfig, base: string): SiteSettings {
  const url = textOf(all['url'])?.replace(/\/+$/, '') ?? null;
  const author = textOf(all['author']);
  const language = textsOf(all['language'])[0] ?? null;
  const isWeb = url !== null && /^https?:\/\/[^/]/.test(url) && !/\/\/(?:yoursite|example)\.com/.test(url);
  return {
    title: textOf(all['title']),
    tagline: textOf(all['subtitle']),
    description: textOf(all['description']),
    url: isWeb ? (base !== '' && !url.endsWith(base) ? url + base : url) : null,
    language: language === null || !/^[a-z]{2,3}(?:[-_][a-z\d]+)*$/i.test(language) ? null : language.replace('_', '-'),
    timezone: timezone === 'UTC' ? null : text('timezone', timezone),
    author: author === null || author === 'John Doe' ? null : { name: author, url: null, email: textOf(all['email']) },
    nav: [],
    pageSize: countOf(recordOf(all['index_generator'])['per_page']) ?? countOf(all['per_page']),
    feedLimit: countOf(recordOf(all['feed'])['limit']),
  };
}

function redirectsFor(pages: readonly ForeignPage[], config: HexoConfig): Map<string, string> {
  const posts = pages.filter(({ kind, meta }) => kind === 'post' && !meta.isDraft);
  const size = countOf(config.all['per_page']) ?? 10;
  const folder = config.text('pagination_dir', 'page').replace(/^\/|\/+$/g, '');
  const options = { pageSize: size, pageAt: (number: number) => `${folder}/${number}/`, hasFirst: false };
  const ours = tagLists(pages);
  const [tags, categories, archives] = [
    config.text('tag_dir', 'tags'),
    config.text('category_dir', 'categories'),
    config.text('archive_dir', 'archives'),
  ].map((each) => `/${each.replace(/^\/|\/+$/g, '')}/`);
  const lists: OldList[] = [];
  const counts = new Map<string, number>();
  const add = (address: string) => counts.set(address, (counts.get(address) ?? 0) + 1);
  const targets = new Map<string, string>();
  for (const { meta } of posts) {
    const zoned = inZoneDay(meta.date, config);
    add(archives ?? '');
    add(`${archives}${zoned.slice(0, 4)}/`);
    add(`${archives}${zoned.slice(0, 4)}/${zoned.slice(5, 7)}/`);
    for (const [home, terms] of [
      [tags, meta.terms.tags],
      [categories, meta.terms.categories],
    ] as const)
      for (const [index, term] of terms.entries()) {
        // A category may be below the one before it.
        const above =
          home === categories
            ? terms
                .slice(0, index)
                .map((each) => `${slugged(each, config)}/`)
                .join('')
            : '';
        for (const address of new Set([
          `${home}${slugged(term, config)}/`,
          `${home}${above}${slugged(term, config)}/`,
        ])) {
          add(address);
          targets.set(address, ours(term));
        }
      }
  }
  for (const [address, count] of counts) lists.push({ address, to: targets.get(address) ?? '/archive/', count });
  lists.push(
    { address: tags ?? '/tags/', to: '/tags/', count: null },
    { address: categories ?? '/categories/', to: '/tags/', count: null },
  );
  lists.push(
    { address: '/atom.xml', to: '/feed.xml', count: null },
    { address: '/rss2.xml', to: '/rss.xml', count: null },
  );
  return new Map([...listRedirects(lists, options), ...pagesOfIndex(posts.length, posts.length, options)]);
}

function inZoneDay(written: string | null, config: HexoConfig): string {
  const date = parseForeignDate(written ?? '');
  if (date === null) return '';
  const { year, month, day } = inZone(date, config.timezone);
  return `${year}-${month}-${day}`;
}
