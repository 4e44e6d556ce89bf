// Prints a feed as JSON Feed 1.1. It must never decide what is in the feed.

import type { PageAuthor } from '../../model/page.ts';
import type { Feed, FeedItem } from './feed-model.ts';

export function printJsonFeed(feed: Feed): string {
  const { author } = feed;
  const value = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.home,
    feed_url: feed.address,
    ...(feed.description === null ? {} : { description: feed.description }),
    language: feed.language,
    ...(author === null ? {} : { authors: [personOf(author)] }),
    items: feed.items.map(itemOf),
  };
  return `${JSON.stringify(value, null, 1)}\n`;
}

function personOf({ name, url }: PageAuthor) {
  return { name, ...(url === null ? {} : { url }) };
}

function itemOf({ entry, authors, address, id, html, summary, tags }: FeedItem) {
  const { date, updated } = entry;
  return {
    id,
    url: address,
    title: entry.title,
    content_html: html,
    ...(summary === null ? {} : { summary }),
    ...(date === null ? {} : { date_published: date.iso }),
    ...(updated === null ? {} : { date_modified: updated.iso }),
    ...(authors.length === 0 ? {} : { authors: authors.map(personOf) }),
    ...(tags.length === 0 ? {} : { tags: tags.map(({ name }) => name) }),
  };
}
