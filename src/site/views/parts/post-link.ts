// A post as other pages name it.

import type { PostLinkProps } from '../../../model/props.ts';
import type { Linked, LinkedEntry } from '../../catalog/post-context.ts';
import { dateProps } from '../../dates.ts';
import type { LinkBase } from '../../links/link-base.ts';
import { hrefOn } from '../../links/link-base.ts';

export function postLink(entry: LinkedEntry, placing: LinkBase, language: string): PostLinkProps {
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
  linked: Linked,
  paths: readonly string[],
  placing: LinkBase,
  language: string,
): readonly PostLinkProps[] {
  return entriesAt(linked, paths).map((entry) => postLink(entry, placing, language));
}

export function entriesAt({ entries }: Linked, paths: readonly string[]): readonly LinkedEntry[] {
  return paths.map((path) => entries[path]).filter((entry) => entry !== undefined);
}
