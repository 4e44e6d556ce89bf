// The ends of the arrows in a sequence diagram. Must set no colors.

import type { Head } from './model.ts';
import { rounded } from './text.ts';

/** How much shorter the line of an arrow is because of its head. */
export function headLength(kind: Head): number {
  if (kind === 'full' || kind === 'upper' || kind === 'lower') return 8;
  return kind === 'cross' ? 6 : 0;
}

/** An arrow head with its tip at `x` and `y`; `towards` is 1 for an arrow to the right, -1 for one to the left. */
export function arrowHead(kind: Head, x: number, y: number, towards: number): string {
  const back = rounded(x - towards * 8);
  const [tip, middle, above, below] = [rounded(x), rounded(y), rounded(y - 4), rounded(y + 4)];
  switch (kind) {
    case 'none':
      return '';
    case 'full':
      return `<polygon points="${tip},${middle} ${back},${above} ${back},${below}"/>`;
    case 'open':
      return `<path d="M${back},${above}L${tip},${middle}L${back},${below}"/>`;
    case 'upper':
    case 'lower':
      return `<polygon points="${tip},${middle} ${back},${kind === 'upper' ? above : below} ${back},${middle}"/>`;
    case 'upper-line':
    case 'lower-line':
      return `<path d="M${back},${kind === 'upper-line' ? above : below}L${tip},${middle}"/>`;
    case 'cross': {
      const [near, far] = [rounded(x - towards * 2), rounded(x - towards * 10)];
      return `<path d="M${near},${above}L${far},${below}M${near},${below}L${far},${above}"/>`;
    }
  }
}

/** The dot of a message that ends on a lifeline. */
export function lifelineDot(x: number, y: number): string {
  return `<ellipse cx="${rounded(x)}" cy="${rounded(y)}" rx="4" ry="4"/>`;
}
