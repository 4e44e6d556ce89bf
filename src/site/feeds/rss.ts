// Prints a feed as RSS 2.0, for readers without Atom. It must never decide what is in the feed.

import type { Xml } from '../files/xml.ts';
import { element, textElement, xmlDocument } from '../files/xml.ts';
import type { Feed, FeedItem } from './feed-model.ts';

const namespaces = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
};

export function printRss(feed: Feed): string {
  const channel = element(
    'channel',
    {},
    textElement('title', feed.title),
    textElement('link', feed.home),
    // RSS requires a description.
    textElement('description', feed.description ?? feed.title),
    element('atom:link', { rel: 'self', type: 'application/rss+xml', href: feed.address }),
    textElement('language', feed.language),
    textElement('lastBuildDate', feed.updated && rfc822Date(feed.updated.epochMs)),
    textElement('generator', 'Octavo'),
    ...feed.items.map((item) => itemOf(item, feed)),
  );
  return xmlDocument(element('rss', { version: '2.0', 'xml:lang': feed.language, ...namespaces }, channel), feed.style);
}

function itemOf({ entry, authors, address, id, html, summary, tags }: FeedItem, { author }: Feed): Xml {
  const people = authors.length > 0 || author === null ? authors : [author];
  return element(
    'item',
    {},
    textElement('title', entry.title),
    textElement('link', address),
    textElement('guid', id, { isPermaLink: String(id === address) }),
    textElement('pubDate', entry.date && rfc822Date(entry.date.epochMs)),
    ...people.map(({ name }) => textElement('dc:creator', name)),
    ...tags.map(({ name }) => textElement('category', name)),
    textElement('description', summary),
    textElement('content:encoded', html),
  );
}

/** The date format of RFC 822: `Sat, 21 Nov 2026 09:42:00 +0000`. ECMAScript fixes the format of `toUTCString`, in any locale. */
function rfc822Date(epochMs: number): string {
  return new Date(epochMs).toUTCString().replace('GMT', '+0000');
}
