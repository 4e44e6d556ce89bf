// Builds the imported site in memory, to compare it with the old one. Must write nothing but the build cache.

import { type Diagnostic, isError } from '../../model/diagnostic.ts';
import { openSite } from '../../pipeline/open-site.ts';
import { outputPathOf } from '../../site/addresses.ts';
import { feedIdOf } from '../../site/catalog/feed-ids.ts';
import type { NewSite } from './compare.ts';
import { scanPage } from './scan.ts';

export interface BuiltSite {
  /** Null if it has errors. */
  readonly site: NewSite | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly textOf: (path: string) => string | null;
}

export async function buildNewSite(root: string): Promise<BuiltSite> {
  // Scheduled posts were published, or will be.
  const opened = openSite({
    root,
    drafts: false,
    future: true,
    url: null,
    isTrusting: false,
    isFresh: true,
    isCached: false,
    workers: null,
  });
  const { session } = opened;
  const result = await session.build();
  const textOf = session.textOf;
  if (result.files === null || result.diagnostics.some(isError)) {
    opened.close();
    return { site: null, diagnostics: result.diagnostics, textOf };
  }
  const config = session.engine.get(session.rules.inputs.site, '');
  const catalog = session.engine.get(session.rules.catalog, '');
  const routes = session.engine.get(session.rules.routes, '');
  const files = new Map(result.files.map((file) => [file.path, file]));
  const listed = new Map(
    catalog.posts.flatMap((path) => {
      const entry = catalog.entries[path];
      return entry === undefined || config.url === null ? [] : [[entry.url, feedIdOf(entry, config.url)] as const];
    }),
  );
  const decoder = new TextDecoder();
  opened.close();
  return {
    diagnostics: result.diagnostics,
    textOf,
    site: {
      routes,
      anchorsAt(url) {
        const file = files.get(outputPathOf(url));
        return file === undefined ? new Set() : scanPage(decoder.decode(file.bytes())).ids;
      },
      feedIdAt: (url) => listed.get(url) ?? null,
    },
  };
}
