// `octavo labs`: steps that write tables, recorded as they are and compared by the rules of the step; parts of all labs, and several at a time.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canIsolate } from '../../src/labs/sandbox.ts';
import { readFiles, scratchFolder, writeFiles } from '../support/folder.ts';

const tool = join(import.meta.dirname, '../../scripts/octavo.cjs');

function labs(root: string, ...options: string[]): { readonly code: number; readonly output: string } {
  try {
    const env = { ...process.env, NO_COLOR: '1' };
    const args = [tool, 'labs', '--root', root, ...options];
    const output = execFileSync(process.execPath, args, { encoding: 'utf8', env, stdio: 'pipe' });
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

function labOf(slug: string, run: string) {
  return {
    [`content/posts/${slug}/index.md`]: '---\ntitle: T\ndate: 2026-11-02\n---\n',
    [`content/posts/${slug}/lab/lab.yaml`]: `steps:\n  - name: a\n    run: ${JSON.stringify(run)}\n    timeout: 30s\n`,
  };
}

test('each lab is in one of the shards', () => {
  const root = scratchFolder();
  for (const slug of ['one', 'two', 'three']) writeFiles(root, labOf(slug, 'echo'));
  const named = (shard: string) => labs(root, '--shard', shard, '--record').output.match(/^(?:one|two|three)$/gm);
  expect([...(named('1/2') ?? []), ...(named('2/2') ?? [])].toSorted()).toEqual(['one', 'three', 'two']);
  expect(named('2/2')).toHaveLength(1);
  expect(labs(root, '--shard', '3/2').code).toBe(2);
  expect(labs(root, '--jobs', '0').code).toBe(2);
});

test.skipIf(!canIsolate())('with `--jobs 2`, two labs run at the same time, and each is printed as a whole', () => {
  // Labs see folders of their own at /tmp.
  const shared = mkdtempSync('/var/tmp/octavo-labs-');
  try {
    const meet = (own: string, other: string) =>
      `touch ${shared}/${own}; until test -e ${shared}/${other}; do sleep 0.05; done; echo met`;
    const root = scratchFolder();
    writeFiles(root, { ...labOf('one', meet('x', 'y')), ...labOf('two', meet('y', 'x')) });
    const { code, output } = labs(root, '--jobs', '2', '--record');
    expect(output).toMatch(/^(?:(?:one|two)\n {2}· a\n {2}recorded\n){2}\n2 labs, 2 of 2 steps passed/);
    expect(code).toBe(0);
  } finally {
    rmSync(shared, { recursive: true });
  }
});

test('problems are printed again below all labs', () => {
  const root = scratchFolder();
  writeFiles(root, { ...labOf('one', 'exit 3'), ...labOf('two', 'echo') });
  labs(root, '--record', 'two');
  const { code, output } = labs(root);
  expect(code).toBe(1);
  expect(output).toMatch(
    /^one\n {2}· a\n {2}✗ a: (.+)\n[^]*^two\n {2}· a\n\none\n {2}✗ a: \1\n[^]*1 of 2 steps passed, 1 failed/m,
  );
});

test('with `--retries`, a lab that failed is run again and named', () => {
  // Labs see folders of their own at /tmp.
  const shared = mkdtempSync('/var/tmp/octavo-labs-');
  try {
    const root = scratchFolder();
    // The first run removes what makes it fail.
    writeFiles(root, labOf('one', `ls ${shared} | wc -l; rm -f ${shared}/once`));
    expect(labs(root, '--record').code).toBe(0);
    writeFileSync(join(shared, 'once'), '');
    const { code, output } = labs(root, '--retries', '1');
    expect(output).toContain('one passed only when it was run again\n  ✗ one, step `a`: differs from the recording');
    expect(code).toBe(0);
    writeFileSync(join(shared, 'once'), '');
    expect(labs(root).code).toBe(1);
    expect(labs(root, '--retries', 'x').code).toBe(2);
  } finally {
    rmSync(shared, { recursive: true });
  }
});
