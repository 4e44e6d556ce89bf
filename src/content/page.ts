// One Markdown file → `PageParts`: everything that file says and nothing that any other file says. Asynchronous only because some
// libraries are loaded when a page first needs them. Never reads files and never throws for an author's mistake.

import type { Root as Html } from 'hast';
import type { Root as Markdown } from 'mdast';
import type { MarkdownConfig } from '../model/config.ts';
import { type Built, type Diagnostic, error, type Span, warning } from '../model/diagnostic.ts';
import type { Excerpt, PageKind, ParseRequest, SlottedHtml } from '../model/page.ts';
import type { PageParts } from '../model/page-parts.ts';
import type { PluginCode } from '../model/plugin-code.ts';
import { withoutEscapes } from '../text/ansi.ts';
import { findForbidden } from '../text/clean-text.ts';
import { byCodeUnit } from '../text/order.ts';
import { anchorsIn } from './anchors.ts';
import { maxDirectives, tooDeepDirective } from './context/directive-use.ts';
import { unixText } from './context/line-ends.ts';
import { punctuated } from './context/line-punctuation.ts';
import { createRenderContext, type ParseOrigin, type RenderContext, spanOf } from './context/render-context.ts';
import { excerptFrom, excerptOf, withoutArticleParts } from './excerpt.ts';
import { decodeFrontMatter, type FrontMatter, type MarkdownField, needsToml } from './front-matter/meta.ts';
import { slottedHtml } from './html/slots.ts';
import { findExcess, findTooDeep, maxDepth, maxLength } from './limits/page-limits.ts';
import { withoutTags } from './markdown/template-tags.ts';
import { markdownCopyOf } from './markdown-copy.ts';
import type { PluginRun, TrailEntry } from './plugins/plugin-run.ts';
import { processorFor } from './processor.ts';
import { readingMinutes } from './reading-time.ts';
import { searchTermsOf } from './search-terms.ts';
import { sectionsOf } from './sections.ts';

export interface ParsedPage extends Built<PageParts> {
  /** Files that plugins asked for and that are not among the includes: the page must be parsed again with them. Sorted. */
  readonly wanted: readonly string[];
  /** What each plugin returned; empty unless pages are parsed twice. */
  readonly trail: readonly TrailEntry[];
}

/**
 * Parses one page. Reports everything that is wrong with its front matter, Markdown, listings and drawings, in the order of the file, and
 * always returns all parts.
 */
export async function parsePage(
  { source, includes }: ParseRequest,
  config: MarkdownConfig,
  plugins: PluginCode | null = null,
): Promise<ParsedPage> {
  const kind = kindOf(source.path);
  const decodeToml = needsToml(source) ? (await import('./settings/toml-record.ts')).decodeToml : null;
  const frontMatter = decodeFrontMatter(source, kind, config, decodeToml);
  const { bodyStart } = frontMatter.value;
  const { text, offsetOf } = unixText(source.text.slice(bodyStart));
  const span = (start: number, end: number): Span => ({
    path: source.path,
    start: bodyStart + offsetOf(start),
    end: bodyStart + offsetOf(end),
  });
  const { lang } = frontMatter.value.meta;
  // Punctuation and generated words are those of the text's own language.
  const origin = {
    path: source.path,
    config: lang === null ? config : { ...config, language: lang },
    includes,
    plugins,
  };
  const body = await parseMarkdown({ ...origin, text, span });
  const excerpt = await parseField(frontMatter.value.excerpt, origin);
  const notice = await parseField(frontMatter.value.notice, origin);
  const value = partsFrom({ frontMatter: frontMatter.value, kind, body, excerpt, notice });
  const texts = [body, excerpt, notice];
  const parsed = texts.flatMap((one) => one?.context.diagnostics ?? []);
  return {
    value,
    diagnostics: sortedByPosition([...frontMatter.diagnostics, ...parsed]),
    wanted: sorted(texts.flatMap((one) => [...(one?.run?.wanted ?? [])])),
    trail: texts.flatMap((one) => one?.run?.trail ?? []),
  };
}

function kindOf(path: string): PageKind {
  return path.startsWith('content/pages/') ? 'page' : 'post';
}

interface ParsedText {
  readonly markdown: Markdown;
  readonly html: Html;
  readonly context: RenderContext;
  /** The run of the site's plugins, if it has any. */
  readonly run: PluginRun | null;
}

interface TextOrigin extends ParseOrigin {
  readonly plugins: PluginCode | null;
}

async function parseMarkdown({ plugins, ...origin }: TextOrigin): Promise<ParsedText> {
  const context = createRenderContext(origin);
  if (exceedsLimits(context)) {
    reportForbiddenCharacter(context);
    return { ...emptyText(), context, run: null };
  }
  const run = plugins && (await import('./plugins/plugin-run.ts')).openPluginRun(plugins, context);
  const empty: ParsedText = { ...emptyText(), context, run };
  const processor = await processorFor(context, run);
  try {
    const parse = () => processor.parse(withoutTags(context.text));
    const markdown = run ? run.guarded(parse, 'syntax') : parse();
    if (markdown === null) return empty;
    const deep = findTooDeep(markdown);
    if (deep) {
      context.diagnostics.push(error('markdown/too-deep', tooDeep, spanOf(deep, context)));
      return empty;
    }
    const html = await processor.run(markdown, { value: context.text, data: { context } });
    reportForbiddenCharacter(context);
    return { markdown, html, context, run };
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure;
    const message = 'this text is nested too deeply';
    context.diagnostics.push(error('markdown/too-deep', message, context.span(0, context.text.length)));
    return empty;
  }
}

