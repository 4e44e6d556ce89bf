// The dependency graph: all of it. What each thing of the site is made from, as rules of the engine, each asking only for rules that
// stand before it. This file knows both what a blog is and what the engine is; no other does.
//
//   file(path) list(dir) exists(path) site siteSpan(setting) markdown visibility passed renderer(code) labReader     inputs
//   pages         ← list(content)
//   page(path)    ← its file, the files it names, markdown                 leaf, in workers; parts
//   shelved(shelf) ← pages                                                 which of them stand on a shelf
//   shelf(shelf)  ← shelved, page.standing and page.face of these          what is asked of every page; parts
//   theme         ← list(templates), its files                             leaf, esbuild; what it runs by digest alone
//   catalog       ← pages, shelf.standings(*), site, visibility, passed    no titles: what shows them reads page.face
//   routes        ← catalog, list(public), site; siteSpan(setting) for what is wrong with it
//   place(path)   ← catalog                                                where a page stands, for links
//   route(url)    ← routes                                                 what stands at an address
//   copied(path)  ← its file, markdown                                     a file as it is published
//   asset(path)   ← its file, copied, catalog                              a file beside a page: address, size, variants
//   card(path)    ← page.face and others, site, fonts of the theme         a post's picture for other sites: address, SVG
//   lab(folder)   ← lab.yaml, recordings, digests of its files
//   around(path)  ← catalog, page.face of what it names                    what stands around a post's text
//   stretch(name) ← catalog, page.face of its posts                        posts of a tag, or of all, for a page of a list or a feed
//   view(url)     ← route, around of a post, stretch of a list, or catalog and shelf.faces, site
//   searched(part) ← catalog, page.face and page.headings of its posts     what a part of the search index speaks of
//   output(url)   ← route, view, theme, renderer, page.body or excerpts, what its links ask
//   check(path)   ← page.body, what its links ask                          for pages that have no output
//   published     ← catalog, page.files(*), asset, lab                     files that stand beside pages
//   pictured      ← catalog, page.pictures(*)                              those that pages show, which get smaller variants
//   tally         ← catalog, page.standing(withheld)                       how much there is, for the report
//   beside        ← catalog, published, pictured, asset, card(*), check(broken)  files that no route stands for
//   manifest      ← routes, beside, theme, digests of output(*)

import type { Derived, Digest, Get, Leaf, Rule } from '../engine/graph/rule.ts';
import { type Diagnostic, error, warning } from '../model/diagnostic.ts';
import type { Face, PageParts, Standing } from '../model/parts.ts';
import type { Asset, Catalog, Route } from '../model/site.ts';
import { outputPathOf, withoutIndex } from '../site/addresses.ts';
import { collect } from '../site/catalog/catalog.ts';
import type { FaceOf } from '../site/catalog/entries.ts';
import { type Surroundings, surroundingsDigest, surroundingsOf } from '../site/catalog/post-context.ts';
import { type Stretch, stretchDigest, stretchName, stretchNamed } from '../site/catalog/post-slice.ts';
import { fillHoles } from '../site/links/fill-slots.ts';
import { placingAt } from '../site/links/link-base.ts';
import { routeAt } from '../site/routes/route-index.ts';
import { routesFor } from '../site/routes/routes.ts';
import { type Searched, searchedIn } from '../site/search/search-index.ts';
import { type AnyView, viewFor } from '../site/views/view-for.ts';
import { digestOf } from '../text/digest.ts';
import { byCodeUnit } from '../text/order.ts';
import type { TemplateBundle } from '../theme/bundle.ts';
import { facesOnShelves, pagesOn, shelvesFor } from './graph/buckets.ts';
import { lookThrough, spansThrough } from './graph/site-queries.ts';
import { isDocument, isShownAsText } from './images/active-files.ts';
import { assetUrl, sizeOf } from './images/assets.ts';
import { type Card, cardOf } from './images/card.ts';
import { cleanDrawing, isDrawing } from './images/svg-images.ts';
import { variantsOf } from './images/variants.ts';
import type { Inputs } from './inputs/inputs.ts';
import type { LabFacts } from './inputs/lab.ts';
import { labFolderOf } from './inputs/lab-reader.ts';
import { pagesAmong } from './inputs/page-files.ts';
import { printRoute } from './print-route.ts';

