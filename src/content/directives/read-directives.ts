// Directives in the Markdown tree → `context.directives`, with a mark in place of each: an element whose content passes through all other
// steps. Also reports lines of colons that make no directive. Must not decide which names there are: the theme does, when the page is printed.

import type { Blockquote, Nodes, Paragraph, Parents, Root } from 'mdast';
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive';
import { error, warning } from '../../model/diagnostic.ts';
import type { AddressSlot, DirectiveAttribute } from '../../model/page.ts';
import { cleanText } from '../../text/clean-text.ts';
import { addressOf } from '../context/addresses.ts';
import type { Directive } from '../context/directive.ts';
import type { RenderContext } from '../context/render-context.ts';
import { rangeOf, type TextRange } from '../context/text-range.ts';
import { calloutOf } from './callout-names.ts';

type BlockDirective = ContainerDirective | LeafDirective;

/** `claimed`: types of nodes that handlers of the site's plugins turn into HTML. */
export function readDirectives(tree: Root, claimed: readonly string[], context: RenderContext): void {
  read(tree, [], claimed, context);
}

function read(
  parent: Parents,
  outer: readonly ContainerDirective[],
  claimed: readonly string[],
  context: RenderContext,
): void {
  parent.children.forEach((child, index) => {
    if (child.type === 'paragraph') checkParagraph(child, context);
    const isOurs = isDirective(child) && !claimed.includes(child.type) && !isClaimed(child);
    if (isOurs && child.type === 'textDirective') parent.children[index] = asText(child, context) as typeof child;
    const inside = child.type === 'containerDirective' ? [...outer, child] : outer;
    if (isOurs && child.type !== 'textDirective') replace(child, outer, context);
    if ('children' in child) read(child, inside, claimed, context);
  });
}

function isDirective(node: Nodes): node is BlockDirective | TextDirective {
  return /^(?:container|leaf|text)Directive$/.test(node.type);
}

/** Whether a plugin of the site has decided about the node's HTML. */
function isClaimed({ data }: Nodes): boolean {
  return data !== undefined && ('hName' in data || 'hChildren' in data || 'hProperties' in data);
}

/** A text form, which only a plugin's syntax can have made, as its author wrote it: `10:30` is no directive. */
function asText(node: TextDirective, { text }: RenderContext): Nodes {
  const range = rangeOf(node);
  const value = range ? text.slice(range.start, range.end) : `:${node.name}`;
  return { type: 'text', value, ...(node.position && { position: node.position }) };
}

/** Turns a directive into its mark in place. A mark is a quotation for our other steps, and a `div` in HTML. */
function replace(node: BlockDirective, outer: readonly ContainerDirective[], context: RenderContext): void {
  const number = context.directives.length;
  const label = labelOf(node);
  const directive = directiveFrom(node, label, context);
  context.directives.push(directive);
  if (node.type === 'containerDirective' && directive.closing === null) reportUnclosed(directive, outer, context);
  const labelMark: Paragraph[] =
    label === null || label.children.length === 0
      ? []
      : [{ ...label, data: { hName: 'p', hProperties: { dataDirectiveLabel: markOf(number) } } }];
  const content = node.type === 'leafDirective' ? [] : node.children.filter((child) => child !== label);
  const mark: Pick<Blockquote, 'type' | 'children' | 'data'> = {
    type: 'blockquote',
    children: [...labelMark, ...content],
    data: { hName: 'div', hProperties: { dataDirective: markOf(number) } },
  };
  Object.assign(node, mark);
}

function markOf(number: number): string {
  return `\uFDD0${number}\uFDD1`;
}

function labelOf(node: BlockDirective): Paragraph | null {
  if (node.type === 'leafDirective') return { type: 'paragraph', children: node.children };
  const [first] = node.children;
  return first?.type === 'paragraph' && first.data?.directiveLabel === true ? first : null;
}

function directiveFrom(node: BlockDirective, label: Paragraph | null, context: RenderContext): Directive {
  const { name } = node;
  const { start, end } = rangeOf(node) ?? { start: 0, end: 0 };
  const [line = ''] = context.text.slice(start, end).split('\n', 1);
  const written = line.trimEnd();
  const opening = { start, end: start + written.length };
  const nameStart = start + Math.max(0, written.search(/[^:\s]/));
  const [first, last] = [label?.children[0], label?.children.at(-1)];
  const labelStart = first && rangeOf(first)?.start;
  const labelEnd = last && rangeOf(last)?.end;
  return {
    name,
    attributes: attributesOf(node, written, start, context),
    isContainer: node.type === 'containerDirective',
    label: labelStart === undefined ? null : context.text.slice(labelStart, labelEnd).trim(),
    callout: calloutOf(name),
    opening,
    closing: node.type === 'containerDirective' ? closingIn(written, { start, end }, context) : null,
    at: context.span(opening.start, opening.end),
    nameAt: context.span(nameStart, nameStart + name.length),
  };
}

