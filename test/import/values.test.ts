// The readers of single values: dates, arguments of tags, ids of headings.

import { describe, expect, test } from 'vitest';
import { goldmarkIds, hexoIds, kramdownIds } from '../../src/import/markdown/heading-ids.ts';
import { inZone, parseForeignDate } from '../../src/import/source/dates.ts';
import { argumentsOf, templateTags } from '../../src/import/tags/template-tags.ts';

test.each([
  ['2019-05-01', '2019-05-01'],
  ['2019-5-1', '2019-05-01'],
  ['2019/05/01', '2019-05-01'],
  ['20190501', '2019-05-01'],
  ['2019-05-01 23:30:00 +0200', '2019-05-01T23:30:00+02:00'],
  ['2019-05-01T23:30:00.123Z', '2019-05-01T23:30:00Z'],
  ['2019-05-01 23:30', '2019-05-01T23:30:00'],
  ['2019-05-01T00:00:00Z', '2019-05-01'],
  ['May 1, 2019', '2019-05-01'],
  ['1 May 2019', '2019-05-01'],
  ['May 1st, 2019 at 3:04 PM', '2019-05-01T15:04:00'],
  ['Wed, 01 May 2019 12:00:00 GMT', '2019-05-01T12:00:00Z'],
  ['Wed May 01 2019 12:00:00 GMT+0200 (CEST)', '2019-05-01T12:00:00+02:00'],
  ['2019-02-30', null],
  ['soon', null],
])('the date %s', (written, expected) => expect(parseForeignDate(written)?.text ?? null).toBe(expected));

test('a day in another zone', () => {
  const date = parseForeignDate('2019-05-01 23:30:00 -0700');
  expect(date && inZone(date, 'UTC').day).toBe('02');
});

test('arguments of tags', () => {
  expect(argumentsOf(' src="a b.png" alt=\'it "is"\' width=20').named).toEqual({
    src: 'a b.png',
    alt: 'it "is"',
    width: '20',
  });
  expect(argumentsOf('go "linenos=table,hl_lines=1 3-4"').positional).toEqual(['go', 'linenos=table,hl_lines=1 3-4']);
  expect(argumentsOf('figure.html, src: "a.png", n: 3').get('src')).toBe('a.png');
});

describe('tags', () => {
  const names = (text: string, language: 'hugo' | 'liquid') =>
    templateTags(text, language).map(({ name, isClosing }) => (isClosing ? `/${name}` : name));
  test('of Hugo', () => {
    expect(names('{{< a "}}>" >}} {{% b %}}x{{% /b %}} {{</* c */>}} {{ d }} {{<', 'hugo')).toEqual([
      'a',
      'b',
      '/b',
      '',
    ]);
  });
  test('of Liquid', () => {
    expect(names("{% a it's %}x{%- enda -%} {{ b | c: '}}' }} {% never", 'liquid')).toEqual(['a', '/a', '']);
  });
});

test('ids of headings', () => {
  const [hugo, jekyll, hexo] = [goldmarkIds(), kramdownIds(), hexoIds()];
  expect([hugo('', 'A [link](/x) & `c`'), hugo('', 'A'), hugo('', 'A'), hugo('', '!')]).toEqual([
    'a-linkx--c',
    'a',
    'a-1',
    'heading',
  ]);
  expect([jekyll('It’s -- so', ''), jekyll('It’s -- so', '')]).toEqual(['its--so', 'its--so-1']);
  expect([hexo("What's new?", ''), hexo('A & B', '')]).toEqual(['What’s-new', 'A-B']);
});
