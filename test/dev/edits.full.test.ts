// The watcher, the engine and the server together on a real folder: whatever happens to the files, each address then serves what a clean
// build would write. Only events tell the server about changes; its later check of everything is off.
// OCTAVO_SEED=… OCTAVO_EDITS=500 npx vitest run test/dev/edits.full.test.ts

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Diagnostic, isError } from '../../src/model/diagnostic.ts';
import type { ManifestFile } from '../../src/pipeline/rule-values/rule-types.ts';
import { pageAt } from '../../src/site/routes/route-index.ts';
import { randomRun } from '../support/random.ts';
import { cleanBuild } from '../support/rig.ts';
import { type DevSite, startDevSite, withDrafts } from './dev-site.ts';
import { applyBurst, type Burst, burst, firstFiles } from './random-edits.ts';

interface State {
  readonly errors: readonly string[];
  /** What each address serves, by path under `dist/`; null: nothing. */
  readonly answers: { readonly [path: string]: string | null };
}

type Clean = Awaited<ReturnType<typeof cleanBuild>>;

/** What must be served. In a site with errors, only pages without errors are compared: the others stay as they last were. */
async function expectedIn(root: string, seen: Set<string>): Promise<State> {
  const clean = await cleanBuild(root, { ...withDrafts, templates: `${root}/templates` });
  const errors = clean.diagnostics.filter(isError).map(described);
  // An error in the settings leaves the site unchanged.
  const isUnchanged = errors.some((code) => code.startsWith('site/'));
  const compared = isUnchanged ? [] : clean.manifest.filter((file) => errors.length === 0 || !isTouched(file, clean));
  const answers: State['answers'] = Object.fromEntries([
    ...(errors.length === 0 ? [...seen].map((path) => [path, null] as const) : []),
    ...compared.map((file) => [file.path, clean.outputs?.[file.path] ?? textOf(clean.session.bytesOf(file))] as const),
  ]);
  for (const path of Object.keys(answers)) seen.add(path);
  return { errors, answers };
}

/** Whether a page's own errors may keep it unchanged. */
function isTouched({ kind: made, source: of }: ManifestFile, { session: { engine, rules } }: Clean): boolean {
  if (made !== 'output') return false;
  const path = pageAt(engine.get(rules.route, of));
  const own = path === null ? [] : engine.notesOf([rules.page, path]);
  return [...engine.notesOf([rules.output, of]), ...own, ...engine.notesOf([rules.theme, ''])].some(isError);
}

function described({ code, at }: Diagnostic): string {
  return `${code} ${at?.path} ${at?.start}`;
}

async function stateOf({ server }: DevSite, paths: readonly string[]): Promise<State> {
  const answers = await Promise.all(
    paths.map(async (path) => {
      const served = await server.site.read(path);
      return [path, served && textOf(served.bytes)] as const;
    }),
  );
  return { errors: server.site.problems().map(described), answers: Object.fromEntries(answers) };
}

/** The page as a browser gets it, without the dev server's script. */
async function fetched({ origin }: DevSite, path: string): Promise<string | null> {
  const response = await fetch(`${origin}/${encodeURI(path.replace(/(^|\/)index\.html$/, '$1'))}`);
  const text = textOf(new Uint8Array(await response.arrayBuffer()));
  return response.status === 404 && path !== '404.html'
    ? null
    : text.replace(/<script type="module" data-octavo-dev[^>]*><\/script>/, '');
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

const edits = randomRun('edits', { full: 40, soak: 500 });
const burstsInRun = 10;

async function servesWhatABuildWrites(bursts: readonly Burst[]): Promise<void> {
  const site = await startDevSite(firstFiles, { isWatching: true, hasTheme: true, idleMs: 2 ** 30 });
  const seen = new Set<string>();
  for (const each of bursts) {
    await applyBurst(each, site.root);
    const expected = await expectedIn(site.root, seen);
    const paths = Object.keys(expected.answers);
    await expect.poll(() => stateOf(site, paths), { interval: 15 }).toEqual(expected);
    for (const path of paths) expect([path, await fetched(site, path)]).toEqual([path, expected.answers[path]]);
  }
  await site.close();
}

test(`it serves what a clean build writes after each burst of edits (${edits.label})`, {
  timeout: 60_000 + edits.count * 3000,
}, async () => {
  const bursts = fc.array(burst, { minLength: burstsInRun, maxLength: burstsInRun });
  // A burst has two edits on average.
  const numRuns = Math.ceil(edits.count / (2 * burstsInRun));
  await fc.assert(fc.asyncProperty(bursts, servesWhatABuildWrites), { seed: edits.seed, numRuns, endOnFailure: true });
});
