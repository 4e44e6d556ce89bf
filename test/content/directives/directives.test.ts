// Directives and a site's own plugins: who decides about a node. And what can't be written in `cases/directives.txt`.

import { directiveFromMarkdown } from 'mdast-util-directive';
import { directive } from 'micromark-extension-directive';
import { describe, expect, test } from 'vitest';
import { maxDirectives, mayHaveDirectives, tooDeepDirective } from '../../../src/content/context/directive-use.ts';
import { createRenderContext } from '../../../src/content/context/render-context.ts';
import { processorFor } from '../../../src/content/processor.ts';
import { diagnosticLines, pageOf, shownHtml } from '../../support/shown.ts';

async function withPlugins(text: string, plugins: string) {
  const page = await pageOf(text, {
    path: 'content/pages/a/index.md',
    plugins: `module.exports = { default: { ${plugins} } };`,
  });
  return { html: shownHtml(page.value.body.html), said: diagnosticLines(page, text) };
}

/** Calls `change` with each node of a type. */
function eachOf(type: string, change: string): string {
  return `function plugin() {
    const visit = (node) => { if (node.type === '${type}') (${change})(node); node.children?.forEach(visit); };
    return (tree) => visit(tree);
  }`;
}

describe('plugins of a site come first', () => {
  const text = ':::own[Label]\nText.\n:::\n\n:::note\nOurs.\n:::\n';

  test('a directive to which a plugin gives an element is no directive of ours', async () => {
    const claims = eachOf(
      'containerDirective',
      "(node) => { if (node.name === 'own') node.data = { hName: 'section', hProperties: { className: ['own'] } }; }",
    );
    const { html, said } = await withPlugins(text, `remark: [${claims}]`);
    expect(said).toEqual([]);
    expect(html).toMatch(/^<section class="own"><p>Label<\/p><p>Text.<\/p><\/section>\n\{directive note\n/);
  });

  test('so is one for which a plugin has a handler', async () => {
    const handler = `handlers: { containerDirective: (state, node) =>
      ({ type: 'element', tagName: 'section', properties: { title: node.name }, children: state.all(node) }) }`;
    const { html, said } = await withPlugins(text, handler);
    expect(said).toEqual([]);
    expect(html).toMatch(/^<section title="own">[^]*<section title="note">/);
    expect(html).not.toContain('{directive');
  });

  test('a plugin may rename one, or make one', async () => {
    const renames = eachOf('containerDirective', "(node) => { if (node.name === 'own') node.name = 'details'; }");
    const makes = `function makes() {
      return (tree) => void tree.children.push({ type: 'leafDirective', name: 'card', attributes: { of: 'x' }, children: [] });
    }`;
    const { html, said } = await withPlugins(text, `remark: [${renames}, ${makes}]`);
    expect(said).toEqual([]);
    expect(html).toContain('{directive details [Label|Label]');
    expect(html).toContain('{directive card of=x}');
  });

  test('a text form that no plugin wants is text, as without the syntax', async () => {
    const makes = `function makes() {
      return (tree) => {
        tree.children[0].children = [
          { type: 'text', value: 'At 10' },
          { type: 'textDirective', name: '30', attributes: {}, children: [],
            position: { start: { line: 1, column: 6, offset: 5 }, end: { line: 1, column: 9, offset: 8 } } },
        ];
      };
    }`;
    expect((await withPlugins('At 10:30', `remark: [${makes}]`)).html).toBe('<p>At 10:30</p>');
  });
});

test('the library’s own syntax added by a plugin changes nothing about ours', async () => {
  const text = 'At 10:30, :::x.\n\n::: tip Title\nText.\n:::\n\n::card{a=b}\n';
  const config = (await import('../../../src/content/settings/site-settings.ts')).decodeSiteConfig(null, { url: null });
  const origin = { path: 'content/pages/a.md', config: config.value.markdown, includes: {}, text };
  const context = createRenderContext({ ...origin, span: (start, end) => ({ path: 'a', start, end }) });
  const processor = (await processorFor(context, null))().use(function () {
    const data = this.data();
    data.micromarkExtensions = [directive(), ...(data.micromarkExtensions ?? [])];
    data.fromMarkdownExtensions = [directiveFromMarkdown(), ...(data.fromMarkdownExtensions ?? [])];
  });
  const types = processor.parse(text).children.map((node) => node.type);
  expect(types).toEqual(['paragraph', 'containerDirective', 'leafDirective']);
});

test('the native parser leaves pages with directives to remark-parse', async () => {
  const text = ':::note Title\nText with `code`.\n:::\n';
  const [native, remark] = await Promise.all(
    (['satteri', 'remark'] as const).map(async (parser) => (await pageOf(text, { config: { parser } })).value),
  );
  expect(native).toEqual(remark);
  expect(shownHtml(native?.body.html ?? [])).toContain('{directive note [Title|Title]');
});

test.each([
  ['10:30 and std::vector', false],
  ['a\n  ::name', true],
  ['> - :::note', true],
  ['1. ::x', true],
  ['text ::name', false],
  [':name', false],
])('%j may have directives: %s', (text, expected) => {
  expect(mayHaveDirectives(text)).toBe(expected);
});

describe('limits', () => {
  const open = (count: number) => ':::a\n'.repeat(count);

  test('directives that are never closed are inside each other', async () => {
    expect(tooDeepDirective(open(maxDirectives))).toBeNull();
    expect(tooDeepDirective(open(maxDirectives + 1))).toBe(5 * maxDirectives);
    const text = open(200);
    expect(diagnosticLines(await pageOf(text), text)).toEqual([
      '21:1-21:1 error markdown/too-deep more than 20 directives are inside each other, or too much text is in them [close them with a line `:::`]',
    ]);
  });

  test('those that are closed are not, and code is no directive', () => {
    expect(tooDeepDirective(':::a\n:::\n'.repeat(1000))).toBeNull();
    expect(tooDeepDirective(`\`\`\`\n${open(100)}\`\`\`\n`)).toBeNull();
    expect(tooDeepDirective(`::::a\n${open(1)}::::\n`.repeat(1000))).toBeNull();
  });

  test('much text inside of many directives is refused before it is parsed', () => {
    const deep = [7, 6, 5, 4, 3].map((size) => `${':'.repeat(size)}a\n`).join('');
    expect(tooDeepDirective(deep + 'Text.\n'.repeat(1000))).toBeNull();
    expect(tooDeepDirective(deep + `${'x'.repeat(1000)}\n`.repeat(900))).not.toBeNull();
  });
});
