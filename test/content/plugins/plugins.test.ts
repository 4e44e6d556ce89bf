// Plugins of a site: where they run, what they get, and what is done about those that misbehave.

import { describe, expect, test } from 'vitest';
import { diagnosticLines, pageOf, shownHtml } from '../../support/shown.ts';

interface Options {
  readonly html?: 'trusted';
  readonly files?: { readonly [path: string]: string };
}

/** The HTML and the diagnostics of a page outside the stream, with plugins written as the fields of `definePlugins`. */
async function withPlugins(text: string, plugins: string, { html, files }: Options = {}) {
  const page = await pageOf(text, {
    path: 'content/pages/a/index.md',
    plugins: `module.exports = { default: { ${plugins} } };`,
    files: files ?? {},
    ...(html && { config: { html } }),
  });
  return { html: shownHtml(page.value.body.html), said: diagnosticLines(page, text), page };
}

/** The source of a plugin whose transformer has this body. */
function plugin(name: string, body: string): string {
  return `function ${name}(options) { return (tree, file) => { ${body} }; }`;
}

const paragraph = (text: string) => `{ type: 'paragraph', children: [{ type: 'text', value: ${text} }] }`;
const p = (text: string, properties = '') =>
  `{ type: 'element', tagName: 'p', properties: {${properties}}, children: [{ type: 'text', value: ${text} }] }`;

