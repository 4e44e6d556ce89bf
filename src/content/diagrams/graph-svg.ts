// Reduces the SVG that Graphviz writes to shapes, texts, positions and classes. Must not let through ids, links, images, scripts, styles or
// fonts, nor colors, except those the author chose. `svg-tokens.ts` can't read this SVG: Graphviz copies HTML entities from a diagram.

import type { Drawing } from './diagram-figure.ts';

export interface CleanGraph {
  readonly drawing: Drawing;
  /** What was removed that an author may miss. */
  readonly removed: ReadonlySet<'link' | 'image'>;
}

/** Takes SVG from Graphviz only: it is well-formed and has a known shape, so that a regular expression can read it. */
export function cleanGraph(svg: string): CleanGraph {
  const [, width = '0', height = '0'] = /viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  const removed = new Set<'link' | 'image'>();
  const parts: string[] = [];
  // How many of the open elements are removed with their content.
  let removedDepth = 0;
  const groups: Group[] = [];
  for (const [all, slash, name = '', attributes = '', selfClosing] of svg.matchAll(token)) {
    if (all.startsWith('<?') || all.startsWith('<!')) continue;
    if (!all.startsWith('<')) {
      if (removedDepth === 0 && parts.at(-1)?.startsWith('<text')) parts.push(all.replace(/&#45;/g, '-'));
      continue;
    }
    if (name === 'svg') continue;
    if (elementsRemovedWithContent.includes(name)) {
      if (name === 'image') removed.add('image');
      if (!selfClosing) removedDepth += slash ? -1 : 1;
      continue;
    }
    if (removedDepth > 0) continue;
    if (name === 'a') {
      removed.add('link');
      continue;
    }
    if (!allowedElements.includes(name)) continue;
    if (slash) {
      parts.push(`</${name}>`);
      if (name === 'g') groups.pop();
      continue;
    }
    const group = name === 'g' ? groupOf(attributes) : groups.at(-1);
    if (name === 'g' && group) groups.push(group);
    const isBackground =
      name === 'polygon' && group?.kind === 'graph' && !parts.some((part) => part.startsWith('<polygon'));
    if (isBackground && /stroke="(?:none|transparent)"/.test(attributes)) continue;
    parts.push(`<${name}${attributesFor(name, attributes, group)}${selfClosing ? '/' : ''}>`);
  }
  const drawing = {
    kind: 'graph',
    width: roundedUp(width),
    height: roundedUp(height),
    content: withoutEmptyGroups(parts.join('')),
  };
  return { drawing, removed };
}

const token = /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<![^>]*>|<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|[^<]+/g;
const allowedElements = 'g polygon path ellipse polyline circle rect line text tspan'.split(' ');
const elementsRemovedWithContent = 'title defs image script style linearGradient radialGradient stop'.split(' ');

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

const geometryAttributes = 'points d cx cy rx ry r x y x1 y1 x2 y2 width height'.split(' ');
const styleAttributes =
  'text-anchor stroke-width stroke-dasharray font-weight font-style text-decoration baseline-shift'.split(' ');

function attributesFor(name: string, attributes: string, group: Group | undefined): string {
  const parts: string[] = [];
  const classes = (valueOf('class', attributes) ?? '').split(/\s+/).filter((word) => /^[A-Za-z][\w-]*$/.test(word));
  if (name !== 'g' && name !== 'text' && name !== 'tspan') classes.push(...paintClasses(attributes, group));
  if (classes.length > 0) parts.push(`class="${classes.join(' ')}"`);
  const isEdgeLabel = name === 'text' && group?.kind === 'edge';
  for (const key of [...geometryAttributes, ...styleAttributes]) {
    const value = key === 'x' && isEdgeLabel ? shiftedX(attributes) : valueOf(key, attributes);
    if (value === undefined || value === defaults[key]) continue;
    parts.push(`${key}="${key === 'stroke-width' || geometryAttributes.includes(key) ? rounded(value) : value}"`);
  }
  const size = valueOf('font-size', attributes);
  if (size !== undefined && Number(size) !== 14) parts.push(`font-size="${Number(size)}"`);
  const transform = valueOf('transform', attributes)?.replace(/scale\(1 1\) ?|rotate\(0\) ?/g, '');
  if (transform) parts.push(`transform="${transform}"`);
  if (classes.includes('painted')) parts.push(...paintAttributes(attributes));
  return parts.length > 0 ? ` ${parts.join(' ')}` : '';
}

/** Graphviz puts labels so close to their edges that a font slightly wider than Helvetica touches them. */
function shiftedX(attributes: string): string | undefined {
  const x = valueOf('x', attributes);
  return x === undefined ? undefined : String(Number(x) + 4);
}

const defaults: { readonly [key: string]: string } = { 'text-anchor': 'start', 'stroke-width': '1' };

/** Graphviz's default colors. */
const defaultColors = ['none', 'transparent', 'black', 'white', 'lightgrey'];

function paintClasses(attributes: string, group: Group | undefined): string[] {
  const fill = valueOf('fill', attributes) ?? 'none';
  const stroke = valueOf('stroke', attributes) ?? 'none';
  const classes: string[] = [];
  if ([fill, stroke].some((color) => !defaultColors.includes(color) && !color.startsWith('url(')))
    classes.push('painted');
  if (group?.kind === 'node' && fill === 'black') classes.push('solid');
  if (group?.kind === 'edge' && fill === 'none' && !/\sd=/.test(attributes)) classes.push('hollow');
  return classes;
}

function paintAttributes(attributes: string): string[] {
  return ['fill', 'stroke', 'fill-opacity', 'stroke-opacity'].flatMap((key) => {
    const value = valueOf(key, attributes);
    return value !== undefined && /^[#\w.]+$/.test(value) ? [`${key}="${value}"`] : [];
  });
}

/** Rounds all numbers to tenths of a pixel: the rest is invisible. */
function rounded(value: string): string {
  return value.replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10));
}

function roundedUp(number: string): number {
  return Math.ceil(Number(number));
}

function withoutEmptyGroups(content: string): string {
  return content.replace(/<g(?: class="[^"]*")?><\/g>/g, '');
}
