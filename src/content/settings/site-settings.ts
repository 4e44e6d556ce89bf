// `content/site.yaml` → `SiteConfig`. One definition validates the file and generates the JSON Schema for editors; missing settings get
// their defaults, also if there is no file. No other file may know a default.

import * as z from 'zod';
import type { SiteConfig } from '../../model/config.ts';
import { type Diagnostic, error, type Span, warning } from '../../model/diagnostic.ts';
import type { Source } from '../../model/page.ts';
import { type Settings, siteFile } from '../../model/settings.ts';
import { decodeAddress } from '../../text/href.ts';
import { nameKey } from '../../text/slug.ts';
import { punctuated } from '../context/line-punctuation.ts';
import {
  address,
  choice,
  count,
  flag,
  languageTag,
  line,
  listOf,
  permalink,
  recordOr,
  siteAddress,
  timeZone,
  webAddress,
} from './fields.ts';
import { foreignSettingHint } from './foreign-settings.ts';
import { decodeYaml } from './yaml-record.ts';

/** Settings from the command line, which win over the file: `--url`. */
export interface ConfigOverrides {
  readonly url: string | null;
}

/** A host, or `*.` and a host. */
const hostForm = /^(?=.{1,253}$)(?:\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i;

export const siteSchema = z.strictObject({
  title: line('Name of the site').optional(),
  tagline: line('A few words under the name').optional(),
  description: line('One sentence for search engines and feeds').optional(),
  url: webAddress('Address of the published site: `https://example.org/blog`')
    .refine((text) => !/[?#]/.test(text), {
      error: 'must be an address without `?` and `#`\nall addresses of the site begin with it',
    })
    .optional(),
  language: languageTag('Language of the site: `en`, `pt-BR`').optional(),
  timezone: timeZone('Time zone of dates and times written without one').optional(),
  author: recordOr(
    'name',
    { name: line('Name'), url: webAddress('Home page').optional(), email: line('Email address').optional() },
    'Author of the site',
  ).optional(),
  authors: z
    .array(
      z.strictObject(
        {
          key: authorKey(),
          name: line('Name'),
          url: webAddress('Home page elsewhere').optional(),
          image: siteAddress('Address of an image in `public/`').optional(),
          bio: line('A few sentences about the author').optional(),
        },
        { error: 'must have `key` and `name`\nwrite it like `{key: ada, name: Ada}`' },
      ),
      { error: 'must be a list' },
    )
    .meta({ description: 'The authors, whom posts name by `key`; if there are several, each has a page' })
    .optional(),
  license: recordOr(
    'name',
    { name: line('Name'), url: webAddress('Address of its text').optional() },
    'License of the posts',
  ).optional(),
  nav: z
    .array(
      z.strictObject(
        { title: line('Text of the link'), href: address('Address of the link') },
        { error: 'must have `title` and `href`\nwrite it like `{title: About, href: /about/}`' },
      ),
      { error: 'must be a list' },
    )
    .meta({ description: 'Links in the header' })
    .optional(),
  tags: z
    .array(
      recordOr('name', { name: line('The tag'), description: line('A sentence about the tag').optional() }, 'A tag'),
      {
        error: 'must be a list',
      },
    )
    .meta({ description: 'The only tags that posts may have; by default any' })
    .optional(),
  series: z
    .array(
      z.strictObject(
        { name: line('Name of the series'), description: line('A sentence about the series') },
        { error: 'must have `name` and `description`' },
      ),
      { error: 'must be a list' },
    )
    .meta({ description: 'Descriptions of the series' })
    .optional(),
  permalinks: z
    .strictObject(
      {
        posts: permalink(
          'Addresses of posts, from `:year`, `:month`, `:day`, `:section` and `:slug`',
          'posts',
        ).optional(),
        pages: permalink('Addresses of pages, from `:section` and `:slug`', 'pages').optional(),
        tags: permalink('Addresses of tags, with `:tag`', 'tags').optional(),
        series: permalink('Addresses of series, with `:series`', 'series').optional(),
        authors: permalink('Addresses of authors, with `:author`', 'authors').optional(),
        pagination: permalink(
          'Addresses of further pages of a list, below its own, with `:number`',
          'pagination',
        ).optional(),
      },
      { error: 'must have fields such as `posts`\nwrite it like `{posts: /:year/:month/:slug/}`' },
    )
    .meta({ description: 'The form of addresses; `url` in front matter wins' })
    .optional(),
  redirects: z
    .array(
      z.strictObject(
        {
          from: siteAddress('An old address'),
          to: siteAddress('The address of this site that it leads to now'),
        },
        { error: 'must have `from` and `to`\nwrite it like `{from: /categories/, to: /tags/}`' },
      ),
      { error: 'must be a list' },
    )
    .meta({ description: 'Old addresses of lists and feeds; those of pages are their `aliases`' })
    .optional(),
  pagination: z
    .strictObject(
      { size: count('Posts on each page of a list', 1, 1000).optional() },
      { error: 'must have `size`\nwrite it like `{size: 10}`' },
    )
    .meta({ description: 'How lists of posts are divided' })
    .optional(),
  feeds: z
    .strictObject(
      {
        limit: count('Posts in each feed', 1, 1000).optional(),
        content: choice('What feeds have of each post: its full text, or its excerpt', ['full', 'excerpt']).optional(),
      },
      { error: 'must have `limit` or `content`\nwrite it like `{limit: 10, content: full}`' },
    )
    .meta({ description: 'What the feeds contain' })
    .optional(),
  updated: choice(
    '`git`: the date of a page’s last change is that of the last commit that changed its file; `updated` in front matter wins',
    ['git'],
  ).optional(),
  edit: template('Address of “edit this page”, with `{path}` in place of the path of its file').optional(),
  source: template('Address of “view source”, with `{path}` in place of the path of its file').optional(),
  history: template('Address of a page’s history, with `{path}` in place of the path of its file').optional(),
  images: z
    .strictObject(
      {
        metadata: choice('Whether published images keep their metadata, such as where a photo was taken', [
          'remove',
          'keep',
        ]).optional(),
      },
      { error: 'must have `metadata`\nwrite it like `{metadata: keep}`' },
    )
    .meta({ description: 'How images are published' })
    .optional(),
  cards: flag('Whether to draw a social card for each post').optional(),
  budgets: choice('How to report a page that is heavier than its budget', ['error', 'warning', 'ignore']).optional(),
  frontMatter: z
    .strictObject(
      { unknownKeys: choice('How to report an unknown key', ['error', 'warning', 'ignore']).optional() },
      { error: 'must have `unknownKeys`' },
    )
    .meta({ description: 'How front matter is checked' })
    .optional(),
  markdown: z
    .strictObject(
      {
        html: choice('Raw HTML in posts: sanitized, or trusted as it is', ['sanitize', 'trusted']).optional(),
        math: choice('Which dollar signs begin a formula in a text: only `$$`, or also a single one', [
          'double',
          'inline',
        ]).optional(),
        parser: choice('Parser for Markdown', ['remark', 'satteri']).optional(),
      },
      { error: 'must have fields such as `html`' },
    )
    .meta({ description: 'How Markdown is read' })
    .optional(),
  media: z
    .strictObject(
      { hosts: listOf(anyHost(), 'Other hosts from which pages may load images and media').optional() },
      { error: 'must have `hosts`\nwrite it like `{hosts: [images.example.org]}`' },
    )
    .meta({ description: 'Images, video and audio from other hosts, which the page’s policy then allows' })
    .optional(),
  scripts: z
    .strictObject(
      { hosts: listOf(host(), 'Other hosts whose scripts pages may run').optional() },
      { error: 'must have `hosts`\nwrite it like `{hosts: [gist.github.com]}`' },
    )
    .meta({ description: 'Scripts from other hosts: `<script src>` stays in posts, and the page’s policy allows it' })
    .optional(),
  frames: z
    .strictObject(
      { hosts: listOf(host(), 'Other hosts whose pages may be shown in frames').optional() },
      { error: 'must have `hosts`\nwrite it like `{hosts: [www.youtube-nocookie.com]}`' },
    )
    .meta({
      description:
        'Frames from other hosts: `<iframe>` stays in posts, sandboxed and loaded when it is near the screen, and the page’s policy allows it',
    })
    .optional(),
  links: z
    .strictObject(
      {
        elsewhere: listOf(
          siteAddress('The beginning of an address'),
          'Beginnings of addresses of this host that belong to other sites: `/docs/`',
        ).optional(),
      },
      { error: 'must have `elsewhere`\nwrite it like `{elsewhere: [/docs/]}`' },
    )
    .meta({ description: 'Which links are not checked' })
    .optional(),
  dev: z
    .strictObject(
      {
        hosts: listOf(devHost(), 'Other names by which the dev server is reached, such as that of a tunnel').optional(),
      },
      { error: 'must have `hosts`\nwrite it like `{hosts: [blog.example.dev]}`' },
    )
    .meta({ description: 'Settings of `octavo dev`' })
    .optional(),
});

type SiteFields = z.infer<typeof siteSchema>;

/**
 * Decodes `content/site.yaml`; `source` is null if the file does not exist. Reports every mistake. A wrong setting counts as missing, so
 * that pages are not blamed for it.
 */
export function decodeSiteConfig(source: Source | null, overrides: ConfigOverrides): Settings {
  if (!source) {
    return { value: configFrom({}, overrides), diagnostics: withoutUrl(null, {}, overrides), spans: {} };
  }
  const bom = source.text.startsWith('\uFEFF') ? 1 : 0;
  const missingAt = { path: source.path, start: bom, end: bom };
  const block = {
    path: source.path,
    text: source.text.slice(bom),
    start: bom,
    missingAt,
    area: 'site',
    unknownKeys: 'error',
    hintFor: foreignSettingHint,
  } as const;
  const { value: record, diagnostics } = decodeYaml(block, siteSchema);
  const fields = record.validFields ?? {};
  const urlError =
    overrides.url !== null && (!URL.canParse(overrides.url) || /[?#]/.test(overrides.url))
      ? [
          error(
            'site/invalid-url',
            `\`--url\` must be a web address without \`?\` and \`#\`, not \`${overrides.url}\``,
            null,
            {
              hint: 'write it like `https://example.org/blog`',
            },
          ),
        ]
      : [];
  const warnings = record.value ? withoutUrl(source, fields, overrides) : [];
  const repeated = [
    ...repeatedNames('tags', fields.tags, record.spanOf),
    ...repeatedNames('series', fields.series, record.spanOf),
    ...repeatedNames(
      'authors',
      fields.authors?.map(({ key }) => ({ name: key })),
      record.spanOf,
    ),
  ];
  // Without an address there are no feeds, so links to them would also be reported as broken. After an error nothing is written.
  const isUrlLost = record.validFields === null || diagnostics.some(({ code }) => code === 'site/invalid-url');
  const usable = isUrlLost ? { url: placeholderUrl, ...fields } : fields;
  return {
    value: configFrom(usable, overrides),
    diagnostics: [...diagnostics, ...urlError, ...repeated, ...warnings, ...anyHostAllowed(fields, record.spanOf)],
    spans: Object.fromEntries(pathsIn(fields).map((path) => [path.join('.'), record.spanOf(path)])),
  };
}

/** Replaces an address that can't be read. */
const placeholderUrl = 'https://example.invalid';

/** Paths of the value itself (the empty path) and of everything inside it. */
function pathsIn(value: unknown): (readonly PropertyKey[])[] {
  const isList = Array.isArray(value);
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [[], ...inner.flatMap(([key, child]) => pathsIn(child).map((path) => [isList ? Number(key) : key, ...path]))];
}

/** Errors for names that the site treats as the same name, such as `Event Loops` and `event-loops`. */
function repeatedNames(
  field: 'tags' | 'series' | 'authors',
  items: readonly { readonly name: string }[] = [],
  spanOf: (path: readonly PropertyKey[]) => Span,
): Diagnostic[] {
  const firsts = new Map<string, number>();
  return items.flatMap(({ name }, index) => {
    const first = firsts.get(nameKey(name));
    if (first === undefined) {
      firsts.set(nameKey(name), index);
      return [];
    }
    const message = `\`${name}\` is repeated in \`${field}\``;
    const related = [{ message: 'first one', at: spanOf([field, first]) }];
    return [error(`site/repeated-${field}`, message, spanOf([field, index]), { hint: 'remove one of them', related })];
  });
}

/** Any host is allowed where a site asks for it, but other people learn what its readers read. */
function anyHostAllowed({ media }: SiteFields, spanOf: (path: readonly PropertyKey[]) => Span): Diagnostic[] {
  const index = media?.hosts?.indexOf('*') ?? -1;
  if (index < 0) return [];
  const message = 'pages may load images and media from any host, which then learns who reads them';
  const hint = 'list the hosts, such as `*.example.org`';
  return [warning('site/any-host', message, spanOf(['media', 'hosts', index]), { hint })];
}

function withoutUrl(source: Source | null, fields: SiteFields, overrides: ConfigOverrides) {
  if (overrides.url !== null || fields.url !== undefined) return [];
  const at = source ? { path: source.path, start: 0, end: 0 } : null;
  const hint = `add a line such as \`url: https://example.org\` to \`${siteFile}\`, or build with \`--url\``;
  return [
    warning('site/no-url', 'the site has no `url`: feeds, sitemap and canonical links are left out', at, { hint }),
  ];
}

function configFrom(fields: SiteFields, overrides: ConfigOverrides): SiteConfig {
  const url = (overrides.url ?? fields.url ?? null)?.replace(/\/+$/, '') ?? null;
  const language = fields.language ?? 'en';
  const zone = fields.timezone ?? 'UTC';
  const punctuatedLine = (line: string | undefined) => (line === undefined ? null : punctuated(line, language));
  return {
    title: punctuatedLine(fields.title) ?? 'My blog',
    tagline: punctuatedLine(fields.tagline),
    description: punctuatedLine(fields.description),
    url,
    language,
    timeZone: zone,
    author: siteAuthor(fields),
    authors: (fields.authors ?? []).map(({ key, name, url, image, bio }) => ({
      key,
      name,
      url: url ?? null,
      image: image === undefined ? null : decodeAddress(image).normalize('NFC'),
      bio: punctuatedLine(bio),
    })),
    license: fields.license ? { name: fields.license.name, url: fields.license.url ?? null } : null,
    nav: fields.nav ?? null,
    redirects: (fields.redirects ?? []).map(({ from, to }) => ({
      from: decodeAddress(from).normalize('NFC'),
      to: decodeAddress(to).normalize('NFC'),
    })),
    tags: fields.tags?.map(({ name, description }) => ({ name, description: punctuatedLine(description) })) ?? null,
    series:
      fields.series?.map(({ name, description }) => ({ name, description: punctuated(description, language) })) ?? [],
    permalinks: {
      posts: fields.permalinks?.posts ?? '/posts/:slug/',
      pages: fields.permalinks?.pages ?? '/:slug/',
      tags: fields.permalinks?.tags ?? '/tags/:tag/',
      series: fields.permalinks?.series ?? '/series/:series/',
      authors: fields.permalinks?.authors ?? '/authors/:author/',
      pagination: fields.permalinks?.pagination ?? '/page/:number/',
    },
    postsPerPage: fields.pagination?.size ?? 10,
    feedLimit: fields.feeds?.limit ?? 10,
    feedContent: fields.feeds?.content ?? 'full',
    editUrl: fields.edit ?? null,
    sourceUrl: fields.source ?? null,
    historyUrl: fields.history ?? null,
    updated: fields.updated ?? null,
    imageMetadata: fields.images?.metadata ?? 'remove',
    cards: fields.cards ?? false,
    elsewhere: fields.links?.elsewhere ?? [],
    devHosts: lowerCase(fields.dev?.hosts),
    budgets: fields.budgets ?? 'warning',
    markdown: {
      html: fields.markdown?.html ?? 'sanitize',
      math: fields.markdown?.math ?? 'double',
      parser: fields.markdown?.parser ?? 'remark',
      unknownKeys: fields.frontMatter?.unknownKeys ?? 'error',
      language,
      timeZone: zone,
      host: url !== null && URL.canParse(url) ? new URL(url).hostname : null,
      mediaHosts: lowerCase(fields.media?.hosts),
      scriptHosts: lowerCase(fields.scripts?.hosts),
      frameHosts: lowerCase(fields.frames?.hosts),
    },
  };
}

/** The author of the site may be named by the key of one of its authors. */
function siteAuthor({ author, authors = [] }: SiteFields): SiteConfig['author'] {
  if (author === undefined) return null;
  const known = authors.find(({ key }) => key === author.name);
  return { name: known?.name ?? author.name, url: author.url ?? known?.url ?? null, email: author.email ?? null };
}

function authorKey() {
  const error = 'must be a short name of lower-case letters, digits and hyphens\nwrite it like `ada` or `ada-lovelace`';
  return z
    .string({ error })
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error })
    .meta({
      description: 'What posts call the author, and the last part of the page’s address',
      editor: { type: 'string' },
    });
}

function template(description: string) {
  const error = 'must be a web address with `{path}` in it\nwrite it like `https://example.org/edit/main/{path}`';
  return webAddress(description)
    .refine((text) => text.includes('{path}'), { error })
    .meta({ description, editor: { type: 'string' } });
}

/** Browsers write host names in lower case. */
function lowerCase(hosts: readonly string[] = []): readonly string[] {
  return hosts.map((name) => name.toLowerCase());
}

function devHost() {
  const error = 'must be a host name\nwrite it like `blog.example.dev`, or `*.example.dev` for all names below';
  return z
    .string({ error })
    .regex(hostForm, { error })
    .meta({ description: 'A host', editor: { type: 'string' } });
}

function host() {
  const error = 'must be a host name\nwrite it like `images.example.org`, or `*.example.org` for all hosts below it';
  return z
    .string({ error })
    .regex(hostForm, { error })
    .meta({ description: 'A host', editor: { type: 'string' } });
}

/** A host, or `*` for any. */
function anyHost() {
  const error = 'must be a host name\nwrite it like `images.example.org`, or `*.example.org` for all hosts below it';
  return z
    .string({ error })
    .refine((text) => text === '*' || hostForm.test(text), { error })
    .meta({ description: 'A host', editor: { type: 'string' } });
}
