// Highlights code with rehype-highlight, and says what it could not do as warnings: a language that it doesn't know, with the nearest name.

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
 * Highlights every code block. Each is handed over as a stand-in that takes its new content without showing it: left to itself, rehype-highlight
 * goes on into every span that it has just made, which takes as long as making them.
 */
export function highlighting(tree: Root, context: RenderContext, file: VFile): void {
  const blocks: StandIn[] = [];
  eachElement(tree, (node, ancestors) => {
    if (isElement(node, 'code') && isElement(ancestors.at(-1), 'pre')) blocks.push(standIn(node));
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
    if (code.data?.codeBlock) sayUnknownLanguage(code.data.codeBlock, context);
  }
}

interface StandIn {
  readonly code: Element;
  readonly shown: Element;
  /** What the block holds after highlighting. */
  readonly content: () => ElementContent[];
}

function standIn(code: Element): StandIn {
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

/** Says that a block's language is not known. */
export function sayUnknownLanguage(codeBlock: CodeBlock, context: RenderContext): void {
  const { language } = codeBlock.info;
  if (language.value === '') return;
  const near = nearest(language.value, languageNames());
  const hint = near ? `did you mean \`${near}\`?` : 'write `text` for what is not to be highlighted';
  const at = infoSpan(codeBlock, language, context);
  const message = `there is no language \`${language.value}\``;
  context.diagnostics.push(warning('code/unknown-language', message, at, { hint }));
}
