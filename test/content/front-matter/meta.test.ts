// Front matter as authors write it: the fields it gives, and every mistake at its position.

import { describe, expect, test } from 'vitest';
import { decodeFrontMatter } from '../../../src/content/front-matter/meta.ts';
import { decodeSiteConfig } from '../../../src/content/settings/site-settings.ts';
import type { MarkdownConfig } from '../../../src/model/config.ts';
import type { Meta } from '../../../src/model/page.ts';
import { printed } from '../../support/printed.ts';

const defaults = decodeSiteConfig(null, { url: null }).value.markdown;

interface Options {
  readonly path?: string;
  readonly kind?: 'post' | 'page';
  readonly config?: Partial<MarkdownConfig>;
}

function decode(text: string, { path = 'content/posts/x.md', kind = 'post', config = {} }: Options) {
  return decodeFrontMatter({ path, text }, kind, { ...defaults, ...config });
}

/** Valid front matter gives these fields, and the body starts after it. */
function check(name: string, text: string, expected: Partial<Meta>, options: Options = {}) {
  test(name, () => {
    const { value, diagnostics } = decode(text, options);
    expect(printed(diagnostics, text)).toEqual([]);
    expect(value.broken).toBe(false);
    expect(value.meta).toMatchObject(expected);
    expect(text.slice(value.bodyStart)).toBe('body');
  });
}

/** Exactly these mistakes are reported, in the order of the file. */
function mistakes(name: string, text: string, expected: readonly string[], options: Options = {}) {
  test(name, () => {
    const { value, diagnostics } = decode(text, options);
    const inOrder = diagnostics.toSorted((a, b) => (a.at?.start ?? 0) - (b.at?.start ?? 0));
    expect(printed(inOrder, text)).toEqual(expected);
    // A page whose only mistakes are unknown keys stays in the site, so that links to it are right.
    expect(value.broken).toBe(expected.some((line) => !line.includes(' front-matter/unknown-key ')));
  });
}

const head = 'title: T\ndate: 2026-11-21\n';

describe('discussions', () => {
  mistakes('a discussion that is no web address', `---\n${head}discuss: [hn]\n---\nbody`, [
    '4:11-4:13 error front-matter/invalid-discuss `discuss.0` must be a web address [start it with `https://`]',
  ]);
});

describe('fields', () => {
  check('scalars are taken as written', `---\ntitle: 012\ndate: 2026-11-21\ndescription: yes\n---\nbody`, {
    title: '012',
    description: 'yes',
  });
  check('one discussion needs no list', `---\n${head}discuss: https://lobste.rs/s/a\n---\nbody`, {
    discuss: ['https://lobste.rs/s/a'],
  });
  check(
    'a discussion named twice counts once',
    `---\n${head}discuss: [https://a.example/1, https://b.example/2, https://a.example/1]\n---\nbody`,
    { discuss: ['https://a.example/1', 'https://b.example/2'] },
  );
  check('a single tag needs no list', `---\n${head}tags: go\n---\nbody`, { tags: ['go'] });
  check('repeated tags count once', `---\n${head}tags: [go, http, go]\n---\nbody`, { tags: ['go', 'http'] });
  check('a series by name', `---\n${head}series: Event loops\n---\nbody`, {
    series: { name: 'Event loops', part: null },
  });
  check('a series with a part', `---\n${head}series: {name: Event loops, part: 2}\n---\nbody`, {
    series: { name: 'Event loops', part: 2 },
  });
  for (const word of ['true', 'yes', 'on', 'YES', 'True'])
    check(`draft: ${word}`, `---\n${head}draft: ${word}\n---\nbody`, { draft: true });
  for (const word of ['false', 'no', 'off', "'no'"])
    check(`draft: ${word}`, `---\n${head}draft: ${word}\n---\nbody`, { draft: false });
  check(
    'a cover in the folder of the post',
    `---\n${head}cover: ../x/a.png\n---\nbody`,
    { cover: 'content/posts/x/a.png' },
    { path: 'content/posts/y/index.md' },
  );
  check('a cover in public/', `---\n${head}cover: /a.png\n---\nbody`, { cover: 'public/a.png' });
  check(
    'a title loses control characters and direction overrides',
    `---\ntitle: "a\\u0001b\\u202Ec"\ndate: 2026-11-21\n---\nbody`,
    { title: 'a\uFFFDbc' },
  );
  check(
    'a page needs no date',
    `---\ntitle: T\n---\nbody`,
    { date: null },
    { kind: 'page', path: 'content/pages/about.md' },
  );
});

