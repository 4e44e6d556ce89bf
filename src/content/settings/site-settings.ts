// `content/site.yaml` → `SiteConfig`: one definition that validates the file, fills in what is not said, and gives editors
// their schema. A site without the file gets the defaults.

import * as z from 'zod';
import type { SiteConfig } from '../../model/config.ts';
import { type Diagnostic, error, type Span, warning } from '../../model/diagnostic.ts';
import type { Source } from '../../model/page.ts';
import { type Settings, siteFile } from '../../model/settings.ts';
import { nameKey } from '../../text/slug.ts';
import { punctuated } from '../context/line-punctuation.ts';
import { address, choice, count, flag, languageTag, line, listOf, recordOr, timeZone, webAddress } from './fields.ts';
import { decodeYaml } from './yaml-record.ts';

/** What the command line may say over the file: `--url`. */
export interface ConfigOverrides {
  readonly url: string | null;
}

export const siteSchema = z.strictObject({
  title: line('Name of the site').optional(),
  tagline: line('A few words under the name').optional(),
  description: line('One sentence for search engines and feeds').optional(),
  url: webAddress('Where the site will stand: `https://example.org/blog`').optional(),
  language: languageTag('Language of the site: `en`, `pt-BR`').optional(),
  timezone: timeZone('Zone of dates and times written without one').optional(),
  author: recordOr(
    'name',
    { name: line('Name'), url: webAddress('Home page').optional(), email: line('Address').optional() },
    'Who writes',
  ).optional(),
  license: recordOr(
    'name',
    { name: line('Name'), url: webAddress('Its text').optional() },
    'Licence of the posts',
  ).optional(),
  nav: z
    .array(
      z.strictObject(
        { title: line('Words of the link'), href: address('Where it leads') },
        { error: 'must have `title` and `href`\nwrite it like `{title: About, href: /about/}`' },
      ),
      { error: 'must be a list' },
    )
    .meta({ description: 'Links in the header' })
    .optional(),
  tags: z
    .array(recordOr('name', { name: line('The tag'), description: line('What it is about').optional() }, 'A tag'), {
      error: 'must be a list',
    })
    .meta({ description: 'The only tags that posts may have; left out: any' })
    .optional(),
  series: z
    .array(
      z.strictObject(
        { name: line('Name of the series'), description: line('What it is about') },
        { error: 'must have `name` and `description`' },
      ),
      { error: 'must be a list' },
    )
    .meta({ description: 'Descriptions of series' })
    .optional(),
  pagination: z
    .strictObject(
      { size: count('Posts on a page of a list', 1, 1000).optional() },
      { error: 'must have `size`\nwrite it like `{size: 10}`' },
    )
    .optional(),
  feeds: z
    .strictObject(
      { limit: count('Posts in a feed', 1, 1000).optional() },
      { error: 'must have `limit`\nwrite it like `{limit: 20}`' },
    )
    .optional(),
  edit: template('Address of “edit this page”, with `{path}` for the path of its file').optional(),
  source: template('Address of “view source”, with `{path}` for the path of its file').optional(),
  cards: flag('Whether a picture for social networks is made of each post').optional(),
  budgets: choice('What a page heavier than its budget is', ['error', 'warning', 'ignore']).optional(),
  frontMatter: z
    .strictObject(
      { unknownKeys: choice('What a key that is not known is', ['error', 'warning', 'ignore']).optional() },
      { error: 'must have `unknownKeys`' },
    )
    .optional(),
  markdown: z
    .strictObject(
      {
        html: choice('Raw HTML in posts: cleaned, or trusted as it is', ['sanitize', 'trusted']).optional(),
        parser: choice('Which parser reads Markdown', ['remark', 'satteri']).optional(),
      },
      { error: 'must have fields such as `html`' },
    )
    .optional(),
  media: z
    .strictObject(
      { hosts: listOf(host(), 'Other hosts that pictures and media may come from').optional() },
      { error: 'must have `hosts`\nwrite it like `{hosts: [images.example.org]}`' },
    )
    .optional(),
});

type SiteFields = z.infer<typeof siteSchema>;

