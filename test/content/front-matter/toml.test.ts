// Front matter in TOML: the same fields, limits and positions as in YAML, and values as written.

import { describe, expect, test } from 'vitest';
import { decodeFrontMatter } from '../../../src/content/front-matter/meta.ts';
import { decodeSiteConfig } from '../../../src/content/settings/site-settings.ts';
import { decodeToml } from '../../../src/content/settings/toml-record.ts';
import type { MarkdownConfig } from '../../../src/model/config.ts';
import { printed } from '../../support/printed.ts';
import { pageOf, shownHtml } from '../../support/shown.ts';

const defaults = decodeSiteConfig(null, { url: null }).value.markdown;

function decode(text: string, config: Partial<MarkdownConfig> = {}) {
  const { value, diagnostics } = decodeFrontMatter(
    { path: 'content/posts/x.md', text },
    'post',
    { ...defaults, ...config },
    decodeToml,
  );
  return { ...value, lines: printed(diagnostics, text) };
}

const yaml = `---
title: 'Go: the "parts"'
date: 2026-11-21T09:42:00+01:00
updated: 2026-11-22
description: one
tags: [go, "1.10", '012']
series: {name: S, part: 2}
draft: true
aliases: [/old/]
toc: no
translations:
  - {lang: de, url: https://example.org/, title: T}
  - {lang: fr, url: https://example.org/fr/, title: U}
license: {name: CC0, url: https://example.org/cc0/}
notice: A notice
---
Text.
`;

const toml = `+++
# A comment
title = "Go: the \\"parts\\""
date = 2026-11-21T09:42:00+01:00
updated = 2026-11-22
description = '''
one'''
tags = [
  "go", # with a comment
  "1.10",
  '012',
]
draft = true
aliases = ["/old/"]
toc = false
series = {name = "S", part = 2}
license.name = "CC0"
license."url" = "https://example.org/cc0/"
notice = "A notice"

[[translations]]
lang = "de"
url = "https://example.org/"
title = "T"

[[translations]]
lang = "fr"
url = "https://example.org/fr/"
title = "U"
+++
Text.
`;

test('says the same as YAML', () => {
  const [one, other] = [decode(yaml), decode(toml)];
  expect(one.lines).toEqual([]);
  expect(other.lines).toEqual([]);
  expect(other.meta).toEqual(one.meta);
  expect(other.notice?.text).toBe('A notice');
  expect(Object.keys(other.spans).toSorted()).toEqual(Object.keys(one.spans).toSorted());
  expect(toml.slice(other.bodyStart)).toBe('Text.\n');
});

test.each(['\r\n', '\r'])('line ends %j keep every position', (end) => {
  const text = toml.replaceAll('\n', end);
  const { spans, lines } = decode(text);
  expect(lines).toEqual([]);
  const at = (name: string) => text.slice(spans[name]?.start, spans[name]?.end);
  expect([at('title'), at('tags.1'), at('date')]).toEqual([
    '"Go: the \\"parts\\""',
    '"1.10"',
    '2026-11-21T09:42:00+01:00',
  ]);
});

test('a whole page, with a byte order mark', async () => {
  const { parsePage } = await import('../../../src/content/page.ts');
  const source = {
    path: 'content/posts/x.md',
    text: `\uFEFF+++\ntitle = "T"\ndate = 2026-11-21\n+++\n\nText.\n\n<!--more-->\n`,
  };
  const { value, diagnostics } = await parsePage({ source, includes: {} }, defaults);
  expect(diagnostics).toEqual([]);
  expect([value.teaser.title, shownHtml(value.body.html).trim()]).toEqual(['T', '<p>Text.</p>']);
  expect((await pageOf('+++\nno = "front matter"\n+++\n')).value.indexData.broken).toBe(false);
});

const head = 'title = "T"\ndate = 2026-11-21\n';

describe.each([
  [
    'a day that does not exist',
    'title = "T"\ndate = 2026-02-30\n',
    ['3:17-3:18 error front-matter/syntax not valid TOML: '],
  ],
  [
    'a missing date',
    'title = "T"\n',
    ['1:1-1:4 error front-matter/missing-date `date` is missing [add a line `date = …`]'],
  ],
  [
    'an empty title',
    'title = ""\ndate = 2026-11-21\n',
    ['1:1-1:4 error front-matter/missing-title `title` is missing [add a line `title = …`]'],
  ],
  [
    'an unknown key',
    `${head}titel = 1\n`,
    ['4:1-4:6 error front-matter/unknown-key unknown key `titel` [did you mean `title`?]'],
  ],
  [
    'keys that we have under another name',
    `${head}lastmod = 2026-11-22\n[taxonomies]\ntags = ["a"]\n`,
    [
      '4:1-4:8 error front-matter/unknown-key unknown key `lastmod` [did you mean `updated`?]',
      '5:2-5:12 error front-matter/unknown-key unknown key `taxonomies` [did you mean `tags`?]',
    ],
  ],
  [
    'an unknown key in a table',
    `${head}[series]\nname = "S"\ncolour = "red"\n`,
    ['6:1-6:7 error front-matter/unknown-key unknown key `colour` in `series` [known keys are `name`, `part`]'],
  ],
  [
    'a wrong value',
    `${head}slug = "a/b"\n`,
    [
      '4:8-4:13 error front-matter/invalid-slug `slug` must be a single part of an address, without `/` [write it like `my-first-post`]',
    ],
  ],
  [
    'a wrong item',
    `${head}aliases = ["/a/", "b"]\n`,
    [
      '4:19-4:22 error front-matter/invalid-aliases `aliases.1` must be an address on this site [start it with a single `/`, without `..` and spaces]',
    ],
  ],
  [
    'a key that is there twice',
    `${head}title = "U"\n`,
    ['4:1-4:12 error front-matter/duplicate-key duplicate key `title` [remove one of them]'],
  ],
  [
    'a line of YAML',
    'title: "T"\n',
    [
      '2:1-2:11 error front-matter/syntax `title:` is YAML, but this block is TOML [write `title = "T"`, or use `---` instead of `+++` for YAML]',
    ],
  ],
  ['text without quotes', 'title = My title\n', ['2:9-2:10 error front-matter/syntax not valid TOML: ']],
  ['a quotation that is never closed', 'title = "My title\n', ['2:18-2:18 error front-matter/syntax not valid TOML: ']],
  [
    'deep brackets',
    `${head}tags = ${'['.repeat(30)}${']'.repeat(30)}\n`,
    [
      '4:28-4:29 error front-matter/too-deep nested more than 20 levels deep [put quotes around it if it is plain text]',
    ],
  ],
  [
    'deep keys',
    `${head}${Array.from({ length: 40 }, () => 'a').join('.')} = 1\n`,
    [
      '4:41-4:42 error front-matter/too-deep nested more than 20 levels deep [put quotes around it if it is plain text]',
    ],
  ],
  [
    'keys of objects',
    `${head}__proto__ = {draft = true}\nconstructor = 1\n`,
    [
      '4:1-4:10 error front-matter/unknown-key unknown key `__proto__` [known keys are ',
      '5:1-5:12 error front-matter/unknown-key unknown key `constructor` [known keys are ',
    ],
  ],
])('%s', (_, fields, expected) => {
  test('is reported at its place', () => {
    const { lines } = decode(`+++\n${fields}+++\nText.\n`);
    expect(lines.map((line, index) => line.slice(0, expected[index]?.length ?? line.length))).toEqual(expected);
  });
});

