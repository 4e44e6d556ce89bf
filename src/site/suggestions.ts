// "Did you mean" for names that the finished site doesn't have. Runs once, after all diagnostics are known, so that no page depends on
// names that it only suggests. However many names are wrong, it must look up a few of each kind: nobody reads five thousand suggestions.

import type { Diagnostic, NameQuery } from '../model/diagnostic.ts';
import { relativePath } from '../text/href.ts';
import { type NameIndex, nameIndex } from '../text/nearest.ts';

/** How many different names of one code are looked up: those of the first diagnostics in the report. */
export const maxLookUps = 100;

/** The names of the site that a query is about. */
export type NamesFor = (query: NameQuery) => readonly string[];

/** Replaces the query of each diagnostic by a hint, if there is a similar name. `diagnostics` are in the order of the report. */
export function withSuggestions(diagnostics: readonly Diagnostic[], namesFor: NamesFor): readonly Diagnostic[] {
  if (!diagnostics.some(({ similar }) => similar !== undefined)) return diagnostics;
  const nearest = openLookUp(namesFor);
  const isUnknownFolder = openFolders(namesFor);
  const lookUps = new Map<string, Set<string>>();
  const moved = new Set<string>();
  const answered = diagnostics.map((diagnostic) => {
    const { similar, ...rest } = diagnostic;
    if (similar === undefined) return diagnostic;
    const names = lookUps.get(rest.code) ?? new Set();
    lookUps.set(rest.code, names);
    const key = JSON.stringify([similar.name, similar.in]);
    const isLookedUp = names.size < maxLookUps || names.has(key);
    if (isLookedUp) names.add(key);
    const from = rest.at?.path ?? '';
    const place = isLookedUp ? otherPlace(similar, from, namesFor) : null;
    if (place !== null)
      return { ...rest, hint: `did you mean \`${written(place, { ...similar, among: 'files' }, from)}\`?` };
    const near = isLookedUp ? nearest(similar) : null;
    if (near !== null && near === movedTo(similar)) moved.add(near);
    const hints = [near === null ? rest.hint : `did you mean \`${written(near, similar, from)}\`?`];
    const folder = isUnknownFolder(similar);
    // The folder may belong to another site of the host, unless it is a page with a misspelled name.
    if (folder !== null && (near === null || similar.name !== folder))
      hints.push(
        `if another site serves \`${folder}\`, add \`links: {elsewhere: [${folder}]}\` to \`content/site.yaml\``,
      );
    return { ...rest, hint: hints.filter((hint) => hint !== null).join(near === null ? '; ' : ' ') || null };
  });
  return moved.size < minMoved
    ? answered
    : answered.map((one, index) => withOldAddresses(one, diagnostics[index]?.similar, moved));
}

/** So many posts that are linked without `/posts` in front are not misspelled: it is where they were before the blog moved. */
const minMoved = 5;

function movedTo({ among, name }: NameQuery): string | null {
  return among === 'addresses' ? `/posts${name}` : null;
}

function withOldAddresses(one: Diagnostic, similar: NameQuery | undefined, moved: ReadonlySet<string>): Diagnostic {
  if (similar === undefined || !moved.has(movedTo(similar) ?? '')) return one;
  return {
    ...one,
    hint: `add \`permalinks: {posts: /:slug/}\` to \`content/site.yaml\` if all posts were there before; otherwise ${one.hint}`,
  };
}

/** Finds the first folder of an address, if the site has no address in it. */
function openFolders(namesFor: NamesFor): (query: NameQuery) => string | null {
  const folderIn = (url: string) => /^\/[^/?#]+\//.exec(url)?.[0] ?? null;
  let known: ReadonlySet<string | null> | null = null;
  return (query) => {
    const folder = query.among === 'addresses' ? folderIn(query.name) : null;
    if (folder === null) return null;
    known ??= new Set(namesFor(query).map(folderIn));
    return known.has(folder) ? null : folder;
  };
}

function openLookUp(namesFor: NamesFor): (query: NameQuery) => string | null {
  const indexes = new Map<string, (name: string) => string | null>();
  return (query) => {
    const key = JSON.stringify([query.among, query.in]);
    const lookUp = indexes.get(key) ?? lookUpAmong(query, namesFor(query));
    indexes.set(key, lookUp);
    return lookUp(query.name);
  };
}

function lookUpAmong({ among }: NameQuery, names: readonly string[]): (name: string) => string | null {
  return among === 'anchors' || among === 'tags' || among === 'authors' ? openIndex(names) : nearestPathIn(names);
}

/**
 * Finds the path or address with the most similar last part; null if none is similar enough. People mistype names, and a long common
 * folder would make any two paths similar.
 */
export function nearestPathIn(names: readonly string[]): (name: string) => string | null {
  const byName = new Map(names.toReversed().map((name) => [lastPart(name), name]));
  const lookUp = openIndex([...byName.keys()]);
  return (name) => {
    const near = lookUp(lastPart(name));
    return near === null ? null : (byName.get(near) ?? null);
  };
}

function openIndex(names: readonly string[]): NameIndex['nearest'] {
  const index = nameIndex(names);
  return (name) => (name === '' ? null : index.nearest(name));
}

/** `a/b/index.md`, `a/b.md` and `/a/b/` are all `b`. */
function lastPart(path: string): string {
  const segments = path
    .replace(/(?:\/index)?\.(?:md|markdown|html?)$/i, '')
    .split('/')
    .filter((segment) => segment !== '');
  return segments.at(-1) ?? '';
}

/** The same file in `public/` instead of next to the page, or the other way round: `img/a.png` and `/img/a.png` are easily confused. */
function otherPlace({ among, name }: NameQuery, from: string, namesFor: NamesFor): string | null {
  if (among !== 'files' && among !== 'addresses') return null;
  const isPublic = among === 'addresses' || name.startsWith('public/');
  const folder = isPublic ? from.slice(0, from.lastIndexOf('/')) : 'public';
  const steps = name.split('/').slice(1);
  const places = steps.map((_, index) => `${folder}/${steps.slice(index).join('/')}`);
  const files = new Set(namesFor({ among: 'files', in: folder, name }));
  return places.find((path) => files.has(path)) ?? null;
}

/** A name as the author of the file `from` would write it. */
function written(name: string, { among }: NameQuery, from: string): string {
  if (among === 'anchors') return `#${name}`;
  if (among === 'files' && name.startsWith('public/')) return name.slice('public'.length);
  return among === 'pages' || among === 'files' ? relativePath(`/${from}`, `/${name}`) : name;
}
