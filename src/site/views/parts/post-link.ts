// A post as other pages link to it. It must never show more than `LinkedEntry` has.

import type { PostLinkProps } from '../../../model/props.ts';
import type { LinkedEntries, LinkedEntry } from '../../catalog/post-context.ts';
import { dateProps } from '../../date-format.ts';
import type { LinkBase } from '../../links/link-base.ts';
import { hrefFrom } from '../../links/link-base.ts';

export function postLink(entry: LinkedEntry, base: LinkBase, language: string): PostLinkProps {
  return {
    href: hrefFrom(base, entry.url),
    title: entry.title,
    description: entry.description,
    date: dateProps(entry.date, language),
    minutes: entry.minutes,
    unpublished: entry.unpublished,
  };
}

export function postLinks(
  linked: LinkedEntries,
  paths: readonly string[],
  base: LinkBase,
  language: string,
): readonly PostLinkProps[] {
  return entriesAt(linked, paths).map((entry) => postLink(entry, base, language));
}

/** In the order of `paths`, without those that are not in `entries`. */
export function entriesAt({ entries }: LinkedEntries, paths: readonly string[]): readonly LinkedEntry[] {
  return paths.map((path) => entries[path]).filter((entry) => entry !== undefined);
}
