// Pages of any nonsense, and real posts with pieces torn out and put in: nothing throws, nothing that could run code is left, no mark of
// ours can be forged, every element is closed, no id appears twice, every place that is spoken of is in the file, the same text gives
// the same page, whatever ends its lines, and nothing is left behind in the world.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MarkdownConfig } from '../../src/model/config.ts';
import type { PageParts } from '../../src/model/parts.ts';
import { fileOf, pageOf } from '../support/shown.ts';
import { soak } from '../support/soak.ts';
import { expectHarmless, filled, idsIn } from './harmless.ts';
import { expectSound } from './oracle.ts';

const timeout = 900_000;
const hasNative = existsSync(join(import.meta.dirname, '..', '..', 'node_modules', 'satteri'));
const pages = soak('pages', { short: 300, long: 10_000 });

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
  '```console\n$ <b>\n```\n',
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

/** A stretch of a real text with stretches of it taken out, moved or replaced. */
const torn = fc
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
  test('torn posts', () => check(torn, 0.3, 'remark'), timeout);
  // The parser in native code is an optional dependency.
  test.skipIf(!hasNative)('nonsense, read by native code', () => check(nonsense, 0.1, 'satteri'), timeout);
});

async function check(texts: fc.Arbitrary<string>, share: number, parser: MarkdownConfig['parser']): Promise<void> {
  const parse = (text: string) => pageOf(text, { config: { parser } });
  const before = Reflect.ownKeys(globalThis).length + Reflect.ownKeys(Object.prototype).length;
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const { value, diagnostics } = await parse(text);
      expectGoodPage(value);
      expectSound(diagnostics, { path: value.indexData.path, text: fileOf(text) });
      expect(await parse(text)).toStrictEqual({ value, diagnostics });
      // Lone returns that were there before would become something else.
      if (text.includes('\r')) return;
      for (const end of ['\r\n', '\r']) {
        const other = await parse(text.replaceAll('\n', end));
        for (const medium of ['site', 'feed'] as const)
          expect(lined(filled(other.value.body.html, medium))).toBe(lined(filled(value.body.html, medium)));
        expect(other.value.anchors).toEqual(value.anchors);
        expect(other.diagnostics.map(({ code }) => code)).toEqual(diagnostics.map(({ code }) => code));
      }
    }),
    { numRuns: Math.ceil(pages.count * share), seed: pages.seed },
  );
  expect(Reflect.ownKeys(globalThis).length + Reflect.ownKeys(Object.prototype).length).toBe(before);
}

/** White space in HTML is one space, whatever it is made of. */
function lined(html: string): string {
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
