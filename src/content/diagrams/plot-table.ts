// The numbers of a plot as a table, for readers who can't see it or want to copy them. Must not have more rows than a reader can use: a
// large plot is summarized.

import { max, median, min } from 'd3-array';
import type { Words } from '../context/words.ts';
import { binsOf, formatNumber, type Plot } from './plot-layout.ts';

/** More rows are summarized. */
const maxTableRows = 40;

/** The rows of the table; the first one has the names of its columns. */
export function plotTable(plot: Plot, words: Words['plot']): readonly (readonly string[])[] {
  const { data, kind } = plot;
  if (kind === 'histogram') return histogramTable(plot, words);
  const xs = [...new Set(data.series.flatMap(({ points }) => points.map(({ x }) => x)))];
  const isScattered =
    kind === 'scatter' || data.series.some(({ points }) => new Set(points.map(({ x }) => x)).size < points.length);
  const count = isScattered ? data.series.reduce((sum, { points }) => sum + points.length, 0) : xs.length;
  if (count > maxTableRows) return summary(plot, words);
  const yName = plot.yLabel === '' ? 'y' : plot.yLabel;
  if (isScattered) {
    const rows = data.series.flatMap(({ name, points }) => points.map(({ x, y }) => [name, String(x), String(y)]));
    return data.series.length > 1
      ? [[words.series, data.xName, yName], ...rows]
      : [[data.xName, yName], ...rows.map((row) => row.slice(1))];
  }
  const only = data.series.length === 1 ? [yName] : data.series.map(({ name }) => name);
  const values = data.series.map(({ points }) => new Map(points.map(({ x, y }) => [x, y])));
  const rows = xs.map((x) => [
    kind === 'bar' ? (data.names[x] ?? '') : String(x),
    ...values.map((byX) => String(byX.get(x) ?? '')),
  ]);
  return [[data.xName, ...only], ...rows];
}

function histogramTable(plot: Plot, words: Words['plot']): readonly (readonly string[])[] {
  const all = plot.data.series.map((series) => binsOf(plot, series));
  const names = plot.data.series.length > 1 ? plot.data.series.map(({ name }) => name) : [words.count];
  const rows = (all[0] ?? []).map(({ from, to }, index) => [
    `${formatNumber(from)} – ${formatNumber(to)}`,
    ...all.map((bins) => String(bins[index]?.count ?? 0)),
  ]);
  return [[plot.data.xName, ...names], ...rows.filter((row) => row.slice(1).some((count) => count !== '0'))];
}

function summary({ data, yLabel }: Plot, words: Words['plot']): readonly (readonly string[])[] {
  const rows = data.series.map(({ name, points }) => {
    const ys = points.map(({ y }) => y);
    const xs = points.map(({ x }) => x);
    const numbers = [min(ys), median(ys), max(ys)].map((value) => formatNumber(value ?? 0));
    return [name, String(points.length), `${formatNumber(min(xs) ?? 0)} – ${formatNumber(max(xs) ?? 0)}`, ...numbers];
  });
  const of = yLabel === '' ? '' : `${yLabel}, `;
  const header = [
    words.series,
    words.count,
    data.xName,
    `${of}${words.min}`,
    `${of}${words.median}`,
    `${of}${words.max}`,
  ];
  return [header, ...rows];
}
