// GitHub's Markdown by remark-gfm, less what a text can't contain. Its tokenizer for bare mail addresses starts at every letter, its search for
// addresses visits every node, its table tokenizer tries every line: together two fifths of the time that parsing takes. Each is
// left out only where the text lacks something without which it finds nothing, so the tree is always the same.

import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import type { Data, Processor } from 'unified';

/** What a text may contain. */
export interface GfmUse {
  readonly emails: boolean;
  readonly tables: boolean;
}

/** False only where remark-gfm would certainly find none. */
export function gfmUseIn(text: string): GfmUse {
  return {
    emails: /[-+.\w]@[-\w.]*\.[-\w]/.test(text),
    // The row under a table's header: nothing but these, in whatever list or quotation.
    tables: /^[ \t>:|-]*[|:][ \t>:|-]*$/m.test(text),
  };
}

/** A plugin like remark-gfm, for texts of a certain kind. */
export function remarkGfmFor({ emails, tables }: GfmUse): (this: Processor) => void {
  return function gfm() {
    remarkGfm.call(this);
    const data = this.data();
    const unused = new Set([...(emails ? [] : ['emailAutolink']), ...(tables ? [] : ['table'])]);
    data.micromarkExtensions = (data.micromarkExtensions ?? []).map((extension) => without(extension, unused));
    data.fromMarkdownExtensions = (data.fromMarkdownExtensions ?? []).flat().map(searchingWherePromising);
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

type Building = Exclude<NonNullable<Data['fromMarkdownExtensions']>[number], readonly unknown[]>;

/** The only transform of remark-gfm is the search for addresses that only came about by decoding. */
function searchingWherePromising(extension: Building): Building {
  const { transforms } = extension;
  if (!transforms) return extension;
  return {
    ...extension,
    transforms: transforms.map((search) => (tree) => (mayHoldAddress(tree) ? search(tree) : tree)),
  };
}

function mayHoldAddress(node: Nodes): boolean {
  if (node.type === 'text') return /https?:\/\/|www\.|[-+.\w]@[-\w]/i.test(node.value);
  if (node.type === 'link' || node.type === 'linkReference' || !('children' in node)) return false;
  for (const child of node.children) if (mayHoldAddress(child)) return true;
  return false;
}