describe.each([
  [
    'is never closed',
    `+++\n${head}\nText.\n`,
    'front-matter/unterminated front matter is never closed [add a line of exactly `+++` after the last field]',
  ],
  [
    'ends with another mark',
    `+++\n${head}+++ x\n+++\n`,
    'front-matter/ambiguous-end a line in front matter starts with `+++`',
  ],
  [
    'has a language',
    `+++toml\n${head}+++\n`,
    'front-matter/language front matter must be TOML, not `+++toml` [make the first line exactly `+++`]',
  ],
  [
    'is late',
    `\n+++\n${head}+++\n`,
    'front-matter/late front matter must start on the first line [remove the blank lines above `+++`]',
  ],
  ['is too long', `+++\n# ${'x'.repeat(70_000)}\n+++\n`, 'front-matter/too-long front matter is longer than 64 KiB'],
])('a block that %s', (_, text, expected) => {
  test('is reported', () => expect(decode(text).lines.join('\n')).toContain(expected));
});

test.each([
  ['author: Ada', 'author = "Ada"', [{ name: 'Ada', url: null }]],
  [
    'authors: [Ada, Bo]',
    'authors = ["Ada", "Bo"]',
    [
      { name: 'Ada', url: null },
      { name: 'Bo', url: null },
    ],
  ],
  [
    'author: {name: Ada, url: https://ada.example/}',
    '[author]\nname = "Ada"\nurl = "https://ada.example/"',
    [{ name: 'Ada', url: 'https://ada.example/' }],
  ],
  [
    'author:\n  - Ada\n  - name: Bo\n    url: https://bo.example/',
    'author = ["Ada", {name = "Bo", url = "https://bo.example/"}]',
    [
      { name: 'Ada', url: null },
      { name: 'Bo', url: 'https://bo.example/' },
    ],
  ],
  ['authors: {name: Ada}', '[[authors]]\nname = "Ada"', [{ name: 'Ada', url: null }]],
])('%j and %j', (inYaml, inToml, authors) => {
  const one = decode(`---\ntitle: T\ndate: 2026-11-21\n${inYaml}\n---\n`);
  const other = decode(`+++\n${head}${inToml}\n+++\n`);
  expect([one.lines, other.lines]).toEqual([[], []]);
  expect([one.meta.authors, other.meta.authors]).toEqual([authors, authors]);
});

test.each([
  [
    'author: {name: Ada, email: x}',
    '4:21-4:26 error front-matter/unknown-key unknown key `email` in `author` [known keys are `name`, `url`]',
  ],
  [
    'author: {url: https://ada.example/}',
    '4:9-4:36 error front-matter/missing-name `author.name` is missing [add a line `name: …`]',
  ],
  [
    'author: {name: Ada, url: ada}',
    '4:26-4:29 error front-matter/invalid-author-url `author.url` must be a web address [start it with `https://`]',
  ],
  ['author: [Ada, {name: [x]}]', '4:22-4:25 error front-matter/invalid-author-name `author.1.name` must be text'],
])('%j is a mistake', (field, line) => {
  expect(decode(`---\ntitle: T\ndate: 2026-11-21\n${field}\n---\n`).lines).toEqual([line]);
});

test('a page that another tool would hold back is never published by accident', () => {
  const { lines } = decode(`+++\n${head}publishDate = 2027-01-01\n+++\n`, { unknownKeys: 'ignore' });
  expect(lines).toEqual([
    '4:1-4:12 error front-matter/held-back `publishDate: 2027-01-01` publishes this page later than `date` in other generators [move it to `date`, or remove it]',
  ]);
  expect(decode(`+++\n${head}published = false\n+++\n`, { unknownKeys: 'ignore' }).meta.draft).toBe(true);
});

test('no text makes it throw', () => {
  for (let length = 0; length <= toml.length; length++) {
    decode(`${toml.slice(0, length)}\n+++\n`);
    decode(`${toml.slice(0, length)}[=".{]\n${toml.slice(length)}`);
  }
});
