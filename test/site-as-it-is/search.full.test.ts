// Fifty queries over the shipped posts, answered by the theme's search from the files of the built site.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { searchQueries } from '../library/search-queries.ts';
import { ask } from '../site/search/reader.ts';
import { builtSite } from '../support/built-site.ts';

let dist = '';

beforeAll(async () => {
  dist = await builtSite('ours');
}, 120_000);

test.each(searchQueries)('%s', async (query, first) => {
  const { hrefs } = await ask(query, (path) => readFileSync(join(dist, path), 'utf8'));
  expect(hrefs[0]).toBe(first);
});