describe('the name of the file', () => {
  const dated = { day: '2026-01-02', iso: '2026-01-02T00:00:00Z', epochMs: Date.UTC(2026, 0, 2) };
  check('gives the slug', `---\n${head}---\nbody`, { slug: 'x' });
  check(
    'is the name of its folder for a bundle',
    `---\n${head}---\nbody`,
    { slug: 'my-post' },
    { path: 'content/posts/my-post/index.md' },
  );
  check(
    'gives a date, which is not part of the slug',
    '---\ntitle: T\n---\nbody',
    { slug: 'x', date: dated },
    { path: 'content/posts/2026-01-02-x.md' },
  );
  check(
    'does not override a date in front matter',
    `---\n${head}---\nbody`,
    { slug: 'x', date: { ...dated, day: '2026-11-21', iso: '2026-11-21T00:00:00Z', epochMs: Date.UTC(2026, 10, 21) } },
    { path: 'content/posts/2026-01-02-x.md' },
  );
  check(
    'is normalized',
    `---\n${head}---\nbody`,
    { slug: '\u00e9t\u00e9' },
    { path: 'content/posts/e\u0301te\u0301.md' },
  );
});

describe('address and id', () => {
  check('decoded and normalized', `---\n${head}url: /2019/caf%65%CC%81/index.html\n---\nbody`, {
    url: '/2019/caf\u00e9/',
  });
  check('none', `---\n${head}---\nbody`, { url: null, id: null });
  check('an id', `---\n${head}id: 'urn:uuid:1'\n---\nbody`, { id: 'urn:uuid:1' });
  check(
    'instead of a slug',
    '---\ntitle: T\ndate: 2026-11-21\nurl: /x.html\n---\nbody',
    { url: '/x.html' },
    { path: 'content/posts/a:b.md' },
  );
  const wrongUrl =
    'error front-matter/invalid-url `url` must be the address of a page [write it like `/2019/old-name.html`: it starts with `/`, ends with `/` or `.html`, and has no `?`, `#`, `..` or spaces]';
  for (const url of ['/a.php', 'https://example.org/a/', '//evil.example/a/', '/a/../b/', '/?p=1/', '/%zz/'])
    mistakes(`no address: ${url}`, `---\n${head}url: ${url}\n---\n`, [`4:6-4:${6 + url.length} ${wrongUrl}`]);
  for (const [url, whole] of [
    ['/a', '/a/'],
    ['a/', '/a/'],
    ['old/a.html', '/old/a.html'],
  ] as const)
    mistakes(`an address without its slashes: ${url}`, `---\n${head}url: ${url}\n---\n`, [
      `4:6-4:${6 + url.length} error front-matter/invalid-url \`url\` must be the whole address of a page [write \`${whole}\`]`,
    ]);
  const wrongId = 'error front-matter/invalid-id `id` must be a web address, or begin with `tag:` or `urn:`';
  const needed = 'remove the line if another generator needed it: feeds then have the first address of the post';
  mistakes('a number as id', `---\n${head}id: 42\n---\n`, [`4:5-4:7 ${wrongId} [${needed}]`]);
  mistakes('a name as id', `---\n${head}id: my-post\n---\n`, [`4:5-4:12 ${wrongId} [${needed}]`]);
  mistakes('no id', `---\n${head}id: a b\n---\n`, [
    `4:5-4:8 ${wrongId} [copy it from the feed in which it was published]`,
  ]);
});

describe('tabs', () => {
  const tab = (lines: string, at: string, more = '') =>
    mistakes(JSON.stringify(lines), `---\n${head}${lines}---\n`, [
      `${at} error front-matter/syntax this line is indented with a tab${more} [indent with spaces]`,
    ]);
  tab('tags:\n\t- a\n', '5:1-5:5');
  tab('tags:\n\t- a\n\t- b\n', '5:1-5:5', ', and so is 1 more below');
  tab('tags:\n  - a\n\t- b\n', '6:1-6:5');
  tab('tags: [a,\n\tb]\n', '5:1-5:4');
  tab('description: >\n\tOne\n\ttwo\n\tthree\n', '5:1-5:5', ', and so are 2 more below');
  tab('description: One\n\ttwo\n', '5:1-5:5');
  tab('author:\n  -\tname: A\n', '5:1-5:12');
  mistakes('with CR', `---\n${head}\t\n\n  a\n---\n`.replaceAll('\n', '\r'), [
    '4:1-4:1 error front-matter/syntax this line is indented with a tab [indent with spaces]',
  ]);
  check('tabs that are no indentation', '---\ntitle:\tA\ndate: 2026-01-01\t\ntags: [a,\tb]\n---\nbody', {
    title: 'A',
    tags: ['a', 'b'],
  });
});

