// Front matter → `Meta`: decodes the block that `front-matter.ts` finds, with the date and slug of the file name as defaults. Never reads
// files, and never throws for an author's mistake.

import type { MarkdownConfig } from '../../model/config.ts';
import { type Built, type Diagnostic, error, isError, type Span } from '../../model/diagnostic.ts';
import type { Meta, MetaSpans, PageKind, PostDate, Source } from '../../model/page.ts';
import { folderOf, languageInName, resolvePath } from '../../text/paths.ts';
import { pageSlugOf } from '../../text/slug.ts';
import { schemeOf } from '../context/addresses.ts';
import { isBadDate, parsePostDate } from '../settings/date-fields.ts';
import { cleanField } from '../settings/fields.ts';
import { decodeYaml } from '../settings/yaml-record.ts';
import { foreignKeyHint } from './foreign-keys.ts';
import { type FrontMatterBlock, findFrontMatter } from './front-matter.ts';
import { heldBack } from './held-back.ts';
import { type FrontMatterFields, frontMatterSchema, isSlug } from './schema.ts';

export interface FrontMatter {
  readonly meta: Meta;
  readonly spans: MetaSpans;
  /** True if it has any error other than an unknown key: the page is checked, but left out of the site. */
  readonly broken: boolean;
  /** Offset in the file where the Markdown begins. */
  readonly bodyStart: number;
  readonly excerpt: MarkdownField | null;
  readonly notice: MarkdownField | null;
}

/** A field that holds Markdown. */
export interface MarkdownField {
  readonly text: string;
  readonly at: Span;
}

/** Decodes TOML. The parser is loaded by the caller, and only for a file that needs it: `needsToml`. */
export type TomlDecoder = typeof decodeYaml;

/** Whether the front matter of a file is TOML. */
export function needsToml({ text }: Source): boolean {
  return /^\uFEFF?\+\+\+/.test(text);
}

/** Decodes the front matter of a post or page. Reports every mistake in it and always returns a usable value. */
export function decodeFrontMatter(
  source: Source,
  kind: PageKind,
  config: MarkdownConfig,
  decodeToml: TomlDecoder | null = null,
): Built<FrontMatter> {
  const found = findFrontMatter(source);
  const fileName = fileNameOf(source.path);
  if (!found.value) return { value: fallback(fileName, found.bodyStart), diagnostics: found.diagnostics };
  const decode = found.value.format === 'yaml' ? decodeYaml : decodeToml;
  if (!decode) throw new Error('the parser of TOML was not loaded');
  return decodeBlock(source, found.value, kind, config, fileName, decode);
}

function decodeBlock(
  source: Source,
  block: FrontMatterBlock,
  kind: PageKind,
  config: MarkdownConfig,
  fileName: FileName,
  decode: TomlDecoder,
): Built<FrontMatter> {
  const yaml = { path: source.path, text: block.text, start: block.start, missingAt: block.mark, area: 'front-matter' };
  const dateInName = dateOf(fileName, config.timeZone);
  const decoded = decode(
    { ...yaml, unknownKeys: config.unknownKeys, hintFor: foreignKeyHint },
    frontMatterSchema(config.timeZone, kind === 'post' && dateInName === null),
  );
  const { spanOf, value: valid, validFields } = decoded.value;
  // A page whose only mistake is a key that we don't know keeps its address: links to it are right.
  const hasOnlyUnknownKeys = decoded.diagnostics.every(({ code }) => code === 'front-matter/unknown-key');
  const fields = valid ?? (hasOnlyUnknownKeys ? validFields : null);
  if (!fields) return { value: fallback(fileName, block.bodyStart), diagnostics: decoded.diagnostics };
  const date = fields.date ?? dateInName;
  const held = heldBack({
    unknown: decoded.value.unknown,
    keySpan: decoded.value.keySpan,
    date,
    timeZone: config.timeZone,
  });
  // Keys that are errors already are reported once.
  const doubts = valid === null ? [] : held.diagnostics;
  const isForeignCover =
    fields.cover !== undefined && (schemeOf(fields.cover) !== null || fields.cover.startsWith('//'));
  const cover = fields.cover === undefined || isForeignCover ? null : pathFrom(source.path, fields.cover);
  const mistakes = [
    ...(fields.author && fields.authors ? [conflict('author', 'authors', spanOf(['author']))] : []),
    ...(fields.cover !== undefined && cover === null
      ? [
          error('front-matter/invalid-cover', '`cover` is outside the site', spanOf(['cover']), {
            hint: isForeignCover
              ? 'save the image in the folder of the post or in `public/`'
              : 'use an image in the folder of the post or in `public/`',
          }),
        ]
      : []),
    ...doubts.filter(isError),
    ...checkSlug(fileName, fields, block),
  ];
  const value: FrontMatter = {
    meta: metaFrom(fields, fileName, date, cover, held.isDraft || isInDrafts(source.path)),
    spans: spansOf(fields, block, spanOf),
    broken: mistakes.length > 0,
    bodyStart: block.bodyStart,
    excerpt: fields.excerpt ? { text: fields.excerpt, at: spanOf(['excerpt']) } : null,
    notice: fields.notice ? { text: fields.notice, at: spanOf(['notice']) } : null,
  };
  const rest = doubts.filter((one) => !isError(one));
  return { value, diagnostics: [...decoded.diagnostics, ...rest, ...mistakes] };
}

