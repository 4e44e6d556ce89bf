// Smart punctuation: quotation marks of the site's language, `--` and `---` as dashes, `...` as an ellipsis; remark-smartypants does it.
// Bare addresses get their text back afterwards: in them two hyphens are two hyphens.

import type { Nodes, Root } from 'mdast';
import { type Manuscript, stretchOf } from './manuscript.ts';
import { wordsFor } from './words.ts';

/** Options for remark-smartypants. */
export function punctuationFor(language: string) {
  const [openDouble, closeDouble, openSingle, closeSingle] = wordsFor(language).quotes;
  return {
    dashes: 'oldschool',
    openingQuotes: { double: openDouble, single: openSingle },
    closingQuotes: { double: closeDouble, single: closeSingle },
  } as const;
}

/** Gives links that show their own address the text that was written. Must run after remark-smartypants. */
export function bareAddresses(node: Root | Nodes, manuscript: Manuscript): void {
  if (node.type !== 'link') {
    if ('children' in node) for (const child of node.children) bareAddresses(child, manuscript);
    return;
  }
  const [only] = node.children;
  const stretch = only ? stretchOf(only) : null;
  if (only?.type !== 'text' || node.children.length > 1 || !stretch) return;
  const written = manuscript.text.slice(stretch.start, stretch.end);
  if (/^(?:https?:\/\/|www\.)\S+$/i.test(written)) only.value = written;
}
