// Jekyll's Liquid → Markdown: its own tags, values of the site and the page, and includes that are plain text or are named for what they show.

import { recordOf, textOf } from '../source/front-matter-values.ts';
import type { BodyContext, Fields, ForeignPage } from '../source/model.ts';
import {
  block,
  callout,
  calloutKind,
  codeBlock,
  details,
  embed,
  image,
  inline,
  lineRanges,
  link,
} from '../tags/blocks.ts';
import { expandTags, type Replacement, type TagCall, valueName } from '../tags/expand.ts';
import { argumentsOf, type TagArguments } from '../tags/template-tags.ts';

export interface LiquidOptions {
  readonly site: Fields;
  /** Text of an include, or null. */
  readonly includeText: (name: string) => string | null;
  /** Arguments of the includes around the text, the innermost last. */
  readonly includes?: readonly TagArguments['named'][];
}

/** Includes in includes: Jekyll has no limit, but an include may include itself. */
const maxIncludes = 8;

export function expandLiquid(page: ForeignPage, context: BodyContext, options: LiquidOptions): string {
  return expandTags(page.body, {
    language: 'liquid',
    raw: ['raw', 'highlight', 'comment', 'verbatim'],
    convert: (call) =>
      call.kind === 'value' ? valueOf(call.rest, page, options) : converted(call, page, context, options),
    escaped: ({ rest }) => rest,
    describe: ({ name, kind, isClosing, rest }) =>
      kind === 'value'
        ? valueName(rest)
        : `tag \`${isClosing ? 'end' : ''}${name}${name.startsWith('include') ? ` ${rest.trim().split(/\s/)[0]}` : ''}\``,
    report: context.report,
  });
}

