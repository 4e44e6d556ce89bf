// A body in HTML → Markdown. What Markdown has no form for stays as HTML.

import type { Comment, Element, ElementContent, Root } from 'hast';
import type { Heading, Html, Link, PhrasingContent } from 'mdast';
import rehypeRaw from 'rehype-raw';
import rehypeRemark, { type Options } from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';

/** Elements that Markdown can hold as they are, and would otherwise lose what they mean. */
const keptElements = [
  'kbd',
  'sub',
  'sup',
  'mark',
  'abbr',
  'dl',
  'details',
  'figure',
  'video',
  'audio',
  'ins',
  'small',
  'u',
];
const depths = [1, 2, 3, 4, 5, 6] as const;

const handlers: NonNullable<Options['handlers']> = {
  ...Object.fromEntries(keptElements.map((name) => [name, (_: unknown, node: Element) => html(node)])),
  ...Object.fromEntries(
    depths.map((depth) => [
      `h${depth}`,
      (state: State, node: Element): Heading => {
        const { id } = node.properties;
        const own = typeof id === 'string' && id !== '' ? [{ type: 'text' as const, value: ` {#${id}}` }] : [];
        return { type: 'heading', depth, children: [...phrasing(state, node), ...own] };
      },
    ]),
  ),
  a(state: State, node: Element): Link | Html {
    const { href, id, name } = node.properties;
    // An anchor that links may lead to.
    if (href === undefined && (id ?? name) !== undefined && node.children.length === 0) return html(node);
    return { type: 'link', url: typeof href === 'string' ? href : '', title: null, children: phrasing(state, node) };
  },
};

const processor = unified()
  .use(rehypeRaw)
  .use(rehypeRemark, {
    handlers,
    nodeHandlers: { comment: (_: unknown, node: Comment): Html => ({ type: 'html', value: `<!--${node.value}-->` }) },
  } as Options)
  .use(remarkGfm)
  .use(remarkStringify, { bullet: '-', fences: true, rule: '-', emphasis: '_', resourceLink: true })
  .freeze();

export function htmlToMarkdown(text: string): string {
  const tree: Root = { type: 'root', children: [{ type: 'raw', value: text }] };
  return processor.stringify(processor.runSync(tree));
}

interface State {
  readonly all: (node: Element) => readonly { readonly type: string }[];
}

function phrasing(state: State, node: Element): PhrasingContent[] {
  return state.all(node).filter((child): child is PhrasingContent => isPhrasing(child));
}

function isPhrasing(node: { readonly type: string }): boolean {
  return ['text', 'emphasis', 'strong', 'delete', 'inlineCode', 'break', 'image', 'html', 'link'].includes(node.type);
}

function html(node: Element): Html {
  return { type: 'html', value: serialized(node) };
}

const voids = new Set(['br', 'img', 'hr', 'source', 'track', 'wbr', 'col', 'input']);

function serialized(node: ElementContent): string {
  if (node.type === 'text')
    return node.value
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/\n\s*\n/g, '\n');
  if (node.type !== 'element') return '';
  const attributes = Object.entries(node.properties).map(([name, value]) => {
    const written = Array.isArray(value) ? value.join(' ') : String(value);
    const key = name === 'className' ? 'class' : name.toLowerCase();
    return value === true || value === ''
      ? ` ${key}`
      : ` ${key}="${written.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"`;
  });
  const open = `<${node.tagName}${attributes.join('')}>`;
  return voids.has(node.tagName) ? open : `${open}${node.children.map(serialized).join('')}</${node.tagName}>`;
}