function emptyText(): Pick<ParsedText, 'markdown' | 'html'> {
  return { markdown: { type: 'root', children: [] }, html: { type: 'root', children: [] } };
}

const tooDeep = `more than ${maxDepth} levels of nesting`;

/** Whether a text would take the parser too long, which is reported. */
function exceedsLimits(context: RenderContext): boolean {
  const { text, diagnostics, span } = context;
  if (text.length > maxLength) {
    const message = `this text is longer than ${maxLength / 1000},000 characters`;
    diagnostics.push(error('markdown/too-long', message, span(0, 0), { hint: 'split it into several pages' }));
    return true;
  }
  const excess = findExcess(text);
  const start = excess ? null : tooDeepDirective(text);
  if (start !== null) {
    const message = `more than ${maxDirectives} directives are inside each other, or too much text is in them`;
    diagnostics.push(error('markdown/too-deep', message, span(start, start), { hint: 'close them with a line `:::`' }));
  }
  if (!excess) return start !== null;
  const isDeep = excess.code === 'markdown/too-deep';
  const message = isDeep
    ? tooDeep
    : 'there are too many marks, lists or quotations up to here to parse them in reasonable time';
  const hint = isDeep ? null : 'split the text, or make this block a code block';
  diagnostics.push(error(excess.code, message, span(excess.at.start, excess.at.end), { hint }));
  return true;
}

/** Parses a front matter field that holds Markdown. All diagnostics point at the whole field, because YAML may have folded its text. */
async function parseField(
  field: MarkdownField | null,
  origin: Omit<TextOrigin, 'text' | 'span'>,
): Promise<ParsedText | null> {
  return field && parseMarkdown({ ...origin, text: unixText(field.text).text, span: () => field.at });
}

/** Reports the first character that had to be replaced, but for the escape sequences of code blocks, which `snippet.ts` has read. */
function reportForbiddenCharacter({ original, codeBlocks, ...context }: RenderContext): void {
  let text = original;
  for (const { snippet, range } of codeBlocks)
    if (snippet?.path === null && snippet.colored !== null) {
      const block = withoutEscapes(text.slice(range.start, range.end), (written) => ' '.repeat(written.length));
      text = text.slice(0, range.start) + block + text.slice(range.end);
    }
  const at = findForbidden(text);
  if (at < 0) return;
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  const message = `the character U+${code} is not allowed in a page and is replaced`;
  const hint = 'remove it, or type the character you meant';
  context.diagnostics.push(warning('markdown/control-character', message, context.span(at, at + 1), { hint }));
}

function excerptFor({ body, excerpt, kind }: ParsedTexts): Excerpt {
  const hasMore = body.html.children.some((node) => node.type === 'element');
  if (excerpt) return excerptFrom(excerpt.html.children, hasMore);
  // Only posts need an excerpt, so nothing is reported for other pages.
  const context = kind === 'post' ? body.context : { ...body.context, diagnostics: [] };
  return excerptOf(body.html, context);
}

interface ParsedTexts {
  readonly frontMatter: FrontMatter;
  readonly kind: PageKind;
  readonly body: ParsedText;
  /** The front matter's `excerpt` and `notice`, where it has them. */
  readonly excerpt: ParsedText | null;
  readonly notice: ParsedText | null;
}

function partsFrom(page: ParsedTexts): PageParts {
  const { frontMatter, kind, body, notice } = page;
  const contexts = [body, page.excerpt, notice].flatMap((one) => one?.context ?? []);
  const { context } = body;
  const files = contexts.flatMap((one) => [...one.files]);
  const { title, description, authors, cover, translations, discuss, toc, license } = frontMatter.meta;
  const { date, updated, slug, url, id, lang, tags, series, draft, unlisted, aliases, canonical } = frontMatter.meta;
  const { language } = context.config;
  const shown = {
    title: punctuated(title, language),
    description: description === null ? null : punctuated(description, language),
  };
  const sections = sectionsOf(body.html, context.outline);
  return {
    indexData: {
      path: context.path,
      kind,
      broken: frontMatter.broken,
      meta: { date, updated, slug, url, id, lang, tags, authors, series, draft, unlisted, aliases, canonical },
      links: sorted(contexts.flatMap((one) => [...one.links])).map((path) => ({ path })),
    },
    teaser: {
      ...shown,
      authors,
      minutes: readingMinutes(body.html, context.codeBlocks),
    },
    details: { cover, translations, discuss, toc, license },
    sections,
    terms: searchTermsOf({ ...shown, tags, sections }),
    spans: frontMatter.spans,
    anchors: anchorsIn(body.html),
    excerpt: excerptFor(page),
    body: { html: slottedHtml(body.html.children), outline: context.outline, notice: notice && noticeFrom(notice) },
    files: sorted([...files, ...(cover === null ? [] : [cover])]),
    images: sorted(contexts.flatMap((one) => [...one.images])),
    includes: sorted(Object.keys(context.includes)),
    copy: markdownCopyOf(body.markdown, frontMatter.meta, context),
  };
}

function noticeFrom({ html }: ParsedText): SlottedHtml {
  return slottedHtml(withoutArticleParts(html.children, 0));
}

function sorted(paths: readonly string[]): string[] {
  return [...new Set(paths)].sort(byCodeUnit);
}

/** By file and position. Diagnostics of the same position keep their order. */
function sortedByPosition(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted((a, b) => {
    return byCodeUnit(a.at?.path ?? '', b.at?.path ?? '') || (a.at?.start ?? 0) - (b.at?.start ?? 0);
  });
}
