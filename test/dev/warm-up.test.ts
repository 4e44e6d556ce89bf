// Warming up the parser changes nothing, gives way to builds and ends with the server.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { warmUp } from '../../src/dev/warm-up.ts';
import type { BuildSession } from '../../src/pipeline/build-session.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';
import { openClean } from '../support/rig.ts';
import { postOf, withDrafts } from './dev-site.ts';

let root = '';
let session: BuildSession;

beforeEach(async () => {
  root = join(scratchFolder(), 'site');
  const posts = Array.from({ length: 3 }, (_, index) => [`content/posts/p${index}.md`, postOf(`P${index}`, 'Words.')]);
  writeFiles(root, { ...Object.fromEntries(posts), 'content/posts/bad.md': 'no front matter\n' });
  session = openClean(root, withDrafts);
  await session.build();
});

const never = { pages: 50, isBusy: () => false, isClosed: () => false };

test('the site is the same afterwards', async () => {
  const before = await session.build();
  await warmUp(session, never);
  const after = await session.build();
  expect(after.counts).toEqual({});
  expect([after.manifest, after.diagnostics]).toEqual([before.manifest, before.diagnostics]);
});

test('it parses nothing while a build is running', async () => {
  const order: string[] = [];
  let looks = 0;
  const isBusy = () => {
    looks++;
    order.push(looks < 3 ? 'busy' : 'idle');
    return looks < 3;
  };
  await warmUp(session, { isBusy, isClosed: () => looks > 5 });
  expect(order.slice(0, 4)).toEqual(['busy', 'busy', 'idle', 'idle']);
});

test('it ends with the server, even while a build is running', async () => {
  let looks = 0;
  await warmUp(session, { isBusy: () => true, isClosed: () => ++looks > 1 });
  expect(looks).toBeGreaterThan(1);
});

test('a file that was deleted without an event ends it', async () => {
  rmSync(join(root, 'content/posts/p0.md'));
  await warmUp(session, never);
});
