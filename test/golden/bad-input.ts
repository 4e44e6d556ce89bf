// Sites with bad input, a few files for each kind. Code creates them because many of their names and contents would not survive version
// control: line ends, case, links, bytes that are not text.

import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { png } from '../support/image.ts';

type Files = { readonly [path: string]: string | Uint8Array };

export interface BadSite {
  readonly files: Files;
  /** Files that replace those of the bare theme. */
  readonly templates?: Files;
  /** Creates what is not a regular file in the site's root. */
  readonly make?: (root: string) => void;
}

/** A post whose front matter has a title, a date and these lines. */
function post(lines = '', body = 'Text.\n\n<!--more-->\n'): string {
  return `---\ntitle: T\ndate: 2026-11-02\n${lines}---\n${body}`;
}

function posts(texts: { readonly [name: string]: string | Uint8Array }): Files {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [`content/posts/${name}.md`, text]));
}

const site = { 'content/site.yaml': 'title: Bad input\nurl: https://example.org\n' };
const bytes = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));

const languages: BadSite = {
  files: {
    ...site,
    ...posts({
      js: '---js\n{ title: process.exit(3) }\n---\n',
      'js-spaced': '--- JS\n{ title: process.exit(3) }\n---\n',
      coffee: '---coffee\ntitle: process.exit(3)\n---\n',
      json: '--- json\n{"title": "T"}\n---\n',
      toml: '---toml\ntitle = "T"\n---\n',
      hugo: '+++\ntitle = "T"\n+++\nText.\n',
      'bare-json': '{\n  "title": "T"\n}\n\nText.\n',
      constructor: '---constructor\ntitle: T\n---\n',
      proto: '---__proto__\ntitle: T\n---\n',
    }),
  },
};

const blocks: BadSite = {
  files: {
    ...site,
    ...posts({
      empty: '',
      none: 'Text alone.\n',
      late: '\n\n---\ntitle: T\ndate: 2026-11-02\n---\n',
      unterminated: '---\ntitle: T\ndate: 2026-11-02\n\nText.\n',
      'wrong-end': '---\ntitle: T\ndate: 2026-11-02\n---more\nText.\n',
      'longer-end': '---\ntitle: T\ndate: 2026-11-02\n----\nText.\n',
      'thematic-break': '----\n\nText.\n',
      'a-mark-in-text': '---\ntitle: T\ndate: 2026-11-02\ndescription: |\n  one\n--- two\n---\nText.\n',
      'too-long': `---\ntitle: T\ndate: 2026-11-02\ndescription: ${'x'.repeat(70_000)}\n---\nText.\n`,
      'ten-megabytes': `---\n# ${'x'.repeat(10_000_000)}\ntitle: T\n---\nText.\n`,
      'only-comments': '---\n# title: T\n---\nText.\n',
    }),
  },
};

const yaml: BadSite = {
  files: {
    ...site,
    ...posts({
      twice: post('title: U\n'),
      tab: post('series:\n\tname: S\n'),
      colon: '---\ntitle: Foo: bar\ndate: 2026-11-02\n---\n',
      'no-space': '---\ntitle:Foo\ndate: 2026-11-02\n---\n',
      quote: '---\ntitle: "Foo\ndate: 2026-11-02\n---\n',
      bracket: post('tags: [a, b\n'),
      list: '---\n- title: T\n---\n',
      scalar: '---\nA title\n---\n',
      bomb: post(
        `description: &a x\ntags: [*a, *a]\n${Array.from({ length: 9 }, (_, level) => `x${level}: &x${level} [${'*a,'.repeat(9)}]\n`).join('')}`,
      ),
      merge: post('<<: *x\n'),
      tag: post('description: !!js/function "function () {}"\n'),
      'local-tag': post('description: !important\n'),
      'deep-flow': post(`tags: ${'['.repeat(2000)}${']'.repeat(2000)}\n`),
      'deep-block': post(
        `tags:\n${Array.from({ length: 60 }, (_, depth) => `${'  '.repeat(depth + 1)}- a:\n`).join('')}`,
      ),
      'deep-dashes': post(`tags:\n  ${'- '.repeat(5000)}\n`),
      'long-key': post(`${'k'.repeat(2000)}: x\n`),
      proto: post('__proto__: {draft: yes}\nconstructor: x\n'),
      'second-document': '---\ntitle: T\n...\ndate: 2026-11-02\n---\n',
      'control-character': post('description: a\u0001b\n'),
      zero: post('description: a\0b\n'),
      'key-of-keys': post('? [a, b]\n: c\n'),
    }),
  },
};

