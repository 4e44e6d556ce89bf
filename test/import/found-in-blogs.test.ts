// Constructs of public blogs that an import once lost or left in pages. Each case is a small site; the texts are ours.

import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOldSite } from '../../src/import/against/old-output.ts';
import { importSite } from '../../src/import/import-site.ts';
import { markdownInHtml } from '../../src/import/markdown/markdown-in-html.ts';
import { mdxToMarkdown } from '../../src/import/markdown/mdx.ts';
import { readFiles, scratchFolder, writeFiles } from '../support/folder.ts';

/** The files of the imported site, and the findings by kind and place. */
async function imported(files: { readonly [path: string]: string }) {
  const folder = scratchFolder();
  writeFiles(join(folder, 'old'), files);
  const { findings } = await importSite({
    source: join(folder, 'old'),
    into: join(folder, 'new'),
    from: null,
    isDry: false,
  });
  const { '.octavo-import.json': _, ...made } = readFiles(join(folder, 'new'));
  return { files: made, findings: findings.map(({ kind, file, line }) => `${kind} (${file}:${line})`) };
}

const jekyll = { '_config.yml': 'title: Old\n' };
const jekyllPost = (body: string) => ({ '_posts/2020-01-02-a.md': `---\ntitle: A\n---\n${body}\n` });
const bodyOf = (text: string | undefined) => text?.replace(/^---\n[^]*?\n---\n\n/, '');

test('Jekyll: an include with tags of its own gets its arguments, and the includes in it', async () => {
  const { files, findings } = await imported({
    ...jekyll,
    ...jekyllPost('{% include box.html nth="first" %}\n\n{% include loop.html %}\n\n{% include itself.html %}'),
    '_includes/box.html': '<b>{{ include.nth }}{{ include.other }}</b> {% include inner.html nth="inner" %}\n',
    '_includes/inner.html': '[{{ include.nth }}]({{ "/2020/01/02/a.html" | absolute_url }})',
    '_includes/loop.html': '{% for post in site.posts %}x{% endfor %}',
    '_includes/itself.html': '{% include itself.html %}',
  });
  expect(bodyOf(files['content/posts/2020-01-02-a.md'])).toBe(
    '<b>first</b> [inner](2020-01-02-a.md)\n\n{% include loop.html %}\n\n{% include itself.html %}\n',
  );
  expect(findings).toEqual([
    'not converted: tag `include loop.html` (_posts/2020-01-02-a.md:6)',
    'not converted: tag `include itself.html` (_posts/2020-01-02-a.md:8)',
  ]);
});

test('Jekyll: files without front matter are copied, whatever their encoding', async () => {
  const folder = scratchFolder();
  const latin = new Uint8Array([0x6d, 0xfc, 0x6c, 0x6c]);
  writeFiles(folder, { ...jekyll, ...jekyllPost('Text'), 'notes.txt': latin, 'old.html': latin });
  const into = join(scratchFolder(), 'new');
  await importSite({ source: folder, into, from: null, isDry: false });
  expect(readFiles(into)).toMatchObject({ 'public/notes.txt': 'm\uFFFDll', 'public/old.html': 'm\uFFFDll' });
});

test.each([
  ['<div class="a" markdown="1">\n  *Text*\n</div>\nAfter', '<div class="a">\n\n*Text*\n\n</div>\nAfter'],
  ['<p markdown="1">*Text*</p>', '\n\n*Text*\n\n\n'],
  ['<div markdown=1>\n<div markdown="1">a</div>\n</div>', '<div>\n\n<div>\n\na\n\n</div>\n\n</div>\n'],
  ['Text <span markdown="1">*a*</span>', 'Text <span>*a*</span>'],
  ['```\n<div markdown="1">\n```\n`<p markdown="1">`', '```\n<div markdown="1">\n```\n`<p markdown="1">`'],
  ['<div markdown="1">never closed', '<div>never closed'],
])('kramdown: Markdown in HTML: %j', (written, expected) => expect(markdownInHtml(written)).toBe(expected));

