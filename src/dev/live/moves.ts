// Where pages went that are gone: the same file at another address, or a new file of the same title. Remembers, as one rename may be
// seen as two changes; never names an address where nothing stands.

import type { Catalog } from '../../model/site.ts';

export interface Moves {
  /** Takes in the next state of the site, and how to learn the title of a page of it. */
  note(next: Catalog, titleOf: (path: string) => string): void;
  /** The address that took the place of this one, or null. */
  to(url: string): string | null;
  /** Address of a page by its path; of a broken one the address that it had. */
  urlOf(path: string): string | undefined;
}

interface MovedPage {
  readonly url: string;
  readonly title: string;
}

export function openMoves(): Moves {
  let pages = new Map<string, MovedPage>();
  let standing = new Set<string>();
  /** Titles of pages that are gone, by address. */
  const gone = new Map<string, string>();
  const moved = new Map<string, string>();

  return {
    note(next, titleOf) {
      const now = new Map<string, MovedPage>(
        Object.entries(next.entries).map(([path, { url }]) => [path, { url, title: titleOf(path) }]),
      );
      for (const path of next.broken) {
        const before = pages.get(path);
        if (before) now.set(path, before);
      }
      for (const [path, before] of pages) {
        const same = now.get(path);
        if (same && same.url !== before.url) moved.set(before.url, same.url);
        else if (!same) gone.set(before.url, before.title);
      }
      for (const place of now.values()) {
        moved.delete(place.url);
        gone.delete(place.url);
        if (standing.has(place.url)) continue;
        for (const [url, title] of gone) {
          if (title !== place.title) continue;
          moved.set(url, place.url);
          gone.delete(url);
        }
      }
      pages = now;
      standing = new Set([...now.values()].map(({ url }) => url));
    },
    to(url) {
      const passed = new Set<string>();
      let at = moved.get(url);
      while (at !== undefined && !standing.has(at) && !passed.has(at)) {
        passed.add(at);
        at = moved.get(at);
      }
      return at !== undefined && standing.has(at) ? at : null;
    },
    urlOf: (path) => pages.get(path)?.url,
  };
}
