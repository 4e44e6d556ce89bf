// What a page does not use costs it nothing: renderers and their libraries are loaded when a page first needs them.

import { expect, test, vi } from 'vitest';
import { pageOf } from '../support/shown.ts';

const loaded = vi.hoisted(() => new Set<string>());

vi.mock('@viz-js/viz', async (original) => {
  loaded.add('viz');
  return original();
});
vi.mock('temml', async (original) => {
  loaded.add('temml');
  return original();
});
vi.mock('../../src/content/console.ts', async (original) => {
  loaded.add('console');
  return original();
});
vi.mock('../../src/content/dot.ts', async (original) => {
  loaded.add('dot');
  return original();
});
vi.mock('../../src/content/math.ts', async (original) => {
  loaded.add('math');
  return original();
});
vi.mock('../../src/content/sequence.ts', async (original) => {
  loaded.add('sequence');
  return original();
});

test('a plain post loads no renderer, each use loads its own', async () => {
  await pageOf('# Plain\n\nText[^1] with `code`, $5.\n\n```go\nx := 1\n```\n\n> [!NOTE]\n> x\n\n[^1]: Note.\n');
  expect([...loaded]).toEqual([]);
  await pageOf('```console\n$ ls\n```\n');
  expect([...loaded]).toEqual(['console']);
  await pageOf('$$x$$\n');
  expect([...loaded]).toEqual(['console', 'math', 'temml']);
  await pageOf('```sequence alt="x"\nA->>B: x\n```\n\n```dot alt="x"\ndigraph{a}\n```\n');
  expect([...loaded].sort()).toEqual(['console', 'dot', 'math', 'sequence', 'temml', 'viz']);
});
