// Renders footnotes in three ways without a script: on the site's pages a mark opens the note as a popover, wide screens show the note in
// the margin, and print and feeds have the list at the end. Excerpts must not contain any of it.

import type { Element, ElementContent, Root } from 'hast';
import type { RenderContext } from '../context/render-context.ts';
import { classNames } from './class-names.ts';
import { isFootnoteList } from './footnote-marks.ts';
import { claimId } from './ids.ts';
import { element, isBlank, isElement, type PerOutputNode, rewrite, text } from './tree.ts';

interface Footnote {
  readonly number: number;
  readonly item: Element;
  /** Ids of the note in the margin, of its item in the list, and of each mark. */
  readonly marginId: string;
  readonly listId: string;
  readonly markIds: string[];
}

export function footnotes(tree: Root, context: RenderContext): void {
  const section = tree.children.find(isFootnoteList);
  const list = isElement(section) ? section.children[0] : undefined;
  if (!isElement(section) || !isElement(list, 'ol')) return;
  const notes = list.children
    .filter((item) => isElement(item, 'li'))
    .map((item, index) => footnoteFor(item, index, context));
  const children: Root['children'] = [];
  const shown = new Set<Footnote>();
  for (const block of tree.children) {
    const first = shown.size;
    const holder: Root = { type: 'root', children: [block] };
    rewrite(holder, (node, ancestors) => {
      const note = node.data?.footnote ? notes[node.data.footnote - 1] : undefined;
      if (!note) return undefined;
      shown.add(note);
      return markFor(
        note,
        ancestors.some((ancestor) => isElement(ancestor, 'a', 'button', 'label')),
        context,
      );
    });
    for (const note of [...shown].slice(first)) children.push(marginNote(note, context), text('\n'));
    children.push(...holder.children);
  }
  tree.children = children;
  completeList(section, notes, context);
}

function footnoteFor(item: Element, index: number, context: RenderContext): Footnote {
  const number = index + 1;
  return {
    number,
    item,
    marginId: claimId(`note-${number}`, context),
    listId: claimId(`fn-${number}`, context),
    markIds: [],
  };
}

function markFor(note: Footnote, isInLink: boolean, context: RenderContext): PerOutputNode {
  const { number, markIds, marginId, listId } = note;
  const className = [classNames.footnoteMark];
  if (isInLink) {
    const plain = [element('sup', { className }, [text(String(number))])];
    return { type: 'per-output', site: plain, feed: plain, articleOnly: true };
  }
  const id = claimId(markIds.length === 0 ? `fnref-${number}` : `fnref-${number}-${markIds.length + 1}`, context);
  markIds.push(id);
  const ariaLabel = context.words.note(number);
  const button = { type: 'button', id, popoverTarget: marginId, ariaLabel };
  const link = linkTo(listId, { id, role: 'doc-noteref' }, String(number), context);
  return {
    type: 'per-output',
    site: [element('sup', { className }, [element('button', button, [text(String(number))])])],
    feed: [element('sup', { className }, [link])],
    articleOnly: true,
  };
}

function linkTo(fragment: string, properties: Element['properties'], label: string, context: RenderContext): Element {
  const link = element('a', { href: '', ...properties }, [text(label)]);
  const slot = { kind: 'address', to: 'self', target: '', href: `#${fragment}`, query: '', fragment } as const;
  link.data = { slots: { href: [{ ...slot, at: context.span(0, 0) }] } };
  return link;
}

/** The note for margin and popover. It goes before the block with its first mark. */
function marginNote(note: Footnote, context: RenderContext): PerOutputNode {
  const children = withoutIds(note.item.children).filter((child) => !isBlank(child));
  const number = element('span', { className: [classNames.footnoteNumber] }, [text(String(note.number))]);
  const [first] = children;
  if (isElement(first, 'p')) first.children.unshift(number, text(' '));
  else children.unshift(element('p', {}, [number]));
  const ariaLabel = context.words.note(note.number);
  const properties = { className: [classNames.footnote], id: note.marginId, popover: '', role: 'note', ariaLabel };
  return { type: 'per-output', site: [element('aside', properties, children)], feed: [], articleOnly: true };
}

/** A copy of a note's content that can be on the same page as the note itself. */
function withoutIds(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.map((node) => {
    if (node.type === 'per-output') return { ...node, site: withoutIds(node.site), feed: withoutIds(node.feed) };
    if (node.type !== 'element') return node;
    const { footnote } = node.data ?? {};
    if (footnote) return element('sup', { className: [classNames.footnoteMark] }, [text(String(footnote))]);
    const { id: _, ...properties } = node.properties;
    return { ...node, properties, children: withoutIds(node.children) };
  });
}

/** Gives the list its ids and back links. */
function completeList(section: Element, notes: readonly Footnote[], context: RenderContext): void {
  section.properties = { className: [classNames.footnotes], role: 'doc-endnotes', ariaLabel: context.words.footnotes };
  for (const { item, listId, markIds, number } of notes) {
    item.properties = { id: listId };
    const back = markIds.map((id, index): ElementContent[] => {
      const properties = { className: [classNames.footnoteBack], ariaLabel: context.words.backToText(number) };
      return [text(' '), linkTo(id, properties, index === 0 ? '↩' : `↩${index + 1}`, context)];
    });
    const last = item.children.findLast((child) => !isBlank(child));
    if (isElement(last, 'p')) last.children.push(...back.flat());
    else item.children.push(element('p', {}, back.flat().slice(1)));
  }
}
