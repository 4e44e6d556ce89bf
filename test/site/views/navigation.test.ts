// The header's links without `nav`: the pages that nothing else would link to.

import { expect, test } from 'vitest';
import type { NavItem } from '../../../src/model/config.ts';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { navigationFor } from '../../../src/site/views/navigation.ts';
import { answersOf, configOf, type PageSample, pageSample, shown } from '../samples.ts';

function navigation(pages: readonly PageSample[], nav: readonly NavItem[] | null = null) {
  const answers = answersOf(pages);
  const all = { drafts: false, future: false, hasPassed: () => true, recordedIds: {}, ...answers };
  const { value } = collect(pages, configOf(), all);
  return navigationFor({ nav }, () => value, answers.teaserOf);
}

const page = (name: string, meta: Parameters<typeof pageSample>[1] = {}) => pageSample(name, { ...meta, kind: 'page' });

test('pages in the order of their files, without posts, unlisted pages and translations', () => {
  const pages = [page('b'), page('a'), pageSample('post'), page('c', { unlisted: true }), page('d', { lang: 'de' })];
  expect(navigation(pages).value.map(({ href }) => href)).toEqual(['/a/', '/b/']);
});

test('the settings win, even if they name nothing', () => {
  expect(navigation([page('a')], []).value).toEqual([]);
  expect(navigation([page('a')], [{ title: 'X', href: '/x/' }]).value).toEqual([{ title: 'X', href: '/x/' }]);
});

test('nine pages are too many for a header, which is said', () => {
  const { value, diagnostics } = navigation(Array.from({ length: 9 }, (_, index) => page(`p${index}`)));
  expect(value.length).toBe(8);
  expect(shown(diagnostics)).toEqual([
    'content/site.yaml:0 warning site/no-nav 9 pages are more than fit the navigation, so it has the first 8 [choose some with `nav: [{title: …, href: /…/}]`, and link to the others from them]',
  ]);
});
