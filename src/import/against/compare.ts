// The old site and ours → what of each old page, anchor and feed entry is the same, redirected or lost.

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

export type Fate = 'same' | 'redirected' | 'lost';

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
  for (const [address, anchors] of old.pages) {
    const route = routeFor(site, address);
    const fate = fateOf(route);
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
    result.push({ what: 'feed', fate: fateOf(routeAt(site.routes, address)), name: address, kind: 'feed' });
    for (const { id, link } of entries) {
      if (seen.has(`${id} ${link}`)) continue;
      seen.add(`${id} ${link}`);
      const route = routeFor(site, link);
      const now = route === null ? null : site.feedIdAt(route.kind === 'redirect' ? route.to : route.url);
      // A page that no feed of ours has is never shown as new.
      if (now !== null) result.push({ what: 'feed id', fate: now === id ? 'same' : 'lost', name: id, kind: 'feed id' });
    }
  }
  return result;
}

function routeFor(site: NewSite, address: string): Route | null {
  return (
    findRoute(site.routes, address) ?? (/\.\w+$|\/$/.test(address) ? null : routeAt(site.routes, `${address}.html`))
  );
}

function fateOf(route: Route | null): Fate {
  return route === null ? 'lost' : route.kind === 'redirect' ? 'redirected' : 'same';
}

/** `/tags/` for `/tags/go/`; `/` for a page in the root. */
function firstPart(address: string): string {
  const steps = address.split('/');
  return steps.length > 2 ? `/${steps[1]}/` : '/';
}

/** The comparison in Markdown: a table, and what is lost, in groups. */
export function comparisonText(compared: readonly Compared[]): string {
  const rows = (['page', 'anchor', 'feed', 'feed id'] as const).map((what) => {
    const of = (fate: Fate) => compared.filter((each) => each.what === what && each.fate === fate).length;
    return `| ${what}s | ${of('same')} | ${of('redirected')} | ${of('lost')} |`;
  });
  const lost = compared.filter(({ fate }) => fate === 'lost');
  const groups = new Map<string, string[]>();
  for (const { kind, name } of lost) groups.set(kind, [...(groups.get(kind) ?? []), name]);
  const sorted = [...groups].toSorted(([, a], [, b]) => b.length - a.length);
  const largest = sorted.slice(0, 10).flatMap(([kind, names]) => {
    const shown = names.slice(0, 3).map((name) => `  - \`${name}\``);
    const more = names.length > 3 ? [`  - and ${names.length - 3} more`] : [];
    return [[`- **${names.length} ×** ${kind}`], shown, more].flat();
  });
  const others = sorted.slice(10).map(([kind, names]) => `- ${names.length} × ${kind}`);
  const list = lost.length === 0 ? ['Nothing is lost.'] : ['Lost:', '', ...largest, ...others];
  return ['| | same | redirected | lost |', '|---|---:|---:|---:|', ...rows, '', ...list, ''].join('\n');
}
