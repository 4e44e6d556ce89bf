// The stages that turn Markdown into HTML, and their order. Sanitizing comes after raw HTML and before anything the tool adds, ids come
// before permalinks, and highlighting before lines are split. No other file may combine stages.

import type { Root as Html } from 'hast';
import type { Root as Markdown } from 'mdast';
import remarkParse from 'remark-parse';
import remarkRehype, { type Options } from 'remark-rehype';
import { type Plugin, type Processor, unified } from 'unified';
import type { MarkdownConfig } from '../model/config.ts';
import { codeLines } from './code/code-lines.ts';
import { extractCodeBlocks } from './code/extract-code-blocks.ts';
import { highlighting } from './code/highlighting.ts';
import { renderCodeBlocks } from './code/render-code-blocks.ts';
import { hasDirectiveNodes, mayHaveDirectives } from './context/directive-use.ts';
import {
  type HtmlStage,
  htmlPlugin,
  type MarkdownStage,
  markdownPlugin,
  type RenderContext,
} from './context/render-context.ts';
import type { remarkDirectives } from './directives/syntax.ts';
import { callouts } from './html/callouts.ts';
import { footnoteMarks } from './html/footnote-marks.ts';
import { footnotes } from './html/footnotes.ts';
import { headings } from './html/headings.ts';
import { ids } from './html/ids.ts';
import { links } from './html/links.ts';
import { reportBlocked } from './html/page-policy.ts';
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
import type { PluginRun } from './plugins/plugin-run.ts';
import { bareText } from './raw-html/bare-text.ts';
import { openElements } from './raw-html/open-elements.ts';
import { rawHtml } from './raw-html/raw-html.ts';
import { sanitize } from './raw-html/sanitize.ts';

export type MarkdownProcessor = ReturnType<typeof createProcessor>;

/**
 * The processor for a configuration and a kind of text: `parse` returns the Markdown tree, `run` turns it into the finished HTML tree. With
 * plugins each text has one of its own.
 */
export async function processorFor(
  { config, text }: RenderContext,
  plugins: PluginRun | null,
): Promise<MarkdownProcessor> {
  const gfmUse = gfmUseIn(text);
  const hasDirectives = mayHaveDirectives(text);
  const key = `${config.parser} ${config.html} ${config.language} ${config.math} ${gfmUse.emails} ${gfmUse.tables} ${hasDirectives}`;
  const existing = plugins === null ? processors.get(key) : undefined;
  if (existing) return existing;
  const syntax = hasDirectives ? (await import('./directives/syntax.ts')).remarkDirectives : null;
  // Only remark-parse has our directives.
  const isNative = config.parser === 'satteri' && !hasDirectives;
  const native = isNative ? [remarkNative(await loadNativeParser(), config.math)] : [];
  const processor = createProcessor(config, gfmUse, native, syntax, plugins);
  if (plugins === null) processors.set(key, processor);
  return processor;
}

const processors = new Map<string, MarkdownProcessor>();

function createProcessor(
  { html, language, math }: MarkdownConfig,
  gfmUse: GfmUse,
  native: readonly ReturnType<typeof remarkNative>[],
  directiveSyntax: typeof remarkDirectives | null,
  plugins: PluginRun | null,
) {
  // Plugins may add the syntax of directives, too.
  const mayHaveAny = directiveSyntax !== null || plugins !== null;
  return unified()
    .use(remarkParse)
    .use(remarkGfmFor(gfmUse))
    .use(remarkDestinations)
    .use(remarkMathWith({ singleDollar: math === 'inline' }))
    .use([...native])
    .use(directiveSyntax ? [directiveSyntax] : [])
    .use(markdownPlugin(templateTags))
    .use(plugins?.steps('remark') ?? [])
    .use(mayHaveAny ? [markdownPlugin(directivesWith(plugins))] : [])
    .use(markdownPlugin(destinations))
    .use(markdownPlugin(comments))
    .use(markdownPlugin(footnoteChecks))
    .use(markdownPlugin(writingChecks))
    .use(markdownPlugin(extractCodeBlocks))
    .use(markdownPlugin(headingIds))
    .use(markdownPlugin(figures))
    .use(markdownPlugin(punctuationIn(language)))
    .use(plugins === null ? remarkToHtml : remarkToHtmlWith(plugins))
    .use(htmlPlugin(openElements))
    .use(htmlPlugin(rawHtml))
    .use(htmlPlugin(html === 'sanitize' ? sanitize : reportBlocked))
    .use(plugins === null ? [] : [htmlPlugin((tree) => plugins.restore(tree))])
    .use(plugins?.steps('rehype') ?? [])
    .use(htmlPlugin(bareText))
    .use(htmlPlugin(footnoteMarks))
    .use(htmlPlugin(ids))
    .use(htmlPlugin(callouts))
    .use(htmlPlugin(headings))
    .use(htmlPlugin(tables))
    .use(htmlPlugin(tasks))
    .use(htmlPlugin(renderCodeBlocks))
    .use(htmlPlugin(highlighting))
    .use(htmlPlugin(codeLines))
    .use(plugins?.steps('rehypeLast') ?? [])
    .use(htmlPlugin(links))
    .use(htmlPlugin(footnotes))
    .use(mayHaveAny ? [htmlPlugin(directiveSlots)] : [])
    .freeze();
}

/** A site's plugins come first: what they have given an element or a handler stays theirs. */
function directivesWith(plugins: PluginRun | null): MarkdownStage {
  return async (tree, context) => {
    if (!mayHaveDirectives(context.text) && !hasDirectiveNodes(tree)) return;
    const { readDirectives } = await import('./directives/read-directives.ts');
    readDirectives(tree, Object.keys(plugins?.handlers ?? {}), context);
  };
}

const directiveSlots: HtmlStage = async (tree, context) => {
  if (context.directives.length > 0) (await import('./directives/directive-slots.ts')).directiveSlots(tree, context);
};

const toHtmlOptions = { allowDangerousHtml: true, clobberPrefix: '' };

function remarkToHtml(this: Processor) {
  return remarkRehype.call(this, toHtmlOptions);
}

/** The same with the handlers of the site's plugins, which run under a time limit. */
function remarkToHtmlWith(plugins: PluginRun): Plugin<[], Markdown, Html> {
  return function () {
    const toHtml = remarkRehype.call(this, {
      ...toHtmlOptions,
      handlers: plugins.handlers as NonNullable<Options['handlers']>,
    });
    return (tree, file) =>
      plugins.guarded(() => toHtml(tree, file) as Html, 'handlers') ?? { type: 'root', children: [] };
  };
}

/** The same parser and handling of raw HTML without our own stages, to check against the examples of the specifications. */
export function plainProcessor(text: string) {
  return unified()
    .use(remarkParse)
    .use(remarkGfmFor(gfmUseIn(text)))
    .use(remarkDestinations)
    .use(remarkRehype, toHtmlOptions)
    .use(htmlPlugin(rawHtml))
    .freeze();
}