describe('line ends and marks', () => {
  const block = `---\n${head}excerpt: |\n  a \n  b\n\n  c\ndescription: "x\\\n  y"\n---\nbody`;
  for (const [name, end] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ] as const)
    test(`a block of text is the same with ${name}`, () => {
      const { value, diagnostics } = decode(block.replaceAll('\n', end), {});
      expect(diagnostics).toEqual([]);
      expect(value.excerpt?.text).toBe('a \nb\n\nc\n');
      expect(value.meta.description).toBe('xy');
    });
  check('CRLF', `---\r\ntitle: T\r\ndate: 2026-11-21\r\n---\r\nbody`, { title: 'T' });
  check('CR', `---\rtitle: T\rdate: 2026-11-21\r---\rbody`, { title: 'T' });
  check('a byte order mark', `\uFEFF---\n${head}---\nbody`, { title: 'T' });
  check('spaces after the marks', `---  \n${head}--- \nbody`, { title: 'T' });
  check('an indented mark in a block of text', `---\n${head}description: |\n  a\n  ---\n  b\n---\nbody`, {
    description: 'a --- b',
  });
  mistakes('no front matter', 'body', [
    '1:1-1:1 error front-matter/none the file has no front matter [start the file with a line `---`, then `title: …`, then another line `---`]',
  ]);
  mistakes('an empty file', '', [
    '1:1-1:1 error front-matter/none the file has no front matter [start the file with a line `---`, then `title: …`, then another line `---`]',
  ]);
  mistakes('a blank line first', `\n---\n${head}---\nbody`, [
    '1:1-1:1 error front-matter/late front matter must start on the first line [remove the blank lines above `---`]',
  ]);
  mistakes('unterminated', `---\n${head}body`, [
    '1:1-1:4 error front-matter/unterminated front matter is never closed [add a line of exactly `---` after the last field]',
  ]);
  mistakes('a body that starts with a thematic break', '----\nbody', [
    '1:1-1:1 error front-matter/none the file has no front matter [start the file with a line `---`, then `title: …`, then another line `---`]',
  ]);
  mistakes('a closing mark with text after it', `---\n${head}---more\n---\nbody`, [
    '4:1-4:8 error front-matter/ambiguous-end a line in front matter starts with `---` [end the block with a line of exactly `---`, or indent the text]',
  ]);
  mistakes('ten megabytes', `---\ntitle: ${'x'.repeat(10_000_000)}\n---\n`, [
    '1:1-1:4 error front-matter/too-long front matter is longer than 64 KiB [is the closing `---` missing?]',
  ]);
});

describe('languages other than YAML are never run', () => {
  for (const word of ['js', 'JS', ' javascript', 'json', 'coffee', 'constructor', 'toString', '__proto__']) {
    const text = `---${word}\n{ title: process.exit(3) }\n---\nbody`;
    mistakes(`---${word}`, text, [
      `1:4-1:${4 + word.length} error front-matter/language front matter must be YAML, not \`---${word}\` [make the first line exactly \`---\`]`,
    ]);
  }
});

describe('field names of other generators', () => {
  for (const [word, field] of [
    ['categories', 'tags'],
    ['published', 'draft'],
    ['Lastmod', 'updated'],
    ['permalink', 'url'],
    ['canonical_url', 'canonical'],
    ['cover_image', 'cover'],
    ['author_staff_member', 'author'],
    ['redirectFrom', 'aliases'],
    ['last-modified', 'updated'],
  ])
    mistakes(`${word} means ${field}`, `---\n${head}${word}: x\n---\nbody`, [
      `4:1-4:${1 + (word ?? '').length} error front-matter/unknown-key unknown key \`${word}\` [did you mean \`${field}\`?]`,
    ]);
});

