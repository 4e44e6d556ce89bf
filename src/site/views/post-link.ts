// A post as other pages name it.

import type { PostLinkProps } from '../../model/props.ts';
import type { Catalog, Entry } from '../../model/site.ts';
import { dateProps } from '../dates.ts';
import type { Placing } from '../placing.ts';
import { hrefOn } from '../placing.ts';

export function postLink(entry: Entry, placing: Placing, language: string): PostLinkProps {
  return {
    href: hrefOn(placing, entry.url),
    title: entry.title,
    description: entry.description,
    date: dateProps(entry.date, language),
    minutes: entry.minutes,
    unpublished: entry.unpublished,
  };
}

export function postLinks(
  catalog: Catalog,
  paths: readonly string[],
  placing: Placing,
  language: string,
): readonly PostLinkProps[] {
  return entriesAt(catalog, paths).map((entry) => postLink(entry, placing, language));
}

export function entriesAt(catalog: Catalog, paths: readonly string[]): readonly Entry[] {
  return paths.map((path) => catalog.entries[path]).filter((entry) => entry !== undefined);
}
