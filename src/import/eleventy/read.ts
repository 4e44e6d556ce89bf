// An Eleventy site: templates in Markdown with the data of their folders. Configuration is read for plain values, never run.

import { folderOf } from '../../text/paths.ts';
import { githubIds, hexoIds, markdownItAnchorIds } from '../markdown/heading-ids.ts';
import { datedName, type ForeignDate, parseForeignDate, parseLooseDate } from '../source/dates.ts';
import { parseDataFile, splitFile } from '../source/front-matter.ts';
import { firstOf, flagOf, isRecord, merged, recordOf, textOf, textsOf } from '../source/front-matter-values.ts';
import {
  mentions,
  patternOfProperty,
  type ScriptTokens,
  scriptTokens,
  textOfProperty,
  textsInCalls,
} from '../source/js-literals.ts';
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
import { listRedirects, tagLists, termsOf } from '../source/site-lists.ts';
import { expandEleventy } from './templates.ts';

export const eleventy: Reader = { read, dialect };

interface EleventyConfig {
  readonly script: ScriptTokens;
  readonly input: string;
  readonly includes: string;
  readonly layouts: string;
  readonly data: string;
  readonly output: string;
  readonly ignored: readonly string[];
}

function read(files: SourceFiles): ForeignSite {
  const config = readConfig(files);
  const { script, input } = config;
  const findings: Finding[] = [];
  const problems: Problem[] = [];
  const site = globalData(files, config);
  const pages = readEach(files.below(input), problems, (source) => pageFrom(source, files, config, findings));
  const base = (textOfProperty(script, 'pathPrefix') ?? '').replace(/^\/?|\/+$/g, '');
  return {
    settings: settingsFrom(site),
    pages,
    statics: staticFiles(files, config),
    base: base === '' ? '' : `/${base}`,
    redirects: redirectsFor(pages, files, config),
    findings,
    problems,
  };
}

function readConfig(files: SourceFiles): EleventyConfig {
  const path = files.paths.find((each) => /^(?:\.eleventy\.c?js|eleventy\.config\.[cm]?[jt]s)$/.test(each));
  const script = path === undefined ? { tokens: [] } : scriptTokens(files.text(path));
  const folder = (name: string, preset: string) =>
    (textOfProperty(script, name) ?? preset).replace(/^\.?\/?|\/+$/g, '');
  const input = folder('input', '') === '.' ? '' : folder('input', '');
  return {
    script,
    input,
    includes: folder('includes', '_includes'),
    layouts: folder('layouts', ''),
    data: folder('data', '_data'),
    output: folder('output', '_site'),
    ignored: files.has('.eleventyignore')
      ? files
          .text('.eleventyignore')
          .split('\n')
          .map((line) =>
            line
              .trim()
              .replace(/^\.?\//, '')
              .replace(/\/+$/, ''),
          )
          .filter((line) => line !== '' && !line.startsWith('#'))
      : [],
  };
}

function dialect(files: SourceFiles): Dialect {
  const config = readConfig(files);
  const { script } = config;
  const site = globalData(files, config);
  const names = files.has('package.json') ? files.text('package.json') : '';
  return {
    expand: (page, context) =>
      expandEleventy(page, context, {
        site,
        includeText(name) {
          const path = [config.input, config.includes, name].filter((part) => part !== '').join('/');
          return includedText(files, path, context);
        },
      }),
    headingIds:
      /github-slugger|@sindresorhus\/slugify/.test(names) && mentions(script, 'slugify')
        ? githubIds
        : /markdown-it-anchor/.test(names)
          ? markdownItAnchorIds
          : mentions(script, 'IdAttributePlugin')
            ? lowerIds
            : null,
    hasEmoji: /markdown-it-emoji/.test(names),
    hasAttributeLists: false,
    info: null,
    excerptMark: textOfProperty(script, 'excerpt_separator'),
  };
}

function lowerIds() {
  const id = hexoIds();
  return (text: string, source: string) => id(text.toLowerCase(), source);
}

/** Data of `_data/`: what a site is called, mostly. */
function globalData(files: SourceFiles, config: EleventyConfig): Fields {
  const folder = [config.input, config.data].filter((part) => part !== '').join('/');
  const found: { [name: string]: Value } = {};
  for (const path of files.below(folder)) {
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[\w.]+$/, '');
    if (folderOf(path) !== folder || !/^(?:site|metadata|meta|config|blog|global|info)$/i.test(name)) continue;
    if (/\.json$|\.ya?ml$/i.test(path)) found[name] = parseDataFile(path, files.text(path));
    else if (/\.[cm]?js$/i.test(path)) {
      const script = scriptTokens(files.text(path));
      const keys = ['title', 'name', 'description', 'url', 'language', 'lang', 'author', 'baseUrl', 'tagline'];
      found[name] = Object.fromEntries(keys.map((key) => [key, textOfProperty(script, key)]));
    }
  }
  return found;
}

