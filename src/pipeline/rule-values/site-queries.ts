// The queries that links and images make to the finished site, answered through `get`: a rule must depend on exactly the answers that it got.

import type { Get } from '../../engine/graph/rule.ts';
import type { NameQuery } from '../../model/diagnostic.ts';
import { type SpanOf, spanIn } from '../../model/page-parts.ts';
import { isElsewhereIn } from '../../site/addresses.ts';
import type { SiteQueries } from '../../site/links/links.ts';
import { pageAt } from '../../site/routes/route-index.ts';
import type { Rules } from './rule-types.ts';

export function siteQueries(get: Get, { page, pageUrl, asset, route, inputs }: Rules): SiteQueries {
  let elsewhere: readonly string[] | null = null;
  return {
    addressOfPage: (path) => get(pageUrl, path),
    anchorsOf: (path) => get.part(page, path, 'anchors'),
    assetOf: (path) => get(asset, path),
    isElsewhere(url) {
      elsewhere ??= get(inputs.site, '').elsewhere;
      return isElsewhereIn(url, elsewhere);
    },
    routeAt(url) {
      const found = get(route, url);
      return found && { path: pageAt(found) };
    },
  };
}

/** The names of the site to suggest one of. No rule may ask: what a page suggests must not become what it depends on. */
export function namesFor(
  { among, in: place }: NameQuery,
  get: Get,
  { pages, page, routes, inputs }: Rules,
): readonly string[] {
  if (among === 'pages') return get(pages, '');
  if (among === 'addresses') return get(routes, '').map(({ url }) => url);
  if (among === 'anchors') return get.part(page, place, 'anchors');
  if (among === 'tags') return get(inputs.site, '').tags?.map(({ name }) => name) ?? [];
  if (among === 'authors') return get(inputs.site, '').authors.map(({ key }) => key);
  return get(inputs.siteFiles.list, place);
}

/** Folder and facts of a page's lab; null if it has none. */
export function labOf(path: string, get: Get, { lab, inputs: { siteFiles } }: Pick<Rules, 'lab' | 'inputs'>) {
  const folder = `${path.slice(0, path.lastIndexOf('/'))}/lab`;
  return get(siteFiles.exists, `${folder}/lab.yaml`) ? { folder, ...get(lab, folder) } : null;
}

/** The span of a field in front matter. Read it only to report something about it: spans change with every character before them. */
export function spanQuery(get: Get, { page }: Pick<Rules, 'page'>): SpanOf {
  return (path, fields) => spanIn(get.part(page, path, 'spans'), path, fields);
}
