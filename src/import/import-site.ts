// An import from start to end: reads the source, decides where everything goes, converts page by page, and writes. Must not change the source,
// and must write nothing if anything is wrong with it.

import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { slugsFor } from '../text/slug.ts';
import { convertBodies } from './convert/bodies.ts';
import { type Places, placePages } from './convert/places.ts';
import { readerOf } from './convert/readers.ts';
import { siteYamlText } from './convert/write-yaml.ts';
import { detectGenerator } from './source/detect.ts';
import { type Finding, type ForeignSite, type GeneratorName, generatorNames, ImportError } from './source/model.ts';
import { openSourceFiles } from './source/source-files.ts';
import { checkTarget, type NewFile, type WriteReport, writeSite } from './write-site.ts';

export interface ImportOptions {
  /** Absolute. */
  readonly source: string;
  /** Absolute. */
  readonly into: string;
  /** Null: found out. */
  readonly from: GeneratorName | null;
  readonly isDry: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface ImportResult {
  readonly generator: GeneratorName;
  readonly posts: number;
  readonly pages: number;
  readonly drafts: number;
  /** Files that were copied as they are. */
  readonly files: number;
  readonly findings: readonly Finding[];
  readonly write: WriteReport;
  readonly url: string | null;
}

/** Throws an `ImportError` that names everything that is wrong. */
export async function importSite(options: ImportOptions): Promise<ImportResult> {
  const { source, into, isDry } = options;
  if (!statSync(source, { throwIfNoEntry: false })?.isDirectory()) throw wrong(`\`${source}\` is not a folder`, null);
  const generator = options.from ?? detectGenerator(source);
  if (generator === null) {
    const hint = `name its generator with \`--from\`: ${generatorNames.join(', ')}`;
    throw wrong(`\`${source}\` does not look like a blog of a generator that the import knows`, hint);
  }
  checkTarget(into);
  const inside = relative(source, into).replaceAll('\\', '/');
  const files = openSourceFiles(source, (folder) => folder === inside);
  const reader = await readerOf(generator);
  const site = withoutOwnFiles(reader.read(files));
  if (site.pages.length === 0)
    throw wrong(`\`${source}\` has no posts and no pages that the import finds`, 'is it the root folder of the blog?');
  const places = placePages(site.pages);
  if (places.problems.length > 0) throw new ImportError(places.problems);
  const tags = tagAddresses(site);
  const redirects = redirectsFor(site, places, tags);
  const plan = { generator, root: source, paths: files.paths, site, placed: places.pages, tags };
  const pages = await convertBodies(plan, options);
  const all: NewFile[] = [
    { path: 'content/site.yaml', text: siteYamlText(site, places, redirects) },
    ...pages.map(({ target, text }) => ({ path: target, text })),
    ...copies(site, places, source),
  ];
  const write = writeSite(resolve(into), all, isDry);
  const drafts = site.pages.filter(({ meta }) => meta.isDraft).length;
  const posts = site.pages.filter(({ kind }) => kind === 'post').length;
  return {
    generator,
    posts,
    pages: site.pages.length - posts,
    drafts,
    files: all.length - site.pages.length - 1,
    findings: [...site.findings, ...places.findings, ...pages.flatMap((page) => page.findings)],
    write,
    url: site.settings.url,
  };
}

/** Files that every site of ours has anyway are not copied. */
const ownFiles =
  /^(?:index\.html|404\.html|robots\.txt|sitemap(?:-\d+)?\.xml|feed\.xml|rss\.xml|feed\.json|llms\.txt|opensearch\.xml|speculation-rules\.json|_headers|_redirects|\.nojekyll|search-index.*\.json)$/i;

function withoutOwnFiles(site: ForeignSite): ForeignSite {
  const addresses = new Set(site.pages.map(({ address }) => address));
  const taken = [...site.statics].filter(
    ([, path]) => ownFiles.test(path) || addresses.has(`/${path.replace(/(^|\/)index\.html$/, '$1')}`),
  );
  if (taken.length === 0) return site;
  const statics = new Map(site.statics);
  for (const [source] of taken) statics.delete(source);
  const findings = taken.map(([file]) => ({ kind: 'not copied: a file that Octavo writes itself', file, line: 0 }));
  return { ...site, statics, findings: [...site.findings, ...findings] };
}

/** Addresses of the pages of all tags in our site. */
function tagAddresses(site: ForeignSite): ReadonlySet<string> {
  const slugs = slugsFor(site.pages.filter(({ meta }) => !meta.isDraft).flatMap(({ meta }) => meta.tags));
  return new Set([...slugs.values()].map((slug) => `/tags/${slug}/`));
}

/** Without those whose address our site has anyway. */
function redirectsFor(site: ForeignSite, places: Places, tags: ReadonlySet<string>): ReadonlyMap<string, string> {
  const taken = new Set(
    [...places.pages.flatMap(({ address, aliases }) => [address, ...aliases]), ...tags].map((each) =>
      each.toLowerCase(),
    ),
  );
  return new Map([...site.redirects].filter(([from, to]) => from !== to && !taken.has(from.toLowerCase())));
}

function copies(site: ForeignSite, places: Places, root: string): NewFile[] {
  const found = new Map<string, string>();
  for (const [source, path] of site.statics) found.set(`public/${path}`, join(root, source));
  for (const { page, target } of places.pages)
    for (const { source, name } of page.resources)
      found.set(`${target.replace(/[^/]*$/, '')}${name}`, join(root, source));
  return [...found].map(([path, copyOf]) => ({ path, copyOf }));
}

function wrong(message: string, hint: string | null): ImportError {
  return new ImportError([{ message, file: null, line: 0, hint }]);
}
