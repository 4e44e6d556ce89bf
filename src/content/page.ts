// One Markdown file → `Page`: what it says, and nothing that any other file says. Pure; asynchronous only because some libraries are
// loaded when a page first needs them. Never throws for an author's mistake.

import type { Root as Html } from 'hast';
import type { Root as Markdown } from 'mdast';
import type { MarkdownConfig } from '../model/config.ts';
import { type Built, type Diagnostic, error, type Span, warning } from '../model/diagnostic.ts';
import type { Excerpt, PageKind, ParseRequest, SlottedHtml } from '../model/page.ts';
import type { PageParts } from '../model/parts.ts';
import { cleanText, findForbidden } from '../text/clean-text.ts';
import { byCodeUnit } from '../text/order.ts';
import { anchorsIn } from './anchors.ts';
import { findExcess, findTooDeep, maxDepth, maxLength } from './context/limits.ts';
import { unixText } from './context/line-ends.ts';
import { punctuated } from './context/line-punctuation.ts';
import { createRenderContext, type ParseOrigin, type RenderContext, spanOf } from './context/render-context.ts';
import { excerptFrom, excerptOf, withoutArticleParts } from './excerpt.ts';
import { decodeFrontMatter, type FrontMatter, type MarkdownField } from './front-matter/meta.ts';
import { slottedHtml } from './html/slots.ts';
import { copyOf } from './markdown-copy.ts';
import { processorFor } from './processor.ts';
import { readingMinutes } from './reading-time.ts';

/** Parses a page. Errors: broken front matter, missing files of listings, drawings with mistakes, addresses outside the site. */
export async function parsePage({ source, includes }: ParseRequest, config: MarkdownConfig): Promise<Built<PageParts>> {
  const kind = kindOf(source.path);
  const front = decodeFrontMatter(source, kind, config);
  const { bodyStart, excerpt, notice } = front.value;
  const { text, offsetOf } = unixText(source.text.slice(bodyStart));
  const span = (start: number, end: number): Span => ({
    path: source.path,
    start: bodyStart + offsetOf(start),
    end: bodyStart + offsetOf(end),
  });
  const origin = { path: source.path, config, includes };
  const body = await parsed({ ...origin, text, span });
  const written = excerpt ? await parsedField(excerpt, origin) : null;
  const above = notice ? await parsedField(notice, origin) : null;
  const shown = excerptFor(body, written, kind);
  const parts = [body, ...(written ? [written] : []), ...(above ? [above] : [])];
  const page = pageFrom(front.value, kind, body, shown, above, parts);
  const diagnostics = [...front.diagnostics, ...parts.flatMap(({ context }) => context.diagnostics)];
  return { value: page, diagnostics: inOrder(diagnostics) };
}

/** What kind of page a file is by its path. */
function kindOf(path: string): PageKind {
  return path.startsWith('content/pages/') ? 'page' : 'post';
}

interface Parsed {
  readonly markdown: Markdown;
  readonly html: Html;
  readonly context: RenderContext;
}

async function parsed(origin: ParseOrigin): Promise<Parsed> {
  const context = createRenderContext({ ...origin, text: cleanText(origin.text) });
  sayForbidden(origin.text, context);
  const nothing: Parsed = {
    markdown: { type: 'root', children: [] },
    html: { type: 'root', children: [] },
    context,
  };
  if (isTooMuch(context)) return nothing;
  const processor = await processorFor(origin.config, context.text);
  try {
    const markdown = processor.parse(context.text);
    const deep = findTooDeep(markdown);
    if (deep) {
      const message = `more than ${maxDepth} things are nested in each other here`;
      context.diagnostics.push(error('markdown/too-deep', message, spanOf(deep, context)));
      return nothing;
    }
    const html = await processor.run(markdown, { value: context.text, data: { context } });
    return { markdown, html, context };
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure;
    const message = 'something in this text is nested too deeply';
    context.diagnostics.push(error('markdown/too-deep', message, context.span(0, context.text.length)));
    return nothing;
  }
}