const fields: BadSite = {
  files: {
    ...site,
    ...posts({
      '30-february': '---\ntitle: T\ndate: 2026-02-30\n---\n',
      'month-first': '---\ntitle: T\ndate: 02/11/2026\n---\n',
      'one-digit': '---\ntitle: T\ndate: 2026-1-2\n---\n',
      clock: '---\ntitle: T\ndate: 12:30\n---\n',
      month: '---\ntitle: T\ndate: 2026-13-01\n---\n',
      hour: '---\ntitle: T\ndate: 2026-11-02T25:00\n---\n',
      zone: '---\ntitle: T\ndate: 2026-11-02T12:00+99:00\n---\n',
      'zone-name': '---\ntitle: T\ndate: 2026-11-02 12:00 CET\n---\n',
      'year-zero': '---\ntitle: T\ndate: 0000-01-01\n---\n',
      'no-date': '---\ntitle: T\n---\n',
      'no-value': '---\ntitle:\ndate: 2026-11-02\n---\n',
      'white-title': '---\ntitle: "  "\ndate: 2026-11-02\n---\n',
      'title-list': '---\ntitle: [a, b]\ndate: 2026-11-02\n---\n',
      'title-map': '---\ntitle: {a: b}\ndate: 2026-11-02\n---\n',
      typo: post('descripton: x\ntag: y\n'),
      'other-words': post('published: yes\ncategories: [a]\nlayout: post\n'),
      slug: post('slug: ../../x\n'),
      'slug-dots': post('slug: ..\n'),
      cover: post('cover: ../../../../secret.png\n'),
      'cover-public': post('cover: /../secret.png\n'),
      aliases: post('aliases: [//evil.example, /../up, old, /a?b, https://example.com/]\n'),
      canonical: post('canonical: javascript:alert(1)\n'),
      draft: post('draft: "true false"\n'),
      series: post('series: {name: S, part: 0, colour: red}\n'),
      tags: post('tags: {a: b}\n'),
      translations: post('translations: [{lang: english, url: x}]\n'),
      'both-authors': post('author: A\nauthors: [B]\n'),
      notice: post('notice: "A [link](nowhere.md)"\n'),
    }),
  },
};

