// `npm run bench`: compares our builds and dev loop with those of other generators on seeded blogs. Prints tables and writes JSON. Must never
// print a figure of a tool that did less work than the others, or touch anything outside of the scratch folder and our own cache.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildRound, prepareSite } from './builds.mjs';
import { devLoop } from './dev.mjs';
import { removeFolder } from './files.mjs';
import { machine } from './machine.mjs';
import { measured } from './measure.mjs';
import { optionsFrom, usage } from './options.mjs';
import { editsOf, planOf } from './plan.mjs';
import { report } from './report.mjs';
import { median, openResults, readResults } from './results.mjs';
import { astro } from './tools/astro.mjs';
import { control } from './tools/control.mjs';
import { eleventy } from './tools/eleventy.mjs';
import { hexo } from './tools/hexo.mjs';
import { hugo } from './tools/hugo.mjs';
import { remark, satteri, toolRoot } from './tools/octavo.mjs';

const peers = { eleventy, hexo, hugo, astro };
const warmUpPosts = 50;

async function main(args) {
  let options;
  try {
    options = optionsFrom(args);
  } catch (cause) {
    console.error(`${cause.message}\n\n${usage}`);
    return 2;
  }
  if (options.help) {
    console.log(usage);
    return 0;
  }
  mkdirSync(join(options.scratch, 'logs'), { recursive: true });
  if (options.report) return finish(readResults(options.json), options);
  const facts = { date: new Date().toISOString().slice(0, 10), commit: commit(), machine: machine() };
  const results = openResults(options.json, options.resume, facts);
  const tools = await installed(options, results);
  const steps = planOf(options, tools).filter(({ key }) => !results.has(key));
  printPlan(steps);
  if (options.plan) return 0;
  writeSites(steps, options);
  if (options.prepare) return 0;
  for (const tool of tools) {
    for (const size of options.all ? [] : options.sizes.filter((size) => size > tool.largest?.posts && size <= 10_000))
      results.leave({ tool: tool.name, size }, tool.largest.why);
    await warmUp(tool, options);
  }
  for (const [at, step] of steps.entries()) await runStep(step, `${at + 1}/${steps.length}`, options, results);
  results.write();
  return finish(results.data, options);
}

/** Installs the tools. Returns those that can run and records why the others can't. */
async function installed(options, results) {
  const wanted = [remark, satteri, control, ...options.peers.map((name) => peers[name])];
  return wanted.filter((tool) => {
    try {
      results.data.versions[tool.name] = tool.install(homeOf(tool, options));
      console.log(`${tool.label} ${results.data.versions[tool.name]}`);
      return true;
    } catch (cause) {
      console.log(`${tool.label}: left out, ${cause.message}`);
      results.leave({ tool: tool.name }, cause.message);
      return false;
    }
  });
}

function printPlan(steps) {
  const minutes = steps.reduce((sum, { ms }) => sum + ms, 0) / 60_000;
  for (const { key, ms } of steps) console.log(`  ${key.padEnd(32)} ~${Math.round(ms / 1000)} s`);
  console.log(`${steps.length} steps, about ${Math.ceil(minutes)} minutes on a quiet machine with two cores`);
}

function writeSites(steps, options) {
  for (const { kind, tool, size } of steps)
    if (kind !== 'shipped') prepareSite(tool, siteOf(tool, size, options), size);
}

/** Runs one small build that isn't measured, so that programs are compiled and in the disk cache before the first measurement. */
async function warmUp(tool, options) {
  const folder = siteOf(tool, warmUpPosts, options);
  prepareSite(tool, folder, warmUpPosts);
  await measured(tool.build(folder, homeOf(tool, options)), settings(tool, warmUpPosts, options));
}

