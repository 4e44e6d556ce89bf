// An import from start to end: reads the source, decides where everything goes, converts page by page, and writes. Must not change the source,
// and must write nothing if anything is wrong with it.

import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
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
  checkFolders(source, into);
  const generator = options.from ?? detectGenerator(source);
  if (generator === null) {
    const hint = `name its generator with \`--from\`: ${generatorNames.join(', ')}`;
    throw wrong(`\`${source}\` does not look like a blog of a generator that the import knows`, hint);
  }
  checkTarget(into);
  const files = openSourceFiles(source);
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

/** The source must be a folder, and nothing may be written into it. */
function checkFolders(source: string, into: string): void {
  const found = statSync(source, { throwIfNoEntry: false });
  if (found === undefined) throw wrong(`there is no folder \`${source}\``, 'name the folder of the old blog');
  if (!found.isDirectory()) throw wrong(`\`${source}\` is not a folder`, 'name the folder of the old blog');
  const target = statSync(into, { throwIfNoEntry: false });
  if (target !== undefined && !target.isDirectory())
    throw wrong(`\`${into}\` is not a folder`, 'choose another name with `--into`');
  const inside = relative(realpathSync(source), realPathOf(into));
  if (inside === '' || (inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside)))
    throw wrong(
      `\`${into}\` is inside the old blog, in which the import writes nothing`,
      'choose a folder outside of it with `--into`',
    );
}

/** The real path that a folder has or will have. */
function realPathOf(folder: string): string {
  if (existsSync(folder)) return realpathSync(folder);
  return dirname(folder) === folder ? folder : join(realPathOf(dirname(folder)), basename(folder));
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

/** Addresses of the further pages of all tags in our site, with and without drafts. */
function tagPages(site: ForeignSite): readonly string[] {
  const slugs = slugsFor(site.pages.flatMap(({ meta }) => meta.tags));
  const counts = new Map<string, number>();
  for (const { meta } of site.pages)
    for (const tag of meta.tags) {
      const slug = slugs.get(tag) ?? tag;
      counts.set(slug, (counts.get(slug) ?? 0) + 1);
    }
  const size = site.settings.pageSize ?? 10;
  return [...counts].flatMap(([slug, count]) =>
    Array.from({ length: Math.ceil(count / size) }, (_, index) => `/tags/${slug}/page/${index + 1}/`).slice(1),
  );
}

/** Without those whose address our site has anyway. */
function redirectsFor(site: ForeignSite, places: Places, tags: ReadonlySet<string>): ReadonlyMap<string, string> {
  const pages = places.pages.flatMap(({ address, aliases }) => [address, ...aliases]);
  const taken = new Set([...pages, ...tags, ...tagPages(site)].map((each) => each.toLowerCase()));
  // A site without an address has no feeds.
  const hasFeeds = site.settings.url !== null;
  return new Map(
    [...site.redirects].filter(
      ([from, to]) =>
        from !== to && !taken.has(from.toLowerCase()) && (hasFeeds || !/\/(?:feed\.(?:xml|json)|rss\.xml)$/.test(to)),
    ),
  );
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
