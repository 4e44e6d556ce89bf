// Finds the labs of a site: each `lab/lab.yaml` in the folder of a post. Must never run anything.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeLab, type Lab } from '../content/lab/lab.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { byCodeUnit } from '../text/order.ts';

export interface FoundLab {
  /** Folder name of the post. */
  readonly slug: string;
  /** Folder of the lab, relative to the root. */
  readonly path: string;
  /** Null if `lab.yaml` has errors. */
  readonly lab: Lab | null;
}

/** Returns all labs below `content/posts`, sorted by slug, and the diagnostics of their `lab.yaml`. */
export function findLabs(root: string): {
  readonly labs: readonly FoundLab[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const posts = join(root, 'content', 'posts');
  const slugs = existsSync(posts) ? readdirSync(posts).toSorted(byCodeUnit) : [];
  const found = slugs
    .filter((slug) => existsSync(join(posts, slug, 'lab', 'lab.yaml')))
    .map((slug) => {
      const path = `content/posts/${slug}/lab`;
      const text = readFileSync(join(root, path, 'lab.yaml'), 'utf8');
      return { slug, path, decoded: decodeLab({ path: `${path}/lab.yaml`, text }) };
    });
  return {
    labs: found.map(({ slug, path, decoded }) => ({ slug, path, lab: decoded.value })),
    diagnostics: found.flatMap(({ decoded }) => decoded.diagnostics),
  };
}
