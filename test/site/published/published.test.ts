import { describe, expect, test } from 'vitest';
import type { SiteConfig } from '../../../src/model/config.ts';
import { collect } from '../../../src/site/catalog/catalog.ts';
import { reportLost } from '../../../src/site/published/lost-addresses.ts';
import {
  lineOf,
  parsePublished,
  printPublished,
  publishedListFile,
  recordedIdsIn,
} from '../../../src/site/published/published-list.ts';
import { publishedNow } from '../../../src/site/published/published-now.ts';
import { routesFor } from '../../../src/site/routes/routes.ts';
import { printed } from '../../support/printed.ts';
import { answersOf, configOf, type PageSample, pageSample, shown, siteSpanOf } from '../samples.ts';

const parse = (text: string) => parsePublished({ path: publishedListFile, text });

/** A site that recorded `text`; every page has the anchors `why`, `how` and those of footnotes. */
function siteOf(pages: readonly PageSample[], text = '', config: Partial<SiteConfig> = {}) {
  const { spanOf } = answersOf(pages);
  const { value: lines } = parse(text);
  const settings = configOf(config);
  const options = { drafts: true, future: false, hasPassed: () => true, recordedIds: recordedIdsIn(lines), spanOf };
  const { value: catalog, diagnostics } = collect(pages, settings, options);
  const { value: routes } = routesFor(catalog, ['public/a.pdf'], settings, siteSpanOf, spanOf);
  const anchorsOf = () => ['why', 'how', 'note-1', 'note-12-1'];
  const site = { routes, catalog, anchorsOf, siteUrl: settings.url };
  return { site, lines, diagnostics, now: publishedNow(site).map(lineOf), lost: shown(reportLost(lines, site)) };
}

const record = (pages: readonly PageSample[], config: Partial<SiteConfig> = {}) =>
  printPublished(publishedNow(siteOf(pages, '', config).site));

const a = pageSample('a', { tags: ['Go'], aliases: ['/old'] });
const about = pageSample('about', { kind: 'page' });

test('what is recorded of a site', () => {
  const pages = [a, about, pageSample('draft', { draft: true }), pageSample('hidden', { unlisted: true })];
  const text = record(pages);
  expect(text.split('\n').slice(2)).toEqual([
    '/',
    '/a.pdf',
    '/about/',
    '/about/#how',
    '/about/#why',
    '/archive/',
    '/feed.json',
    '/feed.xml',
    '/old/',
    '/posts/a/',
    '/posts/a/ id https://example.org/posts/a/',
    '/posts/a/#how',
    '/posts/a/#why',
    '/posts/hidden/',
    '/posts/hidden/#how',
    '/posts/hidden/#why',
    '/rss.xml',
    '/search/',
    '/series/',
    '/tags/',
    '/tags/go/',
    '/tags/go/feed.xml',
    '',
  ]);
  expect(siteOf(pages, text).lost).toEqual([]);
  expect(record(pages, { url: null })).not.toContain(' id ');
});

test('printing what was read changes nothing, whatever the order and line ends were', () => {
  const text = printPublished(
    parse('/ä b/#ö x\r\n').value.concat(parse('/b/\n/a%20b/#x%23y\n/b/ id tag:x,2019:b').value),
  );
  expect(printPublished(parse(text.split('\n').toReversed().join('\r\n')).value)).toBe(text);
  expect(parse(text).diagnostics).toEqual([]);
  expect(parse(text).value).toMatchObject([
    { url: '/a b/', anchor: 'x#y', id: null },
    { url: '/b/', anchor: null, id: null },
    { url: '/b/', anchor: null, id: 'tag:x,2019:b' },
  ]);
});

test('lines that say nothing known', () => {
  const text = '# A comment\n/a/\n<<<<<<< HEAD\n/b/ c\n../x\n/%zz/\n/c/#\n/d/ id\n';
  const { value, diagnostics } = parse(text);
  expect(value.map(lineOf)).toEqual(['/a/']);
  expect(printed(diagnostics, text).map((line) => line.slice(0, 40))).toEqual([
    '3:1-3:13 error published/invalid-line th',
    '4:1-4:6 error published/invalid-line thi',
    '5:1-5:5 error published/invalid-line thi',
    '6:1-6:6 error published/invalid-line thi',
    '7:1-7:5 error published/invalid-line thi',
    '8:1-8:7 error published/invalid-line thi',
  ]);
});

