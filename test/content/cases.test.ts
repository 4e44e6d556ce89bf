// Each file in `cases/` holds cases for one feature: what an author writes and what comes of it. A case begins with `=== name`, its blocks
// with `--- text`, `--- file NAME`, `--- front`, `--- config` (given) and `--- html`, `--- excerpt`, `--- notice`, `--- copy`, `--- said`, `--- page`
// (expected). `UPDATE=1` writes the expected blocks anew; read what it wrote.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { byCodeUnit } from '../../src/text/order.ts';
import { type PageOptions, pageOf, said, shown } from '../support/shown.ts';

interface Case {
  readonly name: string;
  readonly blocks: { readonly title: string; text: string }[];
}

const folder = new URL('cases/', import.meta.url);

for (const file of readdirSync(folder).sort(byCodeUnit)) {
  const cases = casesIn(readFileSync(new URL(file, folder), 'utf8'));
  describe(file, () => {
    test.each(cases)('$name', check);
    afterAll(() => {
      if (process.env['UPDATE']) writeFileSync(new URL(file, folder), cases.map(written).join('\n'));
    });
  });
}

async function check({ blocks }: Case) {
  const results = await resultsOf(blocks);
  for (const block of blocks) {
    const result = results[block.title]?.replace(/\n+$/, '');
    if (result === undefined) continue;
    if (process.env['UPDATE']) block.text = result;
    expect(result).toBe(block.text);
  }
}

async function resultsOf(blocks: Case['blocks']): Promise<{ [title: string]: string }> {
  const given = (title: string) => blocks.find((block) => block.title === title)?.text;
  const text = given('text') ?? '';
  const files = blocks.filter(({ title }) => title.startsWith('file '));
  const front = given('front');
  const options: PageOptions = {
    front: front === undefined ? '' : `${front}\n`,
    config: JSON.parse(given('config') ?? '{}'),
    files: Object.fromEntries(files.map(({ title, text }) => [title.slice(5), `${text}\n`])),
  };
  const built = await pageOf(text, options);
  const { body, excerpt, copy, summary, anchors } = built.value;
  const { minutes, headings, lab } = summary;
  return {
    html: shown(body.html),
    excerpt: `${shown(excerpt.html)}\n(${excerpt.text}${excerpt.hasMore ? ' →' : ''})`,
    notice: shown(body.notice ?? []),
    copy: shown(copy).trimEnd(),
    said: said(built, text, options.front).join('\n'),
    page: JSON.stringify({ anchors, minutes, headings, lab, files: built.value.files, links: summary.links }),
  };
}

function casesIn(text: string): Case[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [name = '', ...blocks] = part.split(/^--- /m);
      return { name: name.trim(), blocks: blocks.map(blockFrom) };
    });
}

function blockFrom(text: string): { title: string; text: string } {
  const end = text.indexOf('\n');
  return { title: text.slice(0, end).trim(), text: text.slice(end + 1).replace(/\n+$/, '') };
}

function written({ name, blocks }: Case): string {
  return `=== ${name}\n${blocks.map(({ title, text }) => `--- ${title}\n${text}\n`).join('')}`;
}