test('MDX: attributes that plugins read are no expressions', () => {
  const findings: string[] = [];
  const report = (kind: string) => findings.push(kind);
  expect(mdxToMarkdown('import A from "./a";\n\n:quote[Text]{#q-text}\n\n## Part {#part}\n', report)).toBe(
    '\n\n:quote[Text]{#q-text}\n\n## Part {#part}\n',
  );
  expect(findings).toEqual([]);
  mdxToMarkdown('{#a} {not an expression', report);
  expect(findings).toEqual(['not converted: MDX that can’t be parsed']);
});

test('Astro: entries below their date', async () => {
  const { files, findings } = await imported({
    'astro.config.mjs': "export default { site: 'https://old.example' };\n",
    'src/content/posts/2020-01-02-a.md': '---\ntitle: A\n---\n[B](/2021/03/04/b/)\n',
    'src/content/posts/b.md': '---\ntitle: B\ndate: 2021-03-04\n---\n',
    'src/content/posts/c.md': '---\ntitle: C\n---\n',
    'src/pages/[year]/[month]/[day]/[slug].astro': "---\nconst all = await getCollection('posts');\n---\n",
  });
  expect(files['content/site.yaml']).toContain('posts: /:year/:month/:day/:slug/');
  expect(bodyOf(files['content/posts/2020-01-02-a.md'])).toBe('[B](b.md)\n');
  expect(findings).toContain('address not known: an entry without a date (src/content/posts/c.md:1)');
});

test('Eleventy: posts in a folder that begins with an underscore, but no includes, layouts and data', async () => {
  const { files } = await imported({
    'eleventy.config.js': "export default () => ({ dir: { layouts: '_layouts' } });\n",
    '_posts/2020-01-02-a.md': '---\ntitle: A\npermalink: /web/a/\n---\n',
    ...Object.fromEntries(
      ['_includes', '_layouts', '_data', '.hidden'].map((name) => [`${name}/x.md`, '---\ntitle: X\n---\nX']),
    ),
  });
  expect(Object.keys(files)).toEqual(['content/posts/2020-01-02-a.md', 'content/site.yaml']);
});

test.each([
  ['permalink: function({page}) { return `/web/${ page.fileSlug }/` },', '/web/:slug/'],
  ['permalink: (data) => `/web/${data.page.fileSlug}/index.html`,', '/web/:slug/'],
  ["permalink(data) { return '/web/a/'; },", '/web/:slug/'],
  ['permalink: (data) => computed(data),', null],
  ['permalink: ({ page }) => `/web/${page.date.getFullYear()}/${page.fileSlug}/`,', null],
])('Eleventy: %s', async (code, pattern) => {
  const { files, findings } = await imported({
    'eleventy.config.js': '',
    'blog/blog.11tydata.js': `export default { ${code} tags: ['x'] };`,
    'blog/2020-01-02-a.md': '---\ntitle: A\n---\n',
  });
  if (pattern === null)
    expect(findings).toEqual([expect.stringContaining('address not known: a permalink that is computed')]);
  else expect(files['content/site.yaml']).toContain(`posts: ${pattern}`);
});

test('Eleventy: includes of text, and of tags that can be converted', async () => {
  const { files, findings } = await imported({
    'eleventy.config.js': '',
    'blog/a.md': '---\ntitle: A\ndate: 2020-01-02\n---\n{% include "box.html" %}\n\n{% include "loop.html" %}\n',
    '_includes/box.html': '<b>{{ title }}</b>\n',
    '_includes/loop.html': '{% for a in b %}{% endfor %}',
  });
  expect(bodyOf(files['content/posts/a.md'])).toBe('<b>A</b>\n\n{% include "loop.html" %}\n');
  expect(findings).toEqual(['not converted: tag `include` (blog/a.md:7)']);
});

test('values in the report are named without what they are called with', async () => {
  const { findings } = await imported({
    'eleventy.config.js': '',
    'posts/a.md': '---\ntitle: A\ndate: 2020-01-02\n---\n{{ card({\n  title: "A"\n}) }} {{ other | filter }}\n',
  });
  expect(findings).toEqual([
    'not converted: `{{ card(…) }}` (posts/a.md:5)',
    'not converted: `{{ other }}` (posts/a.md:7)',
  ]);
});

