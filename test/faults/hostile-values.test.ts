// Guards “every file found in the cache is not trusted at all” (RELIABILITY.md, *Who is trusted*) against a cache whose digests are
// all right and whose content is not: nothing of it is run, nothing is written or removed outside of `dist/` and the cache, nothing
// ends the program, and what can be found out is made again.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBench } from './bench.ts';
import { reseal, withFields } from './resealed.ts';

declare global {
  /** Set by code that must never run. */
  var octavoCanary: unknown;
}

const hostile = `module.exports = { render() {} }; (() => {}).constructor('globalThis.octavoCanary = 1')();`;

test('code in the cache is not run', { timeout: 100_000 }, async () => {
  const bench = await openBench();
  for (const doEdit of [false, true]) {
    await bench.enter({ to: 0, isCold: true });
    await bench.build();
    reseal(join(bench.cache, 'store'), ({ change }) =>
      change('theme', '', (theme) => withFields(theme, { code: hostile, map: '{}', pages: hostile })),
    );
    if (doEdit) bench.put(1);
    else rmSync(join(bench.root, 'dist/posts/one/index.html'));
    const { thrown, result } = await bench.build();
    expect(globalThis.octavoCanary).toBeUndefined();
    expect([thrown, result?.diagnostics.map(({ code }) => code), bench.dist()]).toEqual([
      null,
      ['cache/unsound'],
      bench.clean[doEdit ? 1 : 0],
    ]);
  }
});