/** Whether a text is more than the parser can be trusted with; says so. */
function isTooMuch(context: RenderContext): boolean {
  const { text, diagnostics, span } = context;
  if (text.length > maxLength) {
    const message = `this text is longer than ${maxLength / 1000},000 characters`;
    diagnostics.push(error('markdown/too-long', message, span(0, 0), { hint: 'divide it into several pages' }));
    return true;
  }
  const excess = findExcess(text);
  if (!excess) return false;
  const isDeep = excess.code === 'markdown/too-deep';
  const message = isDeep
    ? `more than ${maxDepth} things are nested in each other here`
    : 'more marks, items or rows stand together here than can be read in time';
  const hint = isDeep ? null : 'divide it, or make it a code block';
  diagnostics.push(error(excess.code, message, span(excess.at.start, excess.at.end), { hint }));
  return true;
}

/** A line of Markdown in the front matter; all that is said of it points at the whole field. */
async function parsedField(field: MarkdownField, origin: Omit<ParseOrigin, 'text' | 'span'>): Promise<Parsed> {
  return parsed({ ...origin, text: unixText(field.text).text, span: () => field.at });
}

function sayForbidden(text: string, context: RenderContext): void {
  const at = findForbidden(text);
  if (at < 0) return;
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  const message = `the character U+${code} may not stand in a page and is replaced`;
  const hint = 'take it out, or write what it stands for';
  context.diagnostics.push(warning('markdown/control-character', message, context.span(at, at + 1), { hint }));
}

function excerptFor(body: Parsed, written: Parsed | null, kind: PageKind): Excerpt {
  const hasMore = body.html.children.some((node) => node.type === 'element');
  if (written) return excerptFrom(written.html.children, hasMore);
  const context = kind === 'post' ? body.context : { ...body.context, diagnostics: [] };
  return excerptOf(body.html, context);
}

function pageFrom(
  front: FrontMatter,
  kind: PageKind,
  body: Parsed,
  excerpt: Excerpt,
  notice: Parsed | null,
  parts: readonly Parsed[],
): PageParts {
  const { context } = body;
  const files = parts.flatMap((part) => [...part.context.files]);
  const { title, description, authors, cover, translations, toc, license } = front.meta;
  const { date, updated, slug, tags, series, draft, unlisted, aliases, canonical } = front.meta;
  const { language } = context.config;
  return {
    indexData: {
      path: context.path,
      kind,
      broken: front.broken,
      meta: { date, updated, slug, tags, series, draft, unlisted, aliases, canonical },
      links: sorted(parts.flatMap((part) => [...part.context.links])).map((path) => ({ path })),
    },
    teaser: {
      title: punctuated(title, language),
      description: description === null ? null : punctuated(description, language),
      authors,
      minutes: readingMinutes(body.html, context.codeBlocks),
    },
    details: { cover, translations, toc, license },
    headings: context.outline.map(({ text }) => text),
    spans: front.spans,
    anchors: anchorsIn(body.html),
    excerpt,
    body: { html: slottedHtml(body.html.children), outline: context.outline, notice: noticeFrom(notice) },
    files: sorted([...files, ...(cover === null ? [] : [cover])]),
    images: sorted(parts.flatMap((part) => [...part.context.images])),
    copy: copyOf(body.markdown, front.meta, context),
  };
}

function noticeFrom(notice: Parsed | null): SlottedHtml | null {
  return notice ? slottedHtml(withoutArticleParts(notice.html.children, 0)) : null;
}

function sorted(paths: readonly string[]): string[] {
  return [...new Set(paths)].sort(byCodeUnit);
}

/** By place in the file; what is said of one place stays in the order it was found. */
function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted((a, b) => {
    const one = a.at?.path ?? '';
    const other = b.at?.path ?? '';
    return byCodeUnit(one, other) || (a.at?.start ?? 0) - (b.at?.start ?? 0);
  });
}
