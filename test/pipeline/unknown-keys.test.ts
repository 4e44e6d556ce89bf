// A key that we don't know is one mistake: links to its page are not reported as broken, too.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { quickFolder, writeFiles } from '../support/folder.ts';
import { cleanBuild } from '../support/rig.ts';

test('a page with an unknown key keeps its address, and is suggested for a similar one', async () => {
  const root = join(quickFolder(), 'site');
  writeFiles(root, {
    'content/site.yaml': 'title: Site\nurl: https://example.org\n',
    'content/posts/a.md':
      '---\ntitle: A\ndate: 2026-11-01\n---\n\n[one](/posts/other/) [two](/other/)\n\n<!--more-->\n',
    'content/posts/other.md': '---\ntitle: Other\ndate: 2026-11-02\nspoiler: x\n---\n\nText.\n\n<!--more-->\n',
  });
  const { diagnostics, outputs } = await cleanBuild(root);
  expect(diagnostics.map(({ code, message, hint }) => `${code} ${message} [${hint?.slice(0, 32)}]`)).toEqual([
    'link/broken the site has no address `/other/` [did you mean `/posts/other/`?]',
    'front-matter/unknown-key unknown key `spoiler` [known keys are `title`, `date`, ]',
  ]);
  expect(outputs).toBeNull();
});
