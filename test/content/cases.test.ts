// Each file in `cases/` holds cases for one feature: what an author writes and what comes of it. A case begins with `=== name`, its blocks
// with `--- text`, `--- file NAME`, `--- front`, `--- config` (given) and `--- html`, `--- excerpt`, `--- notice`, `--- copy`, `--- diagnostics`, `--- page`
// (expected). `UPDATE=1` writes the expected blocks anew; read what it wrote.

import { writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { type Case, caseFiles, givenIn, writtenCases } from '../support/cases.ts';
import { pageOf, said, shown } from '../support/shown.ts';

const isUpdate = process.env['UPDATE'] !== undefined;

describe.each(caseFiles())('$name', ({ url, cases }) => {
  test.each(cases)('$name', check);
  afterAll(() => {
    if (isUpdate) writeFileSync(url, writtenCases(cases));
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
  const { text, options } = givenIn(one);
  const built = await pageOf(text, options);
  const { body, excerpt, copy, summary, anchors } = built.value;
  const { minutes, headings, lab } = summary;
  return {
    html: shown(body.html),
    excerpt: `${shown(excerpt.html)}\n(${excerpt.text}${excerpt.hasMore ? ' →' : ''})`,
    notice: shown(body.notice ?? []),
    copy: shown(copy),
    diagnostics: said(built, text, options.front).join('\n'),
    page: JSON.stringify({ anchors, minutes, headings, lab, files: built.value.files, links: summary.links }),
  };
}
