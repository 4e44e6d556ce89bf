// A site full of mistakes: all are reported in one run, each with its position and a way out. The golden file is the report as users see it.
// `npx vitest run test/golden -u` updates it; read the difference before you commit it.

import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatDiagnostics } from '../../src/cli/reports/report.ts';
import { isError } from '../../src/model/diagnostic.ts';
import { lineColumnAt } from '../../src/text/code-frame.ts';
import { readFiles, scratchFolder, writeFiles } from '../support/folder.ts';
import { startProcess } from '../support/rig.ts';

const golden = join(import.meta.dirname, 'mistakes.txt');

test('every mistake is reported in one run, and dist/ stays unchanged', async () => {
  const root = join(scratchFolder(), 'site');
  mkdirSync(root);
  cpSync(join(import.meta.dirname, 'mistakes'), root, { recursive: true });
  writeFiles(root, { 'dist/index.html': 'the last good build', 'dist/.octavo-files': '\nindex.html\n' });
  const before = readFiles(join(root, 'dist'));
  const program = startProcess(root, join(root, '..', 'cache'), { templates: join(root, 'templates') });
  const { diagnostics, report } = await program.build();
  const text = `${formatDiagnostics(diagnostics, program.session.textOf)}\n`.replace(/\u001B\[\d+m/g, '');
  program.end();
  await expect(text).toMatchFileSnapshot(golden);
  expect(report).toBeNull();
  expect(readFiles(join(root, 'dist'))).toEqual(before);
  expect(diagnostics.filter(isError).length).toBeGreaterThanOrEqual(20);
  // Each position exists.
  for (const { at, code } of diagnostics) {
    const source = at && program.session.textOf(at.path);
    if (!at || source === null) continue;
    expect(at.end, code).toBeLessThanOrEqual(source.length);
    expect(lineColumnAt(source, at.start).column, code).toBeGreaterThan(0);
  }
});
