// The old site and ours → what of each old page, anchor and feed entry is the same, redirected, the same but for capitals, or lost.

import type { Route } from '../../model/site.ts';
import { findRoute, routeAt } from '../../site/routes/route-index.ts';
import { decodeAddress } from '../../text/href.ts';
import type { OldSite } from './old-output.ts';

/** Our site, as far as a comparison needs it. */
export interface NewSite {
  readonly routes: readonly Route[];
  /** Ids in the page at an address. */
  readonly anchorsAt: (url: string) => ReadonlySet<string>;
  /** What feeds call the post at an address; null if no feed can have it. */
  readonly feedIdAt: (url: string) => string | null;
}

export type Fate = 'same' | 'redirected' | 'differs only in capitals' | 'lost';

interface Found {
  readonly route: Route | null;
  readonly fate: Fate;
}

export interface Compared {
  readonly what: 'page' | 'anchor' | 'feed' | 'feed id';
  readonly fate: Fate;
  /** The address, with the anchor; for a feed id, the id. */
  readonly name: string;
  /** Equal for what is lost for the same reason. */
  readonly kind: string;
}

export function compareSites(old: OldSite, site: NewSite): readonly Compared[] {
  const result: Compared[] = [];
  const find = finderIn(site.routes);
  for (const [address, anchors] of old.pages) {
    const { route, fate } = find(address, routeFor);
    result.push({ what: 'page', fate, name: address, kind: `page below \`${firstPart(address)}\`` });
    if (route === null) continue;
    const ids = site.anchorsAt(route.kind === 'redirect' ? route.to : route.url);
    const isList =
      route.kind !== 'article' && route.kind !== 'page' && !(route.kind === 'redirect' && route.path !== null);
    for (const anchor of isList ? [] : anchors)
      result.push({
        what: 'anchor',
        fate: ids.has(anchor) || ids.has(decodeAddress(anchor)) ? fate : 'lost',
        name: `${address}#${anchor}`,
        kind: `anchor on a page below \`${firstPart(address)}\``,
      });
  }
  const seen = new Set<string>();
  for (const [address, entries] of old.feeds) {
    result.push({ what: 'feed', fate: find(address, routeAt).fate, name: address, kind: 'feed' });
    for (const { id, link } of entries) {
      if (seen.has(`${id} ${link}`)) continue;
      seen.add(`${id} ${link}`);
      const { route } = find(link, routeFor);
      const now = route === null ? null : site.feedIdAt(route.kind === 'redirect' ? route.to : route.url);
      // A page that no feed of ours has is never shown as new.
      if (now !== null) result.push({ what: 'feed id', fate: now === id ? 'same' : 'lost', name: id, kind: 'feed id' });
    }
  }
  return result;
}

type LookUp = (routes: readonly Route[], address: string) => Route | null;

function routeFor(routes: readonly Route[], address: string): Route | null {
  return findRoute(routes, address) ?? (/\.\w+$|\/$/.test(address) ? null : routeAt(routes, `${address}.html`));
}

/** Looks up an address as it is written, then without regard to capitals. */
function finderIn(routes: readonly Route[]): (address: string, lookUp: LookUp) => Found {
  const originals = new Map(routes.map((route) => [{ ...route, url: route.url.toLowerCase() }, route] as const));
  const lowered = [...originals.keys()];
  return (address, lookUp) => {
    const exact = lookUp(routes, address);
    if (exact !== null) return { route: exact, fate: exact.kind === 'redirect' ? 'redirected' : 'same' };
    const similar = lookUp(lowered, address.toLowerCase());
    const route = similar === null ? undefined : originals.get(similar);
    return route === undefined ? { route: null, fate: 'lost' } : { route, fate: 'differs only in capitals' };
  };
}

/** `/tags/` for `/tags/go/`; `/` for a page in the root. */
function firstPart(address: string): string {
  const steps = address.split('/');
  return steps.length > 2 ? `/${steps[1]}/` : '/';
}

/** The comparison in Markdown: a table, and what is lost or differs in capitals, in groups. */
export function comparisonText(compared: readonly Compared[]): string {
  const fates = ['same', 'redirected', 'differs only in capitals', 'lost'] as const;
  const rows = (['page', 'anchor', 'feed', 'feed id'] as const).map((what) => {
    const of = (fate: Fate) => compared.filter((each) => each.what === what && each.fate === fate).length;
    return `| ${what}s | ${fates.map(of).join(' | ')} |`;
  });
  const named = (fate: Fate) => compared.filter((each) => each.fate === fate);
  const [similar, lost] = [named('differs only in capitals'), named('lost')];
  const capitals = [
    'Differs only in capitals:',
    '',
    ...groupsIn(similar),
    '',
    'A host that distinguishes capitals, as most do, has no page at these old addresses: redirect them there. Any other host shows our pages.',
    '',
  ];
  return [
    `| | ${fates.join(' | ')} |`,
    `|---|${fates.map(() => '---:|').join('')}`,
    ...rows,
    '',
    ...(similar.length === 0 ? [] : capitals),
    ...(lost.length === 0 ? ['Nothing is lost.'] : ['Lost:', '', ...groupsIn(lost)]),
    '',
  ].join('\n');
}

/** The lines of a list by kind, the largest first. */
function groupsIn(compared: readonly Compared[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { kind, name } of compared) groups.set(kind, [...(groups.get(kind) ?? []), name]);
  const sorted = [...groups].toSorted(([, a], [, b]) => b.length - a.length);
  const largest = sorted.slice(0, 10).flatMap(([kind, names]) => {
    const shown = names.slice(0, 3).map((name) => `  - \`${name}\``);
    const more = names.length > 3 ? [`  - and ${names.length - 3} more`] : [];
    return [[`- **${names.length} ×** ${kind}`], shown, more].flat();
  });
  return [...largest, ...sorted.slice(10).map(([kind, names]) => `- ${names.length} × ${kind}`)];
}
