// What a query loads of the index of a large blog, compressed: at most 60 KB at 1,000 posts and 150 KB at 10,000. The posts are those of
// the benchmark, whose words are as frequent as in real texts.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../../support/folder.ts';
import { type PageSample, pageSample } from '../samples.ts';
import { ask } from './reader.ts';
import { searchFilesOf } from './search-files.ts';

const script = join(import.meta.dirname, '..', '..', '..', 'scripts', 'bench', 'make-site.mjs');

function postsOf(count: number): PageSample[] {
  const root = join(scratchFolder(), 'site');
  execFileSync(process.execPath, [script, String(count), root], { stdio: 'ignore' });
  const folder = join(root, 'content', 'posts');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path, index) => postFrom(readFileSync(join(folder, path), 'utf8'), index));
}

/** The text without the marks of Markdown, as near to what readers see as the sizes need. */
function postFrom(source: string, index: number): PageSample {
  const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(source) ?? [];
  const [, title = ''] = /^title: *(.*)$/m.exec(front) ?? [];
  const text = body.replace(/\]\([^)]*\)|[*`#>|]/g, '');
  return pageSample(`post-${index}`, { title, sections: [{ id: '', heading: '', text }] });
}

test.each([
  [1000, 60],
  [10_000, 150],
])(
  'at %i posts a query loads at most %i KB',
  async (count, limit) => {
    const pages = postsOf(count);
    const files = searchFilesOf(pages);
    // Every word of a post has the same chance, as if readers typed two words that they remember.
    const sizes: number[] = [];
    for (let index = 0; index < 100; index++) {
      const words = pages[(index * 7919) % count]?.sections[0]?.text.match(/[a-z]{4,}/gi) ?? [];
      const query = `${words[(index * 31) % words.length]} ${words[(index * 17 + 5) % words.length]}`;
      const { bytes, hrefs } = await ask(query, (path) => files.get(path) ?? '');
      expect(hrefs.length, query).toBeGreaterThan(0);
      sizes.push(bytes);
    }
    expect(Math.max(...sizes)).toBeLessThan(limit * 1024);
  },
  600_000,
);
