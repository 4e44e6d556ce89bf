// What another generator would hold back is never published, whatever the site says about unknown keys.

import { describe, expect, test } from 'vitest';
import { decodeFrontMatter } from '../../../src/content/front-matter/meta.ts';
import { decodeSiteConfig } from '../../../src/content/settings/site-settings.ts';
import type { MarkdownConfig } from '../../../src/model/config.ts';
import { isError } from '../../../src/model/diagnostic.ts';

const defaults = decodeSiteConfig(null, { url: null }).value.markdown;

function outcome(lines: string, unknownKeys: MarkdownConfig['unknownKeys'], path = 'content/posts/x.md'): string {
  const source = { path, text: `---\ntitle: T\ndate: 2026-11-21\n${lines}\n---\nbody` };
  const { value, diagnostics } = decodeFrontMatter(source, 'post', { ...defaults, unknownKeys });
  // Errors stop a build.
  if (diagnostics.some(isError)) return 'error';
  const isSaid = diagnostics.some(({ code }) => code === 'front-matter/held-back');
  return value.meta.draft ? (isSaid ? 'draft, said' : 'draft') : 'published';
}

const expected: { readonly [lines: string]: string } = {
  'published: false': 'draft, said',
  'published: No': 'draft, said',
  'Draft: true': 'draft, said',
  'isDraft: yes': 'draft, said',
  'is_draft: 1': 'draft, said',
  'status: draft': 'draft, said',
  'post_status: private': 'draft, said',
  'status: scheduled': 'draft, said',
  'visibility: hidden': 'draft, said',
  'hidden: true': 'draft, said',
  'private: on': 'draft, said',
  'wip: true': 'draft, said',
  'headless: true': 'draft, said',
  'eleventyExcludeFromCollections: true': 'draft, said',
  'password: hunter2': 'draft, said',
  'build: {render: never}': 'draft, said',
  '_build: {render: never, list: never}': 'draft, said',
  'published: maybe': 'error',
  'published: [no]': 'error',
  'status: whenever': 'error',
  'publishDate: 2999-01-01': 'error',
  'published_at: 2026-11-22T10:00:00Z': 'error',
  'published: 2999-01-01': 'error',
  'expiryDate: 2020-01-01': 'error',
  'unpublish_on: 2999-01-01': 'error',
  'published: true': 'published',
  'published: 2026-11-20': 'published',
  'status: Published': 'published',
  'state: Bavaria': 'published',
  'hidden: false': 'published',
  'publishDate: 2020-01-01': 'published',
  'layout: post': 'published',
};

for (const unknownKeys of ['ignore', 'warning'] as const)
  describe(`unknown keys: ${unknownKeys}`, () => {
    test.each(Object.entries(expected))('%s', (lines, result) => expect(outcome(lines, unknownKeys)).toBe(result));
  });

test('where unknown keys are errors, none of them is published', () => {
  for (const lines of Object.keys(expected)) expect(outcome(lines, 'error')).toBe('error');
});

test("a folder of drafts, as Jekyll's", () => {
  expect(outcome('tags: a', 'error', 'content/posts/_drafts/x.md')).toBe('draft');
  expect(outcome('tags: a', 'error', 'content/posts/drafts-of-letters/x.md')).toBe('published');
});
