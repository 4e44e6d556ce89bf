// Hexo's tags → Markdown.

import { codeRanges } from '../markdown/parse.ts';
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
import { expandTags, type Replacement, type TagCall, valueName } from '../tags/expand.ts';

export function expandHexoTags(
  page: ForeignPage,
  context: BodyContext,
  codeText: (path: string) => string | null,
): string {
  return expandTags(page.body, {
    language: 'liquid',
    raw: ['raw', 'codeblock', 'code', 'mermaid'],
    convert: (call) => (call.kind === 'value' ? null : converted(call, context, codeText)),
    escaped: ({ rest }) => rest,
    describe: ({ name, kind, isClosing, rest }) =>
      kind === 'value' ? valueName(rest) : `tag \`${isClosing ? 'end' : ''}${name}\``,
    // In Hexo, code is set apart before tags are read.
    hidden: codeRanges,
    report: context.report,
  });
}

function converted(call: TagCall, context: BodyContext, codeText: (path: string) => string | null): Replacement | null {
  const { name, args, rest, inner, rawInner, isAlone } = call;
  const words = args.positional;
  switch (name) {
    case 'raw':
      return rawInner === null ? null : inline(rawInner.trim());
    case 'more':
      return block('<!--more-->');
    case 'asset_path':
      return inline(words[0] ?? '');
    case 'asset_img':
    case 'img': {
      // Class names and sizes may be in front of the file, a size after it; then title and alternative text.
      const at = words.findIndex((each) => /\.\w{2,5}(?:[?#].*)?$|^https?:|^\//.test(each));
      const file = words[at];
      if (file === undefined) return null;
      const texts = words.slice(at + 1).filter((each) => !/^\d+(?:px|%)?$/.test(each));
      const isQuoted = /["']/.test(rest);
      const [title, alt] = isQuoted ? texts : [texts.join(' '), undefined];
      const pair = /^(.*?)["']\s+["'](.*)$/.exec(title ?? '');
      const caption = (pair?.[1] ?? title ?? '').replace(/^["']|["']$/g, '');
      const shown = image(file, (pair?.[2] ?? alt ?? caption).replace(/^["']|["']$/g, ''), caption);
      return isAlone ? block(shown) : inline(shown);
    }
    case 'asset_link': {
      const [file, ...title] = words;
      return file === undefined
        ? null
        : inline(link(title.filter((each) => !/^(?:true|false)$/.test(each)).join(' ') || file, file));
    }
    case 'post_link':
    case 'post_path': {
      const [written = '', ...title] = words;
      const [, slug = '', fragment = ''] = /^([^#]*)(#.*)?$/s.exec(written) ?? [];
      const target = context.pageNamed(slug);
      if (target === null) return null;
      const href = context.linkTo(target) + fragment;
      return inline(
        name === 'post_path'
          ? href
          : link(title.filter((each) => !/^(?:true|false)$/.test(each)).join(' ') || target.meta.title, href),
      );
    }
    case 'codeblock':
    case 'code':
      return rawInner === null ? null : hexoCode(rest, rawInner);
    case 'include_code': {
      const language = /lang:(\S+)/.exec(rest)?.[1];
      const file = words.find((each) => /\.\w+$/.test(each) && !each.includes(':'));
      const text = file === undefined ? null : codeText(file);
      return text === null
        ? null
        : codeBlock(language ?? /\.(\w+)$/.exec(file ?? '')?.[1] ?? '', `title="${file}"`, text);
    }
    case 'blockquote':
    case 'quote':
    case 'pullquote':
      return inner === null ? null : quote(name === 'pullquote' ? '' : rest.trim(), inner);
    case 'gist':
      return words[0] === undefined ? null : embed('gist', words[0]);
    case 'jsfiddle':
      return words[0] === undefined ? null : block(link('Code on JSFiddle', `https://jsfiddle.net/${words[0]}`));
    case 'iframe':
    case 'pdf':
      return words[0] === undefined ? null : block(link(words[0], words[0]));
    case 'youtube':
    case 'vimeo':
      return words[0] === undefined ? null : embed(name, words[0]);
    case 'link': {
      const at = words.findIndex((each) => /^(?:https?:)?\//.test(each));
      const href = words[at];
      return href === undefined
        ? null
        : inline(
            link(
              words.slice(0, at).join(' ') ||
                words
                  .slice(at + 1)
                  .filter((each) => !/^(?:true|false)$/.test(each))
                  .join(' ') ||
                href,
              href,
            ),
          );
    }
    case 'mermaid':
      return rawInner === null ? null : codeBlock('mermaid', '', rawInner);
    case 'centerquote':
    case 'cq':
      return inner === null ? null : quote('', inner);
    case 'folding':
    case 'hideToggle':
    case 'spoiler':
    case 'collapse':
      return inner === null ? null : details(rest.trim().replace(/^["']|["']$/g, ''), inner);
    default: {
      const kind = calloutKind(name);
      if (kind === null || inner === null) return null;
      const own = calloutKind(words[0] ?? '');
      const title = words
        .slice(own === null ? 0 : 1)
        .filter((each) => !/^(?:no-icon|simple|modern|flat|disabled)$/.test(each))
        .join(' ');
      return callout(own ?? kind, title, inner);
    }
  }
}

/** `{% codeblock [title] [lang:language] [url] [link text] [mark:1,3-5] [line_number:true] %}` */
function hexoCode(rest: string, code: string): Replacement {
  const language = /(?:^|\s)lang:(\S+)/.exec(rest)?.[1] ?? '';
  const marked = /(?:^|\s)mark:(\S+)/.exec(rest)?.[1];
  const title = rest
    .replace(
      /(?:^|\s)(?:lang|mark|line_number|highlight|first_line|wrap|line_threshold|language_attr|tab_replace):\S+/g,
      ' ',
    )
    .replace(/https?:\/\/.*$/, '')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2');
  const info = [
    title === '' ? '' : `title="${title.replace(/"/g, "'")}"`,
    marked === undefined ? '' : `{${lineRanges(marked)}}`,
  ];
  return codeBlock(language, info.filter((part) => part !== '').join(' '), code);
}

function quote(by: string, inner: string): Replacement {
  const href = /https?:\/\/\S+/.exec(by)?.[0];
  const name = by
    .replace(/https?:\/\/\S+/, '')
    .trim()
    .replace(/\s+,/g, ',');
  const source = by === '' ? [] : ['', `— ${href === undefined ? name : link(name || href, href)}`];
  const lines = [...inner.trim().split('\n'), ...source];
  return block(lines.map((line) => (line.trim() === '' ? '>' : `> ${line}`)).join('\n'));
}

/** A code block's info string in Hexo: language, title, link. */
export function hexoInfo(info: string): string | null {
  const [, language = '', title = ''] = /^(\S+)[ \t]+([^{="][^{="]*?)(?:[ \t]+https?:\/\/.*)?$/.exec(info) ?? [];
  return title === '' || /^(?:diff|numbers)\b/.test(title) ? null : `${language} title="${title.trim()}"`;
}
