// The order of the stages that make HTML of Markdown, and the one place that puts them together. Made once for each configuration and kind of text.
// Sanitizing comes after raw HTML and before everything that we add; ids before permalinks; highlighting before lines are told apart.

import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { MarkdownConfig } from '../model/config.ts';
import { callouts } from './callouts.ts';
import { codeLines } from './code-lines.ts';
import { destinations, remarkDestinations } from './destinations.ts';
import { fences } from './fences.ts';
import { figures } from './figures.ts';
import { footnoteChecks } from './footnote-checks.ts';
import { footnoteMarks } from './footnote-marks.ts';
import { footnotes } from './footnotes.ts';
import { type GfmUse, gfmUseIn, remarkGfmFor } from './gfm.ts';
import { headingIds } from './heading-ids.ts';
import { headings } from './headings.ts';
import { highlighting } from './highlighting.ts';
import { ids } from './ids.ts';
import { links } from './links.ts';
import { listings } from './listings.ts';
import { htmlPlugin, markdownPlugin } from './manuscript.ts';
import { remarkMath } from './math-syntax.ts';
import { loadNativeParser, remarkNative } from './native-parser.ts';
import { punctuationIn } from './punctuation.ts';
import { rawHtml } from './raw-html.ts';
import { sanitize } from './sanitize.ts';
import { tables } from './tables.ts';
import { tasks } from './tasks.ts';

export type MarkdownProcessor = ReturnType<typeof makeProcessor>;

/** The processor for a configuration and a text: `parse` makes a Markdown tree, `run` the finished HTML tree of it. */
export async function processorFor(config: MarkdownConfig, text: string): Promise<MarkdownProcessor> {
  const use = gfmUseIn(text);
  const key = `${config.parser} ${config.html} ${config.language} ${use.emails} ${use.tables}`;
  const known = processors.get(key);
  if (known) return known;
  const native = config.parser === 'satteri' ? [remarkNative(await loadNativeParser())] : [];
  const made = makeProcessor(config, use, native);
  processors.set(key, made);
  return made;
}

const processors = new Map<string, MarkdownProcessor>();

function makeProcessor(
  { html, language }: MarkdownConfig,
  use: GfmUse,
  native: readonly ReturnType<typeof remarkNative>[],
) {
  return unified()
    .use(remarkParse)
    .use(remarkGfmFor(use))
    .use(remarkDestinations)
    .use(remarkMath)
    .use([...native])
    .use(markdownPlugin(destinations))
    .use(markdownPlugin(footnoteChecks))
    .use(markdownPlugin(fences))
    .use(markdownPlugin(headingIds))
    .use(markdownPlugin(figures))
    .use(markdownPlugin(punctuationIn(language)))
    .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' })
    .use(htmlPlugin(rawHtml))
    .use(html === 'sanitize' ? [htmlPlugin(sanitize)] : [])
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

/** The same parser and the same handling of raw HTML with nothing of ours added: what the specifications' examples are checked with. */
export function plainProcessor(text: string) {
  return unified()
    .use(remarkParse)
    .use(remarkGfmFor(gfmUseIn(text)))
    .use(remarkDestinations)
    .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' })
    .use(htmlPlugin(rawHtml))
    .freeze();
}
