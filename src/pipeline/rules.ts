// The dependency graph of a site: what everything is made from, as rules of the engine. A rule may read only rules before it in the list.
// This file knows both what a blog is and what the engine is; no other file may.
//
//   rule                 reads
//
//   file(path)           input: a file's bytes; exists(path), list(folder)
//   site                 input: settings; siteSpan(setting): where a setting is; markdown: the settings for parsing
//   plugins              input: digest of the site's plugins with their options
//   updated              input: whether dates of last changes come from git
//   imageMetadata        input: whether published images keep their metadata
//   visibility           input: whether drafts and scheduled posts are published; hasPassed(time): whether a time has passed
//
//   pages                list(content)
//   page(path)           leaf, parsed in workers; its file, files that it includes or its plugins read, markdown, plugins; in parts
//   gitHistory           git (input: digest of the present commit): when pages last changed; thisProcess after git failed
//   gitDate(path)        gitHistory, file, site, hasPassed: of a file that is as it was committed
//   bucketPaths(bucket)  pages: the paths of the pages in a bucket
//   bucket(bucket)       bucketPaths, page.indexData and page.teaser of its pages; updated, and gitDate where it is asked for; in parts
//   theme                leaf, bundled by esbuild; list(templates), its files. Its code is known by its digest alone
//   recordedIds          file(content/published.txt): feed ids that posts keep when their address changes
//   catalog              pages, bucket.indexData(*), site, recordedIds, visibility, hasPassed. No titles: a page that shows one reads page.teaser
//   routes               catalog, list(public), site
//   pageUrl(path)        catalog: the address of a page, for links
//   route(url)           routes: what is at an address
//   publishedFile(path)  its file, markdown, imageMetadata: a file as it is published
//   asset(path)          its file, publishedFile, markdown, catalog: address, size and variants of a file that pages refer to
//   themeFile(url)       theme: a file that the theme brings
//   card(path)           page.indexData, page.details, page.teaser, site, fonts of the theme: the preview image of a post
//   lab(folder)          leaf; its lab.yaml, recordings, digests of its files
//   postContext(path)    catalog, page.teaser of the posts it names: what is around a post's text
//   postSlice(name)      catalog, page.teaser of its posts: posts for a page of a list, or for a feed
//   navigation           site; without `nav` in the settings, catalog and page.teaser of its pages: the links in the header
//   view(url)            route, site; postContext for a post, postSlice for a list; catalog, page.teaser or bucket.teasers for others. It
//                        is stored, as pageUrl is, so that `dev` prints a first page without loading the catalog
//   searchOrder          catalog: the pages that can be found, in the order of their numbers
//   searchEntry(path)    postContext: a page among the results. It is stored, so that an edited text is printed without the catalog
//   searchTerms(strip)   pages, bucketPaths; page.terms of its pages; in parts, one for each group of words
//   searchGroup(group)   pages, searchOrder, searchTerms.group(*): the words of a group, with the pages that have them
//   output(url)          route, site, view, theme, navigation; parts of its pages, lab, card, searchOrder, searchEntry, searchGroup, postSlice; what
//                        its links and images ask
//   linkCheck(path)      page.body, site, what its links and images ask, theme for directives: for a page with broken front matter, which has no output
//   pageFiles            catalog, page.files(*), exists, lab: files that pages refer to
//   leftOut              pages, list(content), page.files(*), page.includes(*): files that nothing uses, for the report
//   languages            site, catalog, exists: languages without interface words, for the report
//   templatePolicy       list(templates), their files, markdown: what browsers will block of templates, for the report
//   shownImages          catalog, page.images(*): images that pages show, which get smaller variants
//   counts               catalog, page.indexData of withheld pages: how many posts and pages there are
//   assetFiles           catalog, linkCheck of broken pages, pageFiles, shownImages, asset, digests of publishedFile
//   cardFiles            catalog, card(*)
//   fileAt(path)         route, theme, assetFiles, cardFiles: what a file of `dist/` is made of; only `dev` asks
//   manifest             leftOut, languages, templatePolicy, theme, assetFiles, cardFiles, routes; digests of themeFile, publishedFile and output(*)
//
// Rules read siteSpan(setting) and page.spans only to report something.

