// Highlights code with rehype-highlight and warns about unknown languages. Must not touch any other content, and must show a block the same
// whatever other languages were loaded before.

import type { Element, ElementContent, Root } from 'hast';
import type { HLJSApi, Language, Mode } from 'highlight.js';
import rehypeHighlight from 'rehype-highlight';
import type { VFile } from 'vfile';
import { warning } from '../../model/diagnostic.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { infoSpan } from '../context/spans.ts';
import { classesOf, eachElement, element, isElement } from '../html/tree.ts';
import { grammarOf, grammars } from './grammars.ts';
import { nearestLanguage } from './languages.ts';

let registry: HLJSApi | null = null;

/** rehype-highlight takes all languages at once, but hands its registry to each grammar; so the only one at start keeps it for later. */
const highlight = rehypeHighlight({
  languages: {
    none(api) {
      registry = api;
      return { name: 'None', contains: [] };
    },
  },
});

const loading = new Map<string, Promise<void>>();

/** Loads and registers the grammar of a language, and those of the languages inside. */
async function loadGrammar(language: string): Promise<void> {
  const first = grammarOf(language);
  const needed = new Set(first === null ? [] : [first]);
  // A set also visits what is added on the way.
  for (const name of needed) for (const inner of embeddedIn(name)) needed.add(inner);
  await Promise.all(
    Array.from(needed, (name) => {
      const loaded = loading.get(name) ?? register(name);
      loading.set(name, loaded);
      return loaded;
    }),
  );
}

function embeddedIn(name: string): readonly string[] {
  return grammars[name]?.[2]?.split(' ') ?? [];
}

async function register(name: string): Promise<void> {
  const [load, names = ''] = grammars[name] ?? [];
  const grammar = load && (await load()).default;
  if (!grammar) return;
  // Two grammars may claim the same name; ours never do.
  registry?.registerLanguage(name, (api) => withKnownLanguages({ ...grammar(api), aliases: [] }, embeddedIn(name)));
  registry?.registerAliases(names.split(' '), { languageName: name });
}

/** Replaces "any language" inside a grammar, which would mean those that happen to be loaded. */
function withKnownLanguages(language: Language, names: readonly string[]): Language {
  const seen = new Set<unknown>();
  const visit = (mode: Mode | 'self') => {
    if (mode === 'self' || seen.has(mode)) return;
    seen.add(mode);
    if (Array.isArray(mode.subLanguage) && mode.subLanguage.length === 0) mode.subLanguage = [...names];
    for (const inner of [...(mode.contains ?? []), ...(mode.starts ? [mode.starts] : [])]) visit(inner);
  };
  visit(language);
  return language;
}

/**
 * Highlights every code block. rehype-highlight gets a placeholder for each block that accepts the new content without exposing it:
 * otherwise it would walk through all the spans it has just created, which takes as long as creating them.
 */
export async function highlighting(tree: Root, context: RenderContext, file: VFile): Promise<void> {
  const blocks: Placeholder[] = [];
  eachElement(tree, (node, ancestors) => {
    if (isElement(node, 'code') && isElement(ancestors.at(-1), 'pre')) blocks.push(placeholderFor(node));
  });
  if (blocks.length === 0) return;
  for (const { shown } of blocks)
    for (const name of classesOf(shown))
      if (name.startsWith('language-')) await loadGrammar(name.slice('language-'.length).toLowerCase());
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
  const near = nearestLanguage(language.value);
  const hint = near ? `did you mean \`${near}\`?` : 'use `text` for code without highlighting';
  const at = infoSpan(codeBlock, language, context);
  const message = `unknown language \`${language.value}\``;
  context.diagnostics.push(warning('code/unknown-language', message, at, { hint }));
}
