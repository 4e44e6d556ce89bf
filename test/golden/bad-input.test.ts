// Every kind of bad input, as users see it: an exact position, a way out, one report per mistake. The golden file has all reports.
// `npx vitest run test/golden -u` updates it; read the difference before you commit it.

import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatDiagnostics } from '../../src/cli/reports/report.ts';
import { isError } from '../../src/model/diagnostic.ts';
import { readFiles, scratchFolder, writeFiles } from '../support/folder.ts';
import { bareTheme, startProcess } from '../support/rig.ts';
import { type BadSite, badSites } from './bad-input.ts';

test('every kind of bad input is reported, and dist/ stays unchanged', async () => {
  const sections: string[] = [];
  for (const [kind, site] of Object.entries(badSites)) {
    sections.push(`######## ${kind}\n\n${await reportOf(site)}\n`);
  }
  await expect(sections.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, 'bad-input.txt'));
}, 120_000);

async function reportOf({ files, templates = {}, make }: BadSite): Promise<string> {
  const scratch = scratchFolder();
  const root = join(scratch, 'site');
  mkdirSync(root);
  cpSync(bareTheme, join(root, 'templates'), { recursive: true });
  writeFiles(root, files);
  writeFiles(join(root, 'templates'), templates);
  writeFiles(root, { 'dist/index.html': 'the last good build', 'dist/.octavo-files': '\nindex.html\n' });
  make?.(root);
  const before = readFiles(join(root, 'dist'));
  const program = startProcess(root, join(scratch, 'cache'), { templates: join(root, 'templates') });
  const { diagnostics, report } = await program.build();
  const text = formatDiagnostics(diagnostics, program.session.textOf).replace(/\u001B\[\d+m/g, '');
  for (const { at, related } of diagnostics) {
    for (const place of [at, ...related.map((one) => one.at)]) {
      const length = place ? (program.session.textOf(place.path)?.length ?? 0) : 0;
      expect(place === null || (place.start >= 0 && place.start <= place.end && place.end <= length), text).toBe(true);
    }
  }
  program.end();
  expect(diagnostics.some(isError), text).toBe(true);
  expect(report).toBeNull();
  expect(readFiles(join(root, 'dist'))).toEqual(before);
  return text;
}
