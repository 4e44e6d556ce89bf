// Where readers discuss a post, as links named after the place. It must never load anything from there.

import type { LinkProps } from '../../../model/props.ts';
import { encodeWritten } from '../../../text/href.ts';

/** Names of well-known hosts, without `www.`. */
const names: ReadonlyMap<string, string> = new Map([
  ['news.ycombinator.com', 'Hacker News'],
  ['lobste.rs', 'Lobsters'],
  ['reddit.com', 'Reddit'],
  ['old.reddit.com', 'Reddit'],
  ['github.com', 'GitHub'],
  ['gitlab.com', 'GitLab'],
  ['bsky.app', 'Bluesky'],
  ['linkedin.com', 'LinkedIn'],
  ['tildes.net', 'Tildes'],
  ['dev.to', 'DEV'],
  ['x.com', 'X'],
  ['twitter.com', 'X'],
]);

export function discussionLinks(urls: readonly string[]): readonly LinkProps[] {
  return urls.map((url) => ({ href: encodeWritten(url), title: nameOf(new URL(url)) }));
}

/** Mastodon runs on thousands of hosts: its posts are recognized by their path. */
function nameOf({ host, pathname }: URL): string {
  const place = host.replace(/^www\./, '');
  return names.get(place) ?? (/^\/@[^/]+\/\d+\/?$/.test(pathname) ? 'Mastodon' : place);
}
