// The reference page of `site.yaml` is made from its schema: every setting, what it is, what it may be, and an example that is accepted.
// `npx vitest run test/content/settings/settings-page.test.ts -u` writes the page; read the difference.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { decodeSiteConfig, siteSchema } from '../../../src/content/settings/site-settings.ts';
import { siteFile } from '../../../src/model/settings.ts';

/** An example of each setting, and what holds without it. */
const settings: {
  readonly [name in keyof z.infer<typeof siteSchema>]-?: readonly [example: string, otherwise: string];
} = {
  title: ['title: Notes on networks', '`My blog`'],
  tagline: ['tagline: Packets and the people who lose them', 'none'],
  description: ['description: Long posts on how networks work.', 'none'],
  url: [
    'url: https://example.org/blog',
    'no feeds, sitemap, canonical links and search in the address bar, and a warning',
  ],
  language: ['language: pt-BR', '`en`'],
  timezone: ['timezone: Europe/Berlin', '`UTC`'],
  author: ['author: { name: Ada, url: https://ada.example, email: ada@ada.example }', 'none'],
  authors: [
    'authors:\n  - { key: ada, name: Ada, url: https://ada.example, image: /ada.jpg, bio: Ada writes about sockets. }\n  - { key: grace, name: Grace }',
    'posts can name anyone, and no author has a page',
  ],
  license: ['license: { name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/ }', 'none'],
  nav: [
    'nav:\n  - { title: Archive, href: /archive/ }\n  - { title: Code, href: https://code.example }',
    'the pages in `content/pages/`, up to eight',
  ],
  tags: ['tags:\n  - { name: go, description: The language and its runtime. }\n  - linux', 'posts may have any tag'],
  series: [
    'series:\n  - { name: Sockets, description: From the first byte to the last. }',
    'series have no description',
  ],
  permalinks: [
    'permalinks: { posts: /:year/:month/:slug/, pages: /:slug.html }',
    'posts are below `/posts/`, pages at the root',
  ],
  redirects: ['redirects:\n  - { from: /categories/, to: /tags/ }\n  - { from: /index.xml, to: /rss.xml }', 'none'],
  pagination: ['pagination: { size: 5 }', '10 posts on a page'],
  feeds: ['feeds: { limit: 20, content: excerpt }', '10 posts, in full'],
  updated: ['updated: git', 'the date that front matter gives, if any'],
  edit: ['edit: https://code.example/blog/edit/main/{path}', 'no such link'],
  source: ['source: https://code.example/blog/blob/main/{path}', 'no such link'],
  history: ['history: https://code.example/blog/commits/main/{path}', 'no such link'],
  images: ['images: { metadata: keep }', '`remove`: only orientation and color profile stay'],
  cards: ['cards: true', '`false`'],
  budgets: ['budgets: error', '`warning`'],
  frontMatter: ['frontMatter: { unknownKeys: warning }', '`error`'],
  markdown: ['markdown: { html: trusted, parser: satteri }', '`sanitize` and `remark`'],
  media: ['media: { hosts: [images.example.org] }', 'this site only'],
  scripts: ['scripts: { hosts: [gist.github.com] }', 'scripts of the theme only'],
  frames: ['frames: { hosts: [www.youtube-nocookie.com] }', 'no frames: a link is left in their place'],
  links: ['links: { elsewhere: [/docs/] }', 'each address of the host is one of this site'],
  dev: ['dev: { hosts: [blog.example.dev] }', 'names of this machine only'],
};

const introduction = `---
title: Settings
description: Every setting of content/site.yaml, with its values, an example, and what holds without it.
---

The settings of a site are in \`content/site.yaml\`. All of them are optional, and the file may be missing. An unknown setting is an error that names the nearest one, or ours for a name of another generator (\`baseURL\`, \`lang\`, \`menu\`). A wrong value is an error with its place.

For completion and checks in an editor, begin the file with

\`\`\`yaml
# yaml-language-server: $schema=../node_modules/octavo/schemas/site.schema.json
\`\`\`

`;

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly items?: JsonSchema;
  readonly editor?: JsonSchema & { readonly minimum?: number; readonly maximum?: number };
  readonly required?: readonly string[];
}

test('the page lists every setting', async () => {
  const schema = z.toJSONSchema(siteSchema, { io: 'output', unrepresentable: 'any', reused: 'inline' }) as JsonSchema;
  const sections = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const [example, otherwise] = settings[name as keyof typeof settings];
    const about = [field.description, valuesOf(field)].filter(Boolean).join('. ');
    const parts = [
      `## ${name}`,
      ...(about === '' ? [] : [`${about}.`]),
      ...tableOf(field),
      `Without it: ${otherwise}.`,
    ];
    return [...parts, `\`\`\`yaml\n${example}\n\`\`\``].join('\n\n');
  });
  await expect(`${introduction}${sections.join('\n\n')}\n`).toMatchFileSnapshot(
    join(import.meta.dirname, '../../../content/pages/settings.md'),
  );
});

/** A table of the fields of a record, or of the records in a list. */
function tableOf(field: JsonSchema): string[] {
  const properties = Object.entries((field.items ?? field).properties ?? {});
  if (properties.length === 0) return [];
  const rows = properties.map(([name, { description = '', ...rest }]) => {
    const values = valuesOf(rest);
    return `| \`${name}\` | ${description}${values === '' ? '' : `: ${values}`} |`;
  });
  return [['| Field | Meaning |', '|---|---|', ...rows].join('\n')];
}

function valuesOf({ enum: words, editor }: JsonSchema): string {
  const choices = words ?? editor?.enum;
  if (choices) return choices.map((word) => `\`${word}\``).join(' or ');
  if (editor?.minimum !== undefined) return `a number from ${editor.minimum} to ${editor.maximum}`;
  return '';
}

test.each(Object.entries(settings))('the example of %s is accepted', (_, [example]) => {
  const source = { path: siteFile, text: `${example}\n` };
  expect(decodeSiteConfig(source, { url: 'https://example.org' }).diagnostics).toEqual([]);
});

test('what holds without a setting', () => {
  const { value } = decodeSiteConfig(null, { url: null });
  expect(value).toMatchObject({
    title: 'My blog',
    tagline: null,
    url: null,
    language: 'en',
    timeZone: 'UTC',
    nav: null,
    tags: null,
    postsPerPage: 10,
    feedLimit: 10,
    feedContent: 'full',
    imageMetadata: 'remove',
    cards: false,
    budgets: 'warning',
    elsewhere: [],
    devHosts: [],
    markdown: {
      html: 'sanitize',
      parser: 'remark',
      unknownKeys: 'error',
      mediaHosts: [],
      scriptHosts: [],
      frameHosts: [],
    },
  });
});
