// Every template of the theme, rendered with complete props: valid HTML, one `h1`, headings in order, landmarks, no inline code.

import { HtmlValidate } from 'html-validate';
import { beforeAll, describe, expect, test } from 'vitest';

import type { TemplateName, TemplateProps } from '../../src/model/props.ts';
import type { TemplateBundle } from '../../src/theme/bundle.ts';
import type { RenderPage } from '../../src/theme/render.ts';
import { loadTemplates } from '../../src/theme/render.ts';
import { bundleTemplates } from '../../src/theme/templates.ts';
import { nonBreaking } from '../../templates/components/non-breaking.ts';
import { en } from '../../templates/words/en.ts';
import { sampleProps } from './sample-props.ts';
import { themeFiles } from './theme-files.ts';

const names: readonly TemplateName[] = [
  'all-series',
  'archive',
  'article',
  'list',
  'not-found',
  'page',
  'redirect',
  'search',
  'series',
  'tag',
  'tags',
];

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // Deliberate: `<br/>` and short attributes as the renderer writes them, `<p role="status">`, long titles.
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'long-title': 'off',
    'doctype-style': ['error', { style: 'lowercase' }],
    'no-inline-style': 'error',
    'prefer-native-element': 'off',
    'no-implicit-button-type': 'off',
  },
});

let bundle: TemplateBundle;
let renderPage: RenderPage;
let props: TemplateProps;

beforeAll(async () => {
  const { value, diagnostics } = await bundleTemplates(themeFiles());
  expect(diagnostics).toEqual([]);
  if (value === null) throw new Error('the theme does not compile');
  bundle = value.bundle;
  renderPage = loadTemplates(value.code).page;
  props = sampleProps(bundle, '../');
});

function render<N extends TemplateName>(name: N, change: Partial<TemplateProps[N]> = {}): string {
  const { value, diagnostics } = renderPage(name, { ...props[name], ...change });
  expect(diagnostics).toEqual([]);
  return value;
}

const all = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map((match) => match[1] ?? '');

describe.each(names)('%s', (name) => {
  test('is valid HTML', () => {
    const { results } = validator.validateStringSync(render(name));
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
      [],
    );
  });

  test('has one `h1`, and no heading skips a level', () => {
    const levels = all(render(name), /<h([1-6])\b/g).map(Number);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
  });

  test('has no inline code and no inline style', () => {
    const html = render(name);
    expect(all(html, /<script\b(?![^>]*\bsrc=)(?! type="application\/ld\+json")([^>]*)/g)).toEqual([]);
    expect(all(html, /(<style\b)/g)).toEqual([]);
    expect(all(html, /<[a-z][^>]*?\s((?:style|on[a-z]+)=)/g)).toEqual([]);
  });

  test('loads nothing from other hosts', () => {
    expect(all(render(name), /\b(?:src|srcset|poster)="(https?:[^"]*)"/g)).toEqual([]);
    expect(all(render(name), /<link rel="(?:stylesheet|preload|icon)" href="(https?:[^"]*)"/g)).toEqual([]);
  });
});

test('landmarks: a skip link to `main`, with header and footer outside it', () => {
  for (const name of names.filter((name) => name !== 'redirect')) {
    const html = render(name);
    expect(html).toMatch(/<body[^>]*><a class="skip-link" href="#octavo-main">/);
    expect(html).toMatch(
      /<header class="site-header">.*<\/header><main id="octavo-main" tabindex="-1">.*<\/main><footer/s,
    );
  }
});

test("JSON-LD can't close its element", () => {
  const [json] = all(render('article'), /<script type="application\/ld\+json">(.*?)<\/script>/g);
  expect(JSON.parse(json ?? '')).toEqual(props.article.head.jsonLd[0]);
});

test('each navigation link names its post', () => {
  const named = all(render('list'), /<a class="read-more"[^>]*>(.*?)<\/a>/g);
  expect(named).toEqual(
    props.list.entries.map(({ title }) => `${en.readMore}<span class="visually-hidden">: ${title}</span>`),
  );
});

test("the heading of the index is the site's title, that of other pages their own", () => {
  expect(all(render('list'), /<h1[^>]*>(.*?)<\/h1>/g)).toEqual(['<a class="p-name u-url" href="../list/">Octavo</a>']);
  expect(all(render('archive'), /<h1[^>]*>(.*?)<\/h1>/g)).toEqual([en.archive]);
});

test.each([
  ['A shim, part 2: the smallest', 'A shim, part\u{A0}2: the smallest'],
  ['Der Server, Teil 3', 'Der Server, Teil\u{A0}3'],
  ['An event loop in 100 lines', 'An event loop in 100 lines'],
  ['2 things, 3', '2 things, 3'],
  ['p. 7–9', 'p.\u{A0}7–9'],
])('the title %s', (title, set) => expect(nonBreaking(title)).toBe(set));

test('discussions are links at the end of an article, even if nothing else is there', () => {
  const rest = { tags: [], lab: null, license: null, editHref: null, sourceHref: null, historyHref: null };
  const links = all(render('article', rest), /<li>Discussion: (.*?)<\/li>/g);
  expect(links).toEqual([
    '<span><a href="https://news.ycombinator.com/item?id=1">Hacker News</a>, </span><span><a href="https://lobste.rs/s/abc">Lobsters</a></span>',
  ]);
});

test('empty values leave no markup', () => {
  const bare = render('article', {
    noticeHtml: null,
    date: null,
    updated: null,
    authors: [],
    tags: [],
    series: null,
    outline: [],
    newer: null,
    older: null,
    related: [],
    backlinks: [],
    translations: [],
    editHref: null,
    sourceHref: null,
    historyHref: null,
    discussions: [],
    license: null,
    lab: null,
    bodyHtml: '',
  });
  const main = /<main.*<\/main>/s.exec(bare)?.[0] ?? '';
  expect(all(main, /<(ul|ol|nav|section|details|dl|h2)\b/g)).toEqual([]);
});

test("interface words are in the site's language", () => {
  const inLanguage = (lang: string) => all(render('search', { lang }), /<h1>(.*?)<\/h1>/g)[0];
  expect(['en', 'de-AT', 'fr', 'ES', 'tlh'].map(inLanguage)).toEqual([
    'Search',
    'Suche',
    'Recherche',
    'Buscar',
    'Search',
  ]);
  expect(render('list', { lang: 'ar' })).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/);
});
