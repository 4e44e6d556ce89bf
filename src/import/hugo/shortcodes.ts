// Hugo's own shortcodes, and those that most themes share, → Markdown.

import { codeRanges, type Range } from '../markdown/parse.ts';
import { titleFrom } from '../source/front-matter-values.ts';
import type { BodyContext, ForeignPage } from '../source/model.ts';
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
import { expandTags, type Replacement, type TagCall } from '../tags/expand.ts';

export function expandShortcodes(page: ForeignPage, context: BodyContext): string {
  let code: readonly Range[] | null = null;
  return expandTags(page.body, {
    language: 'hugo',
    raw: ['highlight', 'code', 'codeblock', 'raw', 'rawhtml', 'mermaid', 'math', 'katex', 'html'],
    convert: (call) => converted(call, page, context),
    escaped({ rest, kind, start }) {
      const [open, close] = kind === 'shortcode' ? ['{{<', '>}}'] : ['{{%', '%}}'];
      code ??= codeRanges(page.body);
      const isInCode = code.some((range) => range.start <= start && start < range.end);
      return `${isInCode ? '' : '\\'}${open}${rest}${close}`;
    },
    describe: ({ name, isClosing }) => `shortcode \`${isClosing ? '/' : ''}${name}\``,
    report: context.report,
  });
}

function converted(call: TagCall, page: ForeignPage, context: BodyContext): Replacement | null {
  const { name, args, inner, rawInner } = call;
  switch (name.toLowerCase()) {
    case 'figure':
    case 'img':
    case 'image':
    case 'imgproc':
      return figure(call);
    case 'highlight':
    case 'code':
    case 'codeblock':
      return rawInner === null ? null : highlight(call, rawInner);
    case 'ref':
    case 'relref': {
      const written = args.get('path', 0);
      return written === null ? null : inline(reference(written, page, context) ?? written);
    }
    case 'youtube':
    case 'youtubelite':
    case 'yt':
      return embedded('youtube', args.get('id', 0));
    case 'vimeo':
    case 'vimeo_simple':
      return embedded('vimeo', args.get('id', 0));
    case 'gist': {
      const [user, id] = args.positional;
      return user === undefined ? null : embed('gist', id === undefined ? user : `${user}/${id}`);
    }
    case 'tweet':
    case 'twitter':
    case 'x':
    case 'twitter_simple':
    case 'x_simple': {
      const [user, id] = [args.get('user'), args.get('id', 0)];
      return id === null ? null : embed('tweet', `${user ?? 'i'}/status/${id}`);
    }
    case 'instagram':
    case 'instagram_simple':
      return embedded('instagram', args.get('id', 0));
    case 'details':
    case 'expand':
    case 'collapse':
    case 'spoiler':
      return inner === null
        ? null
        : details(args.get('summary', 0) ?? args.get('title') ?? 'Details', inner, args.get('open') === 'true');
    case 'notice':
    case 'alert':
    case 'callout':
    case 'admonition':
    case 'hint':
    case 'admon':
    case 'note':
      return inner === null ? oneLineNotice(call) : notice(call, inner);
    case 'mermaid':
      return rawInner === null ? null : codeBlock('mermaid', '', rawInner);
    case 'math':
    case 'katex':
      return rawInner === null ? null : mathBlock(rawInner);
    case 'raw':
    case 'rawhtml':
    case 'html':
    case 'unsafe':
      return rawInner === null ? null : block(rawInner.trim());
    case 'quote':
    case 'blockquote':
      return inner === null ? null : quote(call, inner);
    case 'toc':
    case 'tableofcontents':
    case 'table-of-contents':
    case 'clear':
      return inline('');
    case 'video': {
      const src = args.get('src', 0) ?? args.get('mp4');
      return src === null ? null : block(`<video src="${src}" controls></video>`);
    }
    case 'audio': {
      const src = args.get('src', 0);
      return src === null ? null : block(`<audio src="${src}" controls></audio>`);
    }
    case 'emoji':
      return inline(`:${args.get('name', 0) ?? ''}:`);
    case 'button':
    case 'link':
      return buttonLink(call);
    default:
      return calloutKind(name) === null
        ? null
        : inner === null
          ? oneLineNotice(call)
          : callout(calloutKind(name) ?? 'NOTE', args.get('title', 0), inner);
  }
}

function embedded(service: 'youtube' | 'vimeo' | 'instagram', id: string | null): Replacement | null {
  return id === null ? null : embed(service, id);
}

