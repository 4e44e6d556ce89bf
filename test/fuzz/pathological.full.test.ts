// Texts that are expensive to parse: each must become a page or an error in time, up to the length that is parsed without a time limit.

import { describe, expect, test } from 'vitest';
import { randomRun } from '../support/random.ts';
import { fileOf, pageOf } from '../support/shown.ts';
import { expectHarmless, filled } from './harmless.ts';
import { expectSound } from './oracle.ts';
import { pathological } from './pathological.ts';

const length = randomRun('characters', { full: 5_000, soak: 100_000 });

describe(length.label, () => {
  for (const [name, make] of Object.entries(pathological)) {
    test(name, { timeout: 30_000 + 3 * length.count }, async () => {
      const text = make(length.count);
      const { value, diagnostics } = await pageOf(text);
      expectSound(diagnostics, { path: value.indexData.path, text: fileOf(text) });
      for (const medium of ['site', 'feed'] as const) expectHarmless(filled(value.body.html, medium));
      // A page must not be many times longer than its file, or a small file could fill a disk.
      expect(JSON.stringify(value).length).toBeLessThan(150 * text.length + 100_000);
    });
  }
});