function metaFrom(
  fields: FrontMatterFields,
  fileName: FileName,
  date: PostDate | null,
  cover: string | null,
  isHeldBack: boolean,
): Meta {
  const { series, license } = fields;
  return {
    title: fields.title,
    date,
    updated: fields.updated ?? null,
    description: fields.description ?? null,
    tags: [...new Set(fields.tags ?? [])],
    series: series ? { name: series.name, part: series.part ?? null } : null,
    slug: (fields.slug ?? fileName.slug).normalize('NFC'),
    url: fields.url ?? null,
    id: fields.id ?? null,
    lang: fields.lang ?? fileName.lang,
    draft: isHeldBack || (fields.draft ?? false),
    unlisted: fields.unlisted ?? false,
    aliases: fields.aliases ?? [],
    authors: (fields.authors ?? fields.author ?? []).map(({ name, url }) => ({ name, url: url ?? null })),
    canonical: fields.canonical ?? null,
    cover,
    translations: fields.translations ?? [],
    discuss: [...new Set(fields.discuss ?? [])],
    toc: fields.toc ?? true,
    license: license ? { name: license.name, url: license.url ?? null } : null,
  };
}

/** Jekyll and Hexo keep drafts in a folder of that name. */
function isInDrafts(path: string): boolean {
  return /\/_drafts?\//i.test(path);
}

function spansOf(
  fields: FrontMatterFields,
  block: FrontMatterBlock,
  spanOf: (path: readonly PropertyKey[]) => Span,
): MetaSpans {
  const present = Object.keys(fields).filter((field) => field !== 'excerpt' && field !== 'notice');
  const { tags = [], aliases = [] } = fields;
  const authorField = fields.authors ? 'authors' : 'author';
  // Indices are those in `Meta`, where a repeated tag counts once.
  const items = [
    ...[...new Set(tags)].map((tag, index) => [`tags.${index}`, ['tags', tags.indexOf(tag)]] as const),
    ...aliases.map((_, index) => [`aliases.${index}`, ['aliases', index]] as const),
    ...(fields[authorField] ?? []).map((_, index) => [`authors.${index}`, [authorField, index]] as const),
  ];
  const spans = [
    ...present.map((field) => [field, spanOf([field])] as const),
    ...items.map(([name, path]) => [name, spanOf(path)] as const),
  ];
  return { ...Object.fromEntries(spans), all: block.mark };
}

function conflict(extra: string, preferred: string, at: Span): Diagnostic {
  const message = `\`${extra}\` and \`${preferred}\` have the same meaning, so only one can be used`;
  return error('front-matter/conflict', message, at, { hint: `keep \`${preferred}\`` });
}

function checkSlug(fileName: FileName, fields: FrontMatterFields, block: FrontMatterBlock): Diagnostic[] {
  if (fields.slug !== undefined || fields.url !== undefined || isSlug(fileName.slug)) return [];
  const message =
    fileName.slug === ''
      ? 'this file has no name or folder that its address could come from'
      : `the file name can't be used as an address: \`${fileName.slug}\``;
  return [
    error('front-matter/missing-slug', message, block.mark, {
      hint: 'add a line such as `slug: my-post`, or rename the file',
    }),
  ];
}

/** The file that a path in a page's front matter names: `pic.png` in the page's folder, `/pic.png` in `public/`. Null outside the site. */
function pathFrom(page: string, written: string): string | null {
  if (written.startsWith('/')) {
    const inPublic = resolvePath('', written);
    return inPublic === null ? null : `public/${inPublic}`;
  }
  const path = resolvePath(folderOf(page), written);
  return path !== null && /^(?:content|public)(?:\/|$)/.test(path) ? path : null;
}

/** The parts of a file name such as `2026-11-21-my-post.md`, or of the folder's name for `index.md`. */
interface FileName {
  readonly slug: string;
  /** Of `index.es.md`. */
  readonly lang: string | null;
  readonly day: string | null;
}

function fileNameOf(path: string): FileName {
  const steps = path.split('/');
  const file = steps.at(-1) ?? path;
  const lang = languageInName(path);
  const isBundle = lang !== null || /^index\.(?:md|markdown)$/i.test(file);
  // `content/posts/index.md` has no folder of its own.
  const name = isBundle ? (steps.length > 3 ? (steps.at(-2) ?? '') : '') : file.replace(/\.(?:md|markdown)$/i, '');
  const dated = /^(\d{4}-\d{2}-\d{2})-(.+)$/s.exec(name);
  const ending = lang === null ? '' : `-${lang.toLowerCase()}`;
  const slug = pageSlugOf(cleanField(dated?.[2] ?? name).normalize('NFC'));
  return { slug: `${slug}${ending}`, lang, day: dated?.[1] ?? null };
}

function dateOf({ day }: FileName, timeZone: string): PostDate | null {
  const date = day === null ? null : parsePostDate(day, timeZone);
  return date === null || isBadDate(date) ? null : date;
}

/** The value of a file whose front matter can't be decoded. */
function fallback({ slug, lang }: FileName, bodyStart: number): FrontMatter {
  const meta: Meta = {
    title: slug,
    date: null,
    updated: null,
    description: null,
    tags: [],
    series: null,
    slug,
    url: null,
    id: null,
    lang,
    draft: false,
    unlisted: false,
    aliases: [],
    authors: [],
    canonical: null,
    cover: null,
    translations: [],
    discuss: [],
    toc: true,
    license: null,
  };
  return { meta, spans: {}, broken: true, bodyStart, excerpt: null, notice: null };
}
