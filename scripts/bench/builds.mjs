// The builds of one tool at one size: cold, nothing changed, edits, then deployments. Must never accept a build that did less than the others:
// the output is checked outside of the measured time.

import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { postAt, postsOf } from './corpus.mjs';
import { editedIndex, editedSlug, edits, save, shows } from './edits.mjs';
import { removeFolder } from './files.mjs';
import { measured } from './measure.mjs';
import { missingWork } from './verify.mjs';

/** How often each build is repeated in a round. Short builds need more repetitions for a stable median. */
const ours = { cold: 1, nothing: 5, body: 5, title: 5, template: 1, config: 1, deploy: 3, 'deploy-cache': 1 };
const peers = { cold: 1, nothing: 1, body: 1 };

export function scenariosOf(tool, size) {
  if (tool.isControl) return { cold: 1 };
  if (tool.template === undefined) return peers;
  return size > 10_000 ? { cold: 1, nothing: 2, body: 1, title: 1 } : ours;
}

/** Writes the tool's site unless it is already up to date. */
export function prepareSite(tool, folder, size) {
  const mark = `${folder}.written`;
  const wanted = sourceDigest();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  removeFolder(folder);
  mkdirSync(dirname(folder), { recursive: true });
  tool.writeSite(folder, postsOf(size));
  writeFileSync(mark, wanted);
}

/** Digest of everything that determines the content of a site. */
function sourceDigest() {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const own = ['corpus.mjs', 'random.mjs', 'snippets.mjs', 'words.mjs'].map((name) => join(here, name));
  const others = ['tools', 'sites'].flatMap((folder) =>
    readdirSync(join(here, folder), { recursive: true, withFileTypes: true }),
  );
  const files = others.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  const hash = createHash('sha256');
  for (const file of [...own, ...files].sort()) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/**
 * Runs all scenarios once and calls `add` with entries `{ tool, size, scenario, ms, peakBytes }`. Throws if the tool fails or leaves work out.
 * `site` is `{ tool, home, folder, size, round, log, limitMs, isVerified }`.
 */
export async function buildRound(site, add) {
  const { tool, folder, size } = site;
  restore(site);
  for (const [scenario, times] of Object.entries(scenariosOf(tool, size))) {
    for (let time = 0; time < times; time++) {
      const check = prepare(site, scenario, time);
      const { ms, peakBytes, code } = await measured(tool.build(folder, site.home), site);
      if (code === null) throw new Error(`${scenario}: not finished after ${Math.round(site.limitMs / 1000)} s`);
      if (code !== 0) throw new Error(`${scenario}: exit code ${code}, see ${site.log}`);
      check();
      add({ tool: tool.name, size, scenario, round: site.round, ms: Math.round(ms), peakBytes });
    }
  }
  restore(site);
}

/** Prepares the build. Returns a function that checks its output and throws if something is missing. */
function prepare(site, scenario, time) {
  const { tool, folder, size } = site;
  if (scenario === 'cold') {
    for (const product of tool.products(folder)) removeFolder(product);
    return () => (site.isVerified ? refuseMissing(site) : undefined);
  }
  if (scenario === 'nothing') return () => {};
  if (scenario === 'deploy' || scenario === 'deploy-cache') {
    const from = stateOfOutput(site);
    checkOut(site, scenario === 'deploy');
    return () => {
      if (stateOfOutput(site) !== from) throw new Error(`${scenario}: the output is not what it was before`);
    };
  }
  const mark = `m${site.round}${scenario}${time}`;
  const { shown, ...edit } = edits[scenario](tool, folder, editedSlug(size, time), mark);
  save(edit);
  return () => {
    if (!shows(join(folder, tool.out), shown, mark)) throw new Error(`${scenario}: ${shown} does not show the edit`);
  };
}

/**
 * Makes the site what a CI job finds: its sources are checked out afresh, so that each has a new inode and new time stamps; the build cache,
 * and the output if `hasOutput`, are restored from an archive, which keeps the time of the last change and nothing else.
 */
function checkOut({ tool, folder }, hasOutput) {
  for (const source of ['content', 'templates']) copied(join(folder, source), { preserveTimestamps: false });
  copied(tool.cacheOf(folder), { preserveTimestamps: true });
  if (hasOutput) copied(join(folder, tool.out), { preserveTimestamps: true });
  else removeFolder(join(folder, tool.out));
}

/** Replaces a folder by a copy of itself. */
function copied(folder, options) {
  const copy = `${folder}.copy`;
  cpSync(folder, copy, { recursive: true, ...options });
  removeFolder(folder);
  renameSync(copy, folder);
}

/** Digest of the index and of one article. */
function stateOfOutput({ tool, folder, size }) {
  const hash = createHash('sha256');
  for (const path of ['index.html', join('posts', editedSlug(size, 0), 'index.html')])
    hash.update(readFileSync(join(folder, tool.out, path)));
  return hash.digest('hex');
}

function refuseMissing({ tool, folder, size }) {
  const missing = missingWork(tool, folder, size);
  if (missing.length > 0) throw new Error(`the output lacks ${missing.slice(0, 5).join('; ')}`);
}

/** Restores the edited posts and everything in the tool's site that is not a post. */
function restore({ tool, folder, size }) {
  const times = Math.max(...Object.values(scenariosOf(tool, size)));
  const indexes = Array.from({ length: times }, (_, time) => editedIndex(size, time));
  tool.writeSite(
    folder,
    [...new Set(indexes)].map((index) => postAt(index, size)),
  );
}
