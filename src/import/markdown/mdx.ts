// MDX → Markdown: imports and exports go, components that are known for what they show are replaced, all else stays and is reported.

import type { Nodes } from 'mdast';
import { callout, calloutKind, codeBlock, details, embed, image } from '../tags/blocks.ts';
import { applyEdits, type Edit } from '../tags/edits.ts';
import type { Replacement } from '../tags/expand.ts';
import { parseMdx } from './mdx-parser.mjs';
import { type Range, rangeOf } from './parse.ts';

/** What MDX adds to the tree, as far as it is read here. */
interface MdxNode {
  readonly type: string;
  readonly name?: string | null;
  readonly value?: string;
  readonly attributes?: readonly {
    readonly type: string;
    readonly name?: string;
    readonly value?: string | { readonly value: string } | null;
  }[];
  readonly children?: readonly Nodes[];
}

export function mdxToMarkdown(text: string, report: (kind: string, offset: number) => void): string {
  const tree = treeOf(text);
  if (tree === null) {
    report('not converted: MDX that can’t be parsed', 0);
    return text;
  }
  const imports = importsIn(text, tree);
  return convertRange(text, { start: 0, end: text.length }, 'children' in tree ? tree.children : [], imports, report);
}

/** Attributes such as `{#id}`, which plugins read before MDX does, are no expressions: they are parsed as text of the same length. */
function treeOf(text: string): Nodes | null {
  const withoutAttributes = text.replace(/\{[#.:][^{}\n]*\}/g, (written) => '_'.repeat(written.length));
  for (const each of new Set([text, withoutAttributes])) {
    try {
      return parseMdx(each);
    } catch {
      // The next form, if there is one.
    }
  }
  return null;
}

type Imports = ReadonlyMap<string, string>;

function importsIn(text: string, tree: Nodes): Imports {
  const found = new Map<string, string>();
  for (const node of 'children' in tree ? tree.children : []) {
    if (mdxOf(node).type !== 'mdxjsEsm') continue;
    const { start, end } = rangeOf(node);
    for (const [, name = '', path = ''] of text.slice(start, end).matchAll(/import\s+(\w+)\s+from\s+["']([^"']+)["']/g))
      found.set(name, path);
  }
  return found;
}

/** The parser's own types know no MDX, and directives, which MDX doesn't have. */
function mdxOf(node: Nodes): MdxNode {
  return node as MdxNode;
}

function convertRange(
  text: string,
  range: Range,
  nodes: readonly Nodes[],
  imports: Imports,
  report: (kind: string, offset: number) => void,
): string {
  const edits = nodes.flatMap((node) => editsFor(text, node, imports, report));
  return applyEdits(text, edits, range);
}

function editsFor(text: string, node: Nodes, imports: Imports, report: (kind: string, offset: number) => void): Edit[] {
  const { type, name, value, children = [] } = mdxOf(node);
  const range = rangeOf(node);
  const within = () => children.flatMap((child) => editsFor(text, child, imports, report));
  if (type === 'mdxjsEsm') return [{ ...range, text: '' }];
  if (type === 'mdxFlowExpression' || type === 'mdxTextExpression') return expressionEdit(range, value ?? '', report);
  if (type !== 'mdxJsxFlowElement' && type !== 'mdxJsxTextElement') return within();
  // Elements of HTML stay.
  if (name === null || name === undefined) return [...tagEdits(text, range, children), ...within()];
  const attributes = attributesOf(mdxOf(node), imports);
  if (/^[a-z]/.test(name)) return [...plainElement(text, range, children), ...within()];
  const [first, last] = [children[0], children.at(-1)];
  const content =
    first === undefined || last === undefined ? null : { start: rangeOf(first).start, end: rangeOf(last).end };
  const inner = content === null ? null : convertRange(text, content, children, imports, () => {});
  const replacement = component(name, attributes, inner);
  if (replacement !== null) {
    if (content !== null) convertRange(text, content, children, imports, report);
    const indent = /[ \t]*$/.exec(text.slice(0, range.start))?.[0] ?? '';
    const lines = replacement.text
      .split('\n')
      .map((line, index) => (index === 0 || line === '' ? line : indent + line));
    return [{ ...range, text: lines.join('\n') }];
  }
  report(`not converted: component \`${name}\``, range.start);
  return within();
}

/** The marks of a fragment go. */
function tagEdits(text: string, range: Range, children: readonly Nodes[]): Edit[] {
  const [first, last] = [children[0], children.at(-1)];
  if (first === undefined || last === undefined) return [{ ...range, text: '' }];
  return [
    { start: range.start, end: text.indexOf('>', range.start) + 1, text: '' },
    { start: text.lastIndexOf('<', range.end), end: range.end, text: '' },
  ].filter(({ end }) => end <= rangeOf(first).start || end === range.end);
}

/** `className="a"` is `class`, and a style in braces has no meaning in HTML. */
function plainElement(text: string, range: Range, children: readonly Nodes[]): Edit[] {
  const limit = children[0] === undefined ? range.end : rangeOf(children[0]).start;
  const tag = text.slice(range.start, limit);
  return [...tag.matchAll(/\sclassName=|\s(?:style|on\w+)=\{\{?[^}]*\}?\}/g)].map((match) => ({
    start: range.start + match.index,
    end: range.start + match.index + match[0].length,
    text: match[0].trim() === 'className=' ? ' class=' : '',
  }));
}

function expressionEdit(range: Range, code: string, report: (kind: string, offset: number) => void): Edit[] {
  if (/^\s*\/\*[\s\S]*\*\/\s*$/.test(code)) return [{ ...range, text: '' }];
  const literal = /^\s*(?:"([^"\\]*)"|'([^'\\]*)'|`([^`$\\]*)`)\s*$/.exec(code);
  if (literal) return [{ ...range, text: literal[1] ?? literal[2] ?? literal[3] ?? '' }];
  report('not converted: expression in MDX', range.start);
  return [];
}

interface Attributes {
  readonly [name: string]: string;
}

/** Texts, and what a name that was imported stands for. */
function attributesOf({ attributes = [] }: MdxNode, imports: Imports): Attributes {
  return Object.fromEntries(
    attributes.flatMap(({ name, value }) => {
      if (name === undefined) return [];
      if (typeof value === 'string') return [[name, value]];
      if (value === null || value === undefined) return [[name, 'true']];
      const code = value.value.trim();
      const literal = /^["'`]([^"'`]*)["'`]$/.exec(code)?.[1];
      const imported = /^import\(["']([^"']+)["']\)$/.exec(code)?.[1] ?? imports.get(code.replace(/\.src$/, ''));
      return [[name, literal ?? imported ?? code]];
    }),
  );
}

function component(name: string, attributes: Attributes, inner: string | null): Replacement | null {
  const { src, alt = '', caption = null, title = null, id, type } = attributes;
  const key = name.toLowerCase();
  if (/^(?:image|img|picture|figure|blogimage|astroimage|photo)$/.test(key) && src !== undefined)
    return { text: image(src, alt, caption ?? (key === 'figure' ? (inner?.trim() ?? null) : title)), layout: 'block' };
  const video = id ?? attributes['videoId'] ?? attributes['videoid'] ?? attributes['youTubeId'];
  if (/youtube/.test(key) && video !== undefined) return embed('youtube', video);
  if (key === 'vimeo' && video !== undefined) return embed('vimeo', video);
  if (/^(?:tweet|astrotweet|twitter)$/.test(key) && id !== undefined)
    return embed('tweet', /^\d+$/.test(id) ? `i/status/${id}` : id);
  if (key === 'gist' && id !== undefined) return embed('gist', id);
  if (key === 'code' && attributes['code'] !== undefined)
    return codeBlock(attributes['lang'] ?? '', '', attributes['code']);
  if (inner === null) return null;
  if (/^(?:details|spoiler|collapse|accordion|expandable)$/.test(key))
    return details(attributes['summary'] ?? title ?? '', inner);
  const kind = calloutKind(type ?? attributes['variant'] ?? attributes['kind'] ?? '') ?? calloutKind(name);
  return kind !== null && (calloutKind(name) !== null || /^(?:callout|admonition|alert|box|aside)$/.test(key))
    ? callout(kind, title, inner)
    : null;
}
