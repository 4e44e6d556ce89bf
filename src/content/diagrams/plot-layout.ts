// Draws plots with d3's scales and shapes as SVG whose shapes have classes and no colors. Series differ in dashes, symbols and fills, not
// only in color. The same data must give the same bytes on every machine.

import { bin, extent } from 'd3-array';
import { scaleBand, scaleLinear, scaleLog } from 'd3-scale';
import {
  curveLinear,
  curveStepAfter,
  line,
  type SymbolType,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
} from 'd3-shape';
import { escapeHtml } from '../../text/escape.ts';
import type { Drawing } from './diagram-figure.ts';
import { labelWidth, wrapLabel } from './label-width.ts';
import type { PlotData, Point, Series } from './plot-data.ts';

export const plotKinds = ['line', 'bar', 'histogram', 'scatter'] as const;

export interface Plot {
  readonly kind: (typeof plotKinds)[number];
  readonly data: PlotData;
  readonly isLogX: boolean;
  readonly isLogY: boolean;
  /** How many bins a histogram has, or null to choose. */
  readonly bins: number | null;
  readonly xLabel: string;
  /** Empty where the axis has no name. */
  readonly yLabel: string;
}

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** In pixels. */
const width = 560;
const plotHeight = 280;
const fontSize = 13;
const lineHeight = 18;

/** Lines with more points have no symbols, which would hide the line. */
const maxSymbols = 30;

const dashes = ['', '7 4', '2 3', '10 3 2 3', '14 4', '4 2'];
const symbols: readonly SymbolType[] = [
  symbolCircle,
  symbolSquare,
  symbolTriangle,
  symbolDiamond,
  symbolCross,
  symbolStar,
];

export function drawPlot(plot: Plot): Drawing {
  return plot.kind === 'bar' ? drawBars(plot) : drawPoints(plot);
}

/** The counts of a series in bins, which are the same for all series of a plot. */
export function binsOf({ data, bins, isLogX }: Plot, { points }: Series): readonly Bin[] {
  const scaled = (x: number) => (isLogX ? Math.log10(x) : x);
  const all = data.series.flatMap((series) => series.points.map(({ x }) => scaled(x)));
  const [low = 0, high = 1] = extent(all);
  const count = bins ?? Math.min(40, Math.max(5, Math.ceil(Math.log2(all.length)) + 1));
  // Round limits, except on a logarithmic scale or for a chosen number of bins.
  const [from = 0, to = 1] = low === high ? [low - 0.5, low + 0.5] : [low, high];
  const isRound = bins === null && !isLogX;
  const axis = scaleLinear([from, to], [0, 1]);
  const [start = 0, end = 1] = (isRound ? axis.nice(count) : axis).domain();
  const limits = isRound
    ? axis.ticks(count)
    : Array.from({ length: count }, (_, index) => start + ((end - start) * index) / count);
  const inBins = bin().domain([start, end]).thresholds(limits);
  const raw = (value: number) => (isLogX ? 10 ** value : value);
  return inBins(points.map(({ x }) => scaled(x)))
    .filter(({ x0, x1 }) => x0 !== x1)
    .map((values) => ({ from: raw(values.x0 ?? 0), to: raw(values.x1 ?? 0), count: values.length }));
}

/** A number as an axis shows it: at most four digits, and a prefix for thousands, millions and so on. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  const [unit, prefix] = size >= 1e4 ? (prefixes.find(([factor]) => size >= factor) ?? [1, '']) : [1, ''];
  return `${Number((value / unit).toPrecision(4))}${prefix}`.replace('-', '−');
}

const prefixes: readonly (readonly [factor: number, prefix: string])[] = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** A numeric axis. */
interface Axis {
  (value: number): number;
  readonly ticks: readonly number[];
}

/** An axis over some values. One that shows what was measured has round ends, and starts at zero unless that would flatten the plot. */
function axisFor(
  values: readonly number[],
  isLog: boolean,
  range: readonly [number, number],
  isMeasured: boolean,
): Axis {
  const [low = 0, high = 1] = extent(values);
  if (isLog) {
    const exact = scaleLog(low === high ? [low / 10, high * 10] : [low, high], range);
    const scale = isMeasured ? exact.nice() : exact;
    const all = scale.ticks();
    const powers = all.filter((tick) => Number.isInteger(Math.log10(tick)));
    const some = all.filter((tick) => /^[125]/.test(tick.toExponential()));
    return Object.assign((value: number) => scale(value), { ticks: powers.length >= 3 ? powers : some });
  }
  const withZero =
    isMeasured && low >= 0 && low <= high * 0.6 ? [0, high] : isMeasured && high <= 0 ? [low, 0] : [low, high];
  const [from = 0, to = 1] = withZero[0] === withZero[1] ? [low - 1, high + 1] : withZero;
  const exact = scaleLinear([from, to], range);
  const scale = isMeasured ? exact.nice(5) : exact;
  return Object.assign((value: number) => scale(value), { ticks: scale.ticks(5) });
}

