// Texts that would keep the parser busy for minutes, or overflow its stack, are refused at once. Ordinary texts never are.

import { expect, test } from 'vitest';
import { findExcess } from '../../../src/content/limits/page-limits.ts';
import { pageOf } from '../../support/shown.ts';

function check(name: string, text: string, code: string | null) {
  test(`${name}: ${code ?? 'fine'}`, () => {
    expect(findExcess(text)?.code ?? null).toBe(code);
  });
}

const many = 65_000;

check('nested strong emphasis', `${'*a **a '.repeat(many)}b${' a** a*'.repeat(many)}`, 'markdown/too-intricate');
check('emphasis closers without openers', 'a_ '.repeat(many), 'markdown/too-intricate');
check('brackets', '['.repeat(many), null);
check('closing brackets', 'a]'.repeat(many), 'markdown/too-intricate');
check('unclosed links', '[a](<b'.repeat(many), 'markdown/too-intricate');
check('unclosed comments', 'a<!a'.repeat(many), 'markdown/too-intricate');
check(
  'runs of backticks',
  Array.from({ length: 1000 }, (_, n) => `e${'`'.repeat(n + 1)}`).join(''),
  'markdown/too-intricate',
);
check('quotes', '> '.repeat(many), 'markdown/too-deep');
check('quotes without spaces', '>'.repeat(many), 'markdown/too-deep');
check('lists in one line', '- '.repeat(many), 'markdown/too-deep');
check(
  'lists by indentation',
  Array.from({ length: 500 }, (_, n) => `${'  '.repeat(n)}* a\n`).join(''),
  'markdown/too-intricate',
);
check('underlined headings', 'a\n=\n'.repeat(many), 'markdown/too-intricate');

check(
  'a table of wide rows',
  `|${'a|'.repeat(300)}\n|${'-|'.repeat(300)}\n${'b\n'.repeat(2_000)}`,
  'markdown/too-intricate',
);
check('a list of many items', '- a\n'.repeat(8_000), null);
check('a paragraph of many lines', 'a\n'.repeat(20_000), null);
check('declarations', 'a<!A '.repeat(8_000), 'markdown/too-intricate');
check('quotations ninety levels deep, repeated', `${'> '.repeat(90)}a\n\n`.repeat(100), 'markdown/too-intricate');
check(
  'ten thousand footnotes',
  Array.from({ length: 10_000 }, (_, n) => `a[^${n}]\n\n[^${n}]: b\n\n`).join(''),
  'markdown/too-intricate',
);
check('ten thousand references to one footnote', `${'a[^1]\n\n'.repeat(10_000)}[^1]: b\n`, 'markdown/too-intricate');
check('ten thousand tables', '|a|\n|-|\n\n'.repeat(10_000), null);
check('a thousand footnotes', Array.from({ length: 1_000 }, (_, n) => `a[^${n}]\n\n[^${n}]: b\n\n`).join(''), null);
check('lists with text between them', `${'- a\n'.repeat(100)}\nText.\n\n`.repeat(80), null);
check('too many of them', `${'- a\n'.repeat(100)}\nText.\n\n`.repeat(300), 'markdown/too-intricate');
check('a thousand quotations', '> a\n\nText.\n\n'.repeat(1_000), null);
check('ten thousand quotations', '> a\n\nText.\n\n'.repeat(10_000), 'markdown/too-intricate');
check('headings without blank lines', '# a\n'.repeat(5_000), null);

const address = `https://e.example/#${'*a_b'.repeat(1_500)}`;
check('a definition with a long address', `[a]: ${address}`, null);
check('a link with a long address', `See [a](${address}) and ![b](${address}).`, null);
check('a long address in angle brackets', `See <${address}>.`, null);
check('a long bare address', `See ${address} too.`, null);
check(
  'many definitions',
  Array.from({ length: 500 }, (_, n) => `[r${n}]: https://e.example/a_b_c_d_e_f`).join('\n'),
  null,
);
check('a table without bars at the edges', `a | b\n---|---\n${'snake_case | **y**\n'.repeat(1_500)}`, null);
check('names with underscores', 'snake_case_word '.repeat(3_000), null);
const forged = `https://e.example/#${'*a_b'.repeat(many)}`;
check('an address in an open bracket', `[a ${forged}`, 'markdown/too-intricate');
check('an address in an escaped link', `\\[a](${forged})`, null);
check('an address after an open bracket', `[a\n${forged}`, 'markdown/too-intricate');
check('a definition that is none', `[a]: x ${'*a_b'.repeat(many)}`, 'markdown/too-intricate');

check('three thousand emphasized words', 'An *a* word. '.repeat(3_000), null);
check('three thousand strong words', '**a** '.repeat(3_000), null);
check('three thousand struck words', '~~a b~~, '.repeat(3_000), null);
check('three thousand emphasized words in lines', '*a* b\n'.repeat(3_000), null);
check('three thousand links', '[a](b) '.repeat(3_000), null);
check('three thousand images', '![a](b.png) '.repeat(3_000), null);
check('five thousand brackets', '[x] '.repeat(5_000), null);
check('ten thousand words of code', '`a` '.repeat(10_000), null);
check('three thousand elements', '<b>a</b> '.repeat(3_000), null);
check('twenty thousand emphasized words', '*a* '.repeat(20_000), 'markdown/too-intricate');
check('fourteen thousand links', '[a](b) '.repeat(14_000), null);
check('twenty thousand words of code', '`a` '.repeat(20_000), null);
// What looks like pairs and is none.
check('words between marks of one kind', 'a*b*c'.repeat(10_000), 'markdown/too-intricate');
check('products', 'a * b '.repeat(4_000), null);
check('prices', 'It costs $5. '.repeat(5_000), null);
check('notes by stars', 'five* '.repeat(4_000), null);
check('marks that overlap', '*a _b* c_ '.repeat(8_000), 'markdown/too-intricate');
check('brackets that continue', '[a][b](c'.repeat(20_000), 'markdown/too-intricate');

check('ordinary text', 'Some *text* with [links](x).\n\n'.repeat(10_000), null);
check('a long list without blank lines', '- a `snake_case_name` and **bold**\n'.repeat(5_000), null);
check('a long table', `|a|b|\n|-|-|\n${'|**x**|[y](z)|\n'.repeat(3_000)}`, null);
check('code with many marks', `\`\`\`c\n${'a[i] *= b[j] * _c;\n'.repeat(3_000)}\`\`\`\n`, null);
check('a block of HTML', `<table>\n${'<tr><td>a*b_c</td></tr>\n'.repeat(3_000)}</table>\n`, null);
check('ninety-nine nested quotations', `${'>'.repeat(99)} a`, null);

test('CRLF makes no difference to an ordinary text', async () => {
  const { diagnostics } = await pageOf('Some *text* with `code`.\r\n\r\n'.repeat(2_000));
  expect(diagnostics.map(({ code }) => code)).toEqual(['excerpt/no-mark']);
});

test.each([
  ['spans', 'a '.concat('<span>'.repeat(3_000)), 'markdown/too-deep'],
  ['divs', `${'<div>\n\n'.repeat(300)}${'</div>\n\n'.repeat(300)}`, 'markdown/too-deep'],
  ['emphasis', `${'*a '.repeat(150)}${'b*'.repeat(150)}`, 'markdown/too-deep'],
  ['quotes', `${'>'.repeat(101)} a`, 'markdown/too-deep'],
  ['length', 'word '.repeat(200_000), 'markdown/too-long'],
])('%s above a limit: an error', async (_, text, code) => {
  const { diagnostics } = await pageOf(text);
  expect(diagnostics.filter(({ severity }) => severity === 'error').map((one) => one.code)).toEqual([code]);
});
