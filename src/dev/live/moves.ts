// The new addresses of pages that have moved: the same file at another address, or a new file with the same title. It remembers titles,
// because a rename may be seen as two changes. It must never return an address without a page.

import type { Catalog } from '../../model/site.ts';

export interface Moves {
  /** Takes the next state of the site, and a function that returns the title of a page in it. */
  update(next: Catalog, titleOf: (path: string) => string): void;
  /** The new address of a page that was at this one, or null. */
  targetOf(url: string): string | null;
  /** Address of a page by its path; the last address of a broken page. */
  urlOf(path: string): string | undefined;
}

interface MovedPage {
  readonly url: string;
  readonly title: string;
}

export function openMoves(): Moves {
  let pages = new Map<string, MovedPage>();
  let current = new Set<string>();
  /** Titles of removed pages, by address. */
  const gone = new Map<string, string>();
  const moved = new Map<string, string>();

  return {
    update(next, titleOf) {
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
      for (const page of now.values()) {
        moved.delete(page.url);
        gone.delete(page.url);
        if (current.has(page.url)) continue;
        for (const [url, title] of gone) {
          if (title !== page.title) continue;
          moved.set(url, page.url);
          gone.delete(url);
        }
      }
      pages = now;
      current = new Set([...now.values()].map(({ url }) => url));
    },
    targetOf(url) {
      const passed = new Set<string>();
      let at = moved.get(url);
      while (at !== undefined && !current.has(at) && !passed.has(at)) {
        passed.add(at);
        at = moved.get(at);
      }
      return at !== undefined && current.has(at) ? at : null;
    },
    urlOf: (path) => pages.get(path)?.url,
  };
}