describe('phases', () => {
  test('`remark` sees Markdown as it was parsed, `rehype` HTML before our steps, `rehypeLast` after them', async () => {
    const types = "tree.children.map((one) => one.tagName ?? one.type).join(' ')";
    const inside = "tree.children[0].children.map((one) => one.tagName ?? one.type).join(' ')";
    const told = (phase: string) => `'${phase}: ' + ${types} + ', heading: ' + ${inside}`;
    const { html, said } = await withPlugins(
      '# One\n\n```js\nx\n```\n',
      `remark: [${plugin('first', `tree.children.push(${paragraph(told('remark'))})`)}],
       rehype: [${plugin('second', `tree.children.push(${p(told('rehype'))})`)}],
       rehypeLast: [${plugin('third', `tree.children.push(${p(told('last'))})`)}]`,
    );
    expect(said).toEqual([]);
    expect(html.match(/<p>.*?<\/p>/g)).toEqual([
      '<p>remark: heading code, heading: text</p>',
      '<p>rehype: h1 text pre text p, heading: text</p>',
      '<p>last: h2 text div text p p, heading: text per-output</p>',
    ]);
  });

  test('a plugin gets its options and the page, in a realm of its own', async () => {
    const counts = plugin(
      'counts',
      `globalThis.count = (globalThis.count ?? 0) + 1; Array.prototype.mine = (Array.prototype.mine ?? 0) + 1;
       const told = [globalThis.count, [].mine, options.word, file.path, file.cwd, file.data.octavo.language, String(file)];
       tree.children.push({ type: 'text', value: told.join(' ') });`,
    );
    for (const _ of [1, 2]) {
      const { html, said } = await withPlugins('Text.', `rehype: [[${counts}, { word: 'hello' }]]`);
      expect(said).toEqual([]);
      expect(html).toContain('1 1 hello content/pages/a/index.md / en Text.');
    }
    expect(Object.keys(Array.prototype)).toEqual([]);
  });

  test('plugins may return a new tree, a promise for one, or call back', async () => {
    const tree = (text: string) => `({ type: 'root', children: [...tree.children, ${p(`'${text}'`)}] })`;
    const { html, said } = await withPlugins(
      'Text.',
      `rehype: [
        () => (tree) => ${tree('new')},
        () => async (tree) => { await null; await new Promise((resolve) => queueMicrotask(resolve)); return ${tree('later')}; },
        () => (tree, file, next) => { next(undefined, ${tree('called')}); },
      ]`,
    );
    expect(said).toEqual([]);
    expect(html).toBe('<p>Text.</p><p>new</p><p>later</p><p>called</p>');
  });

  test('handlers turn nodes of plugins into HTML', async () => {
    const { html, said } = await withPlugins(
      'Text.',
      `remark: [${plugin('terms', `tree.children.push({ type: 'term', value: 'a word' })`)}],
       handlers: { term: (state, node) => ({ type: 'element', tagName: 'dfn', properties: {}, children: [{ type: 'text', value: node.value }] }) }`,
    );
    expect(said).toEqual([]);
    expect(html).toContain('<dfn>a word</dfn>');
  });

  test('what `remark` plugins give to elements passes the sanitizer; the same from an author does not', async () => {
    const classes = plugin(
      'classes',
      `tree.children[0].data = { hName: 'section', hProperties: { className: ['own'], role: 'note' }, hChildren: [
         { type: 'element', tagName: 'b', properties: { className: ['in'] }, children: [] }] };
       tree.children.push({ type: 'html', value: '<p class="own">raw</p>' });`,
    );
    const { html, said } = await withPlugins('Text.\n\n<b class="author">x</b>', `remark: [${classes}]`);
    expect(html).toBe('<section class="own" role="note"><b class="in"></b></section>\n<p><b>x</b></p>\n<p>raw</p>');
    expect(said.map((line) => line.replace(/ \[.*/, ''))).toEqual([
      '3:1-3:19 warning html/removed-class attribute `class` of `<b>` is removed',
      '3:24-3:24 warning html/removed-class attribute `class` of `<p>` is removed',
    ]);
  });

  test('a heading that links to itself gets no second permalink', async () => {
    const own = plugin(
      'own',
      `tree.children[0].properties.id = 'x'; tree.children[0].children.push({ type: 'element', tagName: 'a', properties: { href: '#x' }, children: [] });`,
    );
    const { html } = await withPlugins('# One', `rehype: [${own}]`);
    expect(html).toBe('<h2 id="x">One<a href="{self #x}"></a></h2>');
  });
});

describe('reads', () => {
  const reads = (...paths: readonly string[]) =>
    plugin(
      'reads',
      `for (const path of ${JSON.stringify(paths)}) tree.children.push(${p("path + ': ' + file.data.octavo.read(path)")});`,
    );

  test('a page waits for the files that its plugins ask for', async () => {
    const { page, said } = await withPlugins(
      'Text.',
      `rehype: [${reads('./a.txt', 'content/b.txt', '/public/c.txt')}]`,
    );
    expect(page.wanted).toEqual(['content/b.txt', 'content/pages/a/a.txt', 'public/c.txt']);
    expect(said).toEqual([]);
  });

  test.each(['../../../x', 'plugins.ts', 'templates/page.tsx', 'content', '/etc/passwd'])('not of %s', async (path) => {
    const { said, page } = await withPlugins('Text.', `rehype: [${reads(path)}]`);
    expect(page.wanted).toEqual([]);
    expect(said.join('\n')).toContain(`the plugin \`reads\` fails: \`${path}\` is not in \`content/\` or \`public/\``);
  });
});

describe('misbehavior', () => {
  const cases: readonly (readonly [what: string, plugins: string, said: string, html: string])[] = [
    [
      'throws',
      `rehype: [${plugin('bad', "throw new Error('no luck.\\nmore')")}]`,
      'plugins/throws the plugin `bad` fails: no luck',
      '<p>Text.</p>',
    ],
    [
      'throws what is no error',
      `rehype: [${plugin('bad', 'throw null')}]`,
      'plugins/throws the plugin `bad` fails: null',
      '<p>Text.</p>',
    ],
    [
      'returns an error',
      `rehype: [() => () => new Error('no luck')]`,
      'plugins/throws the plugin `rehype[0]` fails: no luck',
      '<p>Text.</p>',
    ],
    [
      'rejects',
      `rehype: [() => async () => { await null; throw new Error('no luck'); }]`,
      'fails: no luck',
      '<p>Text.</p>',
    ],
    [
      'fails at a node',
      `rehype: [${plugin('bad', "file.fail('here', tree.children[0].children[0])")}]`,
      '1:1-1:6 error plugins/throws the plugin `bad` fails: here',
      '<p>Text.</p>',
    ],
    [
      'says something',
      `rehype: [${plugin('bad', "file.message('Look.', tree.children[0])")}]`,
      '1:1-1:6 warning plugins/message `bad` says: Look',
      '<p>Text.</p>',
    ],
    [
      'waits for ever',
      `rehype: [() => () => new Promise(() => {})]`,
      'plugins/never-ends the plugin `rehype[0]` waits',
      '<p>Text.</p>',
    ],
    ['never calls back', `rehype: [() => (tree, file, next) => {}]`, 'plugins/never-ends', '<p>Text.</p>'],
    [
      'asks for the time',
      `rehype: [${plugin('bad', 'new Date()')}]`,
      "fails: plugins can't use `Date`",
      '<p>Text.</p>',
    ],
    [
      'asks for the time in another way',
      `rehype: [${plugin('bad', 'Date.now()')}]`,
      "fails: plugins can't use `Date.now`",
      '<p>Text.</p>',
    ],
    [
      'asks for chance',
      `rehype: [${plugin('bad', 'Math.random()')}]`,
      "fails: plugins can't use `Math.random`",
      '<p>Text.</p>',
    ],
    [
      'asks for the environment',
      `rehype: [${plugin('bad', 'process.env.HOME')}]`,
      'fails: process is not defined',
      '<p>Text.</p>',
    ],
    [
      'asks for a timer',
      `rehype: [${plugin('bad', 'setTimeout(() => {}, 1)')}]`,
      'fails: setTimeout is not defined',
      '<p>Text.</p>',
    ],
    [
      'loads a module',
      `rehype: [${plugin('bad', "require('node:fs')")}]`,
      "fails: plugins can't use `node:fs`",
      '<p>Text.</p>',
    ],
    ['returns no tree', `rehype: [() => () => ({ type: 'element' })]`, 'broken tree: its type is not `root`', ''],
    [
      'adds a node without a type',
      `rehype: [${plugin('bad', 'tree.children.push({})')}]`,
      'a node is a value of type object',
      '',
    ],
    [
      'adds a node of no known type',
      `rehype: [${plugin('bad', "tree.children.push({ type: 'paragraph', children: [] })")}]`,
      "a node's type is `paragraph`",
      '',
    ],
    [
      'adds raw HTML',
      `rehype: [${plugin('bad', "tree.children.push({ type: 'raw', value: '<script>' })")}]`,
      'a `raw` node has HTML as text',
      '',
    ],
    [
      'forges a node of ours',
      `rehype: [${plugin('bad', "tree.children.push({ type: 'prerendered', html: '<script>' })")}]`,
      "a node's type is `prerendered`",
      '',
    ],
    [
      'adds an element without children',
      `rehype: [${plugin('bad', "tree.children.push({ type: 'element', tagName: 'p', properties: {} })")}]`,
      '`<p>` has no children',
      '',
    ],
    [
      'adds an element with a strange name',
      `rehype: [${plugin('bad', "tree.children.push({ type: 'element', tagName: 'p onclick=x', properties: {}, children: [] })")}]`,
      "an element's name is `p onclick=x`",
      '',
    ],
    [
      'adds a strange property',
      `rehype: [${plugin('bad', `tree.children.push(${p("'x'", "'a=b onclick': 'c'")})`)}]`,
      "`a=b onclick` can't be the name of a property",
      '',
    ],
    [
      'adds a property that is no text',
      `rehype: [${plugin('bad', `tree.children.push(${p("'x'", 'title: {}')})`)}]`,
      'the property `title` of `p` is not text',
      '',
    ],
    [
      'makes a tree that has no end',
      `rehype: [${plugin('bad', 'tree.children[0].children.push(tree.children[0])')}]`,
      'nested too deeply, or inside themselves',
      '',
    ],
    [
      'breaks the Markdown tree',
      `remark: [${plugin('bad', "tree.children.push({ type: 'text' })")}]`,
      'the value of a `text` is undefined',
      '',
    ],
    [
      'breaks a heading',
      `remark: [${plugin('bad', "tree.children.push({ type: 'heading', depth: 9, children: [] })")}]`,
      'the depth of a `heading` is 9',
      '',
    ],
    [
      'has a handler that throws',
      `remark: [${plugin('x', "tree.children.push({ type: 'x' })")}], handlers: { x() { throw new Error('no luck') } }`,
      'a handler in `handlers` fails: no luck',
      '',
    ],
    [
      'has a handler that breaks the tree',
      `remark: [${plugin('x', "tree.children.push({ type: 'x' })")}], handlers: { x: () => ({ type: 'element', tagName: 3 }) }`,
      'a handler in `handlers` returns a broken tree',
      '',
    ],
    [
      'has syntax that throws',
      `remark: [function bad() { this.data().micromarkExtensions.push({ text: { 84: { tokenize() { throw new Error('no luck') } } } }) }]`,
      'the syntax of `bad` fails: no luck',
      '',
    ],
    [
      'emits an inline style',
      `rehype: [${plugin('bad', `tree.children.push(${p("'x'", "style: 'color: red'")}, ${p("'y'", "style: 'color: red'")})`)}]`,
      'plugins/inline-style the plugin `bad` emits a `style` attribute, which is removed; 2 on this page',
      '<p>Text.</p><p>x</p><p>y</p>',
    ],
    [
      'emits a style',
      `rehype: [${plugin('bad', "tree.children.push({ type: 'element', tagName: 'style', properties: {}, children: [] })")}]`,
      'plugins/inline-style the plugin `bad` emits a `<style>`',
      '<p>Text.</p>',
    ],
    [
      'emits a script',
      `rehypeLast: [${plugin('bad', "tree.children.push({ type: 'element', tagName: 'SCRIPT', properties: {}, children: [] })")}]`,
      'plugins/inline-script the plugin `bad` emits a `<script>`',
      '<p>Text.</p>',
    ],
    [
      'emits a frame',
      `rehype: [${plugin('bad', "tree.children.push({ type: 'element', tagName: 'iframe', properties: {}, children: [] })")}]`,
      'plugins/unsafe-element the plugin `bad` emits a `<iframe>`',
      '<p>Text.</p>',
    ],
    [
      'emits a handler',
      `rehype: [${plugin('bad', `tree.children.push(${p("'x'", "onClick: 'x()'")})`)}]`,
      'emits an `onclick` attribute',
      '<p>Text.</p><p>x</p>',
    ],
    [
      'emits an address that runs code',
      `rehypeLast: [${plugin('bad', `tree.children.push(${p("'x'", "href: ' java\\nscript:x()'")})`)}]`,
      'plugins/unsafe-address the plugin `bad` emits a `javascript:` address',
      '<p>Text.</p><p>x</p>',
    ],
    [
      'emits an address that runs code in SVG',
      `rehype: [${plugin('bad', `tree.children.push({ type: 'element', tagName: 'svg', properties: {}, children: [{ type: 'element', tagName: 'a', properties: { xLinkHref: 'javascript:x()' }, children: [] }] })`)}]`,
      'emits a `javascript:` address',
      '<p>Text.</p><svg><a></a></svg>',
    ],
    [
      'emits an address in a list of images',
      `rehype: [${plugin('bad', `tree.children.push(${p("'x'", "srcSet: 'a.png 1x, data:x 2x'")})`)}]`,
      'emits a `data:` address',
      '<p>Text.</p><p>x</p>',
    ],
    [
      'emits an inline style in Markdown',
      `remark: [${plugin('bad', "tree.children[0].data = { hProperties: { style: 'color: red', id: 'x' } }")}]`,
      '1:1-1:6 error plugins/inline-style the plugin `bad` emits a `style` attribute',
      '<p id="x">Text.</p>',
    ],
  ];
  test.each(cases)('%s', async (_, plugins, expected, html) => {
    const result = await withPlugins('Text.', plugins);
    expect(result.said).toHaveLength(1);
    expect(result.said[0]).toContain(expected);
    expect(result.html).toBe(html);
  });

  test('after a failure no other plugin runs', async () => {
    const { said } = await withPlugins(
      'Text.',
      `rehype: [() => () => { throw new Error('one') }, () => () => { throw new Error('two') }]`,
    );
    expect(said).toHaveLength(1);
  });

  test.each([undefined, 'trusted' as const])(
    'elements that `remark` plugins and handlers ask for (html: %s)',
    async (html) => {
      const asks = plugin(
        'asks',
        `tree.children[0].data = { hName: 'script' };
       tree.children[1].data = { hChildren: [{ type: 'element', tagName: 'iframe', properties: {}, children: [] }, { type: 'text', value: 'x' }] };
       tree.children.push({ type: 'own' });`,
      );
      const handler = "{ type: 'element', tagName: 'p', properties: { onClick: 'x()', title: 'kept' }, children: [] }";
      const { said, html: shown } = await withPlugins(
        'One.\n\nTwo.\n\n[a](mailto:a@example.org)',
        `remark: [${asks}], handlers: { own: () => (${handler}) }`,
        html ? { html } : {},
      );
      expect(said.map((line) => line.replace(/ \[.*/, ''))).toEqual([
        '1:1-1:5 error plugins/inline-script the plugin `asks` emits a `<script>`, which is removed',
        '1:1-1:1 error plugins/inline-script a handler in `handlers` emits an `onclick` attribute, which is removed',
        '3:1-3:5 error plugins/unsafe-element the plugin `asks` emits a `<iframe>`, which is removed',
      ]);
      expect(shown).toBe('<p>One.</p>\n<p>x</p>\n<p><a href="mailto:a@example.org">a</a></p>\n<p title="kept"></p>');
    },
  );

  test('what a trusted author writes is not a plugin’s', async () => {
    const text = '<p style="color: red" onclick="x()">Text.</p>';
    const touch = plugin('touch', `tree.children.push(${p("'x'", "style: 'color: red'")})`);
    const { said, html } = await withPlugins(text, `rehype: [${touch}]`, { html: 'trusted' });
    const ofPlugin = said.filter((line) => line.includes('plugins/'));
    expect(ofPlugin).toHaveLength(1);
    expect(ofPlugin[0]).toContain('emits a `style` attribute, which is removed [');
    expect(html).toBe('<p style="color: red" onclick="x()">Text.</p><p>x</p>');
  });
});
