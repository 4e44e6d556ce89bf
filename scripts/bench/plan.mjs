// The steps of a run, their order and their expected duration. Tools must take turns, and each round starts with a different one, so that a
// machine that slows down affects all of them.

import { scenariosOf } from './builds.mjs';

/** Milliseconds per post for a cold build on two cores. Only used to estimate the duration. */
const costs = { control: 33, octavo: 10, 'octavo-satteri': 2, eleventy: 4, hugo: 6, hexo: 5, astro: 26 };
/** Cost of our own builds that have little to do: milliseconds, and milliseconds per post. */
const small = { start: 250, post: 0.08 };
/**
 * Returns the steps in order: `{ kind, key, tool, size, round, ms }`, where `ms` is an estimate. The most important come first, in case the
 * run is interrupted: builds with the peers, the dev loop, the largest blog.
 */
export function planOf(options, tools) {
  const sizes = [...options.sizes].sort((a, b) => a - b);
  const compared = sizes.filter((size) => size <= 10_000);
  const loops = compared.flatMap((size) => devSteps(options, tools, size));
  const steps = [
    { kind: 'shipped', key: 'shipped', ms: 15_000 },
    ...compared.flatMap((size) => buildSteps(options, tools, size)),
    ...loops.filter(({ tool }) => tool.parser !== undefined),
    ...loops.filter(({ tool }) => tool.parser === undefined),
    ...sizes.filter((size) => size > 10_000).flatMap((size) => buildSteps(options, tools, size)),
  ];
  return steps.filter(({ kind }) => options.only.includes(kind));
}

function buildSteps(options, tools, size) {
  const runs = size >= 10_000 ? options.largeRuns : options.runs;
  const here = tools.filter((tool) => isMeasured(tool, size, options));
  return Array.from({ length: runs }, (_, round) => {
    const inTurn = here.map((_, at) => here[(at + round) % here.length]);
    return inTurn
      .filter((tool) => round < (tool.maxRounds ?? runs))
      .map((tool) => ({
        kind: 'builds',
        key: `builds ${size} ${tool.name} ${round}`,
        tool,
        size,
        round,
        ms: buildMs(tool, size),
      }));
  }).flat();
}

function devSteps(options, tools, size) {
  return tools
    .filter((tool) => isMeasured(tool, size, options) && tool.serve !== undefined && tool.name !== 'octavo-satteri')
    .map((tool) => ({
      kind: 'dev',
      key: `dev ${size} ${tool.name}`,
      tool,
      size,
      round: 0,
      ms: devMs(tool, size, options.edits),
    }));
}

function isMeasured(tool, size, options) {
  if (tool.parser !== undefined) return (size > 10_000 ? options.largeParsers : options.parsers).includes(tool.parser);
  return size <= 10_000 && (options.all || size <= (tool.largest?.posts ?? Number.POSITIVE_INFINITY));
}

/** Edits of each kind in the dev loop. A peer that rebuilds everything each time gets fewer, so that the run ends. */
export function editsOf(tool, size, wanted) {
  if (tool.parser !== undefined) return wanted;
  return Math.min(wanted, size >= 10_000 ? 1 : (tool.maxEdits ?? 5));
}

function buildMs(tool, size) {
  const full = 1000 + costs[tool.name] * size;
  return Object.entries(scenariosOf(tool, size)).reduce((sum, [scenario, times]) => {
    const isWhole = tool.template === undefined || scenario === 'cold';
    const isBroad = ['template', 'config', 'deploy-cache'].includes(scenario);
    return sum + times * (isWhole ? full : isBroad ? 1000 + size : small.start + small.post * size);
  }, 0);
}

/** Four kinds of edits, each after half a second of rest. Ours are observed in two ways. */
function devMs(tool, size, wanted) {
  const isOurs = tool.parser !== undefined;
  const rest = 700;
  const each = rest + (isOurs ? 150 + 0.3 * small.post * size : 300 + 0.25 * costs[tool.name] * size);
  const start = isOurs ? small.start + small.post * size : costs[tool.name] * size;
  return 2 * start + each * 4 * editsOf(tool, size, wanted) * (isOurs ? 2 : 1);
}
