// `octavo labs` with a step that writes a table: recorded as it is, and compared by the rules of the step.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFiles, scratchFolder, writeFiles } from '../support/folder.ts';

const tool = join(import.meta.dirname, '../../scripts/octavo.cjs');

function labs(root: string, ...options: string[]): { readonly code: number; readonly output: string } {
  try {
    const output = execFileSync(process.execPath, [tool, 'labs', '--root', root, ...options], { encoding: 'utf8' });
    return { code: 0, output };
  } catch (failure) {
    if (!(failure instanceof Error && 'stdout' in failure && 'status' in failure)) throw failure;
    return { code: Number(failure.status), output: String(failure.stdout) };
  }
}

test('numbers may vary where a rule says so, columns and rows may not', () => {
  const root = scratchFolder();
  const lab = (column: string, rule: string) => ({
    'content/posts/x/index.md': '---\ntitle: T\ndate: 2026-11-02\n---\n',
    'content/posts/x/lab/lab.yaml': `steps:\n  - name: a\n    run: printf '${column}\\n%s.5\\n' $RANDOM$RANDOM > t.csv\n    writes: t.csv\n${rule}`,
  });
  const rule = "    normalize: [{ match: '\\d+\\.\\d', with: N }]\n";
  writeFiles(root, lab('ms', rule));
  expect(labs(root, '--record').code).toBe(0);
  const recorded = readFiles(root)['content/posts/x/lab/recordings/t.csv'];
  expect(recorded).toMatch(/^ms\n\d+\.5\n$/);
  expect(labs(root).code).toBe(0);
  expect(readFiles(root)['content/posts/x/lab/recordings/t.csv']).toBe(recorded);
  writeFiles(root, lab('ms', ''));
  const strict = labs(root);
  expect(strict.code).toBe(1);
  expect(strict.output).toContain('step `a`: differs from the recording at line 2');
  expect(strict.output).toContain('recordings/t.csv');
  writeFiles(root, lab('seconds', rule));
  expect(labs(root).output).toContain('step `a`: differs from the recording at line 1');
});
