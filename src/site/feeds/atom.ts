// Prints a feed as Atom (RFC 4287). It must never decide what is in the feed.

import { lastChange } from '../date-format.ts';
import type { Xml } from '../files/xml.ts';
import { element, textElement, xmlDocument } from '../files/xml.ts';
import type { Feed, FeedItem } from './feed-model.ts';

/** The date of change of a feed without posts: Atom requires one, and the current time would make builds differ. */
const noDate = '1970-01-01T00:00:00Z';

export function printAtom(feed: Feed): string {
  return xmlDocument(
    element(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': feed.language },
      textElement('id', feed.home),
      textElement('title', feed.title),
      textElement('subtitle', feed.description),
      element('link', { rel: 'self', type: 'application/atom+xml', href: feed.address }),
      element('link', { rel: 'alternate', type: 'text/html', href: feed.home }),
      textElement('updated', feed.updated?.iso ?? noDate),
      // Atom requires an author: without one, it is the site.
      authorOf(feed.author ?? { name: feed.site, url: null, email: null }),
      textElement('rights', feed.license),
      textElement('generator', 'Octavo'),
      ...feed.items.map(entryOf),
    ),
    feed.style,
  );
}

function entryOf({ entry, authors, address, id, html, summary, tags }: FeedItem): Xml {
  return element(
    'entry',
    {},
    textElement('id', id),
    textElement('title', entry.title),
    element('link', { rel: 'alternate', type: 'text/html', href: address }),
    textElement('published', entry.date?.iso ?? null),
    textElement('updated', lastChange(entry)?.iso ?? noDate),
    ...authors.map(({ name, url }) => authorOf({ name, url, email: null })),
    ...tags.map(({ slug, name }) => element('category', { term: slug, label: name })),
    textElement('summary', summary),
    textElement('content', html, { type: 'html' }),
  );
}

function authorOf({ name, url, email }: NonNullable<Feed['author']>): Xml {
  return element('author', {}, textElement('name', name), textElement('uri', url), textElement('email', email));
}