describe('what is lost', () => {
  const moved = (written: Parameters<typeof pageSample>[1]) =>
    siteOf([pageSample('a', { slug: 'b', ...written })], text);
  const text = record([a]);
  const at = (line: string) => `${publishedListFile}:${text.indexOf(`\n${line}\n`) + 1}`;

  test('an address, once, without the anchors of its page', () => {
    expect(moved({ tags: ['Go'], aliases: ['/old'] }).lost).toEqual([
      `${at('/posts/a/')} error published/lost-address \`/posts/a/\` was published, and now there is nothing [write \`aliases: [/posts/a/]\` in \`content/posts/a.md\`, or remove this line to give it up]`,
    ]);
  });
  test('a tag with its feed, which can not be redirected', () => {
    expect(moved({ aliases: ['/old', '/posts/a/'] }).lost).toEqual([
      `${at('/tags/go/')} error published/lost-address \`/tags/go/\` was published, and now there is nothing [write \`aliases: [/tags/go/]\` in the page that takes its place, or remove this line to give it up]`,
      `${at('/tags/go/feed.xml')} error published/lost-address \`/tags/go/feed.xml\` was published, and now there is nothing [put the file or feed back, or remove this line to give it up]`,
    ]);
  });
  test('nothing, if an alias leads to the page', () => {
    expect(moved({ tags: ['Go'], aliases: ['/old/', '/posts/a'] }).lost).toEqual([]);
  });
  test('an anchor', () => {
    const { lost } = siteOf([a], '/posts/a/#whi\n/posts/a/#how\n/old/#gone-for-good\n');
    expect(lost).toEqual([
      `${publishedListFile}:0 error published/lost-anchor \`/posts/a/#whi\` was published, and \`content/posts/a.md\` no longer has that anchor [write \`{#whi}\` after the heading that is now \`#why\`, or remove this line to give it up] (content/posts/a.md:0 this is the page)`,
      `${publishedListFile}:28 error published/lost-anchor \`/old/#gone-for-good\` was published, and \`content/posts/a.md\` no longer has that anchor [write \`{#gone-for-good}\` after the heading that takes its place, or remove this line to give it up] (content/posts/a.md:0 this is the page)`,
    ]);
  });
  test('a feed id that the author has changed', () => {
    expect(siteOf([{ ...a, meta: { ...a.meta, id: 'urn:new' } }], text).lost).toEqual([
      `${at('/posts/a/ id https://example.org/posts/a/')} error published/lost-id feeds called \`content/posts/a.md\` \`https://example.org/posts/a/\`, and now call it \`urn:new\`: feed readers show it as a new post [write \`id: 'https://example.org/posts/a/'\` in \`content/posts/a.md\`, or remove this line to give it up]`,
    ]);
  });
});

describe('feed ids', () => {
  const text = record([a]);
  const idOf = (pages: readonly PageSample[], config: Partial<SiteConfig> = {}) =>
    siteOf(pages, text, config).site.catalog.entries['content/posts/a.md']?.id;
  const old = 'https://example.org/posts/a/';

  test('stay when the address changes, as long as an alias leads to the post', () => {
    expect(idOf([pageSample('a', { slug: 'b', aliases: ['/posts/a'] })])).toBe(old);
    expect(idOf([pageSample('a', { slug: 'b' })])).toBeNull();
  });
  test('stay when the site moves to another host', () => {
    expect(idOf([a], { url: 'https://new.example' })).toBe(old);
    expect(idOf([a])).toBeNull();
  });
  test('stay after the new address is recorded too', () => {
    const b = pageSample('a', { slug: 'b', aliases: ['/posts/a/'] });
    const { site, lines } = siteOf([b], text);
    const both = printPublished([...lines, ...publishedNow(site)]);
    expect(both).toContain(`\n/posts/b/ id ${old}\n`);
    const again = pageSample('a', { slug: 'c', aliases: ['/posts/b/', '/posts/a/'] });
    expect(siteOf([again], both).site.catalog.entries['content/posts/a.md']?.id).toBe(old);
    expect(siteOf([again], both).lost).toEqual(siteOf([again], both).lost.filter((line) => !line.includes('lost-id')));
  });
  test('an `id` of the author wins', () => {
    expect(idOf([pageSample('a', { id: 'urn:x' })])).toBe('urn:x');
  });
  test('a post that takes the place of another keeps its own', () => {
    const two = record([a, pageSample('b')]);
    const { lost, site } = siteOf([pageSample('a', { tags: ['Go'], aliases: ['/old', '/posts/b/'] })], two);
    expect(lost).toEqual([]);
    expect(site.catalog.entries['content/posts/a.md']?.id).toBeNull();
  });
  test('two posts with one id', () => {
    expect(shown(siteOf([pageSample('a', { id: 'urn:x' }), pageSample('b', { id: 'urn:x' })]).diagnostics)).toEqual([
      'content/posts/b.md:1 error feed/shared-id `content/posts/a.md` and `content/posts/b.md` both have the feed id `urn:x` [give the post another `id`, or none] (content/posts/a.md:2 the other post)',
    ]);
    const address = 'https://example.org/posts/a/';
    expect(shown(siteOf([pageSample('a'), pageSample('b', { id: address })]).diagnostics)).toEqual([
      `content/posts/b.md:1 error feed/shared-id \`content/posts/a.md\` and \`content/posts/b.md\` both have the feed id \`${address}\` [give the post another \`id\`, or none] (content/posts/a.md:2 the other post)`,
    ]);
  });
});
