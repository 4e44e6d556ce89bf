// No draft leaks: the words of a draft or scheduled post are in no file of `dist/` and in no file name, whatever links to the post, and
// whatever was built into the same folder before.

import { appendFileSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/text/digest.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';
import { png } from '../support/image.ts';
import { bareTheme, type RigOptions, startProcess } from '../support/rig.ts';

const theme = join(import.meta.dirname, '..', '..', 'templates');

/** A post with its own words in every place a post can have; all of them contain `word`. */
function post(word: string, lines: string): { readonly [path: string]: string | Uint8Array } {
  const folder = `content/posts/${word}folder`;
  const program = `echo ${word}program\n`;
  const text = `---
title: ${word}title
${lines}
description: ${word}description
slug: ${word}slug
tags: [common, ${word}tag]
series: {name: ${word}series, part: 1}
aliases: [/${word}alias/]
authors: [${word}author]
canonical: https://${word}canonical.example/
cover: ${word}cover.png
license: ${word}license
translations: [{lang: de, url: 'https://example.com/${word}translation', title: ${word}other}]
notice: ${word}notice
---
${word}opening ![${word}alt](${word}picture.png "${word}caption") [public](../public.md)

<!--more-->

## ${word}heading

${word}text, a note[^1] and a [file](${word}file.txt).

\`\`\`sh file=lab/${word}program.sh
\`\`\`

\`\`\`dot alt="${word}drawing"
digraph { ${word}node -> b }
\`\`\`

[^1]: ${word}note
`;
  return {
    [`${folder}/index.md`]: text,
    [`${folder}/${word}picture.png`]: drawn(word),
    [`${folder}/${word}cover.png`]: drawn(word),
    [`${folder}/${word}file.txt`]: `${word}content\n`,
    [`${folder}/lab/${word}program.sh`]: program,
    [`${folder}/lab/lab.yaml`]: `steps:\n  - {name: ${word}step, run: sh ${word}program.sh}\n`,
    [`${folder}/lab/recordings/${word}step.txt`]: `$ sh ${word}program.sh\n${word}program\n`,
    [`${folder}/lab/recordings/environment.json`]: JSON.stringify({
      recorded: '2026-11-01T00:00:00Z',
      kernel: `${word}kernel`,
      tools: {},
      steps: {
        [`${word}step`]: {
          commands: [`sh ${word}program.sh`],
          files: { [`${word}program.sh`]: digestOf(program) },
        },
      },
    }),
  };
}

/** An image that is large enough for variants, with a text in it. */
function drawn(word: string): Uint8Array {
  return png({ width: 900, height: 20, before: { tEXt: new TextEncoder().encode(`Comment\0${word}pixels`) } });
}

const published = {
  'content/site.yaml': 'title: Site\nurl: https://example.org\npagination: {size: 2}\n',
  'content/posts/public.md': '---\ntitle: Public\ndate: 2026-11-01\ntags: [common]\n---\nA text.\n\n<!--more-->\n',
  'content/posts/before.md': '---\ntitle: Before\ndate: 2026-10-01\ntags: [common]\n---\nA text.\n\n<!--more-->\n',
  'content/posts/after.md': '---\ntitle: After\ndate: 2026-11-20\ntags: [common]\n---\nA text.\n\n<!--more-->\n',
  'content/pages/about.md': '---\ntitle: About\n---\nA text.\n',
};

const hidden = {
  ...post('quuxdraft', 'date: 2026-11-10\ndraft: yes'),
  ...post('quuxfuture', 'date: 2031-01-01'),
  ...post('quuxboth', 'date: 2031-01-01\ndraft: on'),
  ...post('quuxunlisted', 'date: 2026-11-10\ndraft: true\nunlisted: yes'),
  'content/pages/quuxpage.md': '---\ntitle: quuxpage\ndraft: yes\n---\nquuxpage\n',
};

/** Names and contents of files, as far as they contain the word. */
function leaks(dist: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(dist, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (/quux/i.test(path.slice(dist.length))) found.push(path.slice(dist.length));
    else if (entry.isFile() && /quux/i.test(readFileSync(path, 'latin1'))) found.push(`in ${path.slice(dist.length)}`);
  }
  return found;
}

async function build(root: string, options: RigOptions): Promise<string[]> {
  const program = startProcess(root, join(root, '..', 'cache'), { templates: theme, ...options });
  const { diagnostics, report } = await program.build();
  program.end();
  const errors = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ message, at }) => `${at?.path} ${message}`);
  expect(errors).toEqual([]);
  expect(report).not.toBeNull();
  return leaks(join(root, 'dist'));
}

function site(): string {
  const root = join(scratchFolder(), 'site');
  writeFiles(root, { ...published, ...hidden });
  return root;
}

describe('words of drafts and scheduled posts', () => {
  test('are nowhere in dist/', async () => {
    expect(await build(site(), {})).toEqual([]);
  }, 120_000);

  test('are all there if they are asked for, and leave no trace afterwards', async () => {
    const root = site();
    const options = { templates: bareTheme };
    const shown = await build(root, { ...options, drafts: true, future: true });
    const places = [
      'feed.xml',
      'sitemap.xml',
      'index.html',
      'llms.txt',
      'search/words/0.json',
      'tags/common/index.html',
    ];
    for (const place of [...places, 'tags/common/feed.xml', 'posts/public/index.html'])
      expect(shown).toContain(`in /${place}`);
    expect(shown).toEqual(
      expect.arrayContaining(['/posts/quuxdraftslug', '/quuxfuturealias', '/tags/quuxbothtag', '/quuxpage']),
    );
    expect(shown.some((path) => path.startsWith('in /search/pages/'))).toBe(true);
    expect(shown.some((path) => /assets\/quuxdraftpicture/.test(path))).toBe(true);
    // A warm build over the same folder, and one after a change elsewhere.
    expect(await build(root, options)).toEqual([]);
    appendFileSync(join(root, 'content/posts/public.md'), 'More.\n');
    utimesSync(join(root, 'content/posts/public.md'), 1, 1);
    expect(await build(root, options)).toEqual([]);
  }, 120_000);

  test('are separate: drafts can be shown without scheduled posts, and vice versa', async () => {
    const root = site();
    const options = { templates: bareTheme };
    const drafts = (await build(root, { ...options, drafts: true })).join('\n');
    expect(drafts).toMatch(/quuxdraft/);
    expect(drafts).not.toMatch(/quuxfuture/);
    const future = (await build(root, { ...options, future: true })).join('\n');
    expect(future).toMatch(/quuxfuture/);
    expect(future).not.toMatch(/quux(?:draft|both|unlisted|page)/);
  }, 120_000);
});
