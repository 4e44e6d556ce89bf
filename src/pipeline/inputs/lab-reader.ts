// What reads labs, loaded where one is to be read: most starts of `dev` find that a process before has read them all.

import type { Input } from '../../engine/graph/rule.ts';
import type { labFacts } from './lab.ts';
import { NotAtHand } from './not-at-hand.ts';

export type LabReader = typeof labFacts;

/** Where a page's lab would stand. */
export function labFolderOf(path: string): string {
  return `${path.slice(0, path.lastIndexOf('/'))}/lab`;
}

/** Reading throws `NotAtHand` until it is loaded. */
export function openLabReader(): Input<LabReader> {
  let reader: LabReader | null = null;

  async function load(): Promise<void> {
    reader = (await import('./lab.ts')).labFacts;
  }

  return {
    kind: 'input',
    name: 'labReader',
    // It is a part of the tool, on which all that is kept depends.
    digest: () => 'loaded',
    read() {
      if (reader === null) throw new NotAtHand('what reads labs', load);
      return reader;
    },
  };
}
