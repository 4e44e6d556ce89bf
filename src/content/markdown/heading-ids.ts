// `## Heading {#my-id}`: moves the id from the heading's text to its properties. Must run before smart punctuation, which would change it.

import type { Heading, Nodes, Root } from 'mdast';
import { warning } from '../../model/diagnostic.ts';
import type { RenderContext } from '../context/render-context.ts';

export function headingIds(tree: Root, context: RenderContext): void {
  eachHeading(tree, (heading) => {
    const last = heading.children.at(-1);
    if (last?.type !== 'text') return;
    const match = /(?:^|[ \t]+)\{#([^\s{}]*)\}[ \t]*$/.exec(last.value);
    if (!match) return;
    const id = match[1] ?? '';
    if (id === '') {
      const end = last.position?.end.offset ?? 0;
      const at = context.span(Math.max(0, end - 3), end);
      context.diagnostics.push(warning('heading/empty-id', '`{#}` has no id', at, { hint: 'write `{#my-id}`' }));
    } else heading.data = { ...heading.data, hProperties: { ...heading.data?.hProperties, id } };
    last.value = last.value.slice(0, match.index);
  });
}

function eachHeading(node: Nodes, visit: (heading: Heading) => void): void {
  if (node.type === 'heading') visit(node);
  else if ('children' in node) for (const child of node.children) eachHeading(child, visit);
}
