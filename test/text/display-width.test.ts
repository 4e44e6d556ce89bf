import { expect, test } from 'vitest';
import { columnsOf } from '../../src/text/display-width.ts';

test.each([
  ['plain', 5],
  ['é', 1],
  ['e\u0301', 1],
  ['日本', 4],
  ['ｶﾅ', 2],
  ['→ ─│…', 5],
  ['☕', 2],
  ['a\tb', 9],
  ['日本語\tb', 9],
  ['a\u200Db\u00A0', 3],
])('%j takes %i columns', (line, columns) => {
  expect(columnsOf(line)).toBe(columns);
});
