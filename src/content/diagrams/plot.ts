// Plots of numbers: bars, lines, histograms and scatter plots, drawn at build time from rows in the block, a CSV file or a table that a
// lab recorded. The same numbers are in a table below. Must not be imported unless a page has a plot: it loads d3.

import type { Element, ElementContent } from 'hast';
import { error, warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import type { CodeBlock, Option } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { infoSpan, openingSpan } from '../context/spans.ts';
import { classNames } from '../html/class-names.ts';
import { scrollBox } from '../html/scroll-box.ts';
import { element, text } from '../html/tree.ts';
import { diagramFigure } from './diagram-figure.ts';
import { plotData } from './plot-data.ts';
import { drawPlot, type Plot, plotKinds } from './plot-layout.ts';
import { plotTable } from './plot-table.ts';

export function plot(codeBlock: CodeBlock, caption: ElementContent[], context: RenderContext): ElementContent[] {
  const { snippet } = codeBlock;
  const { kind, x, y, series, log, bins } = codeBlock.info.options;
  const at = (option: Option) => infoSpan(codeBlock, option, context);
  const chosen = kind ? plotKinds.find((one) => one === kind.value) : 'line';
  if (kind && !chosen) {
    const near = nearest(kind.value, plotKinds);
    const hint = near ? `did you mean \`${near}\`?` : `kinds are ${plotKinds.join(', ')}`;
    context.diagnostics.push(error('plot/unknown-kind', `unknown kind of plot \`${kind.value}\``, at(kind), { hint }));
  }
  const isBar = chosen === 'bar';
  const isHistogram = chosen === 'histogram';
  if (log && !/^(?:x|y|xy)$/.test(log.value)) {
    const hint = 'write `log=x`, `log=y` or `log=xy`';
    context.diagnostics.push(error('plot/bad-option', `\`${log.value}\` is not an axis`, at(log), { hint }));
    return [];
  }
  if (bins && !(/^\d{1,3}$/.test(bins.value) && Number(bins.value) >= 1)) {
    const hint = 'write a number such as `bins=20`';
    context.diagnostics.push(error('plot/bad-option', `\`${bins.value}\` is not a number of bins`, at(bins), { hint }));
    return [];
  }
  if (bins && !isHistogram) reportNoEffect('`bins` is only for histograms', bins, codeBlock, context);
  if (y && isHistogram) reportNoEffect('a histogram counts the values of `x`, so it has no `y`', y, codeBlock, context);
  if (log?.value.includes('x') && isBar)
    reportNoEffect('the bars of a plot have names, so `x` has no scale', log, codeBlock, context);
  if (!chosen || !snippet) return [];
  const isLogX = log?.value.includes('x') === true && !isBar;
  const isLogY = log?.value.includes('y') === true;
  const options = { x, y, series, isNumericX: !isBar, hasY: !isHistogram, isLogX, isLogY: isLogY && !isHistogram };
  const { data, mistakes } = plotData(snippet, options, at, openingSpan(codeBlock, context));
  context.diagnostics.push(...mistakes);
  if (!data) return [];
  const max = isBar ? 4 : 6;
  if (data.series.length > max) {
    const message = `this plot has ${data.series.length} series, and at most ${max} can be told apart`;
    const hint = 'split it into several plots, or choose columns with `y=…`';
    context.diagnostics.push(error('plot/too-many-series', message, openingSpan(codeBlock, context), { hint }));
    return [];
  }
  const labels = { x: codeBlock.info.options['x-label'], y: codeBlock.info.options['y-label'] };
  const shown: Plot = {
    kind: chosen,
    data,
    isLogX,
    isLogY,
    bins: bins ? Number(bins.value) : null,
    xLabel: labels.x?.value ?? data.xName,
    yLabel: labels.y?.value ?? (isHistogram ? context.words.plot.count : data.yName),
  };
  const table: ElementContent = {
    type: 'per-output',
    site: [tableElement(plotTable(shown, context.words.plot), context)],
    feed: [],
    articleOnly: true,
  };
  return diagramFigure(codeBlock, caption, drawPlot(shown), context, { below: [table] });
}

function reportNoEffect(message: string, option: Option, codeBlock: CodeBlock, context: RenderContext): void {
  const at = infoSpan(codeBlock, { start: option.keyStart, end: option.end }, context);
  context.diagnostics.push(warning('code/no-effect', message, at, { hint: 'remove the option' }));
}

function tableElement(rows: readonly (readonly string[])[], { words }: RenderContext): Element {
  const [header = [], ...body] = rows;
  const head = header.map((cell) => element('th', { scope: 'col' }, [text(cell)]));
  const lines = body.map((row) =>
    element(
      'tr',
      {},
      row.map((cell) => element('td', {}, [text(cell)])),
    ),
  );
  const table = element('table', {}, [element('thead', {}, [element('tr', {}, head)]), element('tbody', {}, lines)]);
  const scroll = header.length > 3 ? scrollBox(words.table) : {};
  return element('details', { className: [classNames.plotData] }, [
    element('summary', {}, [text(words.plot.data)]),
    element('div', { className: [classNames.table], ...scroll }, [table]),
  ]);
}