const texts: BadSite = {
  files: {
    ...site,
    ...posts({
      'quotes-in-quotes': post('', `${'>'.repeat(200)} Deep.\n`),
      'lists-in-lists': post(
        '',
        `${Array.from({ length: 120 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')}\n`,
      ),
      emphasis: post('', `${'a*b*c'.repeat(10_000)}\n`),
      brackets: post('', `${'a]'.repeat(20_000)}\n`),
      elements: post('', `Text.\n\n<!--more-->\n\n${'<div>'.repeat(200)}\n`),
      'too-long': post('', `Text.\n\n<!--more-->\n\n${'A line of words.\n\n'.repeat(30_000)}`),
      schemes: post(
        '',
        'Text.\n\n<!--more-->\n\n[a](javascript:x) [b](JaVaScRiPt:x) [c](&#106;avascript:x) [d](vbscript:x) [e](data:text/html,x)\n\n<javascript:x>\n\n[f]\n\n[f]: <java\tscript:x>\n\n<a href="java\nscript:x">g</a>\n',
      ),
      'raw-html': post(
        '',
        'Text.\n\n<!--more-->\n\n<script>x</script>\n\n<b onclick="x" style="y">z</b>\n\n<iframe src="https://example.com"></iframe>\n\n<form><input></form>\n\n<style>a{}\n',
      ),
      fences: post(
        '',
        'Text.\n\n<!--more-->\n\n```go" onload="x {3-1} file=../../../../etc/passwd\n```\n\n```go {0,99}\nx\n```\n\n```go title="unclosed\nx\n```\n\n```js step=none\n```\n',
      ),
      diagrams: post(
        '',
        'Text.\n\n<!--more-->\n\n```dot\ndigraph { a }\n```\n\n```dot alt="x"\ndigraph {\n  a -> -> b\n}\n```\n\n```sequence alt="x"\nA ->\n```\n\n```math\n\\frac{1}\n```\n',
      ),
      footnotes: post(
        '',
        'Text.[^none]\n\n<!--more-->\n\n[^unused]: A note.\n\nAgain.[^twice]\n\n[^twice]: One.\n\n[^twice]: Two.\n',
      ),
      headings: post('', 'Text.\n\n<!--more-->\n\n## A {#same}\n\n## B {#same}\n\n## \n\n[To c](#c)\n'),
      characters: post('', 'Text \u0007 and \uFDD0 and \0.\n\n<!--more-->\n'),
      'foreign-picture': post('', '![A picture](https://example.com/a.png)\n\n<!--more-->\n'),
      'outside-picture': post('', '![A picture](../../../secret.png)\n\n<!--more-->\n'),
      'two-marks': post('', 'One.\n\n<!--more-->\n\nTwo.\n\n<!--more-->\n\nThree.\n'),
    }),
  },
};

const files: BadSite = {
  files: {
    ...site,
    'content/posts/latin.md': new Uint8Array([
      ...bytes('---\ntitle: Caf'),
      0xe9,
      ...bytes('\ndate: 2026-11-02\n---\nText.\n'),
    ]),
    'content/posts/utf16.md': utf16(post()),
    'content/posts/cut.md': new Uint8Array([...bytes(post()), 0xf0, 0x9f, 0x98]),
    'content/posts/surrogate.md': new Uint8Array([...bytes(post()), 0xed, 0xa0, 0x80]),
    'content/posts/CON.md': post(),
    'content/posts/dot..md': post(),
    'content/posts/twin.md': post(),
    'content/posts/Twin.md': post(),
    'content/posts/caf\u00e9.md': post(),
    'content/posts/cafe\u0301.md': post(),
    'content/posts/a:b?.md': post(),
    'content/posts/new\nline.md': post(),
    'content/posts/index.md': post(),
    'content/.secret.md': post(),
    [`content/posts/${'n'.repeat(252)}.md`]: post(),
    'content/posts/notes.txt': 'Not a page.\n',
    'content/loose.md': post(),
    'content/posts/links/index.md': post('', '![A picture](picture.png) and [a file](loop/notes.txt)\n\n<!--more-->\n'),
    'content/posts/damaged/index.md': post('', '![A picture](picture.png)\n\n<!--more-->\n'),
    'content/posts/damaged/picture.png': 'no picture',
    'secret.png': 'out of the tree',
  },
  make(root) {
    symlinkSync('..', join(root, 'content/posts/links/loop'));
    symlinkSync('../../../secret.png', join(root, 'content/posts/links/picture.png'));
    symlinkSync('/etc/passwd', join(root, 'content/posts/passwd.md'));
    symlinkSync('../.secret.md', join(root, 'content/posts/hidden.md'));
    symlinkSync('nothing.md', join(root, 'content/posts/dangling.md'));
    symlinkSync('self.md', join(root, 'content/posts/self.md'));
    execFileSync('mkfifo', [join(root, 'content/posts/pipe.md')]);
  },
};