function pageFrom(source: string, files: SourceFiles, config: EleventyConfig, findings: Finding[]): ForeignPage[] {
  const path = config.input === '' ? source : source.slice(config.input.length + 1);
  if (/(?:^|\/)\./.test(path) || isInternal(source, path, config)) return [];
  const isMarkdown = /\.(?:md|markdown)$/i.test(path);
  if (!isMarkdown && !/\.(?:html|njk|liquid)$/i.test(path)) return [];
  if (/^(?:README|CHANGELOG|LICENSE|CONTRIBUTING|CODE_OF_CONDUCT|AGENTS|CLAUDE)\./i.test(path)) return [];
  const { fields: own, body, linesAbove, hasFrontMatter } = splitFile(source, files.text(source));
  const fields = { ...folderData(source, files, config), ...own };
  const stem = path.replace(/\.\w+$/, '');
  const file = stem.slice(stem.lastIndexOf('/') + 1);
  if (!isMarkdown) {
    if (hasFrontMatter && isDated(fields, file) && !/\{%-?\s*(?:for|extends|block)\b/.test(body)) return [made()];
    if (hasFrontMatter && !/^(?:index|404|feed.*|sitemap.*|tags?.*|archive.*)$/.test(file))
      findings.push({ kind: 'not imported: a page that is a template', file: source, line: 0 });
    return [];
  }
  if (stem === 'index' || file === '404') return [];
  return [made()];

  function made(): ForeignPage {
    const isIndex = file === 'index';
    const dated = datedName(isIndex ? (stem.split('/').at(-2) ?? '') : file);
    const name = isIndex ? (stem.split('/').at(-2) ?? file) : file;
    const slug = dated?.rest ?? name;
    const date = dateIn(fields) ?? parseForeignDate(dated?.day ?? '');
    const collections = textsOf(fields['tags']);
    const listed = {
      ...fields,
      tags: collections.filter((tag) => !/^(?:posts?|blog|all|nav|pages?|articles?|notes?)$/i.test(tag)),
    };
    const meta = metaFrom(listed, {
      source,
      name: slug,
      body,
      separator: /$^/,
      date,
      findings,
      handled: [
        'eleventyExcludeFromCollections',
        'eleventyNavigation',
        'eleventyComputed',
        'templateEngineOverride',
        'pagination',
        'permalinkBypassOutputDir',
        'date',
        'override:tags',
      ],
    });
    const written = fields['permalink'] ?? null;
    const isOff = typeof written === 'string' && flagOf(written) === false;
    const folders = folderOf(stem)
      .split('/')
      .filter((step) => step !== '');
    const stemFolders = isIndex ? folders.slice(0, -1) : folders;
    const address = isOff
      ? null
      : typeof written === 'string' && written !== ''
        ? permalink(written, { slug, stem: [...stemFolders, name].join('/'), title: meta.title, date })
        : `/${[...stemFolders, name].join('/')}/`;
    if (address === undefined)
      findings.push({ kind: 'address not known: a permalink that is computed', file: source, line: 1 });
    const isPost = date !== null && (folders.length > 0 || collections.length > 0);
    return {
      source,
      kind: isPost ? 'post' : 'page',
      name,
      suffix: '',
      isBundle: false,
      format: isMarkdown ? 'markdown' : 'html',
      meta: { ...meta, isDraft: meta.isDraft || isOff },
      body,
      linesAbove,
      resources: [],
      folders: [folderOf(source), config.input],
      address: meta.isDraft || isOff ? null : (address ?? null),
      names: [stem, slug, path],
    };
  }
}

function isDated(fields: Fields, file: string): boolean {
  return dateIn(fields) !== null || datedName(file) !== null;
}

function dateIn(fields: Fields): ForeignDate | null {
  return parseLooseDate(textOf(fields['date']) ?? '');
}

function isInternal(
  source: string,
  path: string,
  { includes, layouts, data, output, ignored }: EleventyConfig,
): boolean {
  const folders = [includes, layouts, data, output, 'node_modules'].filter((folder) => folder !== '');
  return (
    folders.some((folder) => path.startsWith(`${folder}/`) || source.startsWith(`${folder}/`)) ||
    ignored.some((folder) => source === folder || source.startsWith(`${folder}/`))
  );
}

/** `posts/posts.json`, `posts/posts.11tydata.json` or `.js` of a folder and those above; the nearest wins. */
function folderData(source: string, files: SourceFiles, config: EleventyConfig): Fields {
  const steps = folderOf(source).split('/');
  let found: Fields = {};
  for (let count = config.input === '' ? 1 : config.input.split('/').length; count <= steps.length; count++) {
    const folder = steps.slice(0, count).join('/');
    const name = steps[count - 1] ?? '';
    if (folder === '') continue;
    for (const ending of ['json', '11tydata.json', '11tydata.js', '11tydata.cjs', '11tydata.mjs', 'yaml', 'yml']) {
      const path = `${folder}/${name}.${ending}`;
      if (!files.has(path)) continue;
      const own = ending.endsWith('js')
        ? scriptData(files.text(path))
        : recordOf(parseDataFile(path, files.text(path)));
      found = merged(found, own);
    }
  }
  return found;
}

function scriptData(text: string): Fields {
  const script = scriptTokens(text);
  const at = script.tokens.findIndex(
    (token, index) => token.value === 'tags' && script.tokens[index + 1]?.type === ':',
  );
  const tags: string[] = [];
  for (const token of at < 0 ? [] : script.tokens.slice(at + 2)) {
    if (token.type === ']' || token.type === ',') break;
    if (token.type === 'string') tags.push(token.value);
  }
  const pattern = patternOfProperty(script, 'permalink');
  // What has to be computed stays unknown, and is reported with each page.
  const permalink = pattern === undefined ? '{{ computed }}' : pattern;
  const author = textOfProperty(script, 'author');
  return {
    ...(tags.length > 0 && { tags }),
    ...(permalink !== null && { permalink }),
    ...(author !== null && { author }),
  };
}

/** A permalink with the values that Eleventy gives every page; undefined if it needs others. */
function permalink(
  pattern: string,
  page: { slug: string; stem: string; title: string; date: ForeignDate | null },
): string | undefined {
  let isKnown = true;
  const filled = pattern.replace(
    /\{\{-?\s*(?:\w+\.(?=page\.|title\b))?([\w.]+)\s*((?:\|[^}|]*)*)-?\}\}/g,
    (_, name: string, filters: string) => {
      const date = page.date;
      const day = date === null ? '' : `${date.year}-${date.month}-${date.day}`;
      const values: { readonly [name: string]: string } = {
        'page.fileSlug': page.slug,
        'page.filePathStem': `/${page.stem}`,
        title: page.title,
        'page.date': day,
        date: day,
      };
      const names = [...filters.matchAll(/\|\s*(\w+)(?:[:(]\s*["']([^"']*)["'])?/g)];
      let value = values[name];
      for (const [, filter = '', argument = ''] of names) {
        if (/^(?:slug|slugify)$/.test(filter)) value = value === undefined ? value : slugified(value);
        else if (/^date/i.test(filter) && date !== null && /%|[yY]/.test(argument)) value = formatted(argument, date);
        else if (filter !== 'lower' && filter !== 'url' && filter !== 'downcase') value = undefined;
      }
      if (value === undefined) isKnown = false;
      return value ?? '';
    },
  );
  if (!isKnown || /\{[{%]/.test(filled)) return undefined;
  const address = `/${filled}`.replace(/\/{2,}/g, '/').replace(/\/index\.html$/, '/');
  return /\/$|\.\w+$/.test(address) ? address : `${address}/`;
}

function slugified(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

function formatted(pattern: string, { year, month, day }: ForeignDate): string {
  return pattern
    .replace(/%Y|yyyy|YYYY/g, year)
    .replace(/%m|LL|MM/g, month)
    .replace(/%d|dd|DD/g, day);
}

/** Files that the configuration copies; without any, images and the like next to the pages. */
function staticFiles(files: SourceFiles, config: EleventyConfig): Map<string, string> {
  const found = new Map<string, string>();
  const { tokens } = config.script;
  const add = (from: string, to: string | null) => {
    const source = from.replace(/^\.?\//, '').replace(/\/+$|\/?\*.*$/g, '');
    const inside =
      config.input !== '' && source.startsWith(`${config.input}/`)
        ? source.slice(config.input.length + 1)
        : source === config.input
          ? ''
          : source;
    const target = to === null ? inside : to.replace(/^\.?\/+|\/+$/g, '');
    if (files.has(source))
      found.set(source, to !== null && to.endsWith('/') ? `${target}/${source.split('/').at(-1)}` : target);
    for (const path of source === '' ? [] : files.below(source))
      found.set(path, [target, path.slice(source.length + 1)].filter((part) => part !== '').join('/'));
  };
  for (const [index, token] of tokens.entries()) {
    if (token.value !== 'addPassthroughCopy' || tokens[index + 1]?.type !== '(') continue;
    const argument = tokens[index + 2];
    if (argument?.type === 'string') add(argument.value, null);
    if (argument?.type !== '{') continue;
    for (let at = index + 3; at < tokens.length && tokens[at]?.type !== '}'; at++)
      if (tokens[at]?.type === 'string' && tokens[at + 1]?.type === ':' && tokens[at + 2]?.type === 'string')
        add(tokens[at]?.value ?? '', tokens[at + 2]?.value ?? '');
  }
  for (const texts of textsInCalls(config.script, 'setPassthroughCopy')) for (const text of texts) add(text, null);
  for (const path of files.below(config.input)) {
    const inside = config.input === '' ? path : path.slice(config.input.length + 1);
    if (
      /\.(?:png|jpe?g|gif|webp|avif|svg|mp4|webm|pdf|ico)$/i.test(inside) &&
      !/(?:^|\/)[_.]/.test(inside) &&
      !isInternal(path, inside, config) &&
      !found.has(path)
    )
      found.set(path, inside);
  }
  return found;
}

function settingsFrom(data: Fields): SiteSettings {
  const site = Object.values(data).reduce<Fields>((all, each) => merged(all, recordOf(each)), {});
  const url = textOf(firstOf(site, ['url', 'baseUrl', 'siteUrl']));
  const author = site['author'];
  const name = isRecord(author) ? textOf(author['name']) : textOf(author);
  const text = (value: Value | undefined) => textOf(value);
  return {
    title: text(firstOf(site, ['title', 'name'])),
    tagline: text(site['tagline']),
    description: text(site['description']),
    url: url !== null && /^https?:\/\/[^/]/.test(url) ? url.replace(/\/+$/, '') : null,
    language: text(firstOf(site, ['language', 'lang'])),
    timezone: null,
    author: name === null ? null : { name, url: null, email: null },
    nav: [],
    pageSize: null,
    feedLimit: null,
  };
}

/** The lists of folders and tags, where the site has templates for them. */
function redirectsFor(pages: readonly ForeignPage[], files: SourceFiles, config: EleventyConfig): Map<string, string> {
  const folders = new Set(
    pages.flatMap(({ kind, address }) =>
      kind === 'post' && address !== null && address.split('/').length > 3 ? [`/${address.split('/')[1]}/`] : [],
    ),
  );
  const lists = [...folders].map((address) => ({ address, to: '/archive/', count: null }));
  const hasTags = files
    .below(config.input)
    .some((path) => /(?:^|\/)tags?(?:-pages?|-list)?\.(?:njk|liquid|html|md)$/.test(path));
  const ours = tagLists(pages);
  const tags = hasTags
    ? termsOf(pages, 'tags').map((tag) => ({ address: `/tags/${slugified(tag)}/`, to: ours(tag), count: null }))
    : [];
  const feeds = [
    { address: '/feed/feed.xml', to: '/feed.xml', count: null },
    { address: '/feed/feed.json', to: '/feed.json', count: null },
    { address: '/atom.xml', to: '/feed.xml', count: null },
  ];
  return listRedirects([...lists, ...tags, ...feeds], {
    pageSize: 10,
    pageAt: (number) => `${number}/`,
    hasFirst: false,
  });
}