test('Hugo: R Markdown is left to R, and `ignoreFiles` are ignored', async () => {
  const page = (title: string) => `---\ntitle: ${title}\ndate: 2020-01-02\n---\n`;
  const { files, findings } = await imported({
    'hugo.toml': 'ignoreFiles = ["\\\\.tmp\\\\.md$", "[", "_files$"]\n',
    'content/posts/a.Rmd': page('A'),
    'content/posts/a.md': page('A'),
    'content/posts/b.Rmd': page('B'),
    'content/posts/c.tmp.md': page('C'),
    'content/posts/a_files/x.png': '',
  });
  expect(Object.keys(files)).toEqual(['content/posts/a.md', 'content/site.yaml']);
  expect(findings).toEqual(['not imported: a page in `.Rmd` (content/posts/b.Rmd:0)']);
});

test('Hugo: a `url` without a slash in front of it; Hexo: numbers as `id`', async () => {
  const hugo = await imported({
    'hugo.toml': '',
    'content/posts/a.md': '---\ntitle: A\ndate: 2020-01-02\nurl: old/name\n---\n',
  });
  expect(hugo.files['content/site.yaml']).toContain('posts: /old/:slug/');
  expect(hugo.files['content/posts/a.md']).toContain('slug: name\n');
  const hexo = await imported({
    '_config.yml': 'permalink: p/:id/\n',
    'source/_posts/a.md': '---\ntitle: A\ndate: 2020-01-02\nid: 17\n---\n',
  });
  expect(hexo.files['content/posts/a.md']).toBe(
    "---\ntitle: A\ndate: '2020-01-02'\nslug: '17'\n---\n\n".replace(/'(2020-01-02)'/, '$1'),
  );
});

test('no redirect at a further page of a tag that our site has', async () => {
  const posts = Array.from({ length: 25 }, (_, index) => [
    `source/_posts/p${index}.md`,
    `---\ntitle: P${index}\ndate: 2020-01-02\ntags: ${index < 15 ? 'tools' : 'few'}\n---\n`,
  ]);
  const { files } = await imported({
    '_config.yml': 'per_page: 5\npermalink: :title/\n',
    ...Object.fromEntries(posts),
  });
  const redirects = files['content/site.yaml']?.match(/from: \/tags\/\S+/g);
  // The old site had three pages of five posts; ours has as many, because it takes over the size.
  expect(redirects ?? []).toEqual([]);
});

test('pages whose addresses are not known get one each, and drafts do not take one', async () => {
  const { files } = await imported({
    'eleventy.config.js': '',
    'blog/blog.json': '{ "permalink": "/{{ page.date | own }}/{{ page.fileSlug }}/" }',
    'blog/2019-01-02-update.md': '---\ntitle: A\n---\n',
    'blog/2019-03-04-update.md': '---\ntitle: B\n---\n',
    'notes/update.md': '---\ntitle: C\ndate: 2020-01-02\npermalink: /posts/update/\n---\n',
    'notes/draft/update.md': '---\ntitle: D\ndate: 2020-01-02\ndraft: true\n---\n',
  });
  const slugs = Object.entries(files).map(([path, text]) => [path, /^slug: (.*)$/m.exec(text)?.[1]]);
  expect(Object.fromEntries(slugs)).toEqual({
    'content/site.yaml': undefined,
    'content/posts/2019-01-02-update.md': '2019-01-02-update',
    'content/posts/2019-03-04-update.md': '2019-03-04-update',
    'content/posts/notes-update.md': 'update',
    // The draft.
    'content/posts/update.md': 'update-2',
  });
});

test('a site without an address has no feeds, and so no redirects to them', async () => {
  const blog = { 'hugo.toml': '', 'content/posts/a.md': '---\ntitle: A\ndate: 2020-01-02\ntags: [x]\n---\n' };
  expect((await imported(blog)).files['content/site.yaml']).not.toMatch(/to: \S*(?:feed|rss)/);
  const { files } = await imported({ ...blog, 'hugo.toml': 'baseURL = "https://old.example/"\n' });
  expect(files['content/site.yaml']).toContain('{from: /tags/x/index.xml, to: /tags/x/feed.xml}');
});

