// Many bodies are converted in threads, by the program; few in one, as in this test. The files must be the same.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importSite } from '../../src/import/import-site.ts';
import { groupsOf, placeOf } from '../../src/import/report.ts';
import { launcher, run } from '../faults/program.ts';
import { readFiles, scratchFolder, writeFiles } from '../support/folder.ts';

/** Links in both directions, tags, includes, headings with ids, and one page that another thread must know by its anchors. */
function post(index: number, count: number): string {
  const next = `2020-01-01-post-${(index + 1) % count}`;
  const parts = Array.from(
    { length: 60 },
    (_, part) =>
      `## Part_${part}\n\nText of a part. [Next]({% post_url ${next} %}#part_${part}) and [none](#none).\n\n{% odd %}\n`,
  );
  return `---\ntitle: Post ${index}\ntags: [t${index % 3}]\n---\n{% include note.html content="Text" %}\n\n${parts.join('\n')}`;
}

test('the files and the report do not depend on threads', async () => {
  const folder = scratchFolder();
  const count = 200;
  const posts = Array.from({ length: count }, (_, index) => [
    `old/_posts/2020-01-01-post-${index}.md`,
    post(index, count),
  ]);
  writeFiles(folder, {
    'old/_config.yml': 'title: Old\n',
    'old/_includes/note.html': '<b>{{ include.content }}</b>',
    ...Object.fromEntries(posts),
  });
  const options = { source: join(folder, 'old'), from: null, isDry: false } as const;
  const here = await importSite({ ...options, into: join(folder, 'here') });
  const threads = await run(process.execPath, [
    launcher,
    'import',
    join(folder, 'old'),
    '--into',
    join(folder, 'there'),
    '--json',
  ]);
  expect(threads.code).toBe(0);
  // The program also makes it a project. The record of the import has the digests of all files.
  expect(readFiles(join(folder, 'there'))).toMatchObject(readFiles(join(folder, 'here')));
  const findings: unknown = JSON.parse(threads.report).findings;
  expect(here.findings).toHaveLength(2 * count * 60);
  expect(findings).toEqual(
    groupsOf(here.findings).map(({ kind, count: all, places }) => ({ kind, count: all, places: places.map(placeOf) })),
  );
});
