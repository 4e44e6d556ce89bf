// What programs that read microformats (feed readers, senders of webmentions) find in the pages of the theme.

import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { beforeAll, expect, test } from 'vitest';
import type { TemplateName, TemplateProps } from '../../src/model/props.ts';
import type { RenderPage } from '../../src/theme/render.ts';
import { loadTemplates } from '../../src/theme/render.ts';
import { bundleTemplates } from '../../src/theme/templates.ts';
import { sampleProps } from './sample-props.ts';
import { themeFiles } from './theme-files.ts';

interface Item {
  readonly type: string;
  /** Values by name, with prefix: texts, addresses, or items. */
  readonly properties: { [name: string]: (string | Item)[] };
  readonly children: Item[];
}

/** The items of a document by the rules of the microformats2 parser, except for what is implied: names and addresses of cards. */
function itemsIn(html: string): readonly Item[] {
  const root: Item = { type: '', properties: {}, children: [] };
  const read = (node: DefaultTreeAdapterTypes.Node, owner: Item): void => {
    if (!('tagName' in node)) {
      if ('childNodes' in node) for (const child of node.childNodes) read(child, owner);
      return;
    }
    const classes = (attributeOf(node, 'class') ?? '').split(/\s+/);
    const type = classes.find((name) => /^h-[a-z]+$/.test(name));
    const item: Item | null = type === undefined ? null : { type, properties: {}, children: [] };
    // An item that is in no other one is no property either.
    const isTop = item !== null && owner === root;
    const names = isTop ? [] : classes.filter((name) => /^(?:p|u|dt|e)-[a-z]+$/.test(name));
    for (const name of names) (owner.properties[name] ??= []).push(item ?? valueOf(node, name));
    if (item !== null && names.length === 0) owner.children.push(item);
    for (const child of node.childNodes) read(child, item ?? owner);
    if (item?.type === 'h-card') {
      item.properties['p-name'] ??= [textOf(node)];
      const url = attributeOf(node, 'href');
      if (url !== null) item.properties['u-url'] = [url];
    }
  };
  read(parse(html), root);
  expect(root.properties, 'properties outside of an item').toEqual({});
  return root.children;
}

function attributeOf(node: DefaultTreeAdapterTypes.Element, name: string): string | null {
  return node.attrs.find((attribute) => attribute.name === name)?.value ?? null;
}

function valueOf(node: DefaultTreeAdapterTypes.Element, name: string): string {
  const attribute = { u: ['href', 'value'], dt: ['datetime'] }[name.split('-')[0] ?? ''] ?? [];
  return attribute.map((each) => attributeOf(node, each)).find((value) => value !== null) ?? textOf(node);
}