test('numbers in TOML stay as they are written, and what is nested too deeply is named by its line', async () => {
  const { files } = await imported({
    'hugo.toml': 'title = "Old"\n',
    'content/posts/a.md': '+++\ntitle = "A"\ndate = 2020-01-02T03:04:05+01:00\ntags = ["1.10", 1.10]\n+++\n',
  });
  expect(files['content/posts/a.md']).toContain("tags: ['1.10']");
  expect(files['content/posts/a.md']).toContain('date: 2020-01-02T03:04:05+01:00');
  const deep = imported({
    'hugo.toml': '',
    'content/posts/a.md': `+++\ntitle = "A"\nx = ${'['.repeat(30)}${']'.repeat(30)}\n+++\n`,
  });
  await expect(deep).rejects.toMatchObject({
    problems: [{ line: 3, message: expect.stringContaining('nested too deeply') }],
  });
});

test('the page for missing addresses is the theme’s, wherever the old blog had it', async () => {
  const page = '---\ntitle: Lost\npermalink: /404.html\n---\nNothing here.\n';
  const blog = { ...jekyll, ...jekyllPost('Text') };
  for (const path of ['404.md', 'pages/lost.md', '404.html']) {
    const { files, findings } = await imported({ ...blog, [path]: page });
    expect(Object.keys(files)).toEqual(['content/posts/2020-01-02-a.md', 'content/site.yaml']);
    expect(findings).toEqual([`not imported: the page for missing addresses, which the theme has (${path}:0)`]);
  }
  const { files } = await imported({
    'hugo.toml': '',
    'content/404.md': page,
    'content/posts/a.md': '---\ntitle: A\ndate: 2020-01-02\n---\n',
  });
  expect(Object.keys(files)).toEqual(['content/posts/a.md', 'content/site.yaml']);
});

test('names with signs that addresses encode are those of the files, and an address stays as it was written', async () => {
  const body =
    '![C++](/img/c++.png) ![C++](/img/c%2B%2B.png) [a](/img/a@b,c=d.png) ![图](/img/图.png) [A](/2020/01/02/a.html)';
  const files = { 'img/c++.png': '', 'img/a@b,c=d.png': '', 'img/图.png': '' };
  const { files: made } = await imported({
    ...jekyll,
    ...files,
    '_posts/2020-01-02-a.md': `---\ntitle: A\nimage: /img/c++.png\n---\n${body}\n`,
  });
  expect(made['content/posts/2020-01-02-a.md']).toContain('cover: /img/c++.png\n');
  expect(bodyOf(made['content/posts/2020-01-02-a.md'])).toBe(
    `${body.replace('/2020/01/02/a.html', '2020-01-02-a.md')}\n`,
  );
});

test('Hexo: early feeds named posts by addresses that are not encoded', async () => {
  const blog = (feed: string, hexo: string) => ({
    '_config.yml': 'url: http://old.example\n',
    'package.json': JSON.stringify({ dependencies: { hexo, 'hexo-generator-feed': feed } }),
    'source/_posts/图.md': '---\ntitle: A\ndate: 2020-01-02\n---\nText\n',
    'source/_posts/b.md': '---\ntitle: B\ndate: 2020-01-02\n---\nText\n',
  });
  const idsIn = async (feed: string, hexo: string) => {
    const { files } = await imported(blog(feed, hexo));
    return Object.values(files).flatMap((text) => /^id: .*$/m.exec(text) ?? []);
  };
  expect(await idsIn('^1.1.0', '^3.1.1')).toEqual(['id: http://old.example/2020/01/02/图/']);
  expect(await idsIn('^1.1.0', '^4.0.0')).toEqual([]);
  expect(await idsIn('^3.0.0', '^3.9.0')).toEqual([]);
});