type Make<V> = Derived<V, Diagnostic>;

/**
 * One file of `dist/`: which rule makes it, of what, and the digest of its bytes; for smaller variants of pictures and cards, which
 * `pictures.ts` makes outside of the engine, that of all that its bytes are made from.
 */
export interface ManifestFile {
  readonly path: string;
  readonly made: 'output' | 'copied' | 'theme' | 'variant' | 'card';
  readonly of: string;
  readonly digest: Digest;
}

/** How many posts and pages a site has, and how many of either are dated in the future, published or not. */
export interface Tally {
  readonly posts: number;
  readonly pages: number;
  readonly future: number;
}

/** What is asked of every page. */
export interface Shelf {
  readonly standings: readonly Standing[];
  readonly faces: { readonly [path: string]: Face };
}

export interface Rules {
  readonly inputs: Inputs;
  readonly pages: Make<readonly string[]>;
  readonly page: Leaf<PageParts>;
  readonly shelved: Make<readonly string[]>;
  readonly shelf: Make<Shelf>;
  readonly theme: Leaf<TemplateBundle | null>;
  readonly catalog: Make<Catalog>;
  readonly routes: Make<readonly Route[]>;
  readonly place: Make<{ readonly url: string } | 'broken' | 'withheld' | null>;
  readonly route: Make<Route | null>;
  readonly copied: Make<Uint8Array>;
  readonly asset: Make<Asset | null>;
  readonly themeFile: Make<Uint8Array>;
  readonly card: Make<Card | null>;
  readonly lab: Make<LabFacts | null>;
  readonly around: Make<Surroundings | null>;
  /** By `stretchName`. */
  readonly stretch: Make<Stretch | null>;
  readonly view: Make<AnyView | null>;
  readonly searched: Make<Searched>;
  readonly output: Make<string>;
  readonly check: Make<null>;
  readonly published: Make<readonly string[]>;
  readonly pictured: Make<readonly string[]>;
  readonly tally: Make<Tally>;
  readonly beside: Make<readonly ManifestFile[]>;
  readonly manifest: Make<readonly ManifestFile[]>;
  /** All of them, in their order. */
  readonly all: readonly Rule<unknown>[];
}

/** What of every page many rules read. */
const sharedParts = ['standing', 'face'] as const;

