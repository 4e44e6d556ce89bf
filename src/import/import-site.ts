// An import from start to end: reads the source, decides where everything goes, converts page by page, and writes. Must not change the source,
// and must write nothing if it can't be read as a whole; a single page that can't is left out and named.

import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isIgnored } from '../pipeline/inputs/ignored.ts';
import { slugsFor } from '../text/slug.ts';
import { convertBodies } from './convert/bodies.ts';
import { type Places, placePages, withoutCollisions } from './convert/places.ts';
import { readerOf } from './convert/readers.ts';
import { siteYamlText } from './convert/write-yaml.ts';
import { groupsOf } from './report.ts';
import { detectGenerator, hasSettings } from './source/detect.ts';
import {
  type Finding,
  type ForeignPage,
  type ForeignSite,
  type GeneratorName,
  generatorNames,
  ImportError,
  type Problem,
  type SourceFiles,
} from './source/model.ts';
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
  /** Pages that were left out because something is wrong with them. */
  readonly problems: readonly Problem[];
  /** Paths of all other files of the source, sorted: no page was made of them, they were not copied, and no finding or problem names them. */
  readonly leftBehind: readonly string[];
  readonly write: WriteReport;
  readonly title: string | null;
  readonly url: string | null;
}

/** Throws an `ImportError` that says why nothing is imported. */
export async function importSite(options: ImportOptions): Promise<ImportResult> {
  const { source, into, isDry } = options;
  checkFolders(source, into);
  const { generator, root, below } = blogAt(source, options.from);
  checkTarget(into);
  const files = openSourceFiles(root, below);
  const reader = await readerOf(generator);
  const read = reader.read(files);
  const site = withoutCollisions(withoutOwnPages(withoutOwnFiles(withLinks(read, files))));
  if (site.pages.length === 0 && site.problems.length > 0) throw new ImportError(site.problems);
  if (site.pages.length === 0)
    throw wrong(`\`${source}\` has no posts and no pages that the import finds`, whyEmpty(site.findings));
  const places = placePages(site.pages);
  const tags = tagAddresses(site);
  const redirects = redirectsFor(site, places, tags);
  const plan = { generator, root, paths: files.paths, site, placed: places.pages, tags };
  const pages = await convertBodies(plan, options);
  const all: NewFile[] = [
    { path: 'content/site.yaml', text: siteYamlText(site, places, redirects) },
    ...pages.map(({ target, text }) => ({ path: target, text })),
    ...copies(site, places, root),
  ];
  const write = writeSite(resolve(into), all, isDry);
  const drafts = site.pages.filter(({ meta }) => meta.isDraft).length;
  const posts = site.pages.filter(({ kind }) => kind === 'post').length;
  const findings = [...site.findings, ...places.findings, ...pages.flatMap((page) => page.findings)];
  return {
    generator,
    posts,
    pages: site.pages.length - posts,
    drafts,
    files: all.length - site.pages.length - 1,
    findings,
    problems: site.problems,
    leftBehind: leftBehindIn(files, site, findings),
    write,
    title: site.settings.title,
    url: site.settings.url,
  };
}

/** Names the links of a source, which are never followed: they may lead out of it. */
function withLinks(site: ForeignSite, { notRead }: SourceFiles): ForeignSite {
  const findings = notRead.map((file) => ({ kind: 'not followed: a symbolic link, or no file at all', file, line: 0 }));
  return { ...site, findings: [...site.findings, ...findings] };
}

function leftBehindIn(
  { paths }: SourceFiles,
  { pages, statics, problems }: ForeignSite,
  findings: readonly Finding[],
): readonly string[] {
  const named = new Set([
    ...pages.flatMap(({ source, resources }) => [source, ...resources.map((each) => each.source)]),
    ...statics.keys(),
    ...[...findings, ...problems].map(({ file }) => file),
  ]);
  return paths.filter((path) => !named.has(path));
}

function whyEmpty(findings: readonly Finding[]): string {
  const [first] = groupsOf(findings);
  const [place] = first?.places ?? [];
  const found =
    first === undefined || place === undefined ? '' : `: ${first.count} × ${first.kind}, such as \`${place.file}\``;
  return `name the root folder of the blog, and its generator with \`--from\`${found}`;
}

interface Blog {
  readonly generator: GeneratorName;
  /** Absolute folder of the blog. */
  readonly root: string;
  /** The only folder in it that is read; empty for all. */
  readonly below: string;
}

/** The blog in a folder, or around a folder `_posts` that someone kept without the rest of a blog of Jekyll or Hexo. */
function blogAt(source: string, from: GeneratorName | null): Blog {
  const above = dirname(source);
  const isPosts = basename(source) === '_posts' && (from === null || from === 'jekyll' || from === 'hexo');
  const generator = from ?? detectGenerator(source);
  if (isPosts && !hasSettings(above) && !existsSync(join(source, '_posts')))
    return { generator: generator ?? 'jekyll', root: above, below: '_posts' };
  if (generator !== null) return { generator, root: source, below: '' };
  const folder = [above, dirname(above)].find((each) => hasSettings(each) && detectGenerator(each) !== null);
  const hint =
    folder === undefined
      ? `name its generator with \`--from\`: ${generatorNames.join(', ')}`
      : `name the folder of the whole blog, \`${folder}\``;
  throw wrong(`\`${source}\` does not look like a blog of a generator that the import knows`, hint);
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

/** Our theme has the page for missing addresses, and a host shows only one. */
function withoutOwnPages(site: ForeignSite): ForeignSite {
  const isOwn = ({ address }: ForeignPage) => address !== null && /^\/404(?:\.html|\/)$/i.test(address);
  const findings = site.pages.filter(isOwn).map(({ source: file }) => ({
    kind: 'not imported: the page for missing addresses, which the theme has',
    file,
    line: 0,
  }));
  const pages = site.pages.filter((page) => !isOwn(page));
  return { ...site, pages, findings: [...site.findings, ...findings] };
}

/** Files that every site of ours has anyway, and files that it never publishes, are not copied. */
const ownFiles =
  /^(?:index\.html|404\.html|robots\.txt|sitemap(?:-\d+)?\.xml|feed\.xml|rss\.xml|feed\.json|llms\.txt|opensearch\.xml|speculation-rules\.json|_headers|_redirects|\.nojekyll|search-index.*\.json)$/i;

function withoutOwnFiles(site: ForeignSite): ForeignSite {
  const addresses = new Set(site.pages.map(({ address }) => address));
  const hidden = [...site.statics].filter(([, path]) => path.split('/').some(isIgnored));
  const taken = [...site.statics].filter(
    ([, path]) => ownFiles.test(path) || addresses.has(`/${path.replace(/(^|\/)index\.html$/, '$1')}`),
  );
  if (taken.length + hidden.length === 0) return site;
  const statics = new Map(site.statics);
  for (const [source] of [...taken, ...hidden]) statics.delete(source);
  const findings = [
    ...taken.map(([file]) => ({ kind: 'not copied: a file that Octavo writes itself', file, line: 0 })),
    ...hidden.map(([file]) => ({
      kind: 'not copied: a hidden or temporary file, which is never published',
      file,
      line: 0,
    })),
  ];
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
