// A long session of `octavo dev` as a separate process: memory doesn't grow with the number of edits, and no descriptors of files or former
// clients stay open.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder, writeFiles } from '../support/folder.ts';
import { png } from '../support/image.ts';
import { randomRun } from '../support/random.ts';
import { descriptorsOf, heapOf, startDevProcess, withHeapReport } from './dev-process.ts';
import { openTab, postOf } from './dev-site.ts';

const edits = randomRun('endured', { full: 60, soak: 2000 });
const clients = randomRun('clients', { full: 20, soak: 300 });
const posts = 30;

/** Saves of every kind. The page of `p0` always has the marker. */
function filesOf(edit: number): { [path: string]: string | Uint8Array } {
  const slug = edit % 5 === 0 ? `slug: at-${edit}\n` : '';
  const tags = edit % 7 === 0 ? `tags: [tag-${edit}]\n` : '';
  return {
    'content/posts/p0.md': postOf(edit % 3 === 0 ? `Title ${edit}` : 'Title', `marker-${edit}-end\n\n## H${edit}\n`),
    [`content/posts/p${1 + (edit % posts)}.md`]: postOf('Other', `Text ${edit}. [l](p0.md)`, slug + tags),
    [`content/posts/b/p${edit % 3}.png`]: png({ width: 8, height: 8, seed: edit }),
    'content/posts/b/index.md': postOf('B', `![p](p${edit % 3}.png)\n\nText ${edit}.`),
    ...(edit % 4 === 0 ? { [`content/posts/new-${edit}.md`]: postOf('New', `Text ${edit}.`) } : {}),
  };
}

test(`memory and descriptors don’t grow (${edits.label}, ${clients.label})`, {
  timeout: 120_000 + edits.count * 2000,
}, async () => {
  const folder = scratchFolder();
  const root = join(folder, 'site');
  for (let at = 0; at < posts + 2; at++)
    writeFiles(root, { [`content/posts/p${at}.md`]: postOf(`P${at}`, `Text ${at}.\n\n${'More text. '.repeat(200)}`) });
  const dev = startDevProcess(root, { nodeArgs: withHeapReport(folder) });
  const origin = await dev.origin();
  const tab = await openTab(origin, '/posts/p0/');

  async function editTo(from: number, to: number): Promise<void> {
    for (let edit = from; edit < to; edit++) {
      writeFiles(root, filesOf(edit));
      if (edit % 4 === 3) rmSync(join(root, `content/posts/new-${edit - 3}.md`));
      await tab.next((message) => message.type === 'page' && message.html.includes(`marker-${edit}-end`));
    }
  }

  await editTo(0, edits.count / 10);
  const [heap, descriptors] = [await heapOf(dev), descriptorsOf(dev.pid)];
  await editTo(edits.count / 10, edits.count);
  const grown = (await heapOf(dev)) / heap - 1;
  console.log(`heap ${(heap / 2 ** 20).toFixed(1)} MB, ${(grown * 100).toFixed(1)} % more after ${edits.count} edits`);
  expect(grown).toBeLessThan(0.2);
  // A leak would be one for each edit; a few are open for a moment.
  await expect.poll(() => descriptorsOf(dev.pid)).toBeLessThan(descriptors + 10);

  for (let at = 0; at < clients.count; at++) {
    const other = await openTab(origin, `/posts/p${at % posts}/`);
    await fetch(`${origin}/posts/p${at % posts}/`, { headers: { connection: 'close' } });
    other.close();
  }
  // `fetch` may keep connections open, so wait until it closes them.
  await expect.poll(() => descriptorsOf(dev.pid)).toBeLessThan(descriptors + 10);
});
