// The builds of one tool at one size: cold, nothing changed, then edits. Must never accept a build that did less than the others: the output
// is checked outside of the measured time.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { postAt, postsOf } from './corpus.mjs';
import { editedIndex, editedSlug, edits, save, shows } from './edits.mjs';
import { removeFolder } from './files.mjs';
import { measured } from './measure.mjs';
import { missingWork } from './verify.mjs';

/** How often each build is repeated in a round. Short builds need more repetitions for a stable median. */
const ours = { cold: 1, nothing: 5, body: 5, title: 5, template: 1, config: 1 };
const peers = { cold: 1, nothing: 1, body: 1 };

export function scenariosOf(tool, size) {
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
  const mark = `m${site.round}${scenario}${time}`;
  const { shown, ...edit } = edits[scenario](tool, folder, editedSlug(size, time), mark);
  save(edit);
  return () => {
    if (!shows(join(folder, tool.out), shown, mark)) throw new Error(`${scenario}: ${shown} does not show the edit`);
  };
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
