// The stages that turn Markdown into HTML, and their order. Sanitizing comes after raw HTML and before anything the tool adds, ids come
// before permalinks, and highlighting before lines are split. No other file may combine stages.

import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { MarkdownConfig } from '../model/config.ts';
import { codeLines } from './code/code-lines.ts';
import { extractCodeBlocks } from './code/extract-code-blocks.ts';
import { highlighting } from './code/highlighting.ts';
import { listings } from './code/listings.ts';
import { htmlPlugin, markdownPlugin } from './context/render-context.ts';
import { callouts } from './html/callouts.ts';
import { footnoteMarks } from './html/footnote-marks.ts';
import { footnotes } from './html/footnotes.ts';
import { headings } from './html/headings.ts';
import { ids } from './html/ids.ts';
import { links } from './html/links.ts';
import { openElements } from './html/open-elements.ts';
import { reportBlocked } from './html/page-policy.ts';
import { rawHtml } from './html/raw-html.ts';
import { sanitize } from './html/sanitize.ts';
import { tables } from './html/tables.ts';
import { tasks } from './html/tasks.ts';
import { comments } from './markdown/comments.ts';
import { destinations, remarkDestinations } from './markdown/destinations.ts';
import { figures } from './markdown/figures.ts';
import { footnoteChecks } from './markdown/footnote-checks.ts';
import { type GfmUse, gfmUseIn, remarkGfmFor } from './markdown/gfm.ts';
import { headingIds } from './markdown/heading-ids.ts';
import { remarkMathWith } from './markdown/math-syntax.ts';
import { punctuationIn } from './markdown/punctuation.ts';
import { templateTags } from './markdown/template-tags.ts';
import { writingChecks } from './markdown/writing-checks.ts';
import { loadNativeParser, remarkNative } from './native-parser.ts';

export type MarkdownProcessor = ReturnType<typeof createProcessor>;

/** The processor for a configuration and a kind of text: `parse` returns the Markdown tree, `run` turns it into the finished HTML tree. */
export async function processorFor(config: MarkdownConfig, text: string): Promise<MarkdownProcessor> {
  const gfmUse = gfmUseIn(text);
  const key = `${config.parser} ${config.html} ${config.language} ${config.math} ${gfmUse.emails} ${gfmUse.tables}`;
  const existing = processors.get(key);
  if (existing) return existing;
  const native = config.parser === 'satteri' ? [remarkNative(await loadNativeParser(), config.math)] : [];
  const processor = createProcessor(config, gfmUse, native);
  processors.set(key, processor);
  return processor;
}

const processors = new Map<string, MarkdownProcessor>();

function createProcessor(
  { html, language, math }: MarkdownConfig,
  gfmUse: GfmUse,
  native: readonly ReturnType<typeof remarkNative>[],
) {
  return unified()
    .use(remarkParse)
    .use(remarkGfmFor(gfmUse))
    .use(remarkDestinations)
    .use(remarkMathWith({ singleDollar: math === 'inline' }))
    .use([...native])
    .use(markdownPlugin(templateTags))
    .use(markdownPlugin(destinations))
    .use(markdownPlugin(comments))
    .use(markdownPlugin(footnoteChecks))
    .use(markdownPlugin(writingChecks))
    .use(markdownPlugin(extractCodeBlocks))
    .use(markdownPlugin(headingIds))
    .use(markdownPlugin(figures))
    .use(markdownPlugin(punctuationIn(language)))
    .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' })
    .use(htmlPlugin(openElements))
    .use(htmlPlugin(rawHtml))
    .use(htmlPlugin(html === 'sanitize' ? sanitize : reportBlocked))
    .use(htmlPlugin(footnoteMarks))
    .use(htmlPlugin(ids))
    .use(htmlPlugin(callouts))
    .use(htmlPlugin(headings))
    .use(htmlPlugin(tables))
    .use(htmlPlugin(tasks))
    .use(htmlPlugin(listings))
    .use(htmlPlugin(highlighting))
    .use(htmlPlugin(codeLines))
    .use(htmlPlugin(links))
    .use(htmlPlugin(footnotes))
    .freeze();
}

/** The same parser and handling of raw HTML without our own stages, to check against the examples of the specifications. */
export function plainProcessor(text: string) {
  return unified()
    .use(remarkParse)
    .use(remarkGfmFor(gfmUseIn(text)))
    .use(remarkDestinations)
    .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' })
    .use(htmlPlugin(rawHtml))
    .freeze();
}
