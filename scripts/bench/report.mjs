// Results as Markdown: tables of times and memory, then goals and what was reached. Must always say what is missing and why.

import { barsOf, fastestPeer, liveTime } from './bars.mjs';
import { median, summary } from './results.mjs';

const scenarioNames = {
  cold: 'cold',
  nothing: 'nothing changed',
  body: 'body edit',
  title: 'title edit',
  template: 'template edit',
  config: 'config edit',
  deploy: 'deployment',
  'deploy-cache': 'deployment without output',
};
const labels = {
  octavo: '**Octavo**',
  'octavo-satteri': '**Octavo, satteri**',
  control: 'Bare unified pipeline',
  eleventy: 'Eleventy',
  hexo: 'Hexo',
  hugo: 'Hugo',
  astro: 'Astro',
};

export function report(results, { hasBars = true } = {}) {
  const sizes = [...new Set(results.entries.map((entry) => entry.size))].filter(Number.isInteger).sort((a, b) => a - b);
  return [
    `Measured on ${results.date} at ${results.commit}: ${results.machine}. ${versions(results)}`,
    ...sizes.flatMap((size) => builds(results, size)),
    ...sizes.flatMap((size) => loop(results, size)),
    ...(hasBars ? bars(results) : []),
    ...left(results),
  ].join('\n\n');
}

function versions({ versions }) {
  return `${Object.entries(versions)
    .map(([tool, version]) => `${plain(tool)} ${version}`)
    .join(', ')}.`;
}

function builds(results, size) {
  const tools = Object.keys(labels).filter((tool) => summary(results, { tool, size, scenario: 'cold' }) !== null);
  if (tools.length === 0) return [];
  const scenarios = Object.keys(scenarioNames);
  const fastest = fastestPeer(results, size, 'cold');
  const hugo = summary(results, { tool: 'hugo', size, scenario: 'cold' });
  const bare = summary(results, { tool: 'control', size, scenario: 'cold' });
  const rows = tools.map((tool) => {
    const of = (scenario) => summary(results, { tool, size, scenario });
    const cold = of('cold');
    const measured = scenarios.map((scenario) => seconds(of(scenario)?.ms));
    const ratios = [fastest, hugo, bare].map((other) => times(cold.ms, other?.ms));
    return [labels[tool]].concat(measured, gigabytes(cold.peakBytes), ratios, String(cold.runs));
  });
  const heads = [
    ...Object.values(scenarioNames),
    'peak memory',
    'cold / fastest peer',
    'cold / Hugo',
    'cold / bare',
    'cold runs',
  ];
  return [
    `**Builds, ${size.toLocaleString('en')} posts** (whole process, seconds)`,
    table([plain('tool'), ...heads], rows),
  ];
}

function loop(results, size) {
  const live = results.entries.filter((entry) => entry.scenario === 'live' && entry.size === size);
  if (live.length === 0) return [];
  const rows = Object.keys(labels).flatMap((tool) => {
    const methods = [...new Set(live.filter((entry) => entry.tool === tool).map((entry) => entry.by))];
    return methods.map((by) => {
      const of = (edit, way) => milliseconds(liveTime(results, { tool, size, edit, way, by }));
      return [
        labels[tool],
        by === 'socket' ? 'own message' : 'HTTP, polled',
        of('body', 'in place'),
        of('body', 'by rename'),
        of('title', 'in place'),
        of('title', 'by rename'),
        milliseconds(liveTime(results, { tool, size, edit: 'first', way: '', by })),
        milliseconds(
          median(
            live
              .filter((entry) => entry.tool === tool && entry.by === by && entry.edit !== 'first')
              .map((entry) => entry.ms),
          ),
        ),
      ];
    });
  });
  const heads = [
    'tool',
    'seen by',
    'body, in place',
    'body, renamed',
    'title, in place',
    'title, renamed',
    'start to first page',
    'all edits',
  ];
  return [`**Save to visible, ${size.toLocaleString('en')} posts** (milliseconds, medians)`, table(heads, rows)];
}

function bars(results) {
  const rows = barsOf(results)
    .filter(({ value }) => value !== null)
    .map(({ what, value, unit, bar, aim }) => [
      what,
      `${digits(value)}${unit}`,
      `≤ ${bar}${unit}`,
      aim === null ? '' : `≤ ${aim}${unit}`,
      verdict(value, bar, aim),
    ]);
  return rows.length === 0 ? [] : ['**Goals**', table(['figure', 'measured', 'limit', 'goal', ''], rows)];
}

function verdict(value, bar, aim) {
  if (value > bar) return '**missed**';
  return aim !== null && value <= aim ? 'ok, goal reached' : 'ok';
}

function left({ left }) {
  if (left.length === 0) return [];
  const kinds = { builds: 'builds', dev: 'dev loop' };
  const rows = left.map(({ tool, kind, size, why }) => {
    const where = [kinds[kind], size === null ? undefined : `${size.toLocaleString('en')} posts`].filter(Boolean);
    return `- ${[plain(tool), ...where].join(', ')}: ${why}`;
  });
  return ['**Not measured, or only in part**', rows.join('\n')];
}

function table(heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

function plain(tool) {
  return (labels[tool] ?? tool).replaceAll('*', '');
}

function seconds(ms) {
  if (ms === undefined || ms === null) return '–';
  return ms < 10_000 ? (ms / 1000).toFixed(2) : (ms / 1000).toFixed(1);
}

function milliseconds(ms) {
  return ms === null ? '–' : String(Math.round(ms));
}

function gigabytes(bytes) {
  return bytes === null ? '–' : `${(bytes / 2 ** 30).toFixed(2)} GB`;
}

function times(ms, of) {
  return of === undefined ? '–' : (ms / of).toFixed(2);
}

function digits(value) {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(value < 1 ? 2 : 3);
}
