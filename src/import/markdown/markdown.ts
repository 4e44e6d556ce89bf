// A body in Markdown, with all tags replaced → Markdown as we read it: heading ids, addresses, attribute lists, emoji, info strings. Everything
// else stays as its author wrote it.

import type { Heading, Nodes, Root } from 'mdast';
import { applyEdits, type Edit } from '../tags/edits.ts';
import { type AttributeEdits, attributeEdits } from './attribute-lists.ts';
import { addressesInHtml, destinationOf } from './destinations.ts';
import { emojiFor } from './emoji.ts';
import { type HeadingId, ownBase, ownIds } from './heading-ids.ts';
import { convertedInfo } from './info-string.ts';
import { eachNode, parseMarkdown, rangeOf, visibleText } from './parse.ts';

export interface MarkdownOptions {
  readonly headingIds: (() => HeadingId) | null;
  readonly hasEmoji: boolean;
  readonly hasAttributeLists: boolean;
  readonly info: ((info: string) => string | null) | null;
  readonly excerptMark: string | null;
  /** The new address for one in the text, or null if it stays. */
  readonly addressFor: (written: string, use: 'link' | 'file', offset: number) => string | null;
  readonly report: (kind: string, offset: number) => void;
}

export interface ConvertedMarkdown {
  readonly text: string;
  /** Every id that a link can lead to. */
  readonly anchors: ReadonlySet<string>;
}

export function convertMarkdown(text: string, options: MarkdownOptions): ConvertedMarkdown {
  const tree = parseMarkdown(text);
  const lists = options.hasAttributeLists ? attributeEdits(tree, text) : noLists;
  const headings: HeadingPlan[] = [];
  const edits: Edit[] = [...lists.edits];
  const anchors = new Set<string>();
  eachNode(tree, (node) => {
    if (node.type === 'heading') headings.push(planOf(node, text, lists));
    edits.push(...nodeEdits(node, text, options));
    if (node.type === 'html') for (const id of idsInHtml(node.value)) anchors.add(id);
  });
  edits.push(...headingEdits(headings, options.headingIds, anchors));
  return { text: applyEdits(text, edits), anchors };
}

const noLists: AttributeEdits = { edits: [], headingIds: new Map() };

function nodeEdits(node: Nodes, text: string, options: MarkdownOptions): Edit[] {
  const { start, end } = rangeOf(node);
  switch (node.type) {
    case 'link':
    case 'image':
    case 'definition': {
      const range = destinationOf(node, text);
      if (range === null) return [];
      const use = node.type === 'image' ? 'file' : 'link';
      const address = options.addressFor(node.url, use, range.start);
      if (address === null) return [];
      const isBracketed = text[range.start - 1] === '<';
      const written = !isBracketed && /[\s()]/.test(address) ? `<${address}>` : address;
      return [{ ...range, text: written }];
    }
    case 'html':
      if (options.excerptMark !== null && node.value.trim() === options.excerptMark.trim())
        return [{ start, end, text: '<!--more-->' }];
      return addressesInHtml(node.value).flatMap((found) => {
        const use = found.name === 'href' ? 'link' : 'file';
        const address = options.addressFor(found.value, use, start + found.start);
        return address === null ? [] : [{ start: start + found.start, end: start + found.end, text: address }];
      });
    case 'code':
      return infoEdit(text, start, node.lang, options.info);
    case 'paragraph':
      if (/^(?:\[\[toc\]\]|\[toc\]|@\[toc\](?:\(.*\))?|\$\{toc\}|\[\[_toc_\]\])$/i.test(text.slice(start, end).trim()))
        return [{ start, end, text: '' }];
      return options.excerptMark !== null && text.slice(start, end).trim() === options.excerptMark.trim()
        ? [{ start, end, text: '<!--more-->' }]
        : [];
    case 'text':
      return options.hasEmoji ? emojiEdits(text, start, end) : [];
    default:
      return [];
  }
}

