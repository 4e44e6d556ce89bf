// Options of rehype-highlight, and what it could not do said as warnings: a language that it doesn't know, with the nearest name.

import type { Root } from 'hast';
import type { VFile } from 'vfile';
import { warning } from '../model/diagnostic.ts';
import { nearest } from '../text/nearest.ts';
import { type Fence, infoSpan } from './fences.ts';
import { aliases, grammars, languageNames } from './languages.ts';
import type { Manuscript } from './manuscript.ts';
import { eachElement } from './tree.ts';

export const highlightOptions = { languages: grammars, aliases };

/** Must run right after rehype-highlight. */
export function unknownLanguages(tree: Root, manuscript: Manuscript, file: VFile): void {
  const unknown = new Set<unknown>();
  for (const { ruleId, ancestors } of file.messages) if (ruleId === 'missing-language') unknown.add(ancestors?.at(-1));
  if (unknown.size === 0) return;
  eachElement(tree, (node) => {
    if (!unknown.has(node)) return;
    delete node.properties['className'];
    if (node.data?.fence) sayUnknownLanguage(node.data.fence, manuscript);
  });
}

/** Says that a block's language is not known. */
export function sayUnknownLanguage(fence: Fence, manuscript: Manuscript): void {
  const { language } = fence.info;
  if (language.value === '') return;
  const near = nearest(language.value, languageNames());
  const hint = near ? `did you mean \`${near}\`?` : 'write `text` for what is not to be highlighted';
  const at = infoSpan(fence, language, manuscript);
  const message = `there is no language \`${language.value}\``;
  manuscript.diagnostics.push(warning('code/unknown-language', message, at, { hint }));
}
