// The shapes of stored values: every rule that stores JSON has one, and it accepts what the rule makes. A value that its shape rejects would
// be made again each time it is read.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Rule } from '../../../src/engine/graph/rule.ts';
import { bucketsFor } from '../../../src/pipeline/rule-values/page-buckets.ts';
import { scratchFolder } from '../../support/folder.ts';
import { openClean } from '../../support/rig.ts';

const golden = join(import.meta.dirname, '..', '..', 'golden');
const sites = readdirSync(golden, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test('each stored value and part has a shape', () => {
  const { rules } = openClean(scratchFolder());
  const stored = rules.all.flatMap((rule) => (rule.kind !== 'input' && rule.storage === 'json' ? [rule] : []));
  expect(stored.length).toBeGreaterThan(8);
  for (const { name, parts, shape, partShapes } of stored)
    expect(parts ? Object.keys(partShapes ?? {}).toSorted() : typeof shape, name).toEqual(
      parts?.toSorted() ?? 'function',
    );
});

test.each(sites.map(({ name }) => name))('each value of the golden site %s has its shape', async (name) => {
  const session = openClean(join(golden, name), { drafts: true, future: true });
  await session.build();
  const { rules } = session;
  const { get } = session.engine;
  const pages = get(rules.pages, '');
  const urls = get(rules.routes, '').map(({ url }) => url);
  const labs = get(rules.inputs.siteFiles.list, 'content').filter((path) => path.endsWith('/lab/lab.yaml'));
  const argumentsOf = new Map<Rule<unknown>, readonly string[]>([
    [rules.page, pages],
    [rules.pageUrl, pages],
    [rules.card, Object.keys(get(rules.catalog, '').entries)],
    [rules.view, urls],
    [rules.asset, get(rules.pageFiles, '')],
    [rules.bucket, bucketsFor(pages)],
    [rules.lab, labs.map((path) => path.slice(0, -'/lab.yaml'.length))],
  ]);
  for (const rule of rules.all) {
    if (rule.kind === 'input' || rule.storage !== 'json') continue;
    for (const argument of argumentsOf.get(rule) ?? ['']) {
      const value: unknown = JSON.parse(JSON.stringify(get<unknown>(rule, argument)));
      const isRight = rule.parts
        ? rule.parts.every((part) => rule.partShapes?.[part]?.((value as { [part: string]: unknown })[part]))
        : rule.shape?.(value);
      expect(isRight, `${rule.name} ${argument}`).toBe(true);
    }
  }
});