function figure({ args, isAlone }: TagCall): Replacement | null {
  const src = args.get('src', 0) ?? args.get('link');
  if (src === null) return null;
  const [title, caption, attr, attrLink] = ['title', 'caption', 'attr', 'attrlink'].map((name) => args.get(name));
  const credit = attr ? (attrLink ? ` (${attr}: ${attrLink})` : ` (${attr})`) : '';
  const words = [title, caption].filter((text) => text).join(': ') + credit;
  const alt = args.get('alt', 1) ?? caption ?? title ?? '';
  const shown = image(src, withoutMarkup(alt), withoutMarkup(words));
  const target = args.get('link');
  const linked = target === null || target === src ? shown : `[${shown}](${target})`;
  return isAlone ? block(linked) : inline(linked);
}

function withoutMarkup(text: string): string {
  return text.replace(/<[^>]+>/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}

function highlight({ args }: TagCall, code: string): Replacement {
  const language = args.get('lang', 0) ?? '';
  const options = args.positional.slice(1).join(',');
  const written = { ...optionsIn(options), ...args.named };
  const lines = written['hl_lines'];
  const marked = lines === undefined ? '' : `{${lineRanges(lines)}}`;
  const numbers = /^(?:true|table|inline|1)$/.test(written['linenos'] ?? '') ? 'numbers' : '';
  const title = written['title'] === undefined ? '' : `title="${written['title']}"`;
  return codeBlock(language.toLowerCase(), [title, marked, numbers].filter((part) => part !== '').join(' '), code);
}

/** `linenos=table,hl_lines=1 3-5`. */
function optionsIn(text: string): { [name: string]: string } {
  const parts = text.matchAll(/(\w+)\s*=\s*(\[[^\]]*\]|"[^"]*"|'[^']*'|[^,]*)/g);
  return Object.fromEntries([...parts].map(([, name = '', value = '']) => [name.toLowerCase(), value]));
}

/** The page and the fragment that `ref` names. */
function reference(written: string, page: ForeignPage, context: BodyContext): string | null {
  const [, path = '', fragment = ''] = /^([^#]*)(#.*)?$/s.exec(written) ?? [];
  if (path === '') return fragment;
  const folder = page.names.find((name) => name.includes('/'))?.replace(/[^/]*$/, '') ?? '';
  const wanted = path.replace(/\/?(?:_?index)?(?:\.(?:md|markdown|html))?\/?$/, '');
  const target =
    context.pageNamed(`${folder}${wanted.replace(/^\.\//, '')}`) ??
    context.pageNamed(wanted.replace(/^(?:\.\.?\/)+/, '')) ??
    context.pageNamed(wanted.split('/').at(-1) ?? '');
  if (target === null) context.report('broken link: `ref` to a page that does not exist', 0);
  return target === null ? null : context.linkTo(target) + fragment;
}

function notice({ name, args }: TagCall, inner: string): Replacement {
  const type = args.get('type', 0) ?? args.get('color') ?? args.get('icon') ?? name;
  const kind = calloutKind(type);
  const title =
    args.get('title') ??
    (kind === null && args.positional.length > 0 ? (args.positional[0] ?? null) : (args.positional[1] ?? null));
  return callout(kind ?? calloutKind(name) ?? 'NOTE', title, inner);
}

/** `{{< note "Text" >}}` */
function oneLineNotice({ name, args }: TagCall): Replacement | null {
  const text = args.get('text') ?? args.get('content') ?? args.positional.at(-1) ?? null;
  return text === null || calloutKind(text) !== null
    ? null
    : callout(calloutKind(args.get('type') ?? name) ?? 'NOTE', args.get('title'), text);
}

function quote({ args }: TagCall, inner: string): Replacement {
  const [author, source] = [args.get('author'), args.get('link') ?? args.get('source')];
  const by =
    author === null ? [] : ['', `— ${source !== null && /^https?:/.test(source) ? link(author, source) : author}`];
  const lines = [...inner.trim().split('\n'), ...by];
  return block(lines.map((line) => (line.trim() === '' ? '>' : `> ${line}`)).join('\n'));
}

function mathBlock(text: string): Replacement {
  const formula = text
    .trim()
    .replace(/^\$\$|\$\$$/g, '')
    .trim();
  return block(`\`\`\`math\n${formula}\n\`\`\``);
}

function buttonLink({ args, inner, isAlone }: TagCall): Replacement | null {
  const href = args.get('href', 0) ?? args.get('url') ?? args.get('link');
  if (href === null) return null;
  const written = link(inner?.trim() || (args.get('text', 1) ?? titleFrom(href)), href);
  return isAlone ? block(written) : inline(written);
}