test('the comparison leaves out what the old theme put on many pages, and keeps anchors of a page’s own', () => {
  const folder = scratchFolder();
  const page = '<h2 id="part">Part</h2><a id="own"></a><div id="comments"></div>';
  const links = (at: number) => `<a href="/p${at}/#comments">1</a><a href="/p${at}/#own">own</a>`;
  for (let at = 0; at < 20; at++)
    writeFiles(folder, { [`p${at}/index.html`]: at < 8 ? page.replace('<a id="own"></a>', at === 0 ? '$&' : '') : '' });
  writeFiles(folder, { 'index.html': Array.from({ length: 20 }, (_, at) => links(at)).join('') });
  const { pages } = readOldSite(folder, 'https://old.example');
  expect([pages.get('/p0/'), pages.get('/p1/'), pages.get('/p9/')]).toEqual([['part', 'own'], ['part'], []]);
});

test('Hexo: a part of the address that a plugin makes up while Hexo runs', async () => {
  const post = (more = '') => `---\ntitle: T\ndate: 2020-01-02\ntags: [a]\n${more}---\n`;
  const { files, findings } = await imported({
    '_config.yml': 'permalink: :abbrlink.html\n',
    'source/_posts/a.md': post(),
    'source/_posts/b.md': post(),
    'source/_posts/c.md': post('abbrlink: x1\n'),
  });
  const posts = Object.entries(files).filter(([path]) => path.startsWith('content/posts/'));
  expect(posts.map(([path, text]) => [path, /^slug: (.*)$/m.exec(text)?.[1]])).toEqual([
    ['content/posts/a.md', undefined],
    ['content/posts/b.md', undefined],
    ['content/posts/c.md', 'x1'],
  ]);
  expect(files['content/site.yaml']).toContain('from: /archives/2020/, to: /archive/');
  const kind = "address not known: a part of `permalink: :abbrlink.html` that the file doesn't have";
  expect(findings).toEqual([`${kind} (source/_posts/a.md:1)`, `${kind} (source/_posts/b.md:1)`]);
});

test('Hexo: posts as `index.md` with their files, each named for its folder', async () => {
  const { files } = await imported({
    '_config.yml': 'permalink: :abbrlink.html\n',
    'source/_posts/Go/start/index.md': '---\ndate: 2020-01-02\n---\n![a](a.png) [b](../other/index.md)\n',
    'source/_posts/Go/start/a.png': '',
    'source/_posts/Go/other/index.md': '---\ndate: 2020-01-02\n---\n![a](../start/a.png)\n',
    'source/_posts/Zig/start/index.md': '---\ndate: 2020-01-02\n---\n![b](img/b.png)\n',
    'source/_posts/Zig/start/img/b.png': '',
    'source/_posts/loose.png': '',
  });
  expect(Object.keys(files)).toEqual([
    'content/posts/Zig-start/img/b.png',
    'content/posts/Zig-start/index.md',
    'content/posts/other.md',
    'content/posts/start/a.png',
    'content/posts/start/index.md',
    'content/site.yaml',
    'public/loose.png',
  ]);
  expect(files['content/posts/start/index.md']).toBe(
    '---\ntitle: Start\ndate: 2020-01-02\n---\n\n![a](a.png) [b](../other.md)\n',
  );
  expect(bodyOf(files['content/posts/other.md'])).toBe('![a](start/a.png)\n');
});

test('Hexo: `code_dir: ./`, pages with comments alone, and a time that can’t be read', async () => {
  const { files, findings } = await imported({
    '_config.yml': 'code_dir: ./\n',
    'source/_posts/a.md': '---\ntitle: A\ndate: 2020-01-02 13:017:00\n---\n{% include_code a lang:cpp cpp/a.cpp %}\n',
    'source/cpp/a.cpp': 'int a;\n',
    'source/tags/index.md': '---\ntitle: Tags\ntype: tags\n---\n\n<!-- <p>\n</p> -->\n',
  });
  expect(files['content/posts/a.md']).toBe(
    '---\ntitle: A\ndate: 2020-01-02\n---\n\n```cpp title="cpp/a.cpp"\nint a;\n```\n',
  );
  expect(files['content/site.yaml']).toContain('posts: /:year/:month/:day/:slug/');
  expect(findings).toEqual([
    "not kept: a time that can't be read, in `date` (source/_posts/a.md:1)",
    'not imported: a page without text (source/tags/index.md:0)',
  ]);
});

