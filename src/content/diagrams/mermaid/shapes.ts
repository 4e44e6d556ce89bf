// The shapes of nodes: how Graphviz makes room for them, and how those that it can't draw replace the box that it drew. Must draw with
// coordinates only: colors are the theme's.

interface Shape {
  /** Graphviz's attributes. */
  readonly dot: string;
  readonly style?: string;
  readonly classes?: readonly string[];
  /** Draws the shape in the place of Graphviz's. */
  readonly draw?: (box: Box) => string;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const bar = 'shape=box, fixedsize=true, label=""';

const shapes = {
  rect: { dot: 'shape=box' },
  rounded: { dot: 'shape=box', draw: (box) => rectangle(box, 6) },
  state: { dot: 'shape=box', draw: (box) => rectangle(box, 8) },
  stadium: { dot: 'shape=box, margin="0.25,0.08"', draw: (box) => rectangle(box, (box.bottom - box.top) / 2) },
  subroutine: {
    dot: 'shape=box, margin="0.26,0.08"',
    draw: (box) => {
      const [left, right] = [fixed(box.left + 8), fixed(box.right - 8)];
      return `${rectangle(box, 0)}<path d="M${left},${fixed(box.top)}V${fixed(box.bottom)}M${right},${fixed(box.top)}V${fixed(box.bottom)}"/>`;
    },
  },
  cylinder: { dot: 'shape=cylinder, margin="0.16,0.12"' },
  circle: { dot: 'shape=circle, margin="0.02"' },
  ellipse: { dot: 'shape=ellipse' },
  'double-circle': { dot: 'shape=doublecircle, margin="0.02"' },
  diamond: { dot: 'shape=diamond, margin="0.02", height=0.7' },
  hexagon: { dot: 'shape=hexagon, margin="0.06,0.06"' },
  flag: {
    dot: 'shape=box, margin="0.26,0.08"',
    draw: ({ left, top, right, bottom }) =>
      polygon([left, top], [right, top], [right, bottom], [left, bottom], [left + 12, (top + bottom) / 2]),
  },
  'lean-right': { dot: 'shape=polygon, sides=4, skew=0.25, margin="0.02,0.02"' },
  'lean-left': { dot: 'shape=polygon, sides=4, skew=-0.25, margin="0.02,0.02"' },
  trapezoid: { dot: 'shape=polygon, sides=4, distortion=-0.25, margin="0.02,0.02"' },
  'inverted-trapezoid': { dot: 'shape=polygon, sides=4, distortion=0.25, margin="0.02,0.02"' },
  triangle: { dot: 'shape=triangle, margin=0' },
  'flipped-triangle': { dot: 'shape=invtriangle, margin=0' },
  document: { dot: 'shape=note' },
  note: { dot: 'shape=box, fontsize=13', classes: ['note'] },
  text: { dot: 'shape=plaintext, margin="0.05,0.02"' },
  table: { dot: 'shape=box' },
  start: { dot: 'shape=circle, fixedsize=true, width=0.2, height=0.2, label=""', classes: ['solid'] },
  end: {
    dot: 'shape=circle, fixedsize=true, width=0.26, height=0.26, label=""',
    draw: ({ left, top, right, bottom }) => {
      const middle = `cx="${fixed((left + right) / 2)}" cy="${fixed((top + bottom) / 2)}"`;
      const outer = fixed((right - left) / 2);
      return `<ellipse ${middle} rx="${outer}" ry="${outer}"/><g class="solid"><ellipse ${middle} rx="5" ry="5"/></g>`;
    },
  },
  bar: { dot: `${bar}, width=1, height=0.09`, classes: ['solid'] },
  'upright-bar': { dot: `${bar}, width=0.09, height=0.7`, classes: ['solid'] },
  choice: { dot: 'shape=diamond, fixedsize=true, width=0.45, height=0.45, label=""' },
} as const satisfies { readonly [name: string]: Shape };

export type ShapeName = keyof typeof shapes;

export function shapeOf(name: ShapeName): Shape {
  return shapes[name];
}

/** Names of `A@{ shape: … }`, with Mermaid's other names for the same shape. */
const names: { readonly [shape in ShapeName]?: string } = {
  rect: 'rect proc process rectangle',
  rounded: 'rounded event',
  stadium: 'stadium pill terminal',
  subroutine: 'fr-rect framed-rectangle subproc subprocess subroutine',
  cylinder: 'cyl cylinder database db',
  circle: 'circle circ',
  'double-circle': 'dbl-circ double-circle',
  diamond: 'diam diamond decision question',
  hexagon: 'hex hexagon prepare',
  flag: 'odd',
  'lean-right': 'lean-r lean-right in-out',
  'lean-left': 'lean-l lean-left out-in',
  trapezoid: 'trap-b trapezoid trapezoid-bottom priority',
  'inverted-trapezoid': 'trap-t inv-trapezoid trapezoid-top manual',
  triangle: 'tri triangle extract',
  'flipped-triangle': 'flip-tri flipped-triangle manual-file',
  document: 'doc document',
  text: 'text',
  start: 'sm-circ small-circle start f-circ filled-circle junction',
  end: 'fr-circ framed-circle stop',
  bar: 'fork join',
};

const shapesByName = new Map(
  Object.entries(names).flatMap(([shape, words]) =>
    words.split(' ').map((word) => [word, shape as ShapeName] as const),
  ),
);

/** The shape with one of Mermaid's names; null if it can't be drawn. */
export function shapeNamed(name: string): ShapeName | null {
  return shapesByName.get(name) ?? null;
}

/** The first name of each shape, for hints. */
export const shapeNames: readonly string[] = Object.values(names).map((words) => words.split(' ')[0] ?? '');

export function fixed(number: number): string {
  return String(Math.round(number * 10) / 10);
}

function rectangle({ left, top, right, bottom }: Box, radius: number): string {
  const size = `x="${fixed(left)}" y="${fixed(top)}" width="${fixed(right - left)}" height="${fixed(bottom - top)}"`;
  return `<rect ${size}${radius > 0 ? ` rx="${fixed(radius)}"` : ''}/>`;
}

function polygon(...points: readonly (readonly [number, number])[]): string {
  return `<polygon points="${points.map((point) => point.map(fixed).join(',')).join(' ')}"/>`;
}
