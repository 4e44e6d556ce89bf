// Smart punctuation by remark-smartypants: quotation marks of the site's language, `--` and `---` as dashes, `...` as an ellipsis. The
// library splits a text into sentences and words, which takes longer than parsing the Markdown, so it gets only the blocks that have
// something to change. It must never change a link whose text is its address: two hyphens there stay two hyphens.

import type { Nodes, Text } from 'mdast';
import remarkSmartypants from 'remark-smartypants';
import { unified } from 'unified';
import type { MarkdownStage } from '../context/render-context.ts';
import { wordsFor } from '../context/words.ts';

/** The stage for a language, as a BCP 47 tag. */
export function punctuationIn(language: string): MarkdownStage {
  const [openDouble, closeDouble, openSingle, closeSingle] = wordsFor(language).quotes;
  const processor = unified()
    .use(remarkSmartypants, {
      dashes: 'oldschool',
      openingQuotes: { double: openDouble, single: openSingle },
      closingQuotes: { double: closeDouble, single: closeSingle },
    })
    .freeze();
  return (tree) => {
    eachBlock(tree, (block) => {
      if (!replaceApostrophes(block)) return;
      const addresses = addressesIn(block);
      const root: Nodes = { type: 'root', children: [block] };
      processor.runSync(root);
      for (const [text, value] of addresses) text.value = value;
    });
  };
}

type Block = Extract<Nodes, { type: 'paragraph' | 'heading' | 'tableCell' }>;

/** Visits blocks of text. A pair of quotation marks is always in one block. */
function eachBlock(node: Nodes, visit: (block: Block) => void): void {
  if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') visit(node);
  else if ('children' in node) for (const child of node.children) eachBlock(child, visit);
}

/** Replaces apostrophes between two letters, which are the same in every language. Returns whether any other punctuation needs the library. */
function replaceApostrophes(node: Nodes): boolean {
  if (node.type === 'text') {
    if (node.value.includes("'")) node.value = node.value.replace(/(?<=\p{L})'(?=\p{L})/gu, '’');
    return /["']|``|--|\.\s*\.\s*\./.test(node.value);
  }
  let hasMore = false;
  if ('children' in node) for (const child of node.children) hasMore = replaceApostrophes(child) || hasMore;
  return hasMore;
}

/** Texts of links that show an address, each with its value. */
function addressesIn(node: Nodes): (readonly [text: Text, value: string])[] {
  if (node.type !== 'link') return 'children' in node ? node.children.flatMap(addressesIn) : [];
  const [only] = node.children;
  const isAddress =
    only?.type === 'text' && node.children.length === 1 && /^(?:https?:\/\/|www\.)\S+$/i.test(only.value);
  return isAddress ? [[only, only.value]] : [];
}
