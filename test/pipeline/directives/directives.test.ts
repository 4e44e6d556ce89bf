// Directives of the default theme and of a site: what pages, feeds and copies show, and what an edit costs. How they are parsed is in
// `test/content/cases/directives.txt`, and every mistake in `test/golden/directives.txt`.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { explainWhy } from '../../../src/cli/commands/build-why.ts';
import { isError } from '../../../src/model/diagnostic.ts';
import { quickFolder, readFiles, writeFiles } from '../../support/folder.ts';
import { png } from '../../support/image.ts';
import { bareTheme, type Process, startProcess } from '../../support/rig.ts';

type Files = { readonly [path: string]: string | Uint8Array };

/** What the default theme's directives consist of, for the bare theme, which is compiled in no time. */
const theme = Object.fromEntries(
  Object.entries(readFiles(join(import.meta.dirname, '../../../templates')))
    .filter(([path]) => /^(?:directives|words)\/|^components\/video-link/.test(path))
    .map(([path, text]) => [`templates/${path}`, text]),
);

function post(title: string, body: string): string {
  return `---\ntitle: ${title}\ndate: 2026-11-0${(title.length % 9) + 1}\n---\n\n${body}\n`;
}

const plain: Files = {
  'content/site.yaml': 'title: Site\nurl: https://example.org\n',
  'content/posts/bb.md': post('Bb', 'Opening.\n\n<!--more-->\n\nText.'),
};

const site: Files = {
  ...plain,
  'content/posts/a/index.md': post(
    'A',
    `:::details[How *it* works]
Text with [a link](../bb.md).
:::

<!--more-->

::youtube[A talk]{id="dQw4" still="still.png"}

::video{src="https://video.example/1"}

::video[Ours]{src="talk.mp4" still="./still.png" alt="A speaker"}

:::figure[A *caption*]
| a | b |
|---|---|
| 1 | 2 |
:::

::::columns
:::column
One.
:::
:::note
Two.
:::
::::

::: warning Title
Three.
:::`,
  ),
  'content/posts/a/still.png': png({ width: 70, height: 40 }),
  'content/posts/a/talk.mp4': 'a video',
};

/** As for every template, in `test/templates/templates.test.ts`. */
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'long-title': 'off',
    'doctype-style': ['error', { style: 'lowercase' }],
    'no-inline-style': 'error',
    'prefer-native-element': 'off',
    'no-implicit-button-type': 'off',
  },
});

/** A site in a new folder with a first build. */
async function built(files: Files) {
  const folder = quickFolder();
  const [root, cache] = [join(folder, 'site'), join(folder, 'cache')];
  writeFiles(root, files);
  const options = { templates: bareTheme, overlay: join(root, 'templates') };
  const next = async () => await run(startProcess(root, cache, options));
  const { diagnostics } = await next();
  const outputs = () => readFiles(join(root, 'dist'));
  return { root, folder, next, outputs, diagnostics };
}

async function run(process: Process) {
  const result = await process.build();
  const why = result.diagnostics.some(isError) ? '' : explainWhy('/posts/a/', process.session);
  process.end();
  return { ...result, why };
}