describe('fields of other generators that mean nothing here', () => {
  for (const [line, hint] of [
    ['layout: post', 'remove the line: the folder (posts or pages) decides how a page looks'],
    ['mathjax: true', 'remove the line: formulas and diagrams need no setting'],
    ['menu: main', 'link to it from `nav` in `content/site.yaml`'],
  ] as const) {
    const key = line.split(':')[0] ?? '';
    mistakes(line, `---\n${head}${line}\n---\nbody`, [
      `4:1-4:${1 + key.length} error front-matter/unknown-key unknown key \`${key}\` [${hint}]`,
    ]);
  }
  mistakes('an entry without a value', `---\n${head}aliases:\n  - /a/\n  -\n---\nbody`, [
    '5:3-6:4 error front-matter/empty-entry `aliases` has an entry without a value [write a value, or remove the entry]',
  ]);
  mistakes('an entry that is null', `---\n${head}aliases: [null]\n---\nbody`, [
    '4:11-4:15 error front-matter/invalid-aliases `aliases.0` must be an address on this site [start it with a single `/`, without `..` and spaces]',
  ]);
});

describe('every mistake is reported at its position', () => {
  mistakes('several at once', '---\ntitel: T\ndate: 2026-02-30\ndraft: maybe\nserie: x\n---\nbody', [
    '1:1-1:4 error front-matter/missing-title `title` is missing [add a line `title: …`]',
    '2:1-2:6 error front-matter/unknown-key unknown key `titel` [did you mean `title`?]',
    '3:7-3:17 error front-matter/invalid-date `date` is a day that does not exist: `2026-02-30`',
    '4:8-4:13 error front-matter/invalid-draft `draft` must be `true` or `false`, not `maybe`',
    '5:1-5:6 error front-matter/unknown-key unknown key `serie` [did you mean `series`?]',
  ]);
  mistakes('both title and date missing', '---\ntags: go\n---\n', [
    '1:1-1:4 error front-matter/missing-title `title` is missing [add a line `title: …`]',
    '1:1-1:4 error front-matter/missing-date `date` is missing [add a line `date: …`]',
  ]);
  mistakes('CRLF keeps columns', '---\r\ntitle: T\r\ndate: x\r\n---\r\nbody', [
    '3:7-3:8 error front-matter/invalid-date `date` is not a date: `x` [write it as `2026-11-21` or `2026-11-21T09:42:00Z`]',
  ]);
  mistakes('inside a list of records', `---\n${head}translations:\n  - lang: xx-\n    url: 5\n    titel: a\n---\n`, [
    '5:5-7:13 error front-matter/missing-title `translations.0.title` is missing [add a line `title: …`]',
    '5:11-5:14 error front-matter/invalid-translations-lang `translations.0.lang` must be a language tag [use one such as `en` or `pt-BR`]',
    '6:10-6:11 error front-matter/invalid-translations-url `translations.0.url` must be an address [start it with `/` for a page of this site, or with `https://`]',
    '7:5-7:10 error front-matter/unknown-key unknown key `titel` in `translations.0` [did you mean `title`?]',
  ]);
  mistakes('a colon in a title', '---\ntitle: Foo: bar\n---\n', [
    "2:8-2:16 error front-matter/syntax text that contains `: ` needs quotes [put quotes around it, such as `title: 'Go: the parts'`]",
  ]);
  mistakes('no space after a colon', '---\ntitle:Foo\ndate: 2026-11-21\n---\n', [
    '2:1-2:10 error front-matter/syntax there is no space after `title:` [write `title: Foo`]',
  ]);
  for (const [open, close] of ['[]', '{}', '""', "''"].map((pair) => [...pair]))
    mistakes(`an open ${open}`, `---\n${head}description: ${open}a\n---\n`, [
      `4:14-4:16 error front-matter/syntax this \`${open}\` is never closed [add \`${close}\`]`,
    ]);
  mistakes('a key that is a list', `---\n${head}? [a, b]\n: c\n---\n`, [
    '4:3-4:9 error front-matter/bad-key a field name must be plain text [write one field per line, such as `title: My title`]',
  ]);
  mistakes('a duplicate key', `---\n${head}title: U\n---\n`, [
    '4:1-4:6 error front-matter/duplicate-key duplicate key `title` [remove one of them]',
  ]);
  mistakes('a second document', '---\ntitle: a\n...\nfoo: b\n---\n', [
    '4:1-4:7 error front-matter/second-document a second YAML document starts here [remove the line `...` above it]',
  ]);
  mistakes('anchors and aliases', '---\ntitle: &a T\ndate: *a\n---\n', [
    '2:8-2:10 error front-matter/anchor a YAML anchor is not allowed here [write the value out, or put quotes around it]',
    '3:7-3:9 error front-matter/alias a YAML alias is not allowed here [write the value out, or put quotes around it]',
  ]);
  mistakes('a tag', '---\ntitle: !!js/function x\n---\n', [
    '2:8-2:21 error front-matter/tag a YAML tag is not allowed here [put quotes around text that starts with `!`]',
  ]);
  mistakes('nesting', `---\ntitle: ${'['.repeat(5000)}\n---\n`, [
    '2:28-2:29 error front-matter/too-deep nested more than 20 levels deep [put quotes around it if it is plain text]',
  ]);
  mistakes('compact nesting', `---\n${'- '.repeat(30_000)}\n---\n`, [
    '2:42-2:42 error front-matter/too-deep nested more than 20 levels deep [put quotes around it if it is plain text]',
  ]);
  mistakes('a single value instead of a list', `---\n${head}aliases: old\nseries: " "\n---\n`, [
    '4:10-4:13 error front-matter/invalid-aliases `aliases` must be an address on this site [start it with a single `/`, without `..` and spaces]',
    '5:9-5:12 error front-matter/invalid-series `series` is empty',
  ]);
  mistakes('a list at the top', '---\n- a\n---\n', [
    '2:1-2:4 error front-matter/not-a-mapping expected lines of the form `key: value` [write one field per line, such as `title: My title`]',
  ]);
  mistakes('names of Object.prototype', `---\n${head}__proto__: x\nconstructor: y\n---\n`, [
    '4:1-4:10 error front-matter/unknown-key unknown key `__proto__` [known keys are `title`, `date`, `updated`, `description`, `tags`, `series`, `slug`, `url`, `id`, `lang`, `draft`, `unlisted`, `aliases`, `author`, `authors`, `canonical`, `cover`, `translations`, `discuss`, `toc`, `excerpt`, `notice`, `license`]',
    '5:1-5:12 error front-matter/unknown-key unknown key `constructor` [known keys are `title`, `date`, `updated`, `description`, `tags`, `series`, `slug`, `url`, `id`, `lang`, `draft`, `unlisted`, `aliases`, `author`, `authors`, `canonical`, `cover`, `translations`, `discuss`, `toc`, `excerpt`, `notice`, `license`]',
  ]);
  mistakes(
    'paths outside the site',
    `---\n${head}slug: ../../x\ncover: ../../secret.png\naliases: [//evil.example, /a/../b]\n---\n`,
    [
      '4:7-4:14 error front-matter/invalid-slug `slug` must be a single part of an address, without `/` [write it like `my-first-post`]',
      '6:11-6:25 error front-matter/invalid-aliases `aliases.0` must be an address on this site [start it with a single `/`, without `..` and spaces]',
      '6:27-6:34 error front-matter/invalid-aliases `aliases.1` must be an address on this site [start it with a single `/`, without `..` and spaces]',
    ],
  );
  mistakes('a cover of another site', `---\n${head}cover: https://cdn.example/a.png\n---\n`, [
    '4:8-4:33 error front-matter/invalid-cover `cover` is outside the site [save the image in the folder of the post or in `public/`]',
  ]);
  mistakes(
    'a cover outside the site',
    `---\n${head}cover: ../../../secret.png\n---\n`,
    [
      '4:8-4:27 error front-matter/invalid-cover `cover` is outside the site [use an image in the folder of the post or in `public/`]',
    ],
    { path: 'content/posts/x.md' },
  );
});

test('unknown keys can be warnings, or be ignored', () => {
  const text = `---\n${head}serie: x\n---\nbody`;
  const warned = decode(text, { config: { unknownKeys: 'warning' } });
  expect(printed(warned.diagnostics, text)).toEqual([
    '4:1-4:6 warning front-matter/unknown-key unknown key `serie` [did you mean `series`?]',
  ]);
  expect(warned.value).toMatchObject({ broken: false, meta: { title: 'T' } });
  const ignored = decode(text, { config: { unknownKeys: 'ignore' } });
  expect(ignored).toMatchObject({ diagnostics: [], value: { broken: false } });
});
