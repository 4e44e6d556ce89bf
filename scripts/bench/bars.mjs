// The project's performance goals as data: each is a figure from the results with a limit (`bar`) and a goal (`aim`). Most must be ratios
// within one run, because seconds depend on the machine.

import { median, summary } from './results.mjs';

const peers = ['eleventy', 'hexo', 'hugo', 'astro'];
const own = 'octavo';
const native = 'octavo-satteri';

/** Returns `{ what, value, unit, bar, aim }` for each goal; `value` is null if it was not measured. */
export function barsOf(results) {
  return [
    ...cold(results),
    ...deployments(results),
    ...warm(results),
    ...memory(results),
    ...growth(results),
    ...shipped(results),
    ...loop(results),
  ];
}

/** The fastest peer in a scenario: `{ name, ms }`, or null. */
export function fastestPeer(results, size, scenario) {
  const found = peers.flatMap((name) => {
    const ms = timeOf(results, name, size, scenario);
    return ms === null ? [] : [{ name, ms }];
  });
  return found.sort((a, b) => a.ms - b.ms)[0] ?? null;
}

function cold(results) {
  const rows = [];
  for (const size of [1000, 10_000]) {
    const mine = timeOf(results, own, size, 'cold');
    const fastest = fastestPeer(results, size, 'cold')?.ms ?? null;
    const posts = `${size.toLocaleString('en')} posts`;
    const quick = timeOf(results, native, size, 'cold');
    const [limits, nativeLimits] =
      size === 1000
        ? [
            [2, 1.5],
            [1.2, 0.9],
          ]
        : [
            [1.7, 1.2],
            [1, 0.8],
          ];
    rows.push(
      row(`cold, ${posts}, remark-parse, against the fastest peer`, ratio(mine, fastest), '×', ...limits),
      row(`cold, ${posts}, satteri, against the fastest peer`, ratio(quick, fastest), '×', ...nativeLimits),
    );
  }
  const bare = timeOf(results, 'control', 1000, 'cold');
  rows.push(
    row(
      'cold, 1,000 posts, remark-parse, against the bare pipeline',
      ratio(timeOf(results, own, 1000, 'cold'), bare),
      '×',
      0.45,
      0.35,
    ),
  );
  return rows;
}

function deployments(results) {
  const fastest = fastestPeer(results, 1000, 'cold')?.ms ?? null;
  const against = (scenario) => ratio(timeOf(results, own, 1000, scenario), fastest);
  return [
    row(
      'deployment, 1,000 posts, cache and output restored, against the fastest peer',
      against('deploy'),
      '×',
      0.15,
      0.1,
    ),
    row(
      'deployment, 1,000 posts, only the cache restored, against the fastest peer',
      against('deploy-cache'),
      '×',
      0.7,
      0.5,
    ),
  ];
}

function warm(results) {
  const size = 10_000;
  const table = [
    { scenario: 'nothing', name: 'nothing changed', ratios: [0.05, 0.02], seconds: [0.5, 0.35], peers: 'nothing' },
    { scenario: 'body', name: 'body edit', ratios: [0.05, 0.02], seconds: [0.7, 0.5], peers: 'body' },
    // The peers build the entire site after any edit.
    { scenario: 'title', name: 'title edit', ratios: [0.1, 0.04], seconds: [1.3, 1], peers: 'body' },
  ];
  return table.flatMap(({ scenario, name, ratios, seconds, peers }) => {
    const mine = timeOf(results, own, size, scenario);
    const fastest = fastestPeer(results, size, peers)?.ms ?? null;
    return [
      row(`${name}, 10,000 posts, against the fastest peer`, ratio(mine, fastest), '×', ...ratios),
      row(`${name}, 10,000 posts, whole process`, mine === null ? null : mine / 1000, ' s', ...seconds),
    ];
  });
}

function memory(results) {
  const peak = (tool) => summary(results, { tool, size: 10_000, scenario: 'cold' })?.peakBytes ?? null;
  const leanest =
    peers
      .map(peak)
      .filter((bytes) => bytes !== null)
      .sort((a, b) => a - b)[0] ?? null;
  return [
    row('peak memory, cold, 10,000 posts, against the peer with the least', ratio(peak(own), leanest), '×', 0.3, 0.15),
  ];
}

/** Time per post at the larger size, divided by that at the smaller. */
function growth(results) {
  return [own, native].flatMap((tool) =>
    [
      [1000, 10_000],
      [10_000, 100_000],
    ].map(([small, large]) => {
      const per = (size) => {
        const ms = timeOf(results, tool, size, 'cold');
        return ms === null ? null : ms / size;
      };
      const name = `cold, ${tool === own ? 'remark-parse' : 'satteri'}, time per post, ${small.toLocaleString('en')} → ${large.toLocaleString('en')}`;
      return row(name, ratio(per(large), per(small)), '×', 1.15, null);
    }),
  );
}

function shipped(results) {
  const ms = timeOf(results, own, 'shipped', 'nothing');
  return [row('nothing changed, the shipped site, whole process', ms === null ? null : ms / 1000, ' s', 0.35, 0.2)];
}

function loop(results) {
  const bars = { 1000: { body: 50, title: 50 }, 10000: { body: 100, title: 200 } };
  const rows = Object.entries(bars).flatMap(([size, kinds]) =>
    Object.entries(kinds).flatMap(([edit, bar]) =>
      ['in place', 'by rename'].map((way) => {
        const ms = liveTime(results, { tool: own, size: Number(size), edit, way, by: 'socket' });
        return row(
          `dev, ${Number(size).toLocaleString('en')} posts, ${edit} edit saved ${way}, to the changed document`,
          ms,
          ' ms',
          bar,
          null,
        );
      }),
    ),
  );
  const first = liveTime(results, { tool: own, size: 1000, edit: 'first', way: '', by: 'http' });
  return [
    ...rows,
    ...Object.keys(bars).map((size) => againstPeers(results, Number(size))),
    row('dev, 1,000 posts, warm cache, start to first page', first, ' ms', 300, null),
  ];
}

/** All four kinds of edits together, observed in the same way, against the fastest peer. */
function againstPeers(results, size) {
  const all = (tool) => {
    const kinds = ['body', 'title'].flatMap((edit) => ['in place', 'by rename'].map((way) => ({ edit, way })));
    const times = kinds.map((kind) => liveTime(results, { tool, size, by: 'http', ...kind }));
    return times.includes(null) ? null : times.reduce((sum, ms) => sum + ms, 0);
  };
  const quickest =
    peers
      .map(all)
      .filter((ms) => ms !== null)
      .sort((a, b) => a - b)[0] ?? null;
  const name = `dev, ${size.toLocaleString('en')} posts, all edits by HTTP, against the fastest peer`;
  return row(name, ratio(all(own), quickest), '×', 1, null);
}

/** The median time of one kind of edit in the dev loop, or null. */
export function liveTime({ entries }, wanted) {
  const found = entries.filter(
    (entry) => entry.scenario === 'live' && Object.entries(wanted).every(([field, value]) => entry[field] === value),
  );
  return median(found.map((entry) => entry.ms));
}

function timeOf(results, tool, size, scenario) {
  return summary(results, { tool, size, scenario })?.ms ?? null;
}

function ratio(a, b) {
  return a === null || b === null ? null : a / b;
}

function row(what, value, unit, bar, aim) {
  return { what, value, unit, bar, aim };
}
