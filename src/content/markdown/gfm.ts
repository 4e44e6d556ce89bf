// GitHub Flavored Markdown by remark-gfm, without the constructs that a text can't contain. remark-gfm tries bare mail addresses at every
// letter, tables in every line, and searches every node for addresses, which takes two fifths of the parsing time. A construct is left
// out only if the text lacks a character that it needs, so the tree must always be the same.

import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import type { Data, Processor } from 'unified';

/** The constructs that a text may contain. */
export interface GfmUse {
  readonly emails: boolean;
  readonly tables: boolean;
}

/** Each is false only if remark-gfm can't find any. */
export function gfmUseIn(text: string): GfmUse {
  return {
    emails: /[-+.\w]@[-\w.]*\.[-\w]/.test(text),
    // The delimiter row under a table's header has no other characters, not even in a list or quotation.
    tables: /^[ \t>:|-]*[|:][ \t>:|-]*$/m.test(text),
  };
}

/** remark-gfm without the constructs that are not needed. */
export function remarkGfmFor({ emails, tables }: GfmUse): (this: Processor) => void {
  return function gfm() {
    remarkGfm.call(this);
    const data = this.data();
    const unused = new Set([...(emails ? [] : ['emailAutolink']), ...(tables ? [] : ['table'])]);
    data.micromarkExtensions = (data.micromarkExtensions ?? []).map((extension) => without(extension, unused));
    data.fromMarkdownExtensions = (data.fromMarkdownExtensions ?? []).flat().map(withQuickAddressSearch);
  };
}

type Syntax = NonNullable<Data['micromarkExtensions']>[number];
type Constructs = NonNullable<Syntax['text']>;

function without(extension: Syntax, names: ReadonlySet<string>): Syntax {
  const rest = (constructs: Constructs = {}): Constructs =>
    Object.fromEntries(
      Object.entries(constructs)
        .map(([code, list]) => [code, [list ?? []].flat().filter(({ name }) => !names.has(name ?? ''))] as const)
        .filter(([, list]) => list.length > 0),
    );
  return { ...extension, text: rest(extension.text), flow: rest(extension.flow) };
}

type TreeExtension = Exclude<NonNullable<Data['fromMarkdownExtensions']>[number], readonly unknown[]>;

/** remark-gfm's only transform searches for addresses that only exist after decoding. Trees without any sign of one skip it. */
function withQuickAddressSearch(extension: TreeExtension): TreeExtension {
  const { transforms } = extension;
  if (!transforms) return extension;
  return {
    ...extension,
    transforms: transforms.map((search) => (tree) => (mayContainAddress(tree) ? search(tree) : tree)),
  };
}

function mayContainAddress(node: Nodes): boolean {
  if (node.type === 'text') return /https?:\/\/|www\.|[-+.\w]@[-\w]/i.test(node.value);
  if (node.type === 'link' || node.type === 'linkReference' || !('children' in node)) return false;
  for (const child of node.children) if (mayContainAddress(child)) return true;
  return false;
}
