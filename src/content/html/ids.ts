// Checks the ids that authors write: each must be unique on its page, and none may be reserved for the theme. Others are removed.

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
    const report = (code: string, message: string, hint: string) =>
      context.diagnostics.push(warning(code, message, openingTagSpan(node, context), { hint }));
    if (name === '' || /\s/.test(name)) {
      report('html/bad-id', 'an id must not be empty or contain white space', 'use an id such as `my-id`');
    } else if (isReserved(name)) {
      report(
        'html/reserved-id',
        `the id \`${name}\` is reserved: ids that start with \`octavo-\` belong to the theme`,
        'choose another id',
      );
    } else if (context.ids.has(name)) {
      report('html/duplicate-id', `the id \`${name}\` is already in use on this page`, 'choose another id');
    } else {
      context.ids.add(name);
      return;
    }
    delete node.properties['id'];
  });
}

/** Returns an id that is free on this page (`base`, `base-1`, `base-2`, …) and marks it as used. */
export function claimId(base: string, { ids, idCounts: counts }: RenderContext): string {
  const allowedBase = isReserved(base) ? `section-${base}` : base;
  let number = counts.get(allowedBase) ?? 0;
  let id = number === 0 ? allowedBase : `${allowedBase}-${number}`;
  while (ids.has(id)) {
    number += 1;
    id = `${allowedBase}-${number}`;
  }
  counts.set(allowedBase, number);
  ids.add(id);
  return id;
}

function isReserved(id: string): boolean {
  return /^octavo-/i.test(id);
}
