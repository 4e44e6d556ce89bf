// Guards “three feed validators find nothing”: every feed of the golden sites, and that each rule would find its mistake.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { atomFindings, jsonFeedFindings, rssFindings } from './validator-rules.ts';

const golden = join(import.meta.dirname, '..', '..', 'golden');

/** The feeds in the golden files, each with the address that it names as its own. */
function goldenFeeds(): { readonly name: string; readonly text: string; readonly address: string }[] {
  return (
    readdirSync(golden)
      // Its author is trusted and shows a frame, which no feed reader does.
      .filter((name) => name.endsWith('.txt') && name !== 'raw-html-trusted.txt')
      .flatMap((name) =>
        readFileSync(join(golden, name), 'utf8')
          .split(/^=== /m)
          .flatMap((file) => {
            const [path = ''] = file.split('\n', 1);
            if (!/(?:^|\/)(?:feed\.xml|rss\.xml|feed\.json)$/.test(path)) return [];
            const text = file.slice(path.length + 1).trim();
            const [, address = ''] = /(?:rel="self"[^>]* href|"feed_url")[=:] ?"([^"]+)"/.exec(text) ?? [];
            expect(decodeURI(address).endsWith(`/${path}`), `${name} ${path}`).toBe(true);
            return [{ name: `${name} ${path}`, text, address }];
          }),
      )
  );
}

function findingsIn({ text, address }: { readonly text: string; readonly address: string }): string[] {
  if (text.startsWith('{')) return jsonFeedFindings(text, address);
  return address.endsWith('rss.xml') ? rssFindings(text, address) : atomFindings(text, address);
}

test('no feed of the golden sites has findings', () => {
  const feeds = goldenFeeds();
  expect(feeds.length).toBeGreaterThan(50);
  const found = feeds.flatMap((feed) => findingsIn(feed).map((finding) => `${feed.name}: ${finding}`));
  expect(found).toEqual([]);
});

type Mistake = readonly [finding: string, from: string | RegExp, to: string];