export function defineRules(inputs: Inputs): Rules {
  const { world, site, siteSpan, markdown, visibility, passed, renderer, labReader } = inputs;

  const pages: Rules['pages'] = {
    kind: 'derived',
    name: 'pages',
    keeps: 'json',
    isShared: true,
    run: (_, get) => pagesAmong(get(world.list, 'content')),
  };

  const page: Rules['page'] = {
    kind: 'leaf',
    name: 'page',
    keeps: 'json',
    parts: [...sharedParts, 'own', 'headings', 'spans', 'anchors', 'excerpt', 'body', 'files', 'pictures', 'copy'],
    sharedParts,
  };

  const shelved: Rules['shelved'] = {
    kind: 'derived',
    name: 'shelved',
    keeps: 'json',
    run: (name, get) => ({ value: pagesOn(name, get(pages, '')), diagnostics: [] }),
  };

  const shelf: Rules['shelf'] = {
    kind: 'derived',
    name: 'shelf',
    keeps: 'json',
    parts: ['standings', 'faces'],
    run(name, get) {
      const paths = get(shelved, name);
      const faces = Object.fromEntries(paths.map((path) => [path, get.part(page, path, 'face')]));
      const standings = paths.map((path) => get.part(page, path, 'standing'));
      return { value: { standings, faces }, diagnostics: [] };
    },
  };

  /** Face by face, for those who show a few. */
  const facesThrough =
    (get: Get): FaceOf =>
    (path) =>
      get.part(page, path, 'face');

  const theme: Rules['theme'] = { kind: 'leaf', name: 'theme', keeps: 'json', isShared: true };

  const catalog: Rules['catalog'] = {
    kind: 'derived',
    name: 'catalog',
    keeps: 'json',
    isShared: true,
    run(_, get) {
      const standings = shelvesFor(get(pages, '')).flatMap((name) => get.part(shelf, name, 'standings'));
      const hasPassed = (epochMs: number) => get(passed, String(epochMs));
      return collect(standings, get(site, ''), {
        ...get(visibility, ''),
        hasPassed,
        spanOf: spansThrough(get, { page }),
      });
    },
  };

  const routes: Rules['routes'] = {
    kind: 'derived',
    name: 'routes',
    keeps: 'json',
    isShared: true,
    run: (_, get) =>
      routesFor(
        get(catalog, ''),
        get(world.list, 'public'),
        get(site, ''),
        (setting) => get(siteSpan, setting),
        spansThrough(get, { page }),
      ),
  };

  const place: Rules['place'] = {
    kind: 'derived',
    name: 'place',
    keeps: 'json',
    run(path, get) {
      const { entries, withheld, broken } = get(catalog, '');
      const entry = entries[path];
      if (entry) return { value: { url: entry.url }, diagnostics: [] };
      const value = broken.includes(path) ? 'broken' : withheld.includes(path) ? 'withheld' : null;
      return { value, diagnostics: [] };
    },
  };

  /** By itself, so that a page that comes or goes makes anew only what speaks of it. */
  const route: Rules['route'] = {
    kind: 'derived',
    name: 'route',
    keeps: 'none',
    digestOf: (value) => digestOf(JSON.stringify(value)),
    run: (url, get) => ({ value: routeAt(get(routes, ''), url), diagnostics: [] }),
  };

  /** A file as it is published. */
  const copied: Rules['copied'] = {
    kind: 'derived',
    name: 'copied',
    keeps: 'none',
    run(path, get) {
      const bytes = get(world.file, path) ?? new Uint8Array();
      const isAsItIs = !isDrawing(path) || get(markdown, '').html === 'trusted';
      return isAsItIs ? { value: bytes, diagnostics: [] } : cleanDrawing(path, bytes);
    },
  };

  const asset: Rules['asset'] = {
    kind: 'derived',
    name: 'asset',
    keeps: 'json',
    run(path, get) {
      if (!get(world.exists, path)) return { value: null, diagnostics: [] };
      // What is published is what is named; but for drawings that is the file itself.
      const digest = isDrawing(path) ? get.digest(copied, path) : get.digest(world.file, path);
      const bytes = get(world.file, path) ?? new Uint8Array();
      const isText = path.startsWith('content/') && isShownAsText(path, bytes) && get(markdown, '').html !== 'trusted';
      const url = assetUrl(path, digest, get(catalog, ''), isText);
      const size = sizeOf(path, bytes);
      const variants = variantsOf({ path, url, digest, bytes, size });
      return {
        value: { url, width: size?.width ?? null, height: size?.height ?? null, variants },
        diagnostics: isText && isDocument(path) && !path.includes('/lab/') ? [shownAsText(path)] : [],
      };
    },
  };

  const themeFile: Rules['themeFile'] = {
    kind: 'derived',
    name: 'themeFile',
    keeps: 'none',
    run(url, get) {
      const found = get(theme, '')?.assets.find((file) => file.url === url);
      return {
        value: Buffer.from(found?.data ?? '', found?.encoding === 'base64' ? 'base64' : 'utf8'),
        diagnostics: [],
      };
    },
  };

  const card: Rules['card'] = {
    kind: 'derived',
    name: 'card',
    keeps: 'json',
    run: (path, get) => cardOf(path, get, rules),
  };

  const lab: Rules['lab'] = {
    kind: 'derived',
    name: 'lab',
    keeps: 'json',
    run(folder, get) {
      if (!get(world.exists, `${folder}/lab.yaml`)) return { value: null, diagnostics: [] };
      return get(labReader, '')(folder, get, world);
    },
  };

  const around: Rules['around'] = {
    kind: 'derived',
    name: 'around',
    keeps: 'none',
    digestOf: surroundingsDigest,
    run: (path, get) => ({ value: surroundingsOf(get(catalog, ''), path, facesThrough(get)), diagnostics: [] }),
  };

  const stretch: Rules['stretch'] = {
    kind: 'derived',
    name: 'stretch',
    keeps: 'none',
    digestOf: stretchDigest,
    run: (name, get) => ({ value: stretchNamed(get(catalog, ''), name, facesThrough(get)), diagnostics: [] }),
  };

  const view: Rules['view'] = {
    kind: 'derived',
    name: 'view',
    keeps: 'json',
    run(url, get) {
      const found = get(route, url);
      const sources = {
        config: get(site, ''),
        catalog: () => get(catalog, ''),
        faceOf: facesThrough(get),
        anyFace: facesOnShelves(get, shelf),
        around: (path: string) => get(around, path),
        posts: (tag: string | null, from: number, count: number) => get(stretch, stretchName(tag, from, count)),
      };
      return { value: found && viewFor(found, sources), diagnostics: [] };
    },
  };

  const searched: Rules['searched'] = {
    kind: 'derived',
    name: 'searched',
    keeps: 'none',
    digestOf: (value) => digestOf(JSON.stringify(value)),
    run(part, get) {
      const headingsOf = (path: string) => get.part(page, path, 'headings');
      return { value: searchedIn(get(catalog, ''), Number(part), facesThrough(get), headingsOf), diagnostics: [] };
    },
  };

  const output: Rules['output'] = {
    kind: 'derived',
    name: 'output',
    keeps: 'none',
    run: (url, get) => printRoute(url, get, rules),
  };

  const check: Rules['check'] = {
    kind: 'derived',
    name: 'check',
    keeps: 'json',
    run(path, get) {
      const body = get.part(page, path, 'body');
      const url = `/${path}`;
      const filling = {
        medium: 'site',
        from: { path, url },
        placing: placingAt(url, get(site, '')),
        look: lookThrough(get, rules),
      } as const;
      const { diagnostics } = fillHoles(body.html, filling);
      return { value: null, diagnostics };
    },
  };

  const published: Rules['published'] = {
    kind: 'derived',
    name: 'published',
    keeps: 'json',
    run(_, get) {
      const { entries } = get(catalog, '');
      const paths = new Set<string>();
      for (const path of Object.keys(entries)) {
        for (const file of get.part(page, path, 'files'))
          if (!file.startsWith('public/') && get(world.exists, file)) paths.add(file);
        const folder = labFolderOf(path);
        for (const file of get(lab, folder)?.files ?? []) paths.add(`${folder}/${file}`);
      }
      return { value: [...paths].toSorted(byCodeUnit), diagnostics: [] };
    },
  };

  const pictured: Rules['pictured'] = {
    kind: 'derived',
    name: 'pictured',
    keeps: 'json',
    run(_, get) {
      const paths = new Set(Object.keys(get(catalog, '').entries).flatMap((path) => get.part(page, path, 'pictures')));
      return { value: [...paths].toSorted(byCodeUnit), diagnostics: [] };
    },
  };

  const tally: Rules['tally'] = {
    kind: 'derived',
    name: 'tally',
    keeps: 'json',
    run(_, get) {
      const { posts, pages: others, entries, withheld } = get(catalog, '');
      const later = withheld.filter((path) => !get.part(page, path, 'standing').meta.draft);
      const shown = Object.values(entries).filter(({ unpublished }) => unpublished === 'future');
      return {
        value: { posts: posts.length, pages: others.length, future: shown.length + later.length },
        diagnostics: [],
      };
    },
  };

  /** Apart from the manifest, which every edit makes anew: it need not look at all pages for them. */
  const beside: Rules['beside'] = {
    kind: 'derived',
    name: 'beside',
    keeps: 'json',
    run(_, get) {
      const { broken, entries } = get(catalog, '');
      for (const path of broken) get(check, path);
      const files: ManifestFile[] = [];
      const add = (url: string, made: ManifestFile['made'], of: string, digest: Digest) =>
        files.push({ path: outputPathOf(url), made, of, digest });
      for (const path of get(published, '')) add(get(asset, path)?.url ?? '', 'copied', path, get.digest(copied, path));
      for (const path of get(pictured, ''))
        for (const { url, recipe } of get(asset, path)?.variants ?? []) add(url, 'variant', path, recipe);
      for (const path of Object.keys(entries)) {
        const found = get(card, path);
        if (found) add(found.url, 'card', path, found.recipe);
      }
      return { value: files, diagnostics: [] };
    },
  };

  const manifest: Rules['manifest'] = {
    kind: 'derived',
    name: 'manifest',
    keeps: 'json',
    run(_, get) {
      const files = new Map<string, ManifestFile>();
      const diagnostics: Diagnostic[] = [];
      const take = (file: ManifestFile) => {
        const other = files.get(file.path);
        // Equal files with equal names share an address; anything else is a mistake that routes can't see.
        if (other && other.digest !== file.digest) diagnostics.push(taken(other, file));
        files.set(file.path, file);
      };
      const add = (url: string, made: ManifestFile['made'], of: string, digest: Digest) =>
        take({ path: outputPathOf(url), made, of, digest });
      for (const file of get(theme, '')?.assets ?? [])
        add(file.url, 'theme', file.url, get.digest(themeFile, file.url));
      for (const file of get(beside, '')) take(file);
      for (const one of get(routes, '')) {
        if (one.kind === 'public') add(one.url, 'copied', one.path, get.digest(copied, one.path));
        else add(one.url, 'output', one.url, get.digest(output, one.url));
      }
      return { value: [...files.values()].toSorted((a, b) => byCodeUnit(a.path, b.path)), diagnostics };
    },
  };

  const rules: Rules = {
    inputs,
    pages,
    page,
    shelved,
    shelf,
    theme,
    catalog,
    routes,
    place,
    route,
    copied,
    asset,
    themeFile,
    card,
    lab,
    around,
    stretch,
    view,
    searched,
    output,
    check,
    published,
    pictured,
    tally,
    beside,
    manifest,
    // biome-ignore format: one line for inputs, one for rules
    all: [
      world.file, world.list, world.exists, site, siteSpan, markdown, visibility, passed, renderer, labReader,
      pages, page, shelved, shelf, theme, catalog, routes, place, route, copied, asset, themeFile, card, lab, around, stretch, view, searched, output, check, published, pictured, tally, beside, manifest,
    ],
  };
  return rules;
}

function shownAsText(path: string): Diagnostic {
  const message = `\`${path}\` is published as text: what stands beside posts may run nothing`;
  const hint = 'put it into `public/` to have it seen as a page, or add `.txt` to its name if its text is meant';
  return warning('file/shown-as-text', message, { path, start: 0, end: 0 }, { hint });
}

function taken({ path, of: one }: ManifestFile, { of: other }: ManifestFile): Diagnostic {
  const at = { path: other.startsWith('/') ? one : other, start: 0, end: 0 };
  const hint = 'rename one of the two files';
  return error(
    'address/taken',
    `\`${one}\` and \`${other}\` both have the address \`${withoutIndex(`/${path}`)}\``,
    at.path.startsWith('/') ? null : at,
    { hint },
  );
}
