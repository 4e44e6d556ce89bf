// The builds of one tool at one size, in the order in which each finds what it needs: cold, nothing changed, and edits.
// Must never measure a build that did less than the others: what came out is looked at, outside the measured time.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { postAt, postsOf } from './corpus.mjs';
import { editedIndex, editedSlug, edits, save, shows } from './edits.mjs';
import { removeFolder } from './files.mjs';
import { measured } from './measure.mjs';
import { missingWork } from './verify.mjs';

/** How often each is repeated within a round: short builds need more of them for a steady median. */
const ours = { cold: 1, nothing: 5, body: 5, title: 5, template: 1, config: 1 };
const peers = { cold: 1, nothing: 1, body: 1 };

export function scenariosOf(tool, size) {
  if (tool.template === undefined) return peers;
  return size > 10_000 ? { cold: 1, nothing: 2, body: 1, title: 1 } : ours;
}

/** Writes the tool's site where it isn't there yet as it is written now. */
export function prepareSite(tool, folder, size) {
  const mark = `${folder}.written`;
  const wanted = sourceDigest();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  removeFolder(folder);
  mkdirSync(dirname(folder), { recursive: true });
  tool.writeSite(folder, postsOf(size));
  writeFileSync(mark, wanted);
}

/** Of all that decides what is in a site. */
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
 * Runs all scenarios once. Gives `add` entries `{ tool, size, scenario, ms, peakBytes }`; throws where the tool fails or leaves work undone.
 * `site` is `{ tool, home, folder, size, round, log, limitMs, isVerified }`.
 */
export async function buildRound(site, add) {
  const { tool, folder, size } = site;
  restore(site);
  for (const [scenario, times] of Object.entries(scenariosOf(tool, size))) {
    for (let time = 0; time < times; time++) {
      const check = prepare(site, scenario, time);
      const { ms, peakBytes, code } = await measured(tool.build(folder, site.home), site);
      if (code === null) throw new Error(`${scenario}: not done after ${Math.round(site.limitMs / 1000)} s`);
      if (code !== 0) throw new Error(`${scenario}: ended with ${code}, see ${site.log}`);
      check();
      add({ tool: tool.name, size, scenario, round: site.round, ms: Math.round(ms), peakBytes });
    }
  }
  restore(site);
}

/** Does what comes before the build; gives what is looked at after it. */
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

/** Puts the posts that are edited, and what the tool's site has besides posts, back to what they were. */
function restore({ tool, folder, size }) {
  const times = Math.max(...Object.values(scenariosOf(tool, size)));
  const indexes = Array.from({ length: times }, (_, time) => editedIndex(size, time));
  tool.writeSite(
    folder,
    [...new Set(indexes)].map((index) => postAt(index, size)),
  );
}
