// Directions of diagrams, as Mermaid names them.

import type { Direction } from './graph.ts';
import { type Reader, take } from './reader.ts';

const directions: { readonly [word: string]: Direction } = {
  TB: 'TB',
  TD: 'TB',
  BT: 'BT',
  LR: 'LR',
  RL: 'RL',
  '>': 'LR',
  '<': 'RL',
  '^': 'BT',
  v: 'TB',
};

export function directionOf(word: string): Direction | null {
  return directions[word] ?? null;
}

/** Reads `direction LR`; null if it is not here. */
export function readDirection(reader: Reader): Direction | null {
  const match = take(reader, /direction[ \t]+(TB|TD|BT|LR|RL)(?=[ \t]*(?:[\n;]|$))/y);
  return match ? directionOf(match[1] ?? '') : null;
}