function drawPoints(plot: Plot): Drawing {
  const { data, kind } = plot;
  const series =
    kind === 'histogram' ? data.series.map((one) => ({ ...one, points: stepsOf(binsOf(plot, one)) })) : data.series;
  const points = series.flatMap((one) => one.points);
  const legend = legendFor(data.series, (index, x, y) => sampleOfLine(plot, index, x, y));
  const top = legend.height + (plot.yLabel === '' ? 10 : lineHeight + 12);
  const bottom = top + plotHeight;
  const isCount = kind === 'histogram';
  const values = [...points.map(({ y }) => y), ...(isCount ? [0] : [])].filter((y) => !plot.isLogY || y > 0);
  const anyY = axisFor(values, plot.isLogY, [bottom, top], true);
  // Nothing is counted by halves.
  const yAxis = isCount ? Object.assign((y: number) => anyY(y), { ticks: anyY.ticks.filter(Number.isInteger) }) : anyY;
  const left = leftFor(yAxis.ticks.map(formatNumber));
  // Half of the last number under the axis can be right of the plot.
  const [, last = 0] = extent(points.map(({ x }) => x));
  const right = round(width - 6 - 0.6 * labelWidth(formatNumber(last), fontSize));
  const xAxis = axisFor(
    points.map(({ x }) => x),
    plot.isLogX,
    [left, right],
    false,
  );
  const content = [
    legend.content,
    yLabel(plot.yLabel, legend.height + lineHeight - 4),
    yAxis.ticks
      .map((tick) => gridLine(left, right, yAxis(tick)) + label(formatNumber(tick), left - 8, yAxis(tick) + 4, 'end'))
      .join(''),
    shape('axis', `M${round(left)} ${bottom}H${right}`),
    xAxis.ticks
      .map(
        (tick) =>
          shape('axis', `M${round(xAxis(tick))} ${bottom}v5`) +
          label(formatNumber(tick), xAxis(tick), bottom + 20, 'middle'),
      )
      .join(''),
    label(plot.xLabel, (left + right) / 2, bottom + 40, 'middle'),
    ...series.map((one, index) => drawSeries(plot, one.points, index, xAxis, yAxis)),
  ];
  return { kind: 'plot', width, height: bottom + 48, content: content.join('') };
}

/** The corners of a histogram's steps, from the ground and back to it. */
function stepsOf(bins: readonly Bin[]): readonly Point[] {
  const last = bins.at(-1);
  return [...bins.map(({ from, count }) => ({ x: from, y: count })), ...(last ? [{ x: last.to, y: 0 }] : [])];
}

function drawSeries(plot: Plot, points: readonly Point[], index: number, xAxis: Axis, yAxis: Axis): string {
  const isHistogram = plot.kind === 'histogram';
  const visible = points.filter(({ y }) => !plot.isLogY || y > 0);
  const drawn = line<Point>(
    ({ x }) => xAxis(x),
    ({ y }) => yAxis(y),
  )
    .digits(1)
    .curve(isHistogram ? curveStepAfter : curveLinear);
  const ordered = plot.kind === 'line' ? visible.toSorted((a, b) => a.x - b.x) : visible;
  const path = plot.kind === 'scatter' ? '' : `<path class="plot-line"${dash(index)} d="${drawn(ordered) ?? ''}"/>`;
  const ground = yAxis.ticks[0] ?? 0;
  const [first] = visible;
  const area =
    isHistogram && plot.data.series.length === 1 && first
      ? shape('plot-area', `${drawn(visible) ?? ''}V${round(yAxis(ground))}H${round(xAxis(first.x))}Z`)
      : '';
  const marks =
    plot.kind === 'scatter' || (plot.kind === 'line' && points.length <= maxSymbols)
      ? visible.map(({ x, y }) => mark(index, xAxis(x), yAxis(y), plot.kind === 'scatter' ? 24 : 40)).join('')
      : '';
  return group(index, area + path + marks);
}

