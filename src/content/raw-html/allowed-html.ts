// The raw HTML that an article may contain if the site does not trust its authors: an allow-list of elements, attributes and schemes.
// It must never allow anything that runs code, loads from other hosts unnoticed, or replaces a part of the page around the article.

import type { Options } from 'rehype-sanitize';

const textElements =
  'a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr';
const blockElements =
  'address aside blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hgroup hr li menu ol p pre section summary ul';
const tableElements = 'caption col colgroup table tbody td tfoot th thead tr';
const mediaElements = 'audio img picture source track video';

/** Elements that are removed together with their content. */
const removedWithContent =
  'script style template title textarea select option optgroup datalist svg math iframe frame object embed applet noscript noembed noframes xmp plaintext';

/** URL schemes that links may have. */
export const linkSchemes = [
  ...['http', 'https', 'mailto', 'tel', 'sms', 'xmpp', 'irc', 'ircs', 'ftp', 'ftps', 'sftp', 'ssh', 'git', 'news'],
  ...['magnet', 'geo', 'matrix', 'webcal', 'gemini', 'gopher', 'urn', 'doi', 'sip', 'signal', 'bitcoin'],
];

export const allowedHtml: Options = {
  tagNames: [textElements, blockElements, tableElements, mediaElements, 'input'].flatMap((names) => names.split(' ')),
  strip: removedWithContent.split(' '),
  ancestors: {
    tbody: ['table'],
    td: ['table'],
    th: ['table'],
    thead: ['table'],
    tfoot: ['table'],
    tr: ['table'],
    caption: ['table'],
    col: ['table'],
    colgroup: ['table'],
    source: ['audio', 'picture', 'video'],
    track: ['audio', 'video'],
    summary: ['details'],
    figcaption: ['figure'],
    dt: ['dl'],
    dd: ['dl'],
  },
  attributes: {
    '*': [
      'id',
      'lang',
      'dir',
      'title',
      'translate',
      'hidden',
      'ariaLabel',
      'ariaHidden',
      ['dataPlugin', /^\uFDD0\d+\uFDD1$/],
    ],
    a: [
      'href',
      'hrefLang',
      'dataFootnoteRef',
      'dataFootnoteBackref',
      'ariaDescribedBy',
      'name',
      ['className', 'data-footnote-backref'],
    ],
    abbr: [],
    audio: ['src', 'controls', 'loop', 'muted', 'preload'],
    blockquote: ['cite'],
    code: [['className', /^language-[\w+#.-]+$/]],
    col: ['span'],
    colgroup: ['span'],
    data: ['value'],
    del: ['cite', 'dateTime'],
    details: ['open', 'name'],
    div: [['dataDirective', /^\uFDD0\d+\uFDD1$/]],
    figure: [['className', 'figure']],
    img: ['src', 'srcSet', 'sizes', 'alt', 'width', 'height', 'loading', 'decoding'],
    input: [['type', 'checkbox'], ['disabled', true], 'checked'],
    ins: ['cite', 'dateTime'],
    li: ['value', ['className', 'task-list-item']],
    ol: ['start', 'reversed', 'type', ['className', 'contains-task-list']],
    ul: [['className', 'contains-task-list']],
    p: [['dataDirectiveLabel', /^\uFDD0\d+\uFDD1$/]],
    pre: [['dataFence', /^\uFDD0\d+\uFDD1$/]],
    q: ['cite'],
    section: ['dataFootnotes', ['className', 'footnotes']],
    h2: [['className', 'sr-only']],
    span: [
      ['dataFence', /^\uFDD0\d+\uFDD1$/],
      ['dataEmbed', /^\uFDD0\d+\uFDD1$/],
    ],
    source: ['src', 'srcSet', 'sizes', 'media', 'type', 'width', 'height'],
    td: ['colSpan', 'rowSpan', 'headers', ['align', 'left', 'center', 'right']],
    th: ['colSpan', 'rowSpan', 'headers', 'scope', 'abbr', ['align', 'left', 'center', 'right']],
    time: ['dateTime'],
    track: ['src', 'kind', 'srcLang', 'label', 'default'],
    video: ['src', 'poster', 'controls', 'loop', 'muted', 'playsInline', 'preload', 'width', 'height'],
  },
  required: { input: { type: 'checkbox', disabled: true } },
  // No prefix for ids: links to headings and footnotes would no longer match. `ids.ts` prevents clashes.
  clobber: [],
  clobberPrefix: '',
  protocols: {
    href: linkSchemes,
    src: ['http', 'https'],
    poster: ['http', 'https'],
    cite: ['http', 'https'],
  },
  allowComments: true,
  allowDoctypes: false,
};