const image = png({ width: 20, height: 10 });
const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0123456789abcdef\nsize 12345\n';

const contents: BadSite = {
  files: {
    ...site,
    'content/posts/code/index.md': post(
      '',
      'Text.\n\n<!--more-->\n\n```c file=latin.c\n```\n\n```c file=utf16.c\n```\n\n```text file=bell.txt\n```\n\n```text step=one\n```\n',
    ),
    'content/posts/code/latin.c': new Uint8Array([...bytes('/* caf'), 0xe9, ...bytes(' */\n')]),
    'content/posts/code/utf16.c': utf16('int main;\n'),
    'content/posts/code/bell.txt': 'a\u0007b\n',
    'content/posts/code/lab/lab.yaml': 'steps:\n  one:\n    run: printf x\n',
    'content/posts/code/lab/recordings/one.txt': new Uint8Array([...bytes('$ printf x\n'), 0xe9]),
    'content/posts/code/lab/recordings/environment.json': new Uint8Array([...bytes('{"recorded": "'), 0xe9]),
    'content/posts/images/index.md': post(
      'cover: cover.png\n',
      `Text.\n\n<!--more-->\n\n${['pointer.png', 'page.png', 'photo.heic', 'scan.tiff', 'cut.png', 'cut.jpg', 'empty.gif', 'photo.png', 'scan.pdf', 'other.jxl', 'text.webp'].map((name) => `![${name}](${name})`).join('\n')}\n\n[a page](other.mdx) [a fine scan](scan.tiff)\n\n<img src="page.png" alt="x" width="9"> <img src="fine.png" srcset="photo.heic 2x" alt="x"> <video src="film.mp4" poster="page.png"></video>\n\n<picture><source srcset="/text.webp"><img src="fine.png" alt="x"></picture>\n`,
    ),
    'content/posts/images/pointer.png': pointer,
    'content/posts/images/cover.png': '<html><title>404</title></html>',
    'content/posts/images/page.png': '<!DOCTYPE html>\n<title>Not found</title>',
    'content/posts/images/photo.heic': '\0\0\0\u0018ftypheic\0\0\0\0mif1heic',
    'content/posts/images/scan.tiff': 'II*\0\u0008\0\0\0\0\0\0\0\0\0',
    'content/posts/images/cut.png': image.subarray(0, image.length - 20),
    'content/posts/images/cut.jpg': new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xda, 0, 2]),
    'content/posts/images/empty.gif': '',
    'content/posts/images/photo.png': new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 0xff, 0xd9]),
    'content/posts/images/scan.pdf': '%PDF-1.7\n',
    'content/posts/images/other.jxl': new Uint8Array([0xff, 0x0a, 0, 0]),
    'content/posts/images/text.webp': 'just a text',
    'content/posts/images/fine.png': image,
    'content/posts/images/film.mp4': '\0\0\0\u0018ftypisom',
    'public/text.webp': 'just a text',
    'content/posts/images/other.mdx': '# A page\n',
    'content/posts/component.mdx': '# A page\n',
    'content/posts/old.html': '<p>A page</p>\n',
    'public/logo.woff2': pointer,
    'public/film.mp4': pointer,
  },
  templates: { 'fonts/own.woff2': pointer },
};