const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>https://e.org/</id><title>T</title><updated>2026-01-01T00:00:00Z</updated>
<link rel="self" type="application/atom+xml" href="https://e.org/feed.xml"/>
<author><name>A</name><email>a@e.org</email><uri>https://a.org</uri></author>
<entry><id>https://e.org/a/</id><title>A</title><updated>2026-01-01T00:00:00Z</updated>
<link rel="alternate" type="text/html" href="https://e.org/a/"/><category term="go" label="Go"/>
<content type="html">&lt;p&gt;&lt;a href="https://e.org/"&gt;x&lt;/a&gt;&lt;/p&gt;</content></entry></feed>`;

const atomMistakes: readonly Mistake[] = [
  ['MissingElement: id', '<id>https://e.org/</id>', ''],
  ['MissingElement: title', '<title>A</title>', ''],
  ['MissingElement: author', /<author>.*<\/author>/, ''],
  ['MissingElement: name', '<name>A</name>', ''],
  ['InvalidAddrSpec: a at e.org', 'a@e.org', 'a at e.org'],
  ['InvalidRFC3339Date: 2026-01-01', '2026-01-01T00:00:00Z', '2026-01-01'],
  ['InvalidRFC3339Date: 2026-13-01T00:00:00Z', '2026-01-01T00:00:00Z', '2026-13-01T00:00:00Z'],
  ['MissingSelf', 'rel="self"', 'rel="related"'],
  ['SelfDoesntMatchLocation: https://e.org/rss.xml', 'https://e.org/feed.xml', 'https://e.org/rss.xml'],
  ['SelfNotAtom: text/xml', 'application/atom+xml', 'text/xml'],
  ['DuplicateElement: title', '<title>T</title>', '<title>T</title><title>T</title>'],
  ['UndefinedElement: description', '<title>A</title>', '<title>A</title><description>D</description>'],
  ['MisplacedMetadata', '</feed>', '<rights>R</rights></feed>'],
  ['NonCanonicalURI: https://E.org/a/', '<id>https://e.org/a/', '<id>https://E.org/a/'],
  ['InvalidFullLink: /a/', '<id>https://e.org/a/', '<id>/a/'],
  ['MissingAttribute: term', 'term="go"', 'term=""'],
  ['InvalidTextType: text/html', 'type="html"', 'type="text/html"'],
  ['ContainsHTML: <b>A</b>', '<title>A<', '<title>&lt;b>A&lt;/b><'],
  ['NotBlank: title', '<title>A<', '<title><'],
  ['BadCharacters', '<title>A<', '<title>\u0085<'],
  ['SecurityRisk: script', '&lt;p&gt;', '&lt;script&gt;&lt;/script&gt;&lt;p&gt;'],
  ['SecurityRiskAttr: style', '&lt;p&gt;', '&lt;p style="color:red"&gt;'],
  ['SecurityRiskAttr: onclick', '&lt;p&gt;', '&lt;p onclick="x()"&gt;'],
  ['ContainsRelRef: /x/', 'href="https://e.org/"&gt;', 'href="/x/"&gt;'],
  ['NotHtml: duplicate-attribute', '&lt;p&gt;', '&lt;p id="a" id="b"&gt;'],
  ['DuplicateAtomLink', '<category', '<link rel="alternate" type="text/html" href="https://e.org/b/"/><category'],
  ['UnregisteredAtomLinkRel: x', 'rel="alternate"', 'rel="x"'],
  ['MissingTextualContent', /<content.*<\/content>/, ''],
];

const rss = `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>T</title><link>https://e.org/</link><description>D</description>
<atom:link rel="self" type="application/rss+xml" href="https://e.org/rss.xml"/><language>en</language>
<lastBuildDate>Thu, 01 Jan 2026 00:00:00 +0000</lastBuildDate>
<item><title>A</title><link>https://e.org/a/</link><guid isPermaLink="true">https://e.org/a/</guid><dc:creator>A</dc:creator>
<pubDate>Thu, 01 Jan 2026 00:00:00 +0000</pubDate><category>go</category><description>S</description>
<content:encoded>&lt;p&gt;x&lt;/p&gt;</content:encoded></item></channel></rss>`;

const rssMistakes: readonly Mistake[] = [
  ['InvalidRSSVersion: 0.91', 'version="2.0"', 'version="0.91"'],
  ['MissingElement: description', '<description>D</description>', ''],
  ['MissingSelf', 'rel="self"', 'rel="related"'],
  ['SelfNotAtom: application/atom+xml', 'application/rss+xml', 'application/atom+xml'],
  ['InvalidLanguage: ', '<language>en', '<language>'],
  ['InvalidRFC2822Date: 2026-01-01', 'Thu, 01 Jan 2026 00:00:00 +0000', '2026-01-01'],
  ['IncorrectDOW: Fri, 01 Jan 2026 00:00:00 +0000', 'Thu, 01', 'Fri, 01'],
  ['MissingGuid', /<guid.*<\/guid>/, ''],
  ['InvalidBooleanAttribute: yes', 'isPermaLink="true"', 'isPermaLink="yes"'],
  ['InvalidFullLink: a', 'isPermaLink="true">https://e.org/a/', 'isPermaLink="true">a'],
  ['NeedDescriptionBeforeContent', '<description>S</description>', ''],
  ['UndefinedElement: summary', '<category>go', '<summary>S</summary><category>go'],
  ['UndefinedElement: summary', '<language>', '<summary>S</summary><language>'],
  ['MisplacedItem', '</channel>', '<ttl>60</ttl></channel>'],
  ['NotBlank: category', '<category>go', '<category>'],
  ['DuplicateElement: pubDate', '<category>', '<pubDate>Thu, 01 Jan 2026 00:00:00 +0000</pubDate><category>'],
  ['DuplicateItemSemantics: author', '<category>', '<author>a@e.org</author><category>'],
  ['SecurityRisk: iframe', '&lt;p&gt;', '&lt;iframe&gt;&lt;/iframe&gt;&lt;p&gt;'],
];

const json = `{"version":"https://jsonfeed.org/version/1.1","title":"T","home_page_url":"https://e.org/","feed_url":"https://e.org/feed.json",
"authors":[{"name":"A"}],"items":[{"id":"https://e.org/a/","url":"https://e.org/a/","content_html":"<p>x</p>","tags":["go"],
"date_published":"2026-01-01T00:00:00Z"}]}`;

const jsonMistakes: readonly Mistake[] = [
  ['version: https://jsonfeed.org/version/1', 'version/1.1', 'version/1'],
  ['version is not first', /"version":"[^"]*","title":"T"/, '"title":"T","version":"https://jsonfeed.org/version/1.1"'],
  ['feed without title', '"title":"T",', ''],
  ['feed_url: https://e.org/x.json', 'feed.json', 'x.json'],
  ['InvalidFullLink: /', '"home_page_url":"https://e.org/"', '"home_page_url":"/"'],
  ['unknown field of feed: author_name', '"title":"T"', '"title":"T","author_name":"A"'],
  ['feed.authors: [{}]', '[{"name":"A"}]', '[{}]'],
  ['unknown field of author: email', '{"name":"A"}', '{"name":"A","email":"a@e.org"}'],
  ['item without id', '"id":"https://e.org/a/",', ''],
  ['item.id: 1', '"id":"https://e.org/a/"', '"id":1'],
  ['item without content', '"content_html":"<p>x</p>",', ''],
  ['item.tags: "go"', '["go"]', '"go"'],
  ['InvalidRFC3339Date: 2026-01-01', '2026-01-01T00:00:00Z', '2026-01-01'],
  ['ContainsRelRef: x.png', '<p>x</p>', "<img src='x.png'>"],
];

const formats = [
  ['Atom', atom, 'https://e.org/feed.xml', atomMistakes],
  ['RSS', rss, 'https://e.org/rss.xml', rssMistakes],
  ['JSON Feed', json, 'https://e.org/feed.json', jsonMistakes],
] as const;

describe.each(formats)('%s', (_, valid, address, mistakes) => {
  test('a valid feed has no findings', () => {
    expect(findingsIn({ text: valid, address })).toEqual([]);
  });
  test.each(mistakes)('%s', (finding, from, to) => {
    const broken = valid.replace(from, to);
    expect(broken).not.toBe(valid);
    expect(findingsIn({ text: broken, address })).toContain(finding);
  });
});
