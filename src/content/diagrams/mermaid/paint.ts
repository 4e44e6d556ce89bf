// Colors and lines that a diagram's author chose: `classDef`, `class`, `style`, `linkStyle`. Must reduce each color to the theme's one
// of the same hue, so that the drawing can be read in light, dark and print.

import type { Graph, GraphEdge, Paint } from './graph.ts';
import { unpainted } from './graph.ts';
import { fail, type Reader, skipSpaces, take, takeRest, takeText, warn } from './reader.ts';

/** Classes that the theme has colors for. */
const themeClasses = ['accent', 'muted', 'good', 'bad', 'amber', 'violet'];

/** What statements say about paint. They may come before what they paint, so `applyPaint` comes last. */
export interface Styles {
  readonly classes: Map<string, Paint>;
  readonly uses: {
    readonly ids: readonly string[];
    readonly name: string;
    readonly start: number;
    readonly end: number;
  }[];
  readonly own: { readonly ids: readonly string[]; readonly paint: Paint }[];
  readonly edges: { readonly numbers: readonly number[] | 'all'; readonly paint: Paint; readonly start: number }[];
}

export function noStyles(): Styles {
  return { classes: new Map(), uses: [], own: [], edges: [] };
}

const ids = /[^\s;,]+(?:[ \t]*,[ \t]*[^\s;,]+)*/y;

/** Reads a statement that starts with `classDef`, `class`, `style` or `linkStyle`. False if none of them is here. */
export function readStyle(reader: Reader, styles: Styles): boolean {
  const word = take(reader, /(?:classDef|class|cssClass|style|linkStyle)(?=[ \t])/y)?.[0];
  if (word === undefined) return false;
  skipSpaces(reader);
  const start = reader.at;
  const named = takeText(reader, ids)
    .replaceAll('"', '')
    .split(',')
    .map((id) => id.trim());
  skipSpaces(reader);
  if (word === 'class' || word === 'cssClass') {
    useClass(reader, styles, named, reader.at, takeRest(reader));
  } else if (word === 'linkStyle') {
    take(reader, /interpolate[ \t]+\w+[ \t]*/y);
    const numbers = named.includes('default') ? 'all' : named.map(Number);
    if (numbers !== 'all' && numbers.some((number) => !Number.isInteger(number)))
      fail(
        reader,
        start,
        start + named.join(',').length,
        'this is not the number of a link',
        'count links from 0: `linkStyle 0,2 stroke:red`',
      );
    styles.edges.push({ numbers, paint: readPaint(reader), start });
  } else {
    const paint = readPaint(reader);
    if (word === 'style') styles.own.push({ ids: named, paint });
    else for (const name of named) styles.classes.set(name, paint);
  }
  return true;
}

/** Remembers that nodes have a class: `class A,B name` and `A:::name`. */
export function useClass(reader: Reader, styles: Styles, of: readonly string[], start: number, name: string): void {
  if (name === '') fail(reader, start, start, 'the name of a class is missing here', null);
  else styles.uses.push({ ids: of, name, start, end: start + name.length });
}

/** Reads `fill:#f9f,stroke:#333,stroke-width:4px`. */
function readPaint(reader: Reader): Paint {
  const start = reader.at;
  const declarations = takeRest(reader);
  const colors: { [property: string]: string } = {};
  const [classes, at] = [new Set<string>(), { offset: start }];
  let isDashed = false;
  for (const declaration of declarations.split(/,(?![^(]*\))/)) {
    const from = at.offset + (/^\s*/.exec(declaration)?.[0].length ?? 0);
    at.offset += declaration.length + 1;
    const [property = '', value = ''] = declaration.trim().split(/\s*:\s*/);
    if (property === '' || /^[\d.\s]+$/.test(declaration)) continue;
    if (property === 'stroke-dasharray') isDashed = !/^(?:0|none)$/.test(value);
    else if (property === 'stroke-width') {
      if (Number.parseFloat(value) >= 3) classes.add('thick');
    } else if (['fill', 'stroke', 'color', 'background'].includes(property)) colors[property] = value;
    else {
      const hint = 'diagrams know `fill`, `stroke`, `color`, `stroke-width` and `stroke-dasharray`';
      warn(reader, 'diagram/ignored', from, from + property.length, `\`${property}\` has no effect in a diagram`, hint);
    }
  }
  const tone = [colors['fill'], colors['stroke'], colors['color']].map((color) => toneOf(color ?? '')).find(Boolean);
  if (tone) classes.add(tone);
  return { classes: [...classes], isDashed };
}