const addresses: BadSite = {
  files: {
    ...site,
    ...posts({
      one: post('slug: same\n'),
      two: post('slug: same\n'),
      three: post('slug: same\n'),
      case: post('slug: Case\n'),
      'case-too': post('slug: case\n'),
      'alias-of-another': post('aliases: /posts/same/\nslug: x\n'),
      'alias-of-itself': post('aliases: /posts/alias-of-itself/\n'),
      'alias-of-a-list': post('aliases: [/tags/, /feed.xml]\n'),
      'same-alias': post('aliases: /old/\n'),
      'same-alias-too': post('aliases: [/old, /old/index.html]\n'),
      'file-and-folder': post('aliases: /feed.xml/below/\n'),
      'tag-page': post('tags: [page, Go, go, GO]\naliases: /tags/page/feed.xml\n'),
      'part-one': post('series: {name: S, part: 1}\n'),
      'part-one-too': post('series: {name: s, part: 1}\n'),
    }),
    'content/pages/tags.md': '---\ntitle: Tags\n---\n',
    'content/pages/posts.md': '---\ntitle: Posts\n---\n',
    'content/pages/404.md': '---\ntitle: Lost\n---\n',
    'public/robots.txt': 'mine',
    'public/posts/one/index.html': 'mine',
    'public/posts/same/index.html': 'mine',
    'public/INDEX.html': 'mine',
  },
};

const settings: BadSite = {
  files: {
    'content/site.yaml': [
      'titel: Bad',
      'url: //example.org',
      'language: english',
      'timezone: Mars/Olympus',
      'author: {email: x}',
      'nav:',
      '  - {title: A, href: /nowhere/}',
      '  - {title: B, href: javascript:alert(1)}',
      '  - {title: C}',
      '  - just a word',
      'tags: [a, {name: A}]',
      'series: [{description: x}]',
      'pagination: 10',
      'feeds: {limit: -1}',
      'edit: https://example.org/',
      'cards: maybe',
      'markdown: {html: raw, parser: marked, flavour: gfm}',
      'media: {hosts: ["https://example.com/"]}',
      '',
    ].join('\n'),
    ...posts({ sound: post('', 'The [feed](/feed.xml).\n\n<!--more-->\n') }),
  },
};

const unreadableSettings: BadSite = {
  files: {
    'content/site.yaml': 'title: Bad: worse\nurl: https://example.org\nnav: [\n',
    ...posts({ sound: post('', 'The [feed](/feed.xml).\n\n<!--more-->\n') }),
  },
};

const missingTemplates: BadSite = {
  files: { ...site, ...posts({ sound: post() }) },
  templates: { 'article.tsx': '', 'list.tsx': '// nothing\n', 'tags.tsx': 'export const Tags = () => null;\n' },
};

const brokenTemplates: BadSite = {
  files: { ...site, ...posts({ sound: post('tags: go\n') }) },
  templates: {
    'article.tsx': 'export default function Article() {\n  return <p>{;\n}\n',
    'list.tsx': "import { Frame } from './frmae.tsx';\nexport default function List() {\n  return <Frame />;\n}\n",
    'tags.tsx': "import sharp from 'sharp';\nexport default function Tags() {\n  return sharp;\n}\n",
  },
};

const failingTemplates: BadSite = {
  files: { ...site, ...posts({ sound: post('tags: go\nseries: S\n'), also: post() }) },
  templates: {
    'article.tsx':
      'export default function Article(props: { tags: { name: { length: number } }[] }) {\n  const first = props.tags[0];\n  return <p>{first?.name.length}</p>;\n}\n',
    'archive.tsx': 'export default function Archive() {}\n',
    'tags.tsx':
      'export default function Tags(props: { site: { title: string } }) {\n  props.site.title = "changed";\n  return <p>{props.site.title}</p>;\n}\n',
    'search.tsx': 'export default function Search() {\n  throw "a word";\n}\n',
    'series.tsx': 'export default async function Series() {\n  return <p />;\n}\n',
    'all-series.tsx': 'export default function AllSeries() {\n  return [];\n}\n',
  },
};

export const badSites: { readonly [kind: string]: BadSite } = {
  'front matter in another language': languages,
  'the start and end of front matter': blocks,
  'front matter that is not plain YAML': yaml,
  'fields of front matter': fields,
  texts,
  files,
  'files that are not what they seem': contents,
  addresses,
  settings,
  'settings that can’t be read': unreadableSettings,
  'templates without a page': missingTemplates,
  'templates that don’t compile': brokenTemplates,
  'templates that fail': failingTemplates,
};