import type { Get } from '../engine/graph/rule.ts';
import { type Diagnostic, error, warning } from '../model/diagnostic.ts';
import type { Unpublished } from '../model/site.ts';
import { outputPathOf, withoutIndex } from '../site/addresses.ts';
import { collect } from '../site/catalog/catalog.ts';
import type { TeaserOf } from '../site/catalog/entries.ts';
import { postContextDigest, postContextOf } from '../site/catalog/post-context.ts';
import { postSliceDigest, postSliceName, postSliceNamed } from '../site/catalog/post-slice.ts';
import { fillSlots } from '../site/links/fill-slots.ts';
import { linkBaseAt } from '../site/links/link-base.ts';
import { parsePublished, publishedListFile, recordedIdsIn } from '../site/published/published-list.ts';
import { routeAt } from '../site/routes/route-index.ts';
import { routesFor } from '../site/routes/routes.ts';
import {
  groupedTerms,
  searchEntryOf,
  searchGroupNames,
  searchGroupOf,
  searchOrderOf,
} from '../site/search/search-index.ts';
import { navigationFor } from '../site/views/navigation.ts';
import { viewFor } from '../site/views/view-for.ts';
import { byCodeUnit } from '../text/order.ts';
import { missingWords } from './checks/missing-words.ts';
import { blockedInTemplates } from './checks/template-policy.ts';
import { isDocument, isShownAsText } from './images/active-files.ts';
import { assetUrl, sizeOf } from './images/assets.ts';
import { cardOf, isCardPath } from './images/card.ts';
import { imageProblem } from './images/image-check.ts';
import { mayHaveMetadata, withoutMetadata } from './images/image-metadata.ts';
import { isSvg, publishedSvg } from './images/svg-images.ts';
import { variantsOf } from './images/variants.ts';
import { decodeText } from './inputs/decode-text.ts';
import type { Inputs } from './inputs/inputs.ts';
import { leftOutAmong } from './inputs/left-out.ts';
import { isLfsPointer, lfsPointer } from './inputs/lfs-pointer.ts';
import { pageFilesAmong } from './inputs/page-files.ts';
import type { RendererOf } from './inputs/renderers.ts';
import { directivesOf, printRoute } from './print-route.ts';
import { gitDateOf, gitHistoryOf, withGitDate } from './rule-values/git-dates.ts';
import { bucketsFor, bucketsInStrip, bucketTeasers, pagesInBucket, stripsFor } from './rule-values/page-buckets.ts';
import { pageShapes, postDate } from './rule-values/page-shapes.ts';
import { digestOfFile, plannedFileOf } from './rule-values/planned-file.ts';
import type { ManifestFile, PlannedFile, Rules } from './rule-values/rule-types.ts';
import { orNull, recordOf, text, texts } from './rule-values/shape-builders.ts';
import { labOf, siteQueries, spanQuery } from './rule-values/site-queries.ts';
import * as shapes from './rule-values/site-shapes.ts';
import { anyView } from './rule-values/view-shapes.ts';

/** The parts of every page that many rules read. */
const sharedParts = ['indexData', 'teaser'] as const;

