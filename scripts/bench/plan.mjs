// What is measured, in which order, and how long that may take. Tools take turns, and each round starts with another one, so that a machine
// that slows down slows all of them down.

import { scenariosOf } from './builds.mjs';

/** Milliseconds a post, for a cold build on two cores: only to say beforehand how long all may take. */
const costs = { octavo: 7, 'octavo-satteri': 2, eleventy: 4, hugo: 6, hexo: 5, astro: 26 };
/** What our own builds cost that have little to do: milliseconds, and milliseconds a post. */
const small = { start: 250, post: 0.08 };
/** What else a post costs, once a tool and size: writing its source, and removing what was built. */
const writing = 1.2;

/** `{ kind, key, tool, size, round, ms }` in order; `ms` is an estimate. */
export function planOf(options, tools) {
  const sizes = [...options.sizes].sort((a, b) => a - b);
  const steps = [
    { kind: 'shipped', key: 'shipped', ms: 15_000 },
    ...sizes.flatMap((size) => buildSteps(options, tools, size).concat(devSteps(options, tools, size))),
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
        ms: buildMs(tool, size, round),
      }));
  }).flat();
}

function devSteps(options, tools, size) {
  if (size > 10_000) return [];
  return tools
    .filter((tool) => isMeasured(tool, size, options) && tool.name !== 'octavo-satteri')
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
  return size <= 10_000 && (options.all || size <= (tool.largest ?? Number.POSITIVE_INFINITY));
}

/** Edits of each kind in the dev loop: a peer that builds all anew each time gets fewer, so that it ends. */
export function editsOf(tool, size, wanted) {
  return tool.template === undefined && size >= 10_000 ? Math.min(3, wanted) : wanted;
}

function buildMs(tool, size, round) {
  const full = 1000 + costs[tool.name] * size;
  const total = Object.entries(scenariosOf(tool, size)).reduce((sum, [scenario, times]) => {
    const isWhole = tool.template === undefined || scenario === 'cold';
    const isBroad = scenario === 'template' || scenario === 'config';
    return sum + times * (isWhole ? full : isBroad ? 1000 + size : small.start + small.post * size);
  }, 0);
  return total + (round === 0 ? writing * size : 0);
}

function devMs(tool, size, edits) {
  const each = tool.template === undefined ? 400 + 0.25 * costs[tool.name] * size : 150 + small.post * size;
  return 3000 + costs[tool.name] * size + each * 4 * editsOf(tool, size, edits) * (tool.template === undefined ? 1 : 2);
}