function infoEdit(
  text: string,
  start: number,
  language: string | null | undefined,
  own: MarkdownOptions['info'],
): Edit[] {
  if (language === null || language === undefined) return [];
  const [, fence = '', info = ''] = /^(`{3,}|~{3,})[ \t]*([^\r\n]*)/.exec(text.slice(start, start + 1000)) ?? [];
  const converted = fence === '' ? null : (own?.(info.trim()) ?? convertedInfo(info.trim()));
  if (converted === null) return [];
  const from = start + text.slice(start).indexOf(info, fence.length);
  return [{ start: from, end: from + info.length, text: converted }];
}

function emojiEdits(text: string, start: number, end: number): Edit[] {
  const edits: Edit[] = [];
  for (const match of text.slice(start, end).matchAll(/(?<![\w:]):([\w+-]+):(?![\w:])/g)) {
    const emoji = emojiFor(match[1] ?? '');
    if (emoji !== null)
      edits.push({ start: start + match.index, end: start + match.index + match[0].length, text: emoji });
  }
  return edits;
}

interface HeadingPlan {
  readonly text: string;
  readonly markdown: string;
  /** Its own id as the author wrote it. */
  readonly own: string | null;
  /** What is replaced to write an id. */
  readonly at: { readonly start: number; readonly end: number };
  /** An attribute that has to be written in our form. */
  readonly isForeign: boolean;
}

function planOf(node: Heading, text: string, lists: AttributeEdits): HeadingPlan {
  const { start, end } = rangeOf(node);
  const last = node.children.at(-1);
  const contentEnd = last === undefined ? end : rangeOf(last).end;
  const first = node.children[0];
  const content = first === undefined ? '' : text.slice(rangeOf(first).start, contentEnd);
  const attribute = /[ \t]*\{:?([^{}]*)\}[ \t]*$/.exec(content);
  const isAttribute =
    attribute !== null &&
    /^\s*(?:[#.][^\s{}]+|[\w-]+=\S+)(?:\s+(?:[#.][^\s{}]+|[\w-]+=\S+))*\s*$/.test(attribute[1] ?? '');
  const inline = isAttribute ? (/#([^\s{}.]+)/.exec(attribute[1] ?? '')?.[1] ?? null) : null;
  const length = isAttribute ? attribute[0].length : 0;
  const seen = visibleText(node);
  return {
    text: isAttribute ? seen.slice(0, Math.max(0, seen.length - length)).trimEnd() : seen,
    markdown: content.slice(0, content.length - length),
    own: inline ?? lists.headingIds.get(start) ?? null,
    at: { start: contentEnd - length, end: contentEnd },
    isForeign: isAttribute && attribute[0].trim() !== `{#${inline}}`,
  };
}

/** Writes the id where the old one is not the one that we would give. */
function headingEdits(
  headings: readonly HeadingPlan[],
  idsFor: (() => HeadingId) | null,
  anchors: Set<string>,
): Edit[] {
  const old = idsFor?.() ?? null;
  const wanted = headings.map(({ text, markdown, own }) => own ?? (old === null ? null : old(text, markdown)));
  const isWritten = headings.map(({ own }) => own !== null);
  const bases = headings.map(({ text }) => ownBase(text));
  // An id that is written changes what the others get, so until nothing changes any more.
  for (let hasChanged = true; hasChanged; ) {
    const taken = new Set([...anchors, ...wanted.filter((id, index) => id !== null && isWritten[index])].map(String));
    const ours = ownIds(taken);
    hasChanged = false;
    for (const [index, base] of bases.entries()) {
      if (isWritten[index]) continue;
      const given = ours(base);
      const id = wanted[index] ?? null;
      if (id === null || id === '' || /[\s{}]/.test(id)) {
        if (given !== null) wanted[index] = given;
      } else if (given !== id && !taken.has(id)) {
        isWritten[index] = true;
        hasChanged = true;
        break;
      }
    }
  }
  for (const id of wanted) if (id !== null && id !== '') anchors.add(id);
  return headings.flatMap(({ at, own, isForeign }, index) => {
    if (own !== null && !isForeign && at.end > at.start) return [];
    if (!isWritten[index]) return isForeign ? [{ ...at, text: '' }] : [];
    return [{ ...at, text: ` {#${wanted[index]}}` }];
  });
}

function idsInHtml(html: string): string[] {
  return [...html.matchAll(/<[a-zA-Z][^<>]*\s(?:id|name)\s*=\s*["']?([^"'\s>]+)/g)].flatMap(([, id]) => id ?? []);
}

/** The text of the first heading of level 1, for pages without a title. */
export function firstTitle(body: string): string | null {
  const tree: Root = parseMarkdown(body.slice(0, 4000));
  const found = tree.children.find((node): node is Heading => node.type === 'heading' && node.depth === 1);
  const text = found === undefined ? '' : visibleText(found).replace(/\s+/g, ' ').trim();
  return text === '' ? null : text;
}
