// Files of a site that is still being computed: what stands at a path, and its digest, asked of the engine one by one. Each question is
// put off until somebody asks it; may be used only while pages are parsed and nothing changes.

import type { Route } from '../../model/site.ts';
import type { BuildSession } from '../../pipeline/build-session.ts';
import type { ManifestFile } from '../../pipeline/graph/site-rules.ts';
import { outputPathOf, withoutIndex } from '../../site/addresses.ts';
import { routeAt } from '../../site/routes/route-index.ts';

export interface FirstPaintFiles {
  has(path: string): boolean;
  /** The file as the manifest will have it; null where there is none. Computes it, and throws what that throws. */
  find(path: string): ManifestFile | null;
}

/** A file whose digest may not be known yet. */
type Planned = Pick<ManifestFile, 'made' | 'of'> & { readonly cacheKey?: string };

export function openFirstPaintFiles({ engine: { get }, rules }: BuildSession): FirstPaintFiles {
  const theme = () =>
    (get(rules.theme, '')?.assets ?? []).map(({ url }): [string, Planned] => [url, { made: 'theme', of: url }]);
  const beside = () =>
    get(rules.pageFiles, '').map((path): [string, Planned] => [
      get(rules.asset, path)?.url ?? '',
      { made: 'copied', of: path },
    ]);
  const pictures = () =>
    get(rules.shownImages, '').flatMap((path) =>
      (get(rules.asset, path)?.variants ?? []).map(({ url, cacheKey }): [string, Planned] => [
        url,
        { made: 'variant', of: path, cacheKey },
      ]),
    );
  /** Cheap lists first. */
  const lists = [theme, beside, pictures].map((list) =>
    once(() => new Map(list().map(([url, file]) => [outputPathOf(url), file]))),
  );

  function planned(path: string): Planned | null {
    // Nearly all that is asked for first are pages.
    const url = withoutIndex(`/${path}`);
    const route = outputPathOf(url) === path ? routeAt(get(rules.routes, ''), url) : null;
    if (route) return plannedFor(route);
    for (const list of lists) {
      const file = list().get(path);
      if (file) return file;
    }
    return null;
  }

  function digestOf({ made, of, cacheKey = '' }: Planned): string {
    if (made === 'variant') return cacheKey;
    if (made === 'theme') return get.digest(rules.themeFile, of);
    return made === 'copied' ? get.digest(rules.publishedFile, of) : get.digest(rules.output, of);
  }

  return {
    has: (path) => planned(path) !== null,
    find(path) {
      const file = planned(path);
      return file && { path, made: file.made, of: file.of, digest: digestOf(file) };
    },
  };
}

function plannedFor(route: Route): Planned {
  return route.kind === 'public' ? { made: 'copied', of: route.path } : { made: 'output', of: route.url };
}

/** How long the site may be computed without a look at what is asked for. */
const sliceMs = 15;

/** Computes all pages of the site, but gives way to requests and signals again and again. Stops where something fails: the build will say what. */
export async function computeInSlices({ engine, rules }: BuildSession, isWanted: () => boolean): Promise<void> {
  await nextTurn();
  let sinceMs = performance.now();
  try {
    const routes = engine.get(rules.routes, '');
    engine.sweep();
    for (const route of routes) {
      if (!isWanted()) return;
      if (route.kind !== 'public') engine.update(rules.output, route.url);
      if (performance.now() - sinceMs < sliceMs) continue;
      await nextTurn();
      sinceMs = performance.now();
    }
  } catch {}
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function once<V>(make: () => V): () => V {
  let made: { readonly value: V } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
