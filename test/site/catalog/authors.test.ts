// The authors of a site: what names in front matter stand for, whose posts are whose, and what readers and programs see of it. The pages of
// a whole site are in `golden/authors.txt`.

import { describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../../src/model/config.ts';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { postContextOf } from '../../../src/site/catalog/post-context.ts';
import { withSuggestions } from '../../../src/site/suggestions.ts';
import { articleView } from '../../../src/site/views/article.ts';
import { jsonLdOf } from '../../../src/site/views/parts/json-ld.ts';
import { answersOf, configOf, type PageSample, pageSample, shown } from '../samples.ts';

const ada = { key: 'ada', name: 'Ada Lovelace', url: 'https://ada.example', image: null, bio: null };
const grace = { key: 'grace', name: 'Grace', url: null, image: null, bio: null };
const by = (...names: string[]) => ({ authors: names.map((name) => ({ name, url: null })) });

function collected(pages: readonly PageSample[], config: Partial<SiteConfig>) {
  const answers = answersOf(pages);
  const options = { drafts: false, future: false, hasPassed: () => true, recordedIds: {}, ...answers };
  return { ...collect(pages, configOf(config), options), teaserOf: answers.teaserOf };
}

/** The byline of a post, and what search engines read of it. */
function byline(page: PageSample, config: Partial<SiteConfig>) {
  const { value: catalog, teaserOf } = collected([page], config);
  const context = postContextOf(catalog, page.path, teaserOf);
  if (context === null) throw new Error('no such post');
  const { head, props } = articleView(context, configOf(config));
  const [posting] = jsonLdOf('/posts/a/', head, null, configOf(config));
  return { authors: props.authors, jsonLd: (posting as { readonly author?: unknown }).author };
}

describe('a byline', () => {
  test('links to the pages of authors, by key or name, and to those of guests elsewhere', () => {
    const guest = { name: 'Guest', url: 'https://guest.example' };
    const page = pageSample('a', { authors: [...by('ada', 'grace').authors, guest] });
    expect(byline(page, { authors: [ada, grace] })).toEqual({
      authors: [
        { name: 'Ada Lovelace', url: 'https://ada.example', pageHref: '../../authors/ada/' },
        { name: 'Grace', url: null, pageHref: '../../authors/grace/' },
        { ...guest, pageHref: null },
      ],
      jsonLd: [
        {
          '@type': 'Person',
          name: 'Ada Lovelace',
          url: 'https://example.org/authors/ada/',
          sameAs: 'https://ada.example',
        },
        { '@type': 'Person', name: 'Grace', url: 'https://example.org/authors/grace/' },
        { '@type': 'Person', ...guest },
      ],
    });
    expect(byline(pageSample('a', by('ada lovelace')), { authors: [ada, grace] }).authors).toMatchObject([
      { name: 'Ada Lovelace' },
    ]);
  });

  test('has no link to a page on a site of one author', () => {
    const known = { name: 'Ada Lovelace', url: 'https://ada.example' };
    expect(byline(pageSample('a', by('ada')), { authors: [ada] })).toEqual({
      authors: [{ ...known, pageHref: null }],
      jsonLd: [{ '@type': 'Person', ...known }],
    });
    const author = { name: 'Ada', url: null, email: null };
    expect(byline(pageSample('a'), { author }).authors).toEqual([{ name: 'Ada', url: null, pageHref: null }]);
  });
});

describe('posts', () => {
  const pages = [
    pageSample('new', { date: '2026-03-01', ...by('grace', 'ada') }),
    pageSample('old', { date: '2026-01-01', ...by('Ada Lovelace', 'ada') }),
    pageSample('site', { date: '2026-02-01' }),
    pageSample('hidden', { unlisted: true, ...by('grace') }),
  ];
  const path = (name: string) => `content/posts/${name}.md`;

  test('are those that name the author, or nobody where the author is that of the site', () => {
    const author = { name: 'Ada Lovelace', url: null, email: null };
    const { value, diagnostics } = collected(pages, { author, authors: [ada, grace] });
    expect(value.authors).toEqual([
      { key: 'ada', posts: [path('new'), path('site'), path('old')] },
      { key: 'grace', posts: [path('new')] },
    ]);
    expect(diagnostics).toEqual([]);
  });

  test('have no lists on a site of one author', () => {
    expect(collected([pageSample('a', by('ada'))], { authors: [ada] }).value.authors).toEqual([]);
    expect(collected(pages, {}).value.authors).toEqual([]);
  });
});

test('an author that the site does not have is an error with a suggestion', () => {
  const { diagnostics } = collected(
    [pageSample('a', by('gracy', 'ada')), pageSample('b', { unlisted: true, ...by('x') })],
    {
      authors: [ada, grace],
    },
  );
  const suggested = withSuggestions(diagnostics, () => ['ada', 'grace']);
  expect(shown(suggested)).toEqual([
    expect.stringContaining('author/unknown the site has no author `gracy` [did you mean `grace`?]'),
    expect.stringContaining('author/unknown the site has no author `x` [add the author to `authors`'),
  ]);
  expect(collected([pageSample('a', by('anyone'))], {}).diagnostics).toEqual([]);
});
