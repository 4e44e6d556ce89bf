// Smart punctuation by remark-smartypants: quotation marks of the site's language, `--` and `---` as dashes, `...` as an ellipsis. The
// library splits a text into sentences and words, which takes longer than parsing the Markdown, so it gets only the blocks that have
// something to change. It must never change what is no prose: a link whose text is its address, options (`--all`), arrows (`-->`), rules
// (`----`) and paths (`./...`).

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
      hideMarks(block, '');
      if (replaceApostrophes(block)) {
        const addresses = addressesIn(block);
        const root: Nodes = { type: 'root', children: [block] };
        processor.runSync(root);
        for (const [text, value] of addresses) text.value = value;
      }
      showMarks(block);
    });
  };
}

type Block = Extract<Nodes, { type: 'paragraph' | 'heading' | 'tableCell' }>;

/** Visits blocks of text. A pair of quotation marks is always in one block. */
function eachBlock(node: Nodes, visit: (block: Block) => void): void {
  if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') visit(node);
  else if ('children' in node) for (const child of node.children) eachBlock(child, visit);
}

/** Hyphens and dots that are no punctuation: of options, arrows and lines, and of paths. */
export const notPunctuation =
  /(?<=(?:^|[\s([{/=|,])["'\u201C\u2018]?)--(?=\p{L})|(?<=<)-{2,}|-{2,}(?=-*>)|-{4,}|(?<=\/)\.{3}|\.{3}(?=\/)/gu;

/** Hides what is no punctuation from the library, behind characters that no text of an author has, because `cleanText` replaces them. `before` is the text before a node; the last character of the text up to its end is returned. */
function hideMarks(node: Nodes, before: string): string {
  if (node.type === 'text') {
    if (/--|\.{3}/.test(node.value)) {
      const marked = (before + node.value).replace(notPunctuation, (found) =>
        found.replace(/[-.]/g, (mark) => (mark === '-' ? '\uFDD4' : '\uFDD5')),
      );
      node.value = marked.slice(before.length);
    }
    return node.value.slice(-1) || before;
  }
  if (node.type === 'break') return '\n';
  if (!('children' in node)) return 'x';
  let last = before;
  for (const child of node.children) last = hideMarks(child, last);
  return last;
}

function showMarks(node: Nodes): void {
  if (node.type === 'text' && /[\uFDD4\uFDD5]/.test(node.value))
    node.value = node.value.replace(/\uFDD4/g, '-').replace(/\uFDD5/g, '.');
  if ('children' in node) for (const child of node.children) showMarks(child);
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