test.each(['old', 'old/_posts'])('Hexo: posts that are kept without the rest of the blog, in `%s`', async (source) => {
  const folder = scratchFolder();
  const into = join(folder, 'new');
  const posts = { '_posts/a.md': '---\ntitle: A\ndate: 2020-01-02\n---\n![a](a.png)\n', '_posts/a/a.png': '' };
  writeFiles(join(folder, 'old'), { ...posts, 'todo/list.md': 'Later', 'package.json': '{}' });
  const options = { source: join(folder, source), into, isDry: false };
  await expect(importSite({ ...options, from: null })).rejects.toMatchObject({
    problems: [{ hint: expect.stringContaining('1 × not imported: a post without a date in its name, such as') }],
  });
  const { leftBehind } = await importSite({ ...options, from: 'hexo' });
  const { '.octavo-import.json': _, ...made } = readFiles(into);
  expect(Object.keys(made)).toEqual(['content/posts/a/a.png', 'content/posts/a/index.md', 'content/site.yaml']);
  expect(leftBehind).toEqual(source === 'old' ? ['package.json', 'todo/list.md'] : []);
});

test.each([
  ['Jekyll', '_includes/b.html', { ...jekyll, ...jekyllPost('{% include b.html %}') }],
  [
    'Hexo',
    'source/downloads/code/b.c',
    { '_config.yml': '', 'source/_posts/a.md': '---\ndate: 2020-01-02\n---\n{% include_code b.c %}\n' },
  ],
  [
    'Eleventy',
    '_includes/b.html',
    { 'eleventy.config.js': '', 'blog/a.md': '---\ndate: 2020-01-02\n---\n{% include "b.html" %}\n' },
  ],
])('%s: an include that is not valid UTF-8 is named, and the rest is imported', async (_, include, files) => {
  const folder = scratchFolder();
  writeFiles(join(folder, 'old'), { ...files, [include]: new Uint8Array([0x6d, 0xfc]) });
  const options = { source: join(folder, 'old'), into: join(folder, 'new'), from: null, isDry: false };
  const { posts, findings } = await importSite(options);
  expect(posts).toBe(1);
  expect(findings.map(({ kind }) => kind)).toEqual([
    `not included: \`${include}\` is not valid UTF-8`,
    expect.stringMatching(/^not converted: tag `include/),
  ]);
});

test('every file of the source is a page, copied, named, or counted as left behind', async () => {
  const folder = scratchFolder();
  writeFiles(join(folder, 'old'), {
    ...jekyll,
    ...jekyllPost('Text'),
    '_posts/undated.md': '---\ntitle: U\n---\n',
    '_layouts/post.html': '',
    '_notes/a.md': 'Text',
    'assets/vendor/a.js': '',
    'img/.DS_Store': '',
    'vendor/bundle/b.md': '---\ntitle: B\n---\n',
    'img/a.png': '',
  });
  symlinkSync('/etc/hostname', join(folder, 'old/img/link.png'));
  const into = join(folder, 'new');
  const { findings, leftBehind } = await importSite({ source: join(folder, 'old'), into, from: null, isDry: false });
  const { '.octavo-import.json': _, ...made } = readFiles(into);
  expect(Object.keys(made)).toEqual([
    'content/posts/2020-01-02-a.md',
    'content/site.yaml',
    'public/assets/vendor/a.js',
    'public/img/a.png',
  ]);
  expect(findings.map(({ kind, file }) => `${kind} (${file})`)).toEqual([
    'not imported: a post without a date in its name (_posts/undated.md)',
    'not followed: a symbolic link, or no file at all (img/link.png)',
    'not copied: a hidden or temporary file, which is never published (img/.DS_Store)',
  ]);
  expect(leftBehind).toEqual(['_config.yml', '_layouts/post.html', '_notes/a.md']);
});