function textOf(node: DefaultTreeAdapterTypes.Node): string {
  if ('value' in node) return node.value.replaceAll('\u{A0}', ' ');
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

let renderPage: RenderPage;
let props: TemplateProps;

beforeAll(async () => {
  const { value } = await bundleTemplates(themeFiles());
  if (value === null) throw new Error('the theme does not compile');
  renderPage = loadTemplates(value.code).page;
  props = sampleProps(value.bundle, '../');
});

function itemsOf<N extends TemplateName>(name: N, change: Partial<TemplateProps[N]> = {}): readonly Item[] {
  return itemsIn(renderPage(name, { ...props[name], ...change }).value);
}

const card = (name: string, url?: string): Item => ({
  type: 'h-card',
  properties: { 'p-name': [name], ...(url === undefined ? {} : { 'u-url': [url] }) },
  children: [],
});

/** The card at the end of each page. */
const siteAuthor = card('The Octavo authors');

test('an article is an entry with its own authors', () => {
  const [entry, ...others] = itemsOf('article');
  expect(entry?.type).toBe('h-entry');
  expect(entry?.children).toEqual([]);
  const { 'e-content': content, ...rest } = entry?.properties ?? {};
  expect(rest).toEqual({
    'p-name': [props.article.title],
    'u-url': ['https://example.org/page/'],
    'dt-published': ['2026-11-21'],
    'dt-updated': ['2026-11-22'],
    'p-author': [card('Ada'), card('Grace', 'https://grace.example/'), card('Barbara')],
    'p-category': ['linux', 'networking', 'containers'],
  });
  expect(content).toHaveLength(1);
  expect(content?.[0]).not.toContain(props.article.noticeHtml ?? '');
  expect(others).toEqual([siteAuthor]);
});

test("the site's author is the author of an article, though it doesn't say so", () => {
  const authors = [{ name: 'The Octavo authors', url: null, pageHref: null }];
  const html = renderPage('article', { ...props.article, authors }).value;
  expect(itemsIn(html)[0]?.properties['p-author']).toEqual([card('The Octavo authors')]);
  expect(html).toMatch(/<span hidden>[^<]*<span class="p-author h-card">The Octavo authors/);
  expect(itemsOf('article', { authors: [] })[0]?.properties).not.toHaveProperty('p-author');
});

test('without an address of the site an article has none', () => {
  const head = { ...props.article.head, canonical: null };
  expect(itemsOf('article', { head })[0]?.properties).not.toHaveProperty('u-url');
});

test('the index is a feed with an author', () => {
  const [feed, ...others] = itemsOf('list');
  expect(others).toEqual([]);
  expect(feed?.type).toBe('h-feed');
  expect(feed?.properties).toEqual({
    'p-name': ['Octavo'],
    'u-url': ['../list/'],
    'p-author': [siteAuthor],
  });
  const [first] = props.list.entries;
  expect(feed?.children).toHaveLength(3);
  expect(feed?.children[0]).toMatchObject({
    type: 'h-entry',
    properties: {
      'p-name': [first?.title],
      'u-url': [first?.href],
      'dt-published': [first?.date?.iso],
      'p-summary': [expect.stringContaining('namespaces')],
      'p-category': first?.tags.map(({ title }) => title),
    },
  });
});

test('a text that an index shows as a whole is the content of its entry', () => {
  const entries = props.list.entries.map((entry) => ({ ...entry, hasMore: false }));
  const [first] = itemsOf('list', { entries })[0]?.children ?? [];
  expect(Object.keys(first?.properties ?? {})).toContain('e-content');
  expect(first?.properties).not.toHaveProperty('p-summary');
});

test.each(['tag', 'series', 'archive'] as const)('%s is a feed', (name) => {
  const title = { tag: props.tag.heading, series: props.series.series.title, archive: 'Archive' }[name];
  const [feed, ...others] = itemsOf(name);
  expect(others).toEqual([]);
  expect(feed).toMatchObject({ type: 'h-feed', properties: { 'p-name': [title], 'p-author': [siteAuthor] } });
  expect(feed?.children.length).toBeGreaterThan(0);
  for (const { type, properties } of feed?.children ?? []) {
    expect(type).toBe('h-entry');
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(['p-name', 'u-url', 'dt-published']));
  }
});

test('each series of the list is a feed', () => {
  const feeds = itemsOf('all-series').filter(({ type }) => type === 'h-feed');
  expect(feeds.map(({ properties }) => [properties['p-name'], properties['u-url']])).toEqual(
    props['all-series'].series.map(({ title, href }) => [[title], [href]]),
  );
  expect(feeds[0]?.children).toHaveLength(props['all-series'].series[0]?.parts.length ?? 0);
});

test('the posts of an author are a feed by that author', () => {
  const author = { name: 'Ada', url: 'https://ada.example', imageHref: '../../ada.jpg', bio: 'Ada writes.' };
  const [feed] = itemsOf('list', { heading: 'Ada', author });
  // The card of the site's author, at the end of the page, comes second.
  expect(feed?.properties['p-author']?.[0]).toMatchObject({
    type: 'h-card',
    properties: {
      'p-name': ['Ada'],
      'p-note': ['Ada writes.'],
      'u-url': ['https://example.org/page/', 'https://ada.example'],
    },
  });
});
