// Parses random Markdown and damaged real posts. Nothing may throw, run code, forge an internal mark, leave an element open or repeat an id.
// Spans must be inside the file, the same text must give the same page with any line ends, and globals must not change.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MarkdownConfig } from '../../src/model/config.ts';
import type { PageParts } from '../../src/model/page-parts.ts';
import { randomRun } from '../support/random.ts';
import { fileOf, pageOf } from '../support/shown.ts';
import { expectHarmless, filled, idsIn } from './harmless.ts';
import { expectSound } from './oracle.ts';

const timeout = 900_000;
const hasNative = existsSync(join(import.meta.dirname, '..', '..', 'node_modules', 'satteri'));
const pages = randomRun('pages', { quick: 90, full: 300, soak: 10_000 });

const pieces = [
  '<script>',
  '</script>',
  '<style>',
  '<svg onload=x()>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:x">',
  '</a>',
  '<!--',
  '-->',
  '<!--more-->',
  '<p id="a">',
  '<p id="a" class="x" style="y">',
  '<div>',
  '</div>',
  '<table>',
  '<td>',
  '<textarea>',
  '<title>',
  '<pre data-fence="﷐0﷑">',
  '﷐0﷑',
  '&#xFDD0;0&#xFDD1;',
  '&#64976;1&#64977;',
  '\0',
  '\ud800',
  '<b',
  '>',
  '"',
  "'",
  '```go title="x"\nx\n```\n',
  '```',
  '~~~',
  '`',
  '``',
  '$$',
  '$$x$$',
  '$$\nx\n$$\n',
  '```math\n\\href{javascript:x}{y}\n```\n',
  '```dot alt="x"\ndigraph{a[URL="javascript:x"]}\n```\n',
  '```sequence alt="<x>"\nA->>B: <script>\n```\n',
  '```mermaid alt="<x>"\nflowchart\nA["<script>"] --> B\nclick A "javascript:x"\n```\n',
  '```console\n$ <b>\n```\n',
  '\n:::note\n',
  '\n::: tip <b>title\n',
  '\n:::a[*b](c.md)]{d="javascript:x" e=&#xFDD0;0&#xFDD1;}\n',
  '\n::::a\n',
  '\n:::\n',
  '\n::a[<b>]{c}\n',
  '<div data-directive="﷐0﷑">',
  '[a](b.md)',
  '[a](javascript:x)',
  '![a](b.png)',
  '![a](b.png "c")',
  '[a][b]',
  '\n[b]: JaVaScRiPt:x\n',
  '<javascript:x>',
  '//evil/x',
  '[^1]',
  '\n[^1]: note\n',
  '\n[^1]: \n    > [!NOTE]\n    > x\n',
  '> [!NOTE]\n> x\n',
  '> ',
  '- ',
  '1. ',
  '- [ ] ',
  '# a\n',
  '## a {#a}\n',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  ' ',
  '    ',
  '	',
  'text',
  '*',
  '**',
  '_',
  '~~',
  '|',
  '|a|\n|-|\n|b|\n',
  '---\n',
  '===\n',
  '&amp;',
  '&#x1;',
  '日本',
  '🎉',
  '‮',
  '﻿',
  '{{ x }}',
  '$&',
  ']]>',
  '</',
  '<?',
  '<![CDATA[',
  '{#main}',
  '<details><summary>x</summary>',
];
const nonsense = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));

const content = join(import.meta.dirname, '..', '..', 'content');
const bodies = readdirSync(content, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(join(content, name), 'utf8').replace(/^---\n[^]*?\n---\n/, ''));
const samples = ['# A\n\nA *text* with a [link](b.md) and a note.[^1]\n\n[^1]: B\n\n|a|\n|-|\n|b|\n', ...bodies];

/** A part of a real text in which ranges are removed, moved or replaced. */
const damaged = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.nat(),
    fc.integer({ min: 200, max: 1500 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(60), fc.constantFrom(...pieces)), { minLength: 1, maxLength: 8 }),
  )
  .map(([text, from, length, cuts]) => {
    const start = from % text.length;
    return cuts.reduce(
      (left, [at, size, put]) => {
        const cut = at % (left.length + 1);
        return left.slice(0, cut) + put + left.slice(cut + size) + (size > 50 ? left.slice(cut, cut + size) : '');
      },
      text.slice(start, start + length),
    );
  });

describe(pages.label, () => {
  test('nonsense', () => check(nonsense, 0.6, 'remark'), timeout);
  test('damaged posts', () => check(damaged, 0.3, 'remark'), timeout);
  // The native parser is an optional dependency.
  test.skipIf(!hasNative)('nonsense, with the native parser', () => check(nonsense, 0.1, 'satteri'), timeout);
});

async function check(texts: fc.Arbitrary<string>, share: number, parser: MarkdownConfig['parser']): Promise<void> {
  const parse = (text: string) => pageOf(text, { config: { parser } });
  const before = Reflect.ownKeys(globalThis).length + Reflect.ownKeys(Object.prototype).length;
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const page = await parse(text);
      const { value, diagnostics } = page;
      expectGoodPage(value);
      expectSound(diagnostics, { path: value.indexData.path, text: fileOf(text) });
      expect(await parse(text)).toStrictEqual(page);
      // A lone CR before LF would become a CRLF.
      if (text.includes('\r')) return;
      for (const end of ['\r\n', '\r']) {
        const other = await parse(text.replaceAll('\n', end));
        for (const medium of ['site', 'feed'] as const)
          expect(withUnixLines(filled(other.value.body.html, medium))).toBe(
            withUnixLines(filled(value.body.html, medium)),
          );
        expect(other.value.anchors).toEqual(value.anchors);
        expect(other.diagnostics.map(({ code }) => code)).toEqual(diagnostics.map(({ code }) => code));
      }
    }),
    { numRuns: Math.ceil(pages.count * share), seed: pages.seed },
  );
  expect(Reflect.ownKeys(globalThis).length + Reflect.ownKeys(Object.prototype).length).toBe(before);
}

/** Normalizes line ends, which mean the same in HTML. */
function withUnixLines(html: string): string {
  return html.replace(/\r\n?/g, '\n');
}

function expectGoodPage(value: PageParts): void {
  const { body, excerpt, copy } = value;
  expect(JSON.parse(JSON.stringify(value))).toStrictEqual(value);
  for (const medium of ['site', 'feed'] as const) {
    for (const html of [filled(body.html, medium), filled(excerpt.html, medium)]) expectHarmless(html);
  }
  const ids = idsIn(filled(body.html, 'site'));
  expect(ids).toEqual([...new Set(ids)]);
  expect(value.anchors.map(escaped)).toEqual(ids);
  expect(idsIn(filled(excerpt.html, 'site'))).toEqual([]);
  expect(copy.length).toBeGreaterThan(0);
}

function escaped(id: string): string {
  return id.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#x27;').replaceAll('`', '&#x60;');
}