function drawBars(plot: Plot): Drawing {
  const { series, names } = plot.data;
  const legend = legendFor(series, (index, x, y) => bar(index, x, y - 10, 24, 12));
  const top = legend.height + 4;
  const barHeight = series.length > 1 ? 15 : 20;
  const labels = names.map((name) => wrapLabel(name, 190, fontSize));
  const rowHeight = Math.max(series.length * barHeight + 10, ...labels.map((lines) => lines.length * lineHeight + 6));
  const bottom = top + names.length * rowHeight;
  const rows = scaleBand(
    names.map((_, index) => index),
    [top, bottom],
  );
  const left = leftFor(labels.flat());
  const values = series.flatMap(({ points }) => points.map(({ y }) => y));
  const room = 14 + Math.max(...values.map((value) => labelWidth(formatNumber(value), fontSize)));
  const axis = axisFor(plot.isLogY ? values : [0, ...values], plot.isLogY, [left, width - room], true);
  const zero = plot.isLogY ? left : axis(0);
  const content = [
    legend.content,
    axis.ticks
      .map(
        (tick) =>
          shape('grid', `M${round(axis(tick))} ${top}V${bottom}`) +
          label(formatNumber(tick), axis(tick), bottom + 18, 'middle'),
      )
      .join(''),
    label(plot.yLabel, (left + width - room) / 2, bottom + 38, 'middle'),
    labels
      .flatMap((lines, row) =>
        lines.map((text, index) => {
          const middle = (rows(row) ?? 0) + rowHeight / 2 + 4;
          return label(text, left - 8, middle + (index - (lines.length - 1) / 2) * lineHeight, 'end');
        }),
      )
      .join(''),
    ...series.map(({ points }, index) =>
      group(
        index,
        points
          .map(({ x, y }) => {
            const start = (rows(x) ?? 0) + (rowHeight - series.length * barHeight) / 2 + index * barHeight;
            const [from, to] = y < 0 ? [axis(y), zero] : [zero, axis(y)];
            return (
              bars(index, from, start + 1, to - from, barHeight - 2) +
              label(formatNumber(y), y < 0 ? from - 5 : to + 5, start + barHeight / 2 + 4, y < 0 ? 'end' : 'start')
            );
          })
          .join(''),
      ),
    ),
    shape('axis', `M${round(zero)} ${top}V${bottom}`),
  ];
  return { kind: 'plot', width, height: bottom + (plot.yLabel === '' ? 28 : 46), content: content.join('') };
}

/** A bar inside its group: full, empty, or with lines along or across it. */
function bars(index: number, x: number, y: number, barWidth: number, height: number): string {
  const fill = index === 0 ? 'plot-full' : 'plot-empty';
  const rect = `<rect class="${fill}" x="${round(x)}" y="${round(y)}" width="${round(barWidth)}" height="${round(height)}"/>`;
  const lines: string[] = [];
  if (index === 2)
    for (let at = y + 4; at < y + height - 1; at += 4) lines.push(`M${round(x)} ${round(at)}h${round(barWidth)}`);
  if (index === 3)
    for (let at = x + 5; at < x + barWidth - 1; at += 5) lines.push(`M${round(at)} ${round(y)}v${round(height)}`);
  return rect + (lines.length > 0 ? shape('plot-hatch', lines.join('')) : '');
}

function bar(index: number, x: number, y: number, barWidth: number, height: number): string {
  return group(index, bars(index, x, y, barWidth, height));
}

function sampleOfLine(plot: Plot, index: number, x: number, y: number): string {
  const path =
    plot.kind === 'scatter' ? '' : `<path class="plot-line"${dash(index)} d="M${round(x)} ${round(y - 4)}h24"/>`;
  return group(index, path + (plot.kind === 'histogram' ? '' : mark(index, x + 12, y - 4, 40)));
}

/** Where the plot begins, so that labels fit before it, also in a font wider than Helvetica. */
function leftFor(labels: readonly string[]): number {
  return round(12 + 1.12 * Math.max(...labels.map((text) => labelWidth(text, fontSize))));
}

/** The names of several series, in as many rows as they need; nothing for a single one. */
function legendFor(series: readonly Series[], sample: (index: number, x: number, y: number) => string) {
  if (series.length < 2) return { height: 0, content: '' };
  let x = 2;
  let y = 14;
  const content = series.map(({ name }, index) => {
    const itemWidth = 30 + labelWidth(name, fontSize) + 18;
    if (x > 2 && x + itemWidth > width) {
      x = 2;
      y += lineHeight + 2;
    }
    const item = sample(index, x, y) + label(name, x + 30, y, 'start');
    x += itemWidth;
    return item;
  });
  return { height: y + 10, content: content.join('') };
}

function group(index: number, content: string): string {
  return `<g class="series series-${index + 1}">${content}</g>`;
}

function mark(index: number, x: number, y: number, size: number): string {
  const path = symbol(symbols[index] ?? symbolCircle, size).digits(1)() ?? '';
  return `<path class="plot-mark" transform="translate(${round(x)} ${round(y)})" d="${path}"/>`;
}

function dash(index: number): string {
  const pattern = dashes[index] ?? '';
  return pattern === '' ? '' : ` stroke-dasharray="${pattern}"`;
}

function gridLine(left: number, right: number, y: number): string {
  return shape('grid', `M${round(left)} ${round(y)}H${round(right)}`);
}

function shape(className: string, path: string): string {
  return `<path class="${className}" d="${path}"/>`;
}

function yLabel(text: string, y: number): string {
  return text === '' ? '' : label(text, 2, y, 'start');
}

function label(text: string, x: number, y: number, anchor: 'start' | 'middle' | 'end'): string {
  if (text === '') return '';
  const at = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text font-size="${fontSize}" x="${round(x)}" y="${round(y)}"${at}>${escapeHtml(text)}</text>`;
}

/** Tenths of a pixel: the rest is invisible, and may depend on the machine. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