/** `rendererOf` depends on nothing but the digest of the theme's code, which rules read, so it need not be an input. */
export function defineRules(inputs: Inputs, rendererOf: RendererOf): Rules {
  const { siteFiles, site, siteSpan, markdown, imageMetadata, visibility, hasPassed } = inputs;

  const pages: Rules['pages'] = {
    kind: 'derived',
    name: 'pages',
    storage: 'json',
    shape: texts,
    isShared: true,
    run: (_, get) => pageFilesAmong(get(siteFiles.list, 'content')),
  };

  const page: Rules['page'] = {
    kind: 'leaf',
    name: 'page',
    storage: 'json',
    parts: [
      ...sharedParts,
      'details',
      'sections',
      'terms',
      'spans',
      'anchors',
      'excerpt',
      'body',
      'files',
      'images',
      'includes',
      'copy',
    ],
    partShapes: pageShapes,
    sharedParts,
  };

  const gitHistory: Rules['gitHistory'] = {
    kind: 'derived',
    name: 'gitHistory',
    storage: 'json',
    shape: shapes.gitHistory,
    isShared: true,
    run: (_, get) => gitHistoryOf(get, inputs),
  };

  const gitDate: Rules['gitDate'] = {
    kind: 'derived',
    name: 'gitDate',
    storage: 'json',
    shape: orNull(postDate),
    run: (path, get) => ({ value: gitDateOf(path, get, rules), diagnostics: [] }),
  };

  const bucketPaths: Rules['bucketPaths'] = {
    kind: 'derived',
    name: 'bucketPaths',
    storage: 'none',
    run: (name, get) => ({ value: pagesInBucket(name, get(pages, '')), diagnostics: [] }),
  };

  const bucket: Rules['bucket'] = {
    kind: 'derived',
    name: 'bucket',
    storage: 'json',
    parts: ['indexData', 'teasers'],
    partShapes: shapes.bucketShapes,
    run(name, get) {
      const paths = get(bucketPaths, name);
      const teasers = Object.fromEntries(paths.map((path) => [path, get.part(page, path, 'teaser')]));
      const setting = get(inputs.updated, '');
      const dateOf = (path: string) => get(gitDate, path);
      const indexData = paths.map((path) => withGitDate(get.part(page, path, 'indexData'), setting, dateOf));
      return { value: { indexData, teasers }, diagnostics: [] };
    },
  };

  /** Reads one teaser after the other, for rules that show a few. */
  const teaserQuery =
    (get: Get): TeaserOf =>
    (path) =>
      get.part(page, path, 'teaser');

  const theme: Rules['theme'] = {
    kind: 'leaf',
    name: 'theme',
    storage: 'json',
    shape: orNull(shapes.templateBundle),
    isShared: true,
  };

  const recordedIds: Rules['recordedIds'] = {
    kind: 'derived',
    name: 'recordedIds',
    storage: 'json',
    shape: recordOf(text),
    run(_, get) {
      const bytes = get(siteFiles.file, publishedListFile);
      if (bytes === null) return { value: {}, diagnostics: [] };
      const decoded = decodeText(publishedListFile, bytes);
      const { value, diagnostics } = parsePublished({ path: publishedListFile, text: decoded.value });
      return { value: recordedIdsIn(value), diagnostics: [...decoded.diagnostics, ...diagnostics] };
    },
  };

  const catalog: Rules['catalog'] = {
    kind: 'derived',
    name: 'catalog',
    storage: 'json',
    shape: shapes.catalog,
    isShared: true,
    run(_, get) {
      const indexData = bucketsFor(get(pages, '')).flatMap((name) => get.part(bucket, name, 'indexData'));
      return collect(indexData, get(site, ''), {
        ...get(visibility, ''),
        recordedIds: get(recordedIds, ''),
        hasPassed: (epochMs: number) => get(hasPassed, String(epochMs)),
        spanOf: spanQuery(get, { page }),
      });
    },
  };

  const routes: Rules['routes'] = {
    kind: 'derived',
    name: 'routes',
    storage: 'json',
    shape: shapes.routes,
    isShared: true,
    run: (_, get) =>
      routesFor(
        get(catalog, ''),
        get(siteFiles.list, 'public'),
        get(site, ''),
        (setting) => get(siteSpan, setting),
        spanQuery(get, { page }),
      ),
  };

  const pageUrl: Rules['pageUrl'] = {
    kind: 'derived',
    name: 'pageUrl',
    storage: 'json',
    shape: shapes.pageUrl,
    run(path, get) {
      const { entries, withheld, broken } = get(catalog, '');
      const entry = entries[path];
      if (entry) return { value: { url: entry.url }, diagnostics: [] };
      const value = broken.includes(path) ? 'broken' : withheld.includes(path) ? 'withheld' : null;
      return { value, diagnostics: [] };
    },
  };

  /** A rule of its own, so that a page that is added or removed affects only pages that refer to it. */
  const route: Rules['route'] = {
    kind: 'derived',
    name: 'route',
    storage: 'none',
    run: (url, get) => ({ value: routeAt(get(routes, ''), url), diagnostics: [] }),
  };

  const publishedFile: Rules['publishedFile'] = {
    kind: 'derived',
    name: 'publishedFile',
    storage: 'none',
    run(path, get) {
      const bytes = get(siteFiles.file, path) ?? new Uint8Array();
      if (isLfsPointer(bytes) && !path.endsWith('.txt')) return { value: bytes, diagnostics: [lfsPointer(path)] };
      if (mayHaveMetadata(path) && get(imageMetadata, '') === 'remove')
        return { value: withoutMetadata(bytes), diagnostics: [] };
      const isAsItIs = !isSvg(path) || get(markdown, '').html === 'trusted';
      return isAsItIs ? { value: bytes, diagnostics: [] } : publishedSvg(path, bytes);
    },
  };

  const asset: Rules['asset'] = {
    kind: 'derived',
    name: 'asset',
    storage: 'json',
    shape: orNull(shapes.asset),
    run(path, get) {
      if (!get(siteFiles.exists, path)) return { value: null, diagnostics: [] };
      // Names are digests of what is published; for most files that is the file itself.
      const digest =
        isSvg(path) || mayHaveMetadata(path) ? get.digest(publishedFile, path) : get.digest(siteFiles.file, path);
      const bytes = get(siteFiles.file, path) ?? new Uint8Array();
      const isText = path.startsWith('content/') && isShownAsText(path, bytes) && get(markdown, '').html !== 'trusted';
      const url = assetUrl(path, digest, get(catalog, ''), isText);
      const size = sizeOf(path, bytes);
      const problem = imageProblem(path, bytes);
      const variants = problem?.severity === 'error' ? [] : variantsOf({ path, url, digest, bytes, size });
      return {
        value: { url, width: size?.width ?? null, height: size?.height ?? null, variants, problem },
        diagnostics: path.includes('/lab/') ? [] : isText && isDocument(path) ? [shownAsText(path)] : notAPage(path),
      };
    },
  };

  const themeFile: Rules['themeFile'] = {
    kind: 'derived',
    name: 'themeFile',
    storage: 'none',
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
    storage: 'json',
    shape: orNull(shapes.card),
    run: (path, get) => cardOf(path, get, rules),
  };

  const lab: Rules['lab'] = { kind: 'leaf', name: 'lab', storage: 'json', shape: shapes.labFacts };

  const postContext: Rules['postContext'] = {
    kind: 'derived',
    name: 'postContext',
    storage: 'none',
    digestOf: postContextDigest,
    run: (path, get) => ({ value: postContextOf(get(catalog, ''), path, teaserQuery(get)), diagnostics: [] }),
  };

  const postSlice: Rules['postSlice'] = {
    kind: 'derived',
    name: 'postSlice',
    storage: 'none',
    digestOf: postSliceDigest,
    run: (name, get) => ({ value: postSliceNamed(get(catalog, ''), name, teaserQuery(get)), diagnostics: [] }),
  };

  const navigation: Rules['navigation'] = {
    kind: 'derived',
    name: 'navigation',
    storage: 'json',
    shape: shapes.navigation,
    run: (_, get) => navigationFor(get(site, ''), () => get(catalog, ''), teaserQuery(get)),
  };

  const view: Rules['view'] = {
    kind: 'derived',
    name: 'view',
    storage: 'json',
    shape: orNull(anyView),
    run(url, get) {
      const found = get(route, url);
      const sources = {
        config: get(site, ''),
        catalog: () => get(catalog, ''),
        teaserOf: teaserQuery(get),
        bulkTeaserOf: bucketTeasers(get, bucket),
        postContext: (path: string) => get(postContext, path),
        postSlice: (of: string | null, from: number, count: number) => get(postSlice, postSliceName(of, from, count)),
      };
      return { value: found && viewFor(found, sources), diagnostics: [] };
    },
  };

  const searchOrder: Rules['searchOrder'] = {
    kind: 'derived',
    name: 'searchOrder',
    storage: 'json',
    shape: texts,
    isShared: true,
    run: (_, get) => ({ value: searchOrderOf(get(catalog, '')), diagnostics: [] }),
  };

  const searchEntry: Rules['searchEntry'] = {
    kind: 'derived',
    name: 'searchEntry',
    storage: 'json',
    shape: orNull(shapes.searchEntry),
    run(path, get) {
      const context = get(postContext, path);
      return { value: context && searchEntryOf(context.entry, context.tagNames), diagnostics: [] };
    },
  };

  /** By few strips of pages, because each group reads all of them. */
  const searchTerms: Rules['searchTerms'] = {
    kind: 'derived',
    name: 'searchTerms',
    storage: 'json',
    parts: searchGroupNames,
    partShapes: Object.fromEntries(searchGroupNames.map((name) => [name, shapes.searchTerms])),
    run(strip, get) {
      const paths = bucketsInStrip(strip, get(pages, '')).flatMap((name) => get(bucketPaths, name));
      return { value: groupedTerms(paths, (path) => get.part(page, path, 'terms')), diagnostics: [] };
    },
  };

  const searchGroup: Rules['searchGroup'] = {
    kind: 'derived',
    name: 'searchGroup',
    storage: 'none',
    run(group, get) {
      const found = stripsFor(get(pages, '')).flatMap((strip) => get.part(searchTerms, strip, group));
      return { value: searchGroupOf(found, get(searchOrder, '')), diagnostics: [] };
    },
  };

  const output: Rules['output'] = {
    kind: 'derived',
    name: 'output',
    storage: 'none',
    run: (url, get) => printRoute(url, get, rules, rendererOf),
  };

  const linkCheck: Rules['linkCheck'] = {
    kind: 'derived',
    name: 'linkCheck',
    storage: 'none',
    run(path, get) {
      const body = get.part(page, path, 'body');
      const url = `/${path}`;
      const filling = {
        target: 'site',
        from: { path, url },
        base: linkBaseAt(url, get(site, '')),
        queries: siteQueries(get, rules),
        directives: directivesOf(get, rules, rendererOf),
      } as const;
      const { diagnostics } = fillSlots(body.html, filling);
      return { value: null, diagnostics };
    },
  };

  const pageFiles: Rules['pageFiles'] = {
    kind: 'derived',
    name: 'pageFiles',
    storage: 'json',
    shape: texts,
    run(_, get) {
      const { entries } = get(catalog, '');
      const paths = new Set<string>();
      for (const path of Object.keys(entries)) {
        for (const file of get.part(page, path, 'files'))
          if (!file.startsWith('public/') && get(siteFiles.exists, file)) paths.add(file);
        const found = labOf(path, get, rules);
        for (const file of found?.files ?? []) paths.add(`${found?.folder}/${file}`);
      }
      return { value: [...paths].toSorted(byCodeUnit), diagnostics: [] };
    },
  };

  const leftOut: Rules['leftOut'] = {
    kind: 'derived',
    name: 'leftOut',
    storage: 'none',
    run(_, get) {
      const paths = get(pages, '');
      const used = new Set(paths);
      for (const path of paths)
        for (const part of ['files', 'includes'] as const)
          for (const file of get.part(page, path, part)) used.add(file);
      return { value: null, diagnostics: leftOutAmong(get(siteFiles.list, 'content'), used) };
    },
  };

  const languages: Rules['languages'] = {
    kind: 'derived',
    name: 'languages',
    storage: 'none',
    run: (_, get) => ({ value: null, diagnostics: missingWords(get, rules) }),
  };

  const templatePolicy: Rules['templatePolicy'] = {
    kind: 'derived',
    name: 'templatePolicy',
    storage: 'none',
    run: (_, get) => ({ value: null, diagnostics: blockedInTemplates(get, rules) }),
  };

  const shownImages: Rules['shownImages'] = {
    kind: 'derived',
    name: 'shownImages',
    storage: 'json',
    shape: texts,
    run(_, get) {
      const paths = new Set(Object.keys(get(catalog, '').entries).flatMap((path) => get.part(page, path, 'images')));
      return { value: [...paths].toSorted(byCodeUnit), diagnostics: [] };
    },
  };

  const counts: Rules['counts'] = {
    kind: 'derived',
    name: 'counts',
    storage: 'json',
    shape: shapes.siteCounts,
    run(_, get) {
      const { posts, pages: others, entries, withheld, broken } = get(catalog, '');
      const hidden = withheld.filter((path) => get.part(page, path, 'indexData').meta.draft).length;
      const shown = (state: Unpublished) =>
        Object.values(entries).filter(({ unpublished }) => unpublished === state).length;
      const future = shown('future') + withheld.length - hidden;
      const brokenPosts = broken.filter((path) => path.startsWith('content/posts/')).length;
      return {
        value: {
          posts: posts.length + brokenPosts,
          pages: others.length + broken.length - brokenPosts,
          future,
          drafts: shown('draft') + hidden,
        },
        diagnostics: [],
      };
    },
  };

  /** Apart from the manifest, which every edit changes and which must not read all pages for these. */
  const assetFiles: Rules['assetFiles'] = {
    kind: 'derived',
    name: 'assetFiles',
    storage: 'json',
    shape: shapes.manifestFiles,
    run(_, get) {
      for (const path of get(catalog, '').broken) get.digest(linkCheck, path);
      const copies = get(pageFiles, '').map(
        (path): ManifestFile => ({
          path: outputPathOf(get(asset, path)?.url ?? ''),
          kind: 'copied',
          source: path,
          digest: get.digest(publishedFile, path),
        }),
      );
      const variants = get(shownImages, '').flatMap((path) =>
        (get(asset, path)?.variants ?? []).map(
          ({ url, cacheKey }): ManifestFile => ({
            path: outputPathOf(url),
            kind: 'variant',
            source: path,
            digest: cacheKey,
          }),
        ),
      );
      return { value: [...copies, ...variants], diagnostics: [] };
    },
  };

  /** Apart from the other files, so that `dev` need not draw all cards to answer a first request. */
  const cardFiles: Rules['cardFiles'] = {
    kind: 'derived',
    name: 'cardFiles',
    storage: 'json',
    shape: shapes.manifestFiles,
    run(_, get) {
      const files = Object.keys(get(catalog, '').entries).flatMap((path): ManifestFile[] => {
        const found = get(card, path);
        return found ? [{ path: outputPathOf(found.url), kind: 'card', source: path, digest: found.cacheKey }] : [];
      });
      return { value: files, diagnostics: [] };
    },
  };

  /** Prints nothing, so that `dev` can answer requests before the site is computed. */
  const fileAt: Rules['fileAt'] = {
    kind: 'derived',
    name: 'fileAt',
    storage: 'none',
    run(path, get) {
      const url = withoutIndex(`/${path}`);
      // Most first requests are for pages.
      const found = outputPathOf(url) === path ? get(route, url) : null;
      if (found) return { value: plannedFileOf(found), diagnostics: [] };
      if (get(theme, '')?.assets.some((file) => file.url === url))
        return { value: { kind: 'theme', source: url }, diagnostics: [] };
      const isHere = (file: ManifestFile) => file.path === path;
      const file = get(assetFiles, '').find(isHere) ?? (isCardPath(path) ? get(cardFiles, '').find(isHere) : undefined);
      return { value: file ? { kind: file.kind, source: file.source } : null, diagnostics: [] };
    },
  };

  const manifest: Rules['manifest'] = {
    kind: 'derived',
    name: 'manifest',
    storage: 'json',
    shape: shapes.manifestFiles,
    run(_, get) {
      // For what they report: digests, as their values are not stored and would be made again.
      for (const check of [leftOut, languages, templatePolicy]) get.digest(check, '');
      const files = new Map<string, ManifestFile>();
      const diagnostics: Diagnostic[] = [];
      const add = (file: ManifestFile) => {
        const other = files.get(file.path);
        // Equal files with equal names share an address; any other collision is a mistake that routes can't see.
        if (other && other.digest !== file.digest) diagnostics.push(addressTaken(other, file));
        files.set(file.path, file);
      };
      const addAt = (url: string, source: PlannedFile) =>
        add({ path: outputPathOf(url), ...source, digest: digestOfFile(get, rules, source) });
      for (const { url } of get(theme, '')?.assets ?? []) addAt(url, { kind: 'theme', source: url });
      for (const file of get(assetFiles, '')) add(file);
      for (const file of get(cardFiles, '')) add(file);
      for (const each of get(routes, '')) addAt(each.url, plannedFileOf(each));
      return { value: [...files.values()].toSorted((a, b) => byCodeUnit(a.path, b.path)), diagnostics };
    },
  };

  const rules: Rules = {
    inputs,
    pages,
    page,
    gitHistory,
    gitDate,
    bucketPaths,
    bucket,
    theme,
    recordedIds,
    catalog,
    routes,
    pageUrl,
    route,
    publishedFile,
    asset,
    themeFile,
    card,
    lab,
    postContext,
    postSlice,
    navigation,
    view,
    searchOrder,
    searchEntry,
    searchTerms,
    searchGroup,
    output,
    linkCheck,
    pageFiles,
    leftOut,
    languages,
    templatePolicy,
    shownImages,
    counts,
    assetFiles,
    cardFiles,
    fileAt,
    manifest,
    // biome-ignore format: one line for inputs, one for rules
    all: [
      siteFiles.file, siteFiles.list, siteFiles.exists, site, siteSpan, markdown, inputs.plugins, imageMetadata, inputs.updated, inputs.git, inputs.thisProcess, visibility, hasPassed,
      pages, page, gitHistory, gitDate, bucketPaths, bucket, theme, recordedIds, catalog, routes, pageUrl, route, publishedFile, asset, themeFile, card, lab, postContext, postSlice, navigation, view, searchOrder, searchEntry, searchTerms, searchGroup, output, linkCheck, pageFiles, leftOut, languages, templatePolicy, shownImages, counts, assetFiles, cardFiles, fileAt, manifest,
    ],
  };
  return rules;
}

function shownAsText(path: string): Diagnostic {
  const message = `\`${path}\` is published as text: files next to posts must not run code`;
  const hint = 'move it to `public/` to publish it as a page, or add `.txt` to its name to publish it as text';
  return warning('file/shown-as-text', message, { path, start: 0, end: 0 }, { hint });
}

/** MDX files that a page links to: in other generators they are pages. */
function notAPage(path: string): readonly Diagnostic[] {
  if (!/^content\/.*\.mdx$/is.test(path)) return [];
  const message = `\`${path}\` is published as a file: MDX files are not pages`;
  const hint = 'save it as Markdown with the extension `.md`';
  return [warning('file/not-a-page', message, { path, start: 0, end: 0 }, { hint })];
}

function addressTaken({ path, source: one }: ManifestFile, { source: other }: ManifestFile): Diagnostic {
  const at = { path: other.startsWith('/') ? one : other, start: 0, end: 0 };
  const hint = 'rename one of the two files';
  return error(
    'address/taken',
    `\`${one}\` and \`${other}\` both have the address \`${withoutIndex(`/${path}`)}\``,
    at.path.startsWith('/') ? null : at,
    { hint },
  );
}
