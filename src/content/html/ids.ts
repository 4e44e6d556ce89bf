// Watches over the ids that authors give: each once in a page, none of those that belong to the theme.

import type { Root } from 'hast';
import { warning } from '../../model/diagnostic.ts';
import type { RenderContext } from '../context/render-context.ts';
import { openingTagSpan } from '../context/spans.ts';
import { eachElement } from './tree.ts';

export function ids(tree: Root, context: RenderContext): void {
  eachElement(tree, (node) => {
    const { id } = node.properties;
    if (id === undefined || id === null) return;
    const name = String(id);
    const say = (code: string, message: string, hint: string) =>
      context.diagnostics.push(warning(code, message, openingTagSpan(node, context), { hint }));
    if (name === '' || /\s/.test(name)) {
      say('html/bad-id', 'an id must not be empty or hold a space', 'write it like `my-id`');
    } else if (isReserved(name)) {
      say('html/reserved-id', `ids that begin with \`octavo-\` belong to the theme: \`${name}\``, 'choose another id');
    } else if (context.ids.has(name)) {
      say('html/duplicate-id', `the id \`${name}\` is already in use on this page`, 'choose another id');
    } else {
      context.ids.add(name);
      return;
    }
    delete node.properties['id'];
  });
}

/** An id that nothing in the page has yet: `base`, or `base-1`, `base-2` and so on; it counts as used from then on. */
export function claimId(base: string, { ids, idCounts: repeated }: RenderContext): string {
  const free = isReserved(base) ? `section-${base}` : base;
  let number = repeated.get(free) ?? 0;
  let id = number === 0 ? free : `${free}-${number}`;
  while (ids.has(id)) {
    number += 1;
    id = `${free}-${number}`;
  }
  repeated.set(free, number);
  ids.add(id);
  return id;
}

function isReserved(id: string): boolean {
  return /^octavo-/i.test(id);
}
