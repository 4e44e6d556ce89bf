// Sample sites of five generators with everything that the import converts, and what the real generators made of them.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { compareSites } from '../../src/import/against/compare.ts';
import { buildNewSite } from '../../src/import/against/new-site.ts';
import { readOldSite } from '../../src/import/against/old-output.ts';
import { importSite } from '../../src/import/import-site.ts';
import { reportText } from '../../src/import/report.ts';
import { generatorNames } from '../../src/import/source/model.ts';

const fixtures = join(import.meta.dirname, '../fixtures/import');
const scratch = mkdtempSync(join(tmpdir(), 'octavo-import-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

function treeOf(folder: string): string {
  return filesIn(folder)
    .filter((path) => !path.startsWith('.'))
    .map((path) => `=== ${path}\n${/\.(?:md|yaml|txt)$/.test(path) ? readFileSync(join(folder, path), 'utf8') : ''}`)
    .join('\n');
}

const run = (source: string, into: string) => importSite({ source, into, from: null, isDry: false });

describe.each(generatorNames)('%s', (generator) => {
  const source = join(scratch, `${generator}-source`);
  const into = join(scratch, generator);
  cpSync(join(fixtures, generator, 'source'), source, { recursive: true });

  test('is converted, loses no address, and changes nothing in the source', async () => {
    const before = treeOf(source);
    const result = await run(source, into);
    expect(result.generator).toBe(generator);
    await expect(`${treeOf(into)}\n=== report\n${reportText(result.findings, true)}`).toMatchFileSnapshot(
      `samples/${generator}.txt`,
    );
    expect(treeOf(source)).toBe(before);
    const old = readOldSite(join(fixtures, generator, 'output'), result.url);
    const { site, diagnostics } = await buildNewSite(into);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (site === null) return;
    const compared = compareSites(old, site);
    expect(compared.filter(({ fate }) => fate === 'lost')).toEqual([]);
    // The comparison must have found something to compare.
    for (const what of ['page', 'anchor', 'feed', 'feed id'] as const)
      expect(compared.filter((each) => each.what === what).length).toBeGreaterThan(0);
  });

  test('a second import changes nothing, and keeps what was edited or removed', async () => {
    const post = filesIn(into).find((path) => /^content\/posts\/.*\.md$/.test(path)) ?? '';
    const page = filesIn(into).find((path) => /^content\/pages\/.*\.md$/.test(path)) ?? '';
    expect((await run(source, into)).write).toMatchObject({ written: [], edited: [], removed: [], stale: [] });
    writeFileSync(join(into, post), 'edited');
    rmSync(join(into, page));
    const { write } = await run(source, into);
    expect(write).toMatchObject({ written: [], edited: [post], removed: [page], stale: [] });
    expect(readFileSync(join(into, post), 'utf8')).toBe('edited');
    // And a third one still knows.
    expect((await run(source, into)).write).toMatchObject({ written: [], edited: [post], removed: [page] });
  });
});
