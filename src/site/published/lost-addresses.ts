// Compares what was published with what is: errors for addresses, anchors and feed ids that readers would miss. A redirect keeps all three.
// It must never report a page's anchors where the page itself is lost.

import { type Diagnostic, error } from '../../model/diagnostic.ts';
import type { Route } from '../../model/site.ts';
import { encodeFragment } from '../../text/href.ts';
import { nearest } from '../../text/nearest.ts';
import { feedIdOf } from '../catalog/feed-ids.ts';
import { routeAt } from '../routes/route-index.ts';
import { maxLookUps, nearestPathIn } from '../suggestions.ts';
import type { Published, PublishedLine } from './published-list.ts';
import type { PresentSite } from './published-now.ts';

/** An error at the line of each thing that is lost, which says what to write. */
export function reportLost(lines: readonly PublishedLine[], site: PresentSite): Diagnostic[] {
  const recorded = new Set(lines.map(({ url }) => url));
  const idsByPage = idsOfPages(lines, site);
  const inFeeds = new Set(site.siteUrl === null ? [] : site.catalog.posts);
  const placeTaker = openPlaceTakers(recorded, site);
  return lines.flatMap((line) => {
    const route = routeAt(site.routes, line.url);
    if (route === null) return line.anchor === null && line.id === null ? [lostAddress(line, placeTaker)] : [];
    const path = pageBehind(route);
    if (path === null) return [];
    if (line.anchor !== null && !site.anchorsOf(path).includes(line.anchor))
      return [lostAnchor(line, line.anchor, path, lines, site)];
    if (line.id === null || !inFeeds.has(path)) return [];
    return lostId(line, line.id, path, idsByPage.get(path) ?? [], site);
  });
}

/** The page at an address, or to which it redirects. */
function pageBehind(route: Route): string | null {
  return route.kind === 'article' || route.kind === 'page' || route.kind === 'redirect' ? route.path : null;
}

function lostAddress({ url, at }: PublishedLine, placeTaker: PlaceTaker): Diagnostic {
  const message = `\`${url}\` was published, and now there is nothing`;
  return error('published/lost-address', message, at, { hint: `${wayBack(url, placeTaker)}${orGiveUp}` });
}

const orGiveUp = ', or remove this line to give it up';

function wayBack(url: string, placeTaker: PlaceTaker): string {
  // A redirect is a page, so nothing else can be redirected.
  if (!/(?:\/|\.html?)$/i.test(url)) return 'put the file or feed back';
  return `write \`aliases: [${url}]\` in ${placeTaker(url) ?? 'the page that takes its place'}`;
}

/** Finds the page that has taken the place of a lost address: its file in backticks, or null. */
type PlaceTaker = (url: string) => string | null;

/** Pages by the names that a lost address may have had. Few addresses are looked up, however many are lost. */
function openPlaceTakers(recorded: ReadonlySet<string>, { routes }: PresentSite): PlaceTaker {
  const byName = new Map<string, string>();
  const byAddress = new Map<string, string>();
  for (const route of routes) {
    if (route.kind !== 'article' && route.kind !== 'page') continue;
    // A new slug leaves the name of the file, and a new file name the slug.
    byName.set(nameIn(route.path) ?? '', route.path);
    if (!recorded.has(route.url)) byAddress.set(route.url, route.path).set(route.path, route.path);
  }
  const nearest = nearestPathIn([...byAddress.keys()]);
  let lookUps = 0;
  return (url) => {
    const sameName = byName.get(nameIn(url) ?? '');
    const path = sameName ?? (lookUps++ < maxLookUps ? byAddress.get(nearest(url) ?? '') : undefined);
    return path === undefined ? null : `\`${path}\``;
  };
}

/** `a` of `/2019/a/`, `/a.html` and `content/posts/a/index.md`. */
function nameIn(path: string): string | undefined {
  return path
    .replace(/(?:\/index)?\.(?:md|markdown|html?)$|\/$/i, '')
    .split('/')
    .at(-1);
}

function lostAnchor(
  { url, at }: PublishedLine,
  anchor: string,
  path: string,
  lines: readonly Published[],
  { anchorsOf }: PresentSite,
): Diagnostic {
  const known = new Set(lines.filter((line) => line.url === url).map((line) => line.anchor));
  const near = nearest(
    anchor,
    anchorsOf(path).filter((each) => !known.has(each)),
  );
  const where =
    near === null ? 'the heading that takes its place' : `the heading that is now \`${encodeFragment(near)}\``;
  const message = `\`${url}${encodeFragment(anchor)}\` was published, and \`${path}\` no longer has that anchor`;
  const hint = `write \`{#${anchor}}\` after ${where}${orGiveUp}`;
  const related = [{ message: 'this is the page', at: { path, start: 0, end: 0 } }];
  return error('published/lost-anchor', message, at, { hint, related });
}

/** A page that takes the place of another one keeps one of their ids. */
function lostId(
  { at }: PublishedLine,
  id: string,
  path: string,
  recorded: readonly string[],
  { catalog, siteUrl }: PresentSite,
): Diagnostic[] {
  const entry = catalog.entries[path];
  if (entry === undefined || siteUrl === null) return [];
  const now = feedIdOf(entry, siteUrl);
  if (recorded.includes(now)) return [];
  const message = `feeds called \`${path}\` \`${id}\`, and now call it \`${now}\`: feed readers show it as a new post`;
  return [error('published/lost-id', message, at, { hint: `write \`id: '${id}'\` in \`${path}\`${orGiveUp}` })];
}

/** Recorded ids by the page that is now behind their address. */
function idsOfPages(lines: readonly Published[], { routes }: PresentSite): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>();
  for (const { url, id } of lines) {
    const route = id === null ? null : routeAt(routes, url);
    const path = route && pageBehind(route);
    if (id === null || path === null) continue;
    ids.set(path, [...(ids.get(path) ?? []), id]);
  }
  return ids;
}
