// Highlights code with rehype-highlight and warns about unknown languages. Must not touch any other content.

import type { Element, ElementContent, Root } from 'hast';
import rehypeHighlight from 'rehype-highlight';
import type { VFile } from 'vfile';
import { warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { infoSpan } from '../context/spans.ts';
import { eachElement, element, isElement } from '../html/tree.ts';
import { aliases, grammars, languageNames } from './languages.ts';

const highlight = rehypeHighlight({ languages: grammars, aliases });

/**
 * Highlights every code block. rehype-highlight gets a placeholder for each block that accepts the new content without exposing it:
 * otherwise it would walk through all the spans it has just created, which takes as long as creating them.
 */
export function highlighting(tree: Root, context: RenderContext, file: VFile): void {
  const blocks: Placeholder[] = [];
  eachElement(tree, (node, ancestors) => {
    if (isElement(node, 'code') && isElement(ancestors.at(-1), 'pre')) blocks.push(placeholderFor(node));
  });
  if (blocks.length === 0) return;
  highlight({ type: 'root', children: blocks.map(({ shown }) => element('pre', {}, [shown])) }, file);
  const unknown = new Set<unknown>();
  for (const { ruleId, ancestors } of file.messages) if (ruleId === 'missing-language') unknown.add(ancestors?.at(-1));
  for (const { code, shown, content } of blocks) {
    code.properties = shown.properties;
    code.children = content();
    if (!unknown.has(shown)) continue;
    delete code.properties['className'];
    if (code.data?.codeBlock) reportUnknownLanguage(code.data.codeBlock, context);
  }
}

interface Placeholder {
  readonly code: Element;
  /** The element that rehype-highlight gets instead of `code`. */
  readonly shown: Element;
  /** The content after highlighting. */
  readonly content: () => ElementContent[];
}

function placeholderFor(code: Element): Placeholder {
  const plain = code.children;
  let content = plain;
  const shown: Element = {
    ...code,
    get children() {
      return plain;
    },
    set children(highlighted) {
      content = highlighted;
    },
  };
  return { code, shown, content: () => content };
}

/** Reports that a block's language is unknown; a block without a language is fine. */
export function reportUnknownLanguage(codeBlock: CodeBlock, context: RenderContext): void {
  const { language } = codeBlock.info;
  if (language.value === '') return;
  const near = nearest(language.value, languageNames());
  const hint = near ? `did you mean \`${near}\`?` : 'use `text` for code without highlighting';
  const at = infoSpan(codeBlock, language, context);
  const message = `unknown language \`${language.value}\``;
  context.diagnostics.push(warning('code/unknown-language', message, at, { hint }));
}
