import { expect, test } from 'vitest';
import { codeFrame, escapeControls, lineColumnAt } from '../../src/text/code-frame.ts';

/** « and » enclose the span. */
function check(name: string, marked: string, position: string, expected: readonly string[]) {
  test(name, () => {
    const start = marked.indexOf('«');
    const end = marked.indexOf('»') - 1;
    const text = marked.replace(/[«»]/g, '');
    const { line, column } = lineColumnAt(text, start);
    expect(`${line}:${column}`).toBe(position);
    expect(codeFrame(text, { start, end })).toEqual(expected);
  });
}

check('a word', 'one\ntwo «three» four', '2:5', ['1 │ one', '2 │ two three four', '  │     ^^^^^']);
check('the start of the file', '«a»b', '1:1', ['1 │ ab', '  │ ^']);
check('after a byte order mark', '\uFEFF«a»b', '1:1', ['1 │  ab', '  │  ^']);
check('an empty span', 'ab«»c', '1:3', ['1 │ abc', '  │   ^']);
check('the end of the file', 'abc\n«»', '2:1', ['1 │ abc', '2 │', '  │ ^']);
check('CRLF and CR', 'a\r\nb\rcc «d»', '3:4', ['2 │ b', '3 │ cc d', '  │    ^']);
check('several lines: the first is marked', 'a «b\nc» d', '1:3', ['1 │ a b', '  │   ^']);
check('tabs', '\tx «y»', '1:4', ['1 │     x y', '  │       ^']);
check('wide characters', '日本 «x»', '1:4', ['1 │ 日本 x', '  │      ^']);
check('control characters are replaced', 'a\u001B[31m «b»', '1:8', ['1 │ a\uFFFD[31m b', '  │        ^']);
check('line numbers of two digits', `${'\n'.repeat(9)}a «b»`, '10:3', ['10 │ a b', '   │   ^']);

test('a long line is shown around the span', () => {
  const text = `${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`;
  const [source = '', marks = ''] = codeFrame(text, { start: 5000, end: 5004 });
  expect(source.length).toBeLessThan(130);
  expect(source.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('HERE');
});

test('nothing in a text can control a terminal', () => {
  expect(escapeControls('a\u001B[2J\u0007b\nc\u009B1m\u202Ed\u2028é日')).toBe(
    'a\\x1B[2J\\x07b\\nc\\x9B1m\\u202Ed\\u2028é日',
  );
});
