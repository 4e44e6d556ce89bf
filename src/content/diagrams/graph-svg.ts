// Cleans the SVG that Graphviz writes: nothing is kept but shapes, texts, positions and classes. No ids, links, pictures, scripts, styles,
// fonts or colours, but for shapes that their author painted.

import type { DrawnDiagram } from './diagram-figure.ts';

export interface CleanGraph {
  readonly drawing: DrawnDiagram;
  /** What was taken out that an author may miss: `link`, `picture`. */
  readonly removed: ReadonlySet<string>;
}

/** Takes Graphviz's SVG; its form is known and well-formed, so that it can be read tag by tag. */
export function cleanGraph(svg: string): CleanGraph {
  const [, width = '0', height = '0'] = /viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  const removed = new Set<string>();
  const parts: string[] = [];
  // Depth inside an element that goes with all it holds.
  let gone = 0;
  const groups: Group[] = [];
  for (const [all, slash, name = '', attributes = '', selfClosing] of svg.matchAll(token)) {
    if (all.startsWith('<?') || all.startsWith('<!')) continue;
    if (!all.startsWith('<')) {
      if (gone === 0 && parts.at(-1)?.startsWith('<text')) parts.push(all.replace(/&#45;/g, '-'));
      continue;
    }
    if (name === 'svg') continue;
    if (dropped.includes(name)) {
      if (name === 'image') removed.add('picture');
      if (!selfClosing) gone += slash ? -1 : 1;
      continue;
    }
    if (gone > 0) continue;
    if (name === 'a') {
      removed.add('link');
      continue;
    }
    if (!kept.includes(name)) continue;
    if (slash) {
      parts.push(`</${name}>`);
      if (name === 'g') groups.pop();
      continue;
    }
    const group = name === 'g' ? groupOf(attributes) : groups.at(-1);
    if (name === 'g' && group) groups.push(group);
    const isPaper = name === 'polygon' && group?.kind === 'graph' && !parts.some((part) => part.startsWith('<polygon'));
    if (isPaper && /stroke="(?:none|transparent)"/.test(attributes)) continue;
    parts.push(`<${name}${attributesFor(name, attributes, group)}${selfClosing ? '/' : ''}>`);
  }
  const drawing = {
    kind: 'graph',
    width: whole(width),
    height: whole(height),
    content: withoutEmptyGroups(parts.join('')),
  };
  return { drawing, removed };
}

const token = /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<![^>]*>|<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|[^<]+/g;
const kept = ['g', 'polygon', 'path', 'ellipse', 'polyline', 'circle', 'rect', 'line', 'text', 'tspan'];
const dropped = ['title', 'defs', 'image', 'script', 'style', 'linearGradient', 'radialGradient', 'stop'];

interface Group {
  readonly kind: 'graph' | 'node' | 'edge' | 'cluster' | 'other';
}

function groupOf(attributes: string): Group {
  const [kind] = valueOf('class', attributes)?.split(' ') ?? [];
  const known = kind === 'graph' || kind === 'node' || kind === 'edge' || kind === 'cluster';
  return { kind: known ? kind : 'other' };
}

function valueOf(name: string, attributes: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
}

const geometry = ['points', 'd', 'cx', 'cy', 'rx', 'ry', 'r', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'width', 'height'];
const looks = [
  'text-anchor',
  'stroke-width',
  'stroke-dasharray',
  'font-weight',
  'font-style',
  'text-decoration',
  'baseline-shift',
];

function attributesFor(name: string, attributes: string, group: Group | undefined): string {
  const parts: string[] = [];
  const classes = (valueOf('class', attributes) ?? '').split(/\s+/).filter((word) => /^[A-Za-z][\w-]*$/.test(word));
  if (name !== 'g' && name !== 'text' && name !== 'tspan') classes.push(...paintClasses(attributes, group));
  if (classes.length > 0) parts.push(`class="${classes.join(' ')}"`);
  const isEdgeLabel = name === 'text' && group?.kind === 'edge';
  for (const key of [...geometry, ...looks]) {
    const value = key === 'x' && isEdgeLabel ? shifted(attributes) : valueOf(key, attributes);
    if (value === undefined || value === defaults[key]) continue;
    parts.push(`${key}="${key === 'stroke-width' || geometry.includes(key) ? short(value) : value}"`);
  }
  const size = valueOf('font-size', attributes);
  if (size !== undefined && Number(size) !== 14) parts.push(`font-size="${Number(size)}"`);
  const transform = valueOf('transform', attributes)?.replace(/scale\(1 1\) ?|rotate\(0\) ?/g, '');
  if (transform) parts.push(`transform="${transform}"`);
  if (classes.includes('painted')) parts.push(...paint(attributes));
  return parts.length > 0 ? ` ${parts.join(' ')}` : '';
}

/** Graphviz sets labels so close to their edges that a face a little wider than Helvetica touches them. */
function shifted(attributes: string): string | undefined {
  const x = valueOf('x', attributes);
  return x === undefined ? undefined : String(Number(x) + 4);
}

const defaults: { readonly [key: string]: string } = { 'text-anchor': 'start', 'stroke-width': '1' };

/** Colours that nobody chose. */
const unpainted = ['none', 'transparent', 'black', 'white', 'lightgrey'];

function paintClasses(attributes: string, group: Group | undefined): string[] {
  const fill = valueOf('fill', attributes) ?? 'none';
  const stroke = valueOf('stroke', attributes) ?? 'none';
  const classes: string[] = [];
  if ([fill, stroke].some((color) => !unpainted.includes(color) && !color.startsWith('url('))) classes.push('painted');
  if (group?.kind === 'node' && fill === 'black') classes.push('solid');
  if (group?.kind === 'edge' && fill === 'none' && !/\sd=/.test(attributes)) classes.push('hollow');
  return classes;
}

function paint(attributes: string): string[] {
  return ['fill', 'stroke', 'fill-opacity', 'stroke-opacity'].flatMap((key) => {
    const value = valueOf(key, attributes);
    return value !== undefined && /^[#\w.]+$/.test(value) ? [`${key}="${value}"`] : [];
  });
}

/** Hundredths of a pixel are more than anyone sees. */
function short(value: string): string {
  return value.replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10));
}

function whole(number: string): number {
  return Math.ceil(Number(number));
}

function withoutEmptyGroups(content: string): string {
  return content.replace(/<g(?: class="[^"]*")?><\/g>/g, '');
}
