// Random edits of a small site: of posts, images, settings, its theme, and damage to its cache and to dist/, with a build after each round.

import { existsSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { listName } from '../../src/pipeline/output/emit.ts';
import type { Parse } from '../../src/pipeline/parse/stale-pages.ts';
import { digestOf } from '../../src/text/digest.ts';
import { treeOf } from '../faults/bench.ts';
import { quickFolder, readFiles, writeFiles } from '../support/folder.ts';
import { png } from '../support/image.ts';
import { randomRun } from '../support/random.ts';
import { cleanBuild, copyThemeWithHeading, type Process, startProcess } from '../support/rig.ts';

export const series = randomRun('series', { quick: 3, full: 18, soak: 200 });

const names = ['a', 'b', 'c', 'd'] as const;

interface Post {
  readonly title: string;
  readonly day: number;
  readonly tags: readonly string[];
  readonly series: string | null;
  readonly slug: string | null;
  readonly url: string | null;
  readonly id: string | null;
  readonly draft: boolean;
  readonly alias: string | null;
  readonly link: string | null;
  readonly heading: string;
  readonly body: string;
  readonly picture: boolean;
  readonly isBroken: boolean;
}

const post: fc.Arbitrary<Post> = fc.record({
  title: fc.constantFrom('One', 'Two', 'Three'),
  day: fc.integer({ min: 1, max: 30 }),
  tags: fc.subarray(['go', 'Go', 'c++', 'linux']),
  series: fc.constantFrom(null, 'S', 'T'),
  slug: fc.constantFrom(null, null, null, 'other', 'a', 'archive'),
  url: fc.constantFrom(null, null, null, null, '/2019/a.html', '/blog/b/', '/posts/a/', '/'),
  id: fc.constantFrom(null, null, null, 'tag:example.org,2019:a', 'https://example.org/b/posts/b/'),
  draft: fc.constantFrom(false, false, false, true),
  alias: fc.constantFrom(null, null, '/old/', '/posts/a/'),
  link: fc.constantFrom(null, 'a.md', 'b.md#first', 'c.md#second', 'nowhere.md', '/about/', '/tags/go/', 'x.png'),
  heading: fc.constantFrom('First', 'Second'),
  body: fc.constantFrom('Text.', '`code`', '<b>raw</b>', '![p](x.png)', '![p](x.png)', '![p](y.png)'),
  picture: fc.boolean(),
  isBroken: fc.constantFrom(false, false, false, false, true),
});

const edit = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('write' as const), name: fc.constantFrom(...names), post }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), name: fc.constantFrom(...names) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), name: fc.constantFrom(...names) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rename' as const),
      name: fc.constantFrom(...names),
      to: fc.constantFrom(...names, 'e'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('picture' as const),
      name: fc.constantFrom('x', 'y', 'z'),
      which: fc.constantFrom(null, 0, 1, 1, 2, 2, 3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('config' as const),
      title: fc.constantFrom('S1', 'S2'),
      size: fc.integer({ min: 1, max: 3 }),
      hasUrl: fc.boolean(),
      permalinks: fc.record(
        {
          posts: fc.constantFrom('/:year/:slug.html', '/:section/:slug/', '/posts/:slug/'),
          pages: fc.constantFrom('/:slug.html', '/posts/:slug/'),
          tags: fc.constantFrom('/t/:tag.html', '/:tag/', '/posts/:tag/'),
          series: fc.constantFrom('/s/:series/', '/tags/:series/'),
          pagination: fc.constantFrom('/:number.html', '/page:number/'),
        },
        { requiredKeys: [] },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('public' as const),
      name: fc.constantFrom('f.txt', 'about/index.html', 'feed.xml'),
      text: fc.constantFrom('1', '2', null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('published' as const),
      text: fc.constantFrom(
        '/posts/a/ id urn:a\n',
        '/old/ id urn:a\n/posts/a/\n',
        '/2019/a.html id urn:b\n',
        '<<<\n',
        null,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('theme' as const), word: fc.constantFrom('Archive', 'Everything') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('tamper' as const),
      place: fc.nat({ max: 50 }),
      how: fc.constantFrom('change', 'delete'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('cache' as const),
      how: fc.constantFrom('delete', 'truncate', 'stats', 'made', 'rot'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

export const edits = fc.array(edit, { minLength: 20, maxLength: 24 });
/** Many between two builds, so that many pages are parsed at a time. */
export const rounds = fc.array(fc.array(edit, { minLength: 4, maxLength: 8 }), { minLength: 6, maxLength: 8 });

type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

function textOf(post: Post): string {
  const front = [
    post.isBroken ? 'titel: x' : `title: ${post.title}`,
    `date: 2026-11-${String(post.day).padStart(2, '0')}`,
    `tags: [${post.tags.join(', ')}]`,
    ...(post.series ? [`series: ${post.series}`] : []),
    ...(post.slug ? [`slug: ${post.slug}`] : []),
    ...(post.url ? [`url: ${post.url}`] : []),
    ...(post.id ? [`id: '${post.id}'`] : []),
    ...(post.draft ? ['draft: true'] : []),
    ...(post.alias ? [`aliases: [${post.alias}]`] : []),
  ];
  const link = post.link ? `[link](${post.link})` : '';
  return `---\n${front.join('\n')}\n---\n\nOpening of ${post.title}.\n\n<!--more-->\n\n## ${post.heading}\n\n${post.body} ${link}\n`;
}

/** One image that is too small for variants, two that have some, and a damaged one. */
const drawn: readonly Uint8Array[] = [
  png({ width: 2, height: 1 }),
  png({ width: 330, height: 12 }),
  png({ width: 330, height: 12, seed: 2 }),
  png({ width: 330, height: 12 }).subarray(0, 10_500),
];

function apply(step: Edit, root: string, cache: string): void {
  const file = (name: string) =>
    [`content/posts/${name}.md`, `content/posts/${name}/index.md`].find((path) => existsSync(join(root, path)));
  if (step.kind === 'write')
    writeFiles(root, { [file(step.name) ?? `content/posts/${step.name}.md`]: textOf(step.post) });
  if (step.kind === 'delete') rmSync(join(root, file(step.name) ?? 'nothing'), { force: true });
  if (step.kind === 'move') toggleBundle(root, step.name, file(step.name));
  if (step.kind === 'rename') move(root, file(step.name), `content/posts/${step.to}.md`);
  if (step.kind === 'picture') {
    // The last one is always there and not damaged, so that builds with images are not rare.
    const which = step.name === 'z' ? Math.max(1, (step.which ?? 1) % 3) : step.which;
    const bytes = which === null ? undefined : drawn[which];
    if (bytes) writeFiles(root, { [`content/posts/${step.name}.png`]: bytes });
    else rmSync(join(root, `content/posts/${step.name}.png`), { force: true });
  }
  if (step.kind === 'config') {
    const url = step.hasUrl ? 'url: https://example.org/b\n' : '';
    const patterns = Object.entries(step.permalinks).map(([kind, pattern]) => `  ${kind}: ${pattern}\n`);
    const permalinks = patterns.length > 0 ? `permalinks:\n${patterns.join('')}` : '';
    const text = `title: ${step.title}\n${url}pagination: {size: ${step.size}}\n${permalinks}`;
    writeFiles(root, { 'content/site.yaml': text });
  }
  if (step.kind === 'public') {
    if (step.text === null) rmSync(join(root, 'public', step.name), { force: true });
    else writeFiles(root, { [`public/${step.name}`]: step.text });
  }
  if (step.kind === 'published') {
    if (step.text === null) rmSync(join(root, 'content/published.txt'), { force: true });
    else writeFiles(root, { 'content/published.txt': step.text });
  }
  if (step.kind === 'theme') writeFiles(root, { 'templates/heading.ts': `export const heading = '${step.word}';\n` });
  if (step.kind === 'tamper') tamper(join(root, 'dist'), step.place, step.how);
  if (step.kind === 'cache') spoil(cache, step.how);
}

function toggleBundle(root: string, name: string, from: string | undefined): void {
  if (from)
    move(root, from, from.endsWith('/index.md') ? `content/posts/${name}.md` : `content/posts/${name}/index.md`);
}

function move(root: string, from: string | undefined, to: string): void {
  if (!from || existsSync(join(root, to))) return;
  writeFiles(root, { [to]: '' });
  renameSync(join(root, from), join(root, to));
}

function tamper(dist: string, place: number, how: string): void {
  const files = existsSync(dist) ? Object.keys(readFiles(dist)).filter((path) => path !== listName) : [];
  const victim = files[place % Math.max(1, files.length)];
  if (victim === undefined) return;
  if (how === 'delete') rmSync(join(dist, victim));
  else writeFileSync(join(dist, victim), 'tampered with');
}

function spoil(cache: string, how: string): void {
  if (how === 'delete') rmSync(join(cache, 'store'), { recursive: true, force: true });
  if (how === 'stats') rmSync(join(cache, 'stats'), { force: true });
  const made = join(cache, 'made');
  if (how === 'made') rmSync(made, { recursive: true, force: true });
  if (how === 'rot' && existsSync(made))
    for (const name of readdirSync(made)) truncateSync(join(made, name), 40 + (name.codePointAt(0) ?? 0));
  const store = join(cache, 'store');
  const pack = existsSync(store) ? readdirSync(store).find((name) => name.endsWith('.pack')) : undefined;
  if (how === 'truncate' && pack !== undefined) truncateSync(join(store, pack), 200);
}

type Clean = Pick<Awaited<ReturnType<typeof cleanBuild>>, 'diagnostics' | 'outputs'>;

const cleanBuilds = new Map<string, Clean>();

/** The result of a clean build of the present site, computed once for the same files. */
async function cleanBuildOnce(root: string): Promise<Clean> {
  const folders = ['content', 'public', 'templates'].filter((name) => existsSync(join(root, name)));
  const key = digestOf(JSON.stringify(folders.map((name) => [name, treeOf(join(root, name))])));
  const known = cleanBuilds.get(key);
  if (known) return known;
  const { diagnostics, outputs } = await cleanBuild(root, { templates: join(root, 'templates') });
  cleanBuilds.set(key, { diagnostics, outputs });
  return { diagnostics, outputs };
}

/** Builds after each round of edits. */
export async function warmEqualsClean(rounds: readonly (readonly Edit[])[], parse?: Parse): Promise<void> {
  const folder = quickFolder();
  const [root, cache] = [join(folder, 'site'), join(folder, 'cache')];
  writeFiles(root, {
    'content/pages/about.md': '---\ntitle: About\n---\n\n![Z](../posts/z.png)\n',
    'content/posts/x.png': drawn[1] ?? '',
    'content/posts/z.png': drawn[1] ?? '',
  });
  copyThemeWithHeading(root);
  const templates = join(root, 'templates');
  let warm: Process = startProcess(root, cache, { templates, ...(parse && { parse }) });
  let written: { [path: string]: string } | null = null;
  for (const steps of rounds) {
    for (const step of steps) {
      const isCacheStep = step.kind === 'cache' || step.kind === 'restart';
      if (isCacheStep) warm.end();
      apply(step, root, cache);
      if (isCacheStep) warm = startProcess(root, cache, { templates, ...(parse && { parse }) });
    }
    const { diagnostics } = await warm.build();
    const clean = await cleanBuildOnce(root);
    expect(diagnostics).toEqual(clean.diagnostics);
    // With errors dist/ stays as it was, except for damage from outside.
    if (clean.outputs) written = clean.outputs;
    else if (steps.some(({ kind }) => kind === 'tamper')) written = null;
    const { [listName]: _list, ...now } = existsSync(join(root, 'dist')) ? readFiles(join(root, 'dist')) : {};
    if (written) expect(now).toEqual(written);
  }
  warm.end();
  rmSync(dirname(root), { recursive: true, force: true });
}
