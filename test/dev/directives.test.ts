// `dev` with directives: an edit of a component reaches open pages, and a mistake in one is shown.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanBuild } from '../support/rig.ts';
import { openTab, postOf, startDevSite, withDrafts } from './dev-site.ts';

const card = (tag: string) =>
  `export const schema = { title: 'text' };\nexport default ({ title, children }: any) => <${tag} title={title}>{children}</${tag}>;\n`;

test('an edit of a directive’s component reaches an open page, and a name that goes is an error', async () => {
  const text = postOf('A', 'Opening.\n\n<!--more-->\n\n:::card{title="x"}\nText.\n:::');
  const site = await startDevSite(
    { 'content/posts/a.md': text, 'templates/directives/card.tsx': card('section') },
    { hasTheme: true },
  );
  const tab = await openTab(site.origin, '/posts/a/');
  const page = async () => await (await fetch(`${site.origin}/posts/a/`)).text();
  expect(await page()).toContain('<section title="x"><p>Text.</p></section>');

  await site.save({ 'templates/directives/card.tsx': card('aside') });
  await tab.settled();
  expect(tab.messages.map(({ type }) => type)).toEqual(['page']);
  expect(await page()).toContain('<aside title="x"><p>Text.</p></aside>');

  await site.save({ 'content/posts/a.md': text.replace('title="x"', 'titel="x"') });
  await expect
    .poll(() => site.server.site.problems().map(({ code }) => code))
    .toEqual(['directive/missing-property', 'directive/unknown-property']);
  expect(await page()).toContain('<p>Text.</p>');

  await site.save({ 'content/posts/a.md': text });
  rmSync(join(site.root, 'templates/directives/card.tsx'));
  await site.server.rebuild({ paths: ['templates/directives/card.tsx'], isListingChanged: true });
  await expect.poll(() => site.server.site.problems().map(({ code }) => code)).toEqual(['directive/unknown']);

  await site.save({ 'templates/directives/card.tsx': card('div') });
  expect(site.server.site.problems()).toEqual([]);
  const { outputs } = await cleanBuild(site.root, { ...withDrafts, templates: join(site.root, 'templates') });
  expect(await page()).toContain('<div title="x"><p>Text.</p></div>');
  expect(outputs?.['posts/a/index.html']).toContain('<div title="x"><p>Text.</p></div>');
});