/** Runs one step of the plan. If the tool fails, records the reason; the others continue. */
async function runStep(step, progress, options, results) {
  const { kind, key, tool, size } = step;
  if (results.hasFailed(step)) return;
  const startedMs = performance.now();
  process.stdout.write(`[${progress}] ${key} … `);
  const entries = [];
  let problem = null;
  try {
    await kinds[kind](step, options, (entry) => entries.push(entry));
  } catch (cause) {
    problem = cause.message;
    results.leave({ tool: tool?.name ?? key, kind, size }, problem);
  }
  results.add(key, entries, problem === null);
  const took = Math.round((performance.now() - startedMs) / 1000);
  console.log(`${brief(entries)} (${took} s)${problem === null ? '' : ` stopped: ${problem}`}`);
}

/** Each kind of entry with its median. */
function brief(entries) {
  const groups = new Map();
  for (const { scenario, edit, way, by, ms } of entries) {
    const name = [edit ?? scenario, way, by].filter(Boolean).join(' ');
    groups.set(name, [...(groups.get(name) ?? []), ms]);
  }
  return [...groups].map(([name, times]) => `${name} ${(median(times) / 1000).toFixed(2)}`).join(', ');
}

/** Each calls `add` after every measurement, so that those before a failure count. */
const kinds = {
  async builds({ tool, size, round }, options, add) {
    await buildRound(siteFor(tool, size, round, options), add);
  },
  async dev({ tool, size }, options, add) {
    const starts = tool.parser === undefined ? 1 : 5;
    await devLoop(siteFor(tool, size, 0, options), { edits: editsOf(tool, size, options.edits), starts }, add);
  },
  /** The posts in this repository: three cold builds, then builds with nothing changed. */
  async shipped(_step, options, add) {
    const folder = join(options.scratch, 'shipped-site');
    for (const name of ['content', 'templates', 'public']) {
      removeFolder(join(folder, name));
      cpSync(join(toolRoot, name), join(folder, name), { recursive: true });
    }
    for (const scenario of ['cold', 'cold', 'cold', ...Array.from({ length: 7 }, () => 'nothing')]) {
      if (scenario === 'cold') for (const product of remark.products(folder)) removeFolder(product);
      const { ms, peakBytes, code } = await measured(remark.build(folder), settings(remark, 0, options));
      if (code !== 0) throw new Error(`the shipped site: exit code ${code}`);
      add({ tool: remark.name, size: 'shipped', scenario, ms: Math.round(ms), peakBytes });
    }
  },
};

function siteFor(tool, size, round, options) {
  const folder = siteOf(tool, size, options);
  const site = { tool, home: homeOf(tool, options), folder, size, round, isVerified: round === 0 };
  return { ...site, ...settings(tool, size, options) };
}

function finish(results, options) {
  const text = report(results);
  console.log(`\n${text}\n\nresults: ${options.json}`);
  if (options.markdown !== undefined) writeFileSync(options.markdown, `${text}\n`);
  // The README compares tools and leaves out our goals.
  if (options.readme) intoReadme(report(results, { hasBars: false }));
  return 0;
}

function intoReadme(text) {
  const file = join(toolRoot, 'README.md');
  const old = readFileSync(file, 'utf8');
  const marks = /(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/;
  if (!marks.test(old)) throw new Error(`${file} has no marks <!-- bench --> and <!-- /bench -->`);
  writeFileSync(
    file,
    old.replace(marks, (_, open, close) => `${open}\n${text}\n\n${close}`),
  );
}

function settings(tool, size, { scratch }) {
  return { log: join(scratch, 'logs', `${tool.name}-${size}.log`), limitMs: Math.max(180_000, size * 60) };
}

function homeOf({ name }, { scratch }) {
  return join(scratch, 'peers', name);
}

/** Below the packages of its tool, which Node finds in a parent folder. */
function siteOf(tool, size, options) {
  return join(homeOf(tool, options), 'sites', String(size));
}

function commit() {
  const { stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: toolRoot, encoding: 'utf8' });
  return stdout?.trim() || 'an unknown commit';
}

process.exitCode = await main(process.argv.slice(2));
