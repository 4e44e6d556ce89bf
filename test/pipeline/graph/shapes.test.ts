// Every value that a rule stores as JSON has a shape by which it is checked when a cache gives it back.

import { expect, test } from 'vitest';
import { scratchFolder } from '../../support/folder.ts';
import { openClean } from '../../support/rig.ts';

test('each stored value and part has a shape', () => {
  const { rules } = openClean(scratchFolder());
  const stored = rules.all.flatMap((rule) => (rule.kind !== 'input' && rule.storage === 'json' ? [rule] : []));
  expect(stored.length).toBeGreaterThan(8);
  for (const { name, parts, shape, partShapes } of stored)
    expect(parts ? Object.keys(partShapes ?? {}).toSorted() : typeof shape, name).toEqual(
      parts?.toSorted() ?? 'function',
    );
});