const namedHues: readonly (readonly [RegExp, string])[] = [
  [/purple|violet|indigo|plum|lavender|orchid|magenta|fuchsia|pink|thistle/, 'violet'],
  [/orange|gold|yellow|khaki|brown|wheat|chocolate|peru|sienna|^tan$|cream/, 'amber'],
  [/green|lime|olive|honeydew/, 'good'],
  [/blue|cyan|aqua|teal|navy|turquoise|azure/, 'accent'],
  [/red|crimson|tomato|salmon|coral|maroon|brick/, 'bad'],
];

/** The class with the color most like a CSS color; an empty string for one without a hue. */
export function toneOf(color: string): string {
  const text = color.trim().toLowerCase();
  const rgb = rgbOf(text);
  if (!rgb) {
    const hue = /^hsla?\((\d+)/.exec(text);
    return hue ? toneOfHue(Number(hue[1])) : (namedHues.find(([names]) => names.test(text))?.[1] ?? '');
  }
  const [red, green, blue] = rgb;
  const [max, min] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  // Colors with less difference look gray, or nearly white.
  if (max - min < 18) return '';
  const sector =
    max === red
      ? (green - blue) / (max - min)
      : max === green
        ? 2 + (blue - red) / (max - min)
        : 4 + (red - green) / (max - min);
  return toneOfHue((sector * 60 + 360) % 360);
}

function rgbOf(color: string): readonly [number, number, number] | null {
  const short = /^#([\da-f])([\da-f])([\da-f])[\da-f]?$/.exec(color);
  const parts = short ?? /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})(?:[\da-f]{2})?$/.exec(color);
  if (parts) {
    const [red = 0, green = 0, blue = 0] = parts
      .slice(1)
      .map((part) => Number.parseInt(short ? part + part : part, 16));
    return [red, green, blue];
  }
  const numbers = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(color)?.slice(1).map(Number);
  return numbers ? [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0] : null;
}

function toneOfHue(hue: number): string {
  return hue < 18 || hue >= 335 ? 'bad' : hue < 68 ? 'amber' : hue < 168 ? 'good' : hue < 246 ? 'accent' : 'violet';
}

/** Paints what the statements name. Reports classes, nodes and links that don't exist. */
export function applyPaint(graph: Graph, styles: Styles, reader: Pick<Reader, 'mistakes'>): void {
  const paint = (id: string, added: Paint | undefined) => {
    const one = graph.nodes.get(id) ?? graph.clusters.get(id);
    if (one && added) one.paint = joined(one.paint, added);
  };
  for (const id of graph.nodes.keys()) paint(id, styles.classes.get('default'));
  for (const { ids, name, start, end } of styles.uses) {
    const known =
      styles.classes.get(name) ?? (themeClasses.includes(name) ? { classes: [name], isDashed: false } : undefined);
    const hint = `define it with \`classDef ${name} fill:…\`, or use one of ${themeClasses.map((one) => `\`${one}\``).join(', ')}`;
    if (!known) warn(reader, 'diagram/unknown-class', start, end, `the class \`${name}\` is not defined`, hint);
    for (const id of ids) paint(id, known);
  }
  for (const { ids, paint: own } of styles.own) for (const id of ids) paint(id, own);
  for (const { numbers, paint: own, start } of styles.edges) {
    const painted = numbers === 'all' ? graph.edges : numbers.map((number) => graph.edges[number]);
    const missing = numbers === 'all' ? -1 : painted.indexOf(undefined);
    const hint = `links are counted from 0, and there are ${graph.edges.length}`;
    if (missing >= 0) fail(reader, start, start + String(numbers).length, `there is no link ${numbers[missing]}`, hint);
    for (const edge of painted) if (edge) edge.paint = joined(edge.paint, own);
  }
}

/** The paint with more of it: a later color replaces an earlier one. */
function joined(before: GraphEdge['paint'], added: Paint): Paint {
  if (before === unpainted) return added;
  const kept = added.classes.some((name) => themeClasses.includes(name))
    ? before.classes.filter((name) => !themeClasses.includes(name))
    : before.classes;
  return { classes: [...new Set([...kept, ...added.classes])], isDashed: before.isDashed || added.isDashed };
}
