// Each file in `cases/` has the cases of one feature: what an author writes, and the page that results. A case begins with `=== name`. Its
// input blocks are `--- text`, `--- file NAME`, `--- front` and `--- config`; its expected blocks are `--- html`, `--- excerpt`, `--- notice`,
// `--- copy`, `--- diagnostics` and `--- page`. `UPDATE=1` rewrites the expected blocks; read the difference.

import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { type Case, caseFiles, inputOf, printCases } from '../support/cases.ts';
import { diagnosticLines, pageOf, shownHtml } from '../support/shown.ts';

const isUpdate = process.env['UPDATE'] !== undefined;

describe.each(caseFiles())('$name', ({ url, cases }) => {
  test.each(cases)('$name', check);
  afterAll(() => {
    if (isUpdate) writeFileSync(url, printCases(cases));
  });
});

async function check(one: Case) {
  const results = await resultsOf(one);
  for (const block of one.blocks) {
    const result = results[block.title]?.replace(/\n+$/, '');
    if (result === undefined) continue;
    if (isUpdate) block.text = result;
    expect(result).toBe(block.text);
  }
}

async function resultsOf(one: Case): Promise<{ [title: string]: string }> {
  const { text, options } = inputOf(one);
  const built = await pageOf(text, options);
  const { body, excerpt, copy, indexData, teaser, anchors, sections, files } = built.value;
  const headings = sections.flatMap(({ id, heading }) => (id === '' ? [] : [heading]));
  return {
    html: shownHtml(body.html),
    excerpt: `${shownHtml(excerpt.html)}\n(${excerpt.text}${excerpt.hasMore ? ' →' : ''})`,
    notice: shownHtml(body.notice ?? []),
    copy: shownHtml(copy),
    sections: sections.map(({ id, heading, text }) => `[${id}] ${heading}\n${text}`).join('\n'),
    diagnostics: diagnosticLines(built, text, options.front).join('\n'),
    page: JSON.stringify({ anchors, minutes: teaser.minutes, headings, files, links: indexData.links }),
  };
}
