// Pages of any nonsense: nothing throws, nothing that could run code is left, no mark of ours can be forged, no id appears twice and
// every place that is spoken of is in the file.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Holey } from '../../src/model/page.ts';
import { fileOf, pageOf } from '../support/shown.ts';

const pieces = [
  ...[
    '<script>',
    '</script>',
    '<style>',
    '<svg onload=x()>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:x">',
    '</a>',
    '<!--',
  ],
  ...[
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
  ],
  ...[
    '<pre data-fence="\uFDD00\uFDD1">',
    '\uFDD00\uFDD1',
    '&#xFDD0;0&#xFDD1;',
    '&#64976;1&#64977;',
    '\0',
    '\uD800',
    '<b',
    '>',
    '"',
    "'",
  ],
  ...[
    '```go title="x"\nx\n```\n',
    '```',
    '~~~',
    '`',
    '``',
    '$$',
    '$$x$$',
    '$$\nx\n$$\n',
    '```math\n\\href{javascript:x}{y}\n```\n',
  ],
  ...[
    '```dot alt="x"\ndigraph{a[URL="javascript:x"]}\n```\n',
    '```sequence alt="<x>"\nA->>B: <script>\n```\n',
    '```console\n$ <b>\n```\n',
  ],
  ...[
    '[a](b.md)',
    '[a](javascript:x)',
    '![a](b.png)',
    '![a](b.png "c")',
    '[a][b]',
    '\n[b]: JaVaScRiPt:x\n',
    '<javascript:x>',
    '//evil/x',
  ],
  ...[
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
  ],
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    ' ',
    '    ',
    '\t',
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
  ],
  ...[
    '日本',
    '🎉',
    '\u202E',
    '\uFEFF',
    '{{ x }}',
    '$&',
    ']]>',
    '</',
    '<?',
    '<![CDATA[',
    '{#main}',
    '<details><summary>x</summary>',
  ],
];
const nonsense = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));

test('a page of nonsense', async () => {
  await fc.assert(
    fc.asyncProperty(nonsense, async (text) => {
      const { value, diagnostics } = await pageOf(text);
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
      for (const { at } of diagnostics) {
        expect(at === null || (at.start >= 0 && at.start <= at.end && at.end <= fileOf(text).length)).toBe(true);
      }
    }),
    { numRuns: 400, seed: 20261121 },
  );
}, 60_000);

function escaped(id: string): string {
  return id.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#x27;').replaceAll('`', '&#x60;');
}

/** Slots are filled with a word that would show if one were not in an attribute or between elements. */
function filled(html: Holey, medium: 'site' | 'feed'): string {
  return html
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.kind === 'medium') return filled(part[medium], medium);
      return part.kind === 'picture' ? '<img src="filled" alt="filled">' : 'filled';
    })
    .join('');
}

function tagsIn(html: string): readonly string[] {
  return html.match(/<[a-z](?:[^<>"]|"[^"]*")*>/gi) ?? [];
}

function idsIn(html: string): readonly string[] {
  return tagsIn(html).flatMap((tag) => / id="([^"]*)"/.exec(tag)?.[1] ?? []);
}

function expectHarmless(html: string): void {
  expect(html).not.toMatch(/[\uFDD0-\uFDEF\0\uFFFE\uFFFF]/);
  expect(html).toMatch(/^[^\uD800-\uDFFF]*$/u);
  for (const tag of tagsIn(html)) {
    expect(tag).not.toMatch(/^<(?:script|style|iframe|object|embed|textarea|title|form|base|meta|link)\b/i);
    const attributes = tag.replace(/"[^"]*"/g, '""');
    expect(attributes).not.toMatch(/\s(?:on\w+|style|srcdoc|data-fence)[=\s>]/i);
    expect(tag).not.toMatch(/(?:href|src|poster|cite)="(?!data:image\/svg)[^"]*(?:script|data):/i);
  }
  // Outside of tags nothing looks like one.
  expect(html.replace(/<\/?[a-z](?:[^<>"]|"[^"]*")*>/gi, '')).not.toMatch(/</);
}
