// Guards ANSI escape sequences: shown as colors in console sessions, taken out everywhere else with one warning, and in no copy.

import { describe, expect, test } from 'vitest';
import { styledLines, withoutEscapes } from '../../../src/text/ansi.ts';
import { diagnosticLines, pageOf, shownHtml } from '../../support/shown.ts';

const escape = '\u001B';
const colored = `${escape}[1;31mFAIL${escape}[0m ${escape}[32mok\n${escape}[4mtwo${escape}[24m lines${escape}[m`;

async function shown(body: string, files: { readonly [path: string]: string } = {}) {
  const built = await pageOf(`Text.\n\n<!--more-->\n\n${body}`, { files });
  const { body: page, copy } = built.value;
  const html = shownHtml(page.html).replace(/^.*?(?=<div)/s, '');
  return {
    html,
    copy: shownHtml(copy),
    diagnostics: diagnosticLines(built, body).map((line) => line.replace(/^\S+ /, '')),
  };
}

describe.each([
  ['in the block itself', (text: string) => ['```console\n', `$ make test\n${text}\n`, '```\n'].join(''), {}],
  ['in a file', () => '```console file=log.txt\n```\n', { 'log.txt': `$ make test\n${colored}\n` }],
])('colors %s', (_, body, files) => {
  test('are shown in classes, over line ends, and not in the copy', async () => {
    const { html, copy, diagnostics } = await shown(body(colored), files);
    expect(html).toBe(
      '<div class="code console"><pre><code><span class="console-prompt">$ </span><span class="console-command">make test</span>\n' +
        '<span class="console-output"><span class="ansi-red ansi-bold">FAIL</span> <span class="ansi-green">ok</span>\n' +
        '<span class="ansi-green ansi-underline">two</span><span class="ansi-green"> lines</span>\n</span></code></pre></div>',
    );
    expect(copy).toContain('$ make test\nFAIL ok\ntwo lines\n');
    expect(copy).not.toContain('\uFFFD');
    expect(diagnostics).toEqual([]);
  });
});

test('in other blocks they are taken out, with a warning', async () => {
  const { html, copy, diagnostics } = await shown(`\`\`\`text\n${colored}\n\`\`\`\n`);
  expect(html).toContain('<code>FAIL ok\ntwo lines\n</code>');
  expect(copy).toContain('```text\nFAIL ok\ntwo lines\n```');
  expect(diagnostics).toEqual([
    expect.stringContaining('code/escape-sequences the ANSI escape sequences of this code block are removed'),
  ]);
});

test('a prompt in colors is a prompt, and other control characters are still reported', async () => {
  const prompt = `${escape}[32muser@host${escape}[0m:${escape}[34m~${escape}[0m$ ls\nfile\u0007\n`;
  const { html, diagnostics } = await shown(`\`\`\`console\n${prompt}\`\`\`\n`);
  expect(html).toContain('<span class="console-command">ls</span>');
  expect(html).toContain('file\uFFFD');
  expect(diagnostics).toEqual([expect.stringContaining('the character U+0007 is not allowed')]);
});

test('in running text they are control characters', async () => {
  const { diagnostics } = await shown(`Text ${escape}[31mred\n`);
  expect(diagnostics).toEqual([expect.stringContaining('the character U+001B is not allowed')]);
});

test.each([
  ['[38;5;196mx', ['red']],
  ['[38;2;10;200;30mx', ['green']],
  ['[38;5;244mx', ['gray']],
  ['[90mx', ['gray']],
  ['[97mx', []],
  ['[30;41mx', ['red']],
  ['[7mx', []],
  ['[1m\u001B[22mx', []],
  ['[31m\u001B[39mx', []],
  ['[38;5mx', []],
  ['[999;;mx', []],
])('%j has the styles %j', (text, styles) => {
  expect(styledLines(escape + text)).toEqual([[{ text: 'x', styles }]]);
});

test('cursor movements, titles and links are taken out', () => {
  const link = `${escape}]8;;https://example.org${escape}\\link${escape}]8;;${escape}\\`;
  expect(withoutEscapes(`${escape}[2K${escape}[1Ga${escape}]0;title\u0007b${link}${escape}(B${escape}7\u009B0m`)).toBe(
    'ablink',
  );
});
