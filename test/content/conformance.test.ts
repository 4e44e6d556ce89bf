// Runs the examples of CommonMark 0.31.2 and GitHub Flavored Markdown through our parser, with trusted HTML and without our own stages. An
// example passes if its HTML is equal, or if a browser parses it into an equal tree. All others are listed here with the reason.

import { readFileSync } from 'node:fs';
import rehypeRaw from 'rehype-raw';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { createRenderContext } from '../../src/content/context/render-context.ts';
import { slottedHtml } from '../../src/content/html/slots.ts';
import { plainProcessor } from '../../src/content/processor.ts';
import { decodeSiteConfig } from '../../src/content/settings/site-settings.ts';

interface Example {
  readonly example: number;
  readonly markdown: string;
  readonly html: string;
}

interface Differences {
  readonly [reason: string]: readonly number[];
}

function check(fixture: string, count: number, differences: Differences) {
  test(fixture, async () => {
    const examples: Example[] = JSON.parse(readFileSync(new URL(`fixtures/${fixture}`, import.meta.url), 'utf8'));
    expect(examples.length).toBe(count);
    const failed: number[] = [];
    for (const { example, markdown, html } of examples) {
      const rendered = await render(markdown);
      if (`${rendered}\n` !== html && normalizedByBrowser(rendered) !== normalizedByBrowser(html)) failed.push(example);
    }
    const expected = Object.values(differences).flat();
    expect(failed).toEqual(expected.toSorted((a, b) => a - b));
  });
}

const config = decodeSiteConfig(null, { url: null }).value.markdown;

async function render(markdown: string): Promise<string> {
  const span = (start: number, end: number) => ({ path: 'x.md', start, end });
  const context = createRenderContext({ path: 'x.md', text: markdown, config, includes: {}, span });
  const processor = plainProcessor(markdown);
  const tree = await processor.run(processor.parse(markdown), { value: markdown, data: { context } });
  return slottedHtml(tree.children).join('');
}

const browser = unified().use(rehypeRaw).use(rehypeStringify);

function normalizedByBrowser(html: string): string {
  return browser.stringify(browser.runSync({ type: 'root', children: [{ type: 'raw', value: html }] })).trim();
}

const unclosed = 'an unclosed element ends with its block, not with the page';
const comments = 'comments, declarations and processing instructions are removed';
const bare = 'bare addresses become links, because GFM is always on';

check('commonmark-0.31.2.json', 652, {
  [unclosed]: [...[21, 31, 150, 155, 184, 187, 344, 476, 477, 494, 613, 614, 615, 616, 630, 631, 642, 643]],
  [comments]: [177, 179, 180, 182, 183, 308, 309, 625, 626, 627, 628, 629],
  [bare]: [602, 606, 608, 611, 612],
  'a line end right after `<textarea>` is not part of its text': [171],
});

check('gfm-0.29.json', 673, {
  [unclosed]: [120, 125, 153, 156, 317, 327, 354, 485, 486, 503, 632, 633, 634, 635, 650, 651, 663, 664],
  [comments]: [146, 148, 149, 151, 152, 288, 289, 644, 645, 646, 647, 648, 649],
  [bare]: [610, 614, 616, 619, 620],
  'task lists have classes, as on GitHub': [279, 280],
  '`ftp:` addresses are not linked, as on GitHub since 2019': [628],
  'dangerous elements are removed by our own list, not escaped': [653],
});

check('gfm-extensions.json', 28, {
  'the example only checks that nothing crashes': [20],
  'dangerous elements are removed by our own list, not escaped': [22],
  'footnotes have the ids and words of GitHub’s own pages': [23],
  'task lists have classes, as on GitHub': [26, 27, 28],
});