/**
 * Reads `content/site.yaml`, null where it does not exist. Every mistake is reported; what is wrong counts as not said, so that pages
 * are not blamed for it.
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
  } as const;
  const { value: record, diagnostics } = decodeYaml(block, siteSchema);
  const fields = record.rest ?? {};
  const urlError =
    overrides.url !== null && !URL.canParse(overrides.url)
      ? [
          error('site/invalid-url', `\`--url\` is no web address: \`${overrides.url}\``, null, {
            hint: 'start it with `https://`',
          }),
        ]
      : [];
  const warnings = record.value ? withoutUrl(source, fields, overrides) : [];
  const twice = [
    ...namedTwice('tags', fields.tags, record.spanOf),
    ...namedTwice('series', fields.series, record.spanOf),
  ];
  // Without an address there would be no feeds, and links to them would be called broken, too. With an error nothing is written.
  const isUrlLost = record.rest === null || diagnostics.some(({ code }) => code === 'site/invalid-url');
  const known = isUrlLost ? { url: standIn, ...fields } : fields;
  return {
    value: configFrom(known, overrides),
    diagnostics: [...diagnostics, ...urlError, ...twice, ...warnings],
    spans: Object.fromEntries(pathsIn(fields).map((path) => [path.join('.'), record.spanOf(path)])),
  };
}

/** Stands for an address that can't be read. */
const standIn = 'https://example.invalid';

/** Of the value itself and of all that is in it. */
function pathsIn(value: unknown): (readonly PropertyKey[])[] {
  const isList = Array.isArray(value);
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const below = inner.flatMap(([key, one]) => pathsIn(one).map((path) => [isList ? Number(key) : key, ...path]));
  return [[], ...below];
}

/** Names that are one name on the site, however they are spelt. */
function namedTwice(
  field: 'tags' | 'series',
  named: readonly { readonly name: string }[] = [],
  spanOf: (path: readonly PropertyKey[]) => Span,
): Diagnostic[] {
  const firsts = new Map<string, number>();
  return named.flatMap(({ name }, index) => {
    const first = firsts.get(nameKey(name));
    if (first === undefined) {
      firsts.set(nameKey(name), index);
      return [];
    }
    const message = `\`${name}\` stands in \`${field}\` a second time`;
    const related = [{ message: 'first named here', at: spanOf([field, first]) }];
    return [error(`site/repeated-${field}`, message, spanOf([field, index]), { hint: 'keep one of the two', related })];
  });
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
  const set = (line: string | undefined) => (line === undefined ? null : punctuated(line, language));
  return {
    title: set(fields.title) ?? 'My blog',
    tagline: set(fields.tagline),
    description: set(fields.description),
    url,
    language,
    timeZone: zone,
    author: fields.author
      ? { name: fields.author.name, url: fields.author.url ?? null, email: fields.author.email ?? null }
      : null,
    license: fields.license ? { name: fields.license.name, url: fields.license.url ?? null } : null,
    nav: fields.nav ?? [],
    tags: fields.tags?.map(({ name, description }) => ({ name, description: set(description) })) ?? null,
    series:
      fields.series?.map(({ name, description }) => ({ name, description: punctuated(description, language) })) ?? [],
    postsPerPage: fields.pagination?.size ?? 10,
    feedLimit: fields.feeds?.limit ?? 20,
    editUrl: fields.edit ?? null,
    sourceUrl: fields.source ?? null,
    cards: fields.cards ?? false,
    budgets: fields.budgets ?? 'warning',
    markdown: {
      html: fields.markdown?.html ?? 'sanitize',
      parser: fields.markdown?.parser ?? 'remark',
      unknownKeys: fields.frontMatter?.unknownKeys ?? 'error',
      language,
      timeZone: zone,
      host: url !== null && URL.canParse(url) ? new URL(url).hostname : null,
      mediaHosts: fields.media?.hosts ?? [],
    },
  };
}

function template(description: string) {
  const error = 'must be a web address with `{path}` in it\nwrite it like `https://example.org/edit/main/{path}`';
  return webAddress(description)
    .refine((text) => text.includes('{path}'), { error })
    .meta({ description, editor: { type: 'string' } });
}

function host() {
  const error = 'is no name of a host\nwrite it like `images.example.org`';
  return z
    .string({ error })
    .regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, { error })
    .meta({ description: 'A host', editor: { type: 'string' } });
}