test('the theme’s directives on pages, in feeds, in lists and in Markdown copies', async () => {
  const { outputs, diagnostics } = await built({ ...site, ...theme });
  expect(diagnostics).toEqual([]);
  const files = outputs();
  const page = files['posts/a/index.html'] ?? '';
  const main = /<main>([^]*?)<\/main>/.exec(page)?.[1] ?? '';
  const body = main
    .replace(/<picture>.*?<\/picture>|<img[^>]*>/g, (image) => `{${/alt="([^"]*)"/.exec(image)?.[1]}}`)
    .replace(/-[0-9a-f]{10}\./g, '-….');
  await expect(body).toMatchFileSnapshot('page.txt');
  const { results } = await validator.validateString(
    `<!doctype html><html lang="en"><head><title>A</title></head><body>${main}</body></html>`,
  );
  expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
  expect(main).not.toMatch(/ style=|<script>|<style|src="https?:/);

  const { items } = JSON.parse(files['feed.json'] ?? '{}') as {
    readonly items: readonly { readonly title: string; readonly content_html: string }[];
  };
  const html = items.find(({ title }) => title === 'A')?.content_html ?? '';
  expect(html).toContain(
    '<details><summary>How <em>it</em> works</summary><p>Text with <a href="https://example.org/posts/bb/">a link</a>.</p></details>',
  );
  expect(html).toMatch(
    /<figure><a href="https:\/\/www\.youtube\.com\/watch\?v=dQw4" rel="external"><img src="https:\/\/example\.org\/assets\/still-/,
  );
  expect(html).toContain('<p>Title</p>\n<p>Three.</p>');
  expect(html).not.toContain('class=');

  expect(files['index.html']).toContain('<p>Text with <a href="posts/bb/">a link</a>.</p></details>');
  const copy = files['posts/a/index.md']?.replace(/-[0-9a-f]{10}\./g, '-….').replace(/^[^]*?# A\n/, '');
  await expect(copy).toMatchFileSnapshot('copy.txt');
});

describe('a component of the site', () => {
  const card = (word: string) => `import type { DirectiveProps } from 'octavo/theme';
export const schema = { to: 'link?', size: 'number?', side: ['left', 'right'], raw: 'text?' } as const;
export default function Card({ to, size, side, raw, children, label, labelText, lang, output }: DirectiveProps<typeof schema>) {
  return <section title={raw} class={side} lang={lang}>${word} {to} {size} {label} {labelText} {output}{children}</section>;
}
`;
  const files: Files = {
    ...plain,
    'content/posts/a/index.md': post(
      'A',
      ':::card[A *label*]{to="../bb.md" size=1.5 side=right raw=\'<b> "x"\'}\nText.\n:::\n\n<!--more-->\n\n:::note\nMine.\n:::\n',
    ),
    'templates/directives/card.tsx': card('One'),
  };

  test('gets its properties, escaped, and its content as it is', async () => {
    const { outputs, diagnostics } = await built(files);
    expect(diagnostics).toEqual([]);
    expect(outputs()['posts/a/index.html']).toContain(
      '<section title="&lt;b> &quot;x&quot;" class="right" lang="en">One ../bb/ 1.5 A <em>label</em> A label site<p>Text.</p></section>',
    );
    expect(outputs()['feed.json']).toContain('One https://example.org/posts/bb/ 1.5');
  });

  test('an edit of it prints pages and parses none, and `--why` names it', async () => {
    const { root, next, outputs } = await built(files);
    expect((await next()).counts).toEqual({});
    writeFiles(root, { 'templates/directives/card.tsx': card('Two') });
    const { counts, report, why } = await next();
    expect(counts).not.toHaveProperty('page');
    expect(counts).toMatchObject({ theme: 1 });
    expect(report?.written.filter((path) => path.endsWith('.html'))).toEqual(['index.html', 'posts/a/index.html']);
    expect(outputs()['posts/a/index.html']).toContain('>Two ../bb/');
    expect(why).toContain('because file of templates/directives/card.tsx has changed');
  });

  test('shadows one of the theme and the callout of its name', async () => {
    const { root, next, outputs } = await built({ ...files });
    expect(outputs()['posts/a/index.html']).toContain('<aside class="callout callout-note" role="note">');
    writeFiles(root, {
      'templates/directives/note.tsx': 'export default ({ children }: any) => <div class="mine">{children}</div>;',
    });
    const { counts } = await next();
    expect(counts).not.toHaveProperty('page');
    expect(outputs()['posts/a/index.html']).toContain('<div class="mine"><p>Mine.</p></div>');
    rmSync(join(root, 'templates/directives/note.tsx'));
    await next();
    expect(outputs()['posts/a/index.html']).toContain('<aside class="callout callout-note" role="note">');
  });

  test('in a page that is removed, renamed or missing', async () => {
    const { root, next } = await built(files);
    rmSync(join(root, 'templates/directives/card.tsx'));
    const { diagnostics, counts } = await next();
    expect(diagnostics.map(({ code, at }) => `${code} ${at?.path}`)).toEqual([
      'directive/unknown content/posts/a/index.md',
    ]);
    expect(counts).not.toHaveProperty('page');
  });

  test('is a mistake of a page whose front matter is broken, too', async () => {
    const { diagnostics } = await built({
      ...files,
      'content/posts/a/index.md': '---\ntitle: A\ndate: never\n---\n\n:::crad\nText.\n:::\n',
    });
    expect(diagnostics.map(({ code }) => code)).toContain('directive/unknown');
  });
});

test('the guide’s directive works', async () => {
  const guide = readFileSync(join(import.meta.dirname, '../../../content/pages/extending-octavo.md'), 'utf8');
  const listing = (language: string, title: string) =>
    new RegExp(`^\`\`\`\`?${language} title="${title}"\n([^]*?)^\`\`\``, 'm').exec(guide)?.[1] ?? '';
  const { outputs, diagnostics } = await built({
    ...plain,
    'content/posts/a/index.md': post('A', `Opening.\n\n<!--more-->\n\n${listing('md', 'content/posts/hello.md')}`),
    'templates/directives/release.tsx': listing('tsx', 'templates/directives/release.tsx'),
  });
  expect(diagnostics).toEqual([]);
  expect(outputs()['posts/a/index.html']).toContain('<section class="release"><h2>Version 1.2.0</h2>');
  expect(outputs()['posts/a/index.md']).toContain('**Version 1.2.0**');
});
