// A site that asks for the native parser when it can't be loaded: an error at the setting, nothing is written, and no page of the other
// parser is cached.

import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { missingNativeParser } from '../../../src/content/native-parser.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';
import { startProcess } from '../../support/rig.ts';

vi.mock(import('../../../src/content/native-parser.ts'), async (original) => ({
  ...(await original()),
  missingNativeParser: vi.fn(async () => null),
}));

test('the parser is missing, then there', async () => {
  const folder = scratchFolder();
  const [root, cache] = [join(folder, 'site'), join(folder, 'cache')];
  const config = 'title: S\nurl: https://example.org\nmarkdown:\n  parser: satteri\n';
  writeFiles(root, {
    'content/site.yaml': config,
    'content/posts/a.md': '---\ntitle: A\ndate: 2026-01-01\n---\n\nText.\n',
  });

  vi.mocked(missingNativeParser).mockResolvedValueOnce('it is not here');
  const without = startProcess(root, cache);
  const failed = await without.build();
  without.end();
  const start = config.indexOf('satteri');
  expect(failed.diagnostics).toMatchObject([
    { code: 'site/no-parser', at: { path: 'content/site.yaml', start, end: start + 'satteri'.length } },
  ]);
  expect(failed.report).toBe(null);

  const within = startProcess(root, cache);
  const built = await within.build();
  within.end();
  expect(built.diagnostics).toEqual([]);
  expect(built.counts['page']).toBe(1);
});