/** The range of the closing colons; null if the directive is never closed. */
function closingIn(opening: string, { start, end }: TextRange, { text }: RenderContext): TextRange | null {
  const colons = /^:*/.exec(opening)?.[0].length ?? 0;
  const written = text.slice(start, end);
  const last = /\n[ \t>]*(:{3,})[ \t]*$/.exec(written);
  const closing = last?.[1] ?? '';
  if (closing.length < colons) return null;
  const at = start + written.trimEnd().length - closing.length;
  return { start: at, end: at + closing.length };
}

/** The positions of attributes are not in the tree: they are searched for in the opening line, outside of quotation marks. */
function attributesOf(
  node: BlockDirective,
  line: string,
  start: number,
  context: RenderContext,
): readonly DirectiveAttribute[] {
  const unquoted = line.replace(/"[^"]*"|'[^']*'/g, (value) => value.replace(/[^"']/g, ' '));
  return Object.entries(node.attributes ?? {}).map(([name, given]) => {
    const value = cleanText(given ?? '');
    const pattern = name === 'id' ? '#|\\bid' : name === 'class' ? '\\.|\\bclass' : escaped(name);
    const from = unquoted.search(new RegExp(`(?<=[{\\s])(?:${pattern})(?:$|[=\\s}]|(?<=[#.]))`));
    const length = /^[^\s=}"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s}]+))?/.exec(line.slice(from))?.[0].length ?? 0;
    const at = from < 0 ? context.span(start, start + line.length) : context.span(start + from, start + from + length);
    return { name, value, address: addressIn(value, at, context), at };
  });
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** A value that may be an address of this site. What it leads to is published with the page, whatever the component does with it. */
function addressIn(value: string, at: AddressSlot['at'], context: RenderContext): AddressSlot | null {
  if (/\s/.test(value) || !/^(?:\.{1,2}\/|[/#])|\.[a-z]\w*(?:[?#].*)?$/i.test(value)) return null;
  const address = addressOf(value, context.path);
  if (address.kind === 'outside') {
    const hint = "addresses are relative to the page's folder";
    context.diagnostics.push(error('link/outside', `\`${value}\` points outside the site`, at, { hint }));
  }
  if (address.kind !== 'local') return null;
  const { slot } = address;
  if (slot.to === 'page') context.links.add(slot.target);
  if (slot.to === 'path') context.files.add(slot.target);
  const file = slot.to === 'root' ? `public${slot.target}` : slot.target;
  if (/\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(file))
    for (const paths of [context.files, context.images]) paths.add(file);
  return { kind: 'address', ...slot, at };
}

function reportUnclosed(directive: Directive, outer: readonly ContainerDirective[], context: RenderContext): void {
  const { name, opening } = directive;
  const line = context.text.slice(opening.start, opening.end);
  const colons = /^:+/.exec(line)?.[0] ?? ':::';
  const around = outer.at(-1);
  const message = `this \`${colons}${name}\` is never closed, so everything after it belongs to it`;
  const hint =
    around === undefined
      ? `end it with a line \`${colons}\``
      : `end it with a line \`${colons}\`, and write more colons around it: \`${colons}:${around.name}\` … \`${colons}:\``;
  context.diagnostics.push(warning('directive/never-closed', message, directive.at, { hint }));
}

/** Reports lines that begin with colons but are text. */
function checkParagraph(node: Paragraph, context: RenderContext): void {
  const range = rangeOf(node);
  if (!range) return;
  const written = context.text.slice(range.start, range.end);
  for (const { index, 0: line, 1: colons = '', 2: name = '' } of written.matchAll(
    /^[ \t>]*(:{2,})[ \t]*([\p{L}][\w-]*)?.*$/gmu,
  )) {
    const start = range.start + index + line.indexOf(colons);
    const end = range.start + index + line.trimEnd().length;
    const rest = line.slice(line.indexOf(colons) + colons.length);
    const isCode = colons.length === 2 && !/^[a-z][\w-]*(?:\[[^\]]*\])?[ \t]*\{[^}]*\}/i.test(rest);
    if (isCode) continue;
    const [message, hint] =
      name === '' && rest.trim() === ''
        ? [
            `this \`${colons}\` closes nothing: readers see it as text`,
            'remove it; a directive that contains others needs more colons than they have, such as `::::`',
          ]
        : [
            `this is no directive: readers see \`${colons}${name}\` as text`,
            `write \`${colons}name[label]{key="value"}\` without spaces, and nothing after it, or \`\\${colons}\` for text`,
          ];
    context.diagnostics.push(warning('directive/text', message, context.span(start, end), { hint }));
  }
}
