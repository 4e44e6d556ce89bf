// Smart punctuation: quotation marks of the site's language, `--` and `---` as dashes, `...` as an ellipsis; remark-smartypants does it.
// It reads a text into sentences and words, which takes longer than reading the Markdown did: so it sees only the blocks that have
// something to change. Addresses get their text back afterwards: in them two hyphens are two hyphens.

import type { Nodes, Text } from 'mdast';
import remarkSmartypants from 'remark-smartypants';
import { unified } from 'unified';
import type { MarkdownStage } from '../context/render-context.ts';
import { wordsFor } from '../context/words.ts';

/** The stage for a language, given as in `site.yaml`. */
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
      if (!setApostrophes(block)) return;
      const addresses = addressesIn(block);
      const alone: Nodes = { type: 'root', children: [block] };
      processor.runSync(alone);
      for (const [text, value] of addresses) text.value = value;
    });
  };
}

type Block = Extract<Nodes, { type: 'paragraph' | 'heading' | 'tableCell' }>;

/** Blocks of text: quotation marks never reach from one into another. */
function eachBlock(node: Nodes, visit: (block: Block) => void): void {
  if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') visit(node);
  else if ('children' in node) for (const child of node.children) eachBlock(child, visit);
}

/** An apostrophe between two letters is one in every language. Whether anything else is left to set. */
function setApostrophes(node: Nodes): boolean {
  if (node.type === 'text') {
    if (node.value.includes("'")) node.value = node.value.replace(/(?<=\p{L})'(?=\p{L})/gu, '’');
    return /["']|``|--|\.\s*\.\s*\./.test(node.value);
  }
  let isLeft = false;
  if ('children' in node) for (const child of node.children) isLeft = setApostrophes(child) || isLeft;
  return isLeft;
}

/** Texts of links that show an address, with what they say. */
function addressesIn(node: Nodes): (readonly [text: Text, value: string])[] {
  if (node.type !== 'link') return 'children' in node ? node.children.flatMap(addressesIn) : [];
  const [only] = node.children;
  const isAddress =
    only?.type === 'text' && node.children.length === 1 && /^(?:https?:\/\/|www\.)\S+$/i.test(only.value);
  return isAddress ? [[only, only.value]] : [];
}