function converted(call: TagCall, page: ForeignPage, context: BodyContext, options: LiquidOptions): Replacement | null {
  const { name, args, rest, inner, rawInner } = call;
  switch (name) {
    case 'raw':
    case 'verbatim':
      return rawInner === null ? null : inline(rawInner);
    case 'comment':
      return inline('');
    case 'highlight': {
      if (rawInner === null) return null;
      const [language = '', ...flags] = args.positional;
      const lines = args.named['hl_lines'] ?? args.named['mark_lines'];
      const info = [
        lines === undefined ? '' : `{${lineRanges(lines)}}`,
        flags.includes('linenos') || 'linenos' in args.named ? 'numbers' : '',
      ];
      return codeBlock(language, info.filter((part) => part !== '').join(' '), withoutRaw(rawInner));
    }
    case 'post_url':
    case 'link': {
      const wanted = rest.trim().replace(/^["']|["']$/g, '');
      const target = context.pageNamed(wanted.replace(/\.(?:md|markdown|html)$/, '')) ?? context.pageNamed(wanted);
      if (target !== null) return inline(context.linkTo(target));
      return name === 'link' ? inline(`/${wanted}`) : null;
    }
    case 'include':
    case 'include_relative':
    case 'include_cached':
    case 'render':
      return included(call, page, context, options);
    case 'gist': {
      const [id, file] = args.positional;
      return id === undefined
        ? null
        : file === undefined
          ? embed('gist', id)
          : block(link(`${file} on GitHub Gist`, `https://gist.github.com/${id}`));
    }
    case 'youtube':
    case 'vimeo':
      return args.positional[0] === undefined ? null : embed(name, args.positional[0]);
    case 'tweet':
    case 'twitter':
      return args.positional[0] === undefined
        ? null
        : block(link('Post on X', args.positional[0].replace(/^oembed\s+/, '')));
    case 'details':
      return inner === null ? null : details(rest.trim().replace(/^["']|["']$/g, ''), inner);
    case 'img':
    case 'image':
    case 'picture':
    case 'responsive_image': {
      const src =
        args.get('src') ?? args.get('path') ?? args.positional.find((each) => /\.\w{3,4}$/.test(each)) ?? null;
      return src === null
        ? null
        : inline(image(src, args.get('alt') ?? args.get('caption') ?? '', args.get('caption')));
    }
    default: {
      const kind = calloutKind(name);
      if (kind === null || inner === null) return null;
      const title = args.get('title') ?? null;
      return callout(calloutKind(args.get('type', 0) ?? '') ?? kind, title, inner);
    }
  }
}

/** Inside `highlight`, `raw` only protects the code from Liquid. */
function withoutRaw(code: string): string {
  return code.replace(/\{%-?\s*(?:end)?raw\s*-?%\}\n?/g, '');
}

function included(
  { rest, isAlone }: TagCall,
  page: ForeignPage,
  context: BodyContext,
  options: LiquidOptions,
): Replacement | null {
  const [, quoted = '', file = quoted] = /^\s*(?:["']([^"']+)["']|(\S+))/.exec(rest) ?? [];
  const args = argumentsOf(rest.slice(rest.indexOf(file) + file.length + (quoted === '' ? 0 : 1)));
  const name = file
    .replace(/^.*\//, '')
    .replace(/\.\w+$/, '')
    .toLowerCase();
  const src =
    ['src', 'url', 'image_path', 'image', 'file', 'path', 'img']
      .map((key) => args.get(key))
      .find((value) => value !== null) ?? null;
  const caption = args.get('caption') ?? args.get('title');
  if (/^(?:figure|image|img|picture|photo|responsive-image)/.test(name) && src !== null) {
    const alt = args.get('alt') ?? caption ?? args.get('description') ?? '';
    const shown = image(src, alt.replace(/<[^>]+>/g, ''), caption?.replace(/<[^>]+>/g, '') ?? null);
    return isAlone ? block(shown) : inline(shown);
  }
  const id = args.get('id') ?? args.get('video') ?? args.get('code');
  if (/youtube/.test(name) && id !== null) return embed('youtube', id);
  if (/vimeo/.test(name) && id !== null) return embed('vimeo', id);
  if (/video/.test(name) && id !== null) return embed(args.get('provider') === 'vimeo' ? 'vimeo' : 'youtube', id);
  if (/^(?:toc|table-of-contents|toc-.*)$/.test(name)) return inline('');
  const content = args.get('content') ?? args.get('text') ?? args.get('message');
  const kind = calloutKind(args.get('type') ?? name);
  if (content !== null && kind !== null) return callout(kind, args.get('title'), content);
  const { includes = [] } = options;
  const text = includes.length < maxIncludes ? options.includeText(file) : null;
  if (text === null) return null;
  let isWhole = true;
  const expanded = expandLiquid(
    { ...page, body: text },
    { ...context, report: () => (isWhole = false) },
    { ...options, includes: [...includes, args.named] },
  );
  if (!isWhole) return null;
  return isAlone ? block(expanded.trim()) : inline(expanded.trim());
}

/** `{{ site.baseurl }}`, `{{ "/a" | relative_url }}`, `{{ page.title }}`. Addresses become those on the site's root. */
function valueOf(rest: string, page: ForeignPage, { site, includes }: LiquidOptions): Replacement | null {
  const [, text, path, filters = ''] = /^\s*(?:["']([^"']*)["']|([\w.-]+))\s*((?:\|[^|]+)*)$/.exec(rest) ?? [];
  const names = filters
    .split('|')
    .map((each) => each.trim().split(':')[0]?.trim() ?? '')
    .filter((each) => each !== '');
  const isAddress = names.every((each) =>
    [
      'relative_url',
      'absolute_url',
      'prepend',
      'prepend_baseurl',
      'url',
      'asset_path',
      'escape',
      'uri_escape',
    ].includes(each),
  );
  if (text !== undefined)
    return isAddress
      ? inline(/^[/.]|:/.test(text) ? text : names.some((each) => each.endsWith('_url')) ? `/${text}` : text)
      : null;
  if (path === 'site.baseurl' || path === 'site.url' || path === 'site.github.url' || path === 'site.root')
    return inline('');
  if (!names.every((each) => ['escape', 'strip', 'markdownify', 'xml_escape'].includes(each))) return null;
  if (path?.startsWith('include.')) return includedValue(path.slice('include.'.length), includes?.at(-1));
  if (path === 'page.title') return inline(page.meta.title);
  if (path === 'page.url' || path === 'page.permalink') return page.address === null ? null : inline(page.address);
  if (path === 'page.date') return page.meta.date === null ? null : inline(page.meta.date.slice(0, 10));
  if (path?.startsWith('site.')) {
    const value = path
      .split('.')
      .slice(1)
      .reduce<Fields[string] | undefined>((at, key) => recordOf(at)[key], site);
    const shown = textOf(value);
    return shown === null ? null : inline(shown);
  }
  return null;
}

/** An argument of an include. One that was not given shows nothing. */
function includedValue(name: string, given: TagArguments['named'] | undefined): Replacement | null {
  return given === undefined ? null : inline(given[name.toLowerCase()] ?? '');
}
