// Liquid and Nunjucks in the bodies of an Eleventy site → Markdown. Short codes of the site itself are known by name alone.

import { recordOf, textOf } from '../source/front-matter-values.ts';
import type { BodyContext, Fields, ForeignPage } from '../source/model.ts';
import { block, callout, calloutKind, codeBlock, details, embed, image, inline, lineRanges } from '../tags/blocks.ts';
import { expandTags, type Replacement, type TagCall, valueName } from '../tags/expand.ts';

export interface EleventyOptions {
  /** Data of the site. */
  readonly site: Fields;
  /** Text of an include, or null. */
  readonly includeText: (name: string) => string | null;
  /** Includes around the text: one may include itself. */
  readonly depth?: number;
}

const maxDepth = 8;

export function expandEleventy(page: ForeignPage, context: BodyContext, options: EleventyOptions): string {
  return expandTags(page.body, {
    language: 'liquid',
    raw: ['raw', 'highlight', 'comment', 'verbatim'],
    convert: (call) =>
      call.kind === 'value' ? valueOf(call.rest, page, options.site) : converted(call, page, context, options),
    escaped: ({ rest }) => rest,
    describe: ({ name, kind, isClosing, rest }) =>
      kind === 'value' ? valueName(rest) : `tag \`${isClosing ? 'end' : ''}${name}\``,
    report: context.report,
  });
}

function converted(
  { name, args, inner, rawInner, isAlone }: TagCall,
  page: ForeignPage,
  context: BodyContext,
  options: EleventyOptions,
): Replacement | null {
  const words = args.positional;
  switch (name.toLowerCase()) {
    case 'raw':
    case 'verbatim':
      return rawInner === null ? null : inline(rawInner);
    case 'comment':
      return inline('');
    case 'highlight': {
      const [language = '', lines] = words;
      return rawInner === null
        ? null
        : codeBlock(language, lines !== undefined && /\d/.test(lines) ? `{${lineRanges(lines)}}` : '', rawInner);
    }
    case 'link':
    case 'post_url': {
      const target = context.pageNamed((words[0] ?? '').replace(/\.\w+$/, ''));
      return target === null ? null : inline(context.linkTo(target));
    }
    case 'include':
      return included(words, isAlone, page, context, options);
    case 'image':
    case 'img':
    case 'figure':
    case 'picture':
    case 'responsiveimage': {
      const src = args.get('src') ?? args.get('url') ?? words.find((each) => /\.\w{3,4}$/.test(each)) ?? null;
      if (src === null) return null;
      const alt = args.get('alt') ?? words[words.indexOf(src) + 1] ?? '';
      const shown = image(src, alt, args.get('caption') ?? inner?.trim() ?? null);
      return isAlone ? block(shown) : inline(shown);
    }
    case 'youtube':
    case 'youtubeembed':
    case 'vimeo': {
      const id = args.get('id') ?? words[0];
      return id === undefined ? null : embed(name.toLowerCase() === 'vimeo' ? 'vimeo' : 'youtube', id);
    }
    case 'gist':
      return words[0] === undefined ? null : embed('gist', words[0]);
    case 'tweet':
      return words[0] === undefined ? null : embed('tweet', /^\d+$/.test(words[0]) ? `i/status/${words[0]}` : words[0]);
    case 'details':
      return inner === null ? null : details(words[0] ?? '', inner);
    default: {
      const kind = calloutKind(name);
      if (kind === null || inner === null) return null;
      const own = calloutKind(args.get('type') ?? words[0] ?? '');
      return callout(own ?? kind, args.get('title') ?? (own === null ? (words[0] ?? null) : (words[1] ?? null)), inner);
    }
  }
}

/** An include without arguments, if everything in it can be converted. */
function included(
  words: readonly string[],
  isAlone: boolean,
  page: ForeignPage,
  context: BodyContext,
  options: EleventyOptions,
): Replacement | null {
  const { depth = 0 } = options;
  const [name] = words;
  const text = name === undefined || words.length > 1 || depth > maxDepth ? null : options.includeText(name);
  if (text === null) return null;
  let isWhole = true;
  const report = () => (isWhole = false);
  const expanded = expandEleventy({ ...page, body: text }, { ...context, report }, { ...options, depth: depth + 1 });
  if (!isWhole) return null;
  return isAlone ? block(expanded.trim()) : inline(expanded.trim());
}

/** `{{ "/a/" | url }}`, `{{ title }}`, `{{ site.title }}`. */
function valueOf(rest: string, page: ForeignPage, site: Fields): Replacement | null {
  const [, text, path, filters = ''] = /^\s*(?:["']([^"']*)["']|([\w.]+))\s*((?:\|[^|]+)*)$/.exec(rest) ?? [];
  const names = filters
    .split('|')
    .map((each) => each.trim().split(/[:(]/)[0]?.trim() ?? '')
    .filter((each) => each !== '');
  if (
    !names.every((each) =>
      ['url', 'safe', 'escape', 'absoluteUrl', 'htmlBaseUrl', 'relative_url', 'absolute_url'].includes(each),
    )
  )
    return null;
  if (text !== undefined) return inline(text);
  if (path === 'title') return inline(page.meta.title);
  if (path === 'description') return page.meta.description === null ? null : inline(page.meta.description);
  if (path === 'page.url') return page.address === null ? null : inline(page.address);
  const value = path?.split('.').reduce<Fields[string] | undefined>((at, key) => recordOf(at)[key], site);
  const shown = textOf(value);
  if (shown === null) return null;
  return inline(shown);
}
