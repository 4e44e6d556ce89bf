// The stage passes only some blocks to the library. The result must be the same as if the library had processed every block.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkSmartypants from 'remark-smartypants';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { expect, test } from 'vitest';
import { createRenderContext } from '../../../src/content/context/render-context.ts';
import { notPunctuation, punctuationIn } from '../../../src/content/markdown/punctuation.ts';
import { decodeSiteConfig } from '../../../src/content/settings/site-settings.ts';

const parser = unified().use(remarkParse).use(remarkGfm).freeze();
const library = unified().use(remarkSmartypants, { dashes: 'oldschool' }).freeze();
const config = decodeSiteConfig(null, { url: null }).value.markdown;

const pieces =
  "a|word|don't|'80s|3|\"|'| | | |\n|--|---|...|. . .|``|''|(|)|.|,|!|“|`code`|*em*|*|[l](x)|http://a.b/--".split('|');

test('random texts', async () => {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((words) => words.join(''));
  await fc.assert(fc.asyncProperty(text, check), { numRuns: 500 });
});

const posts = join(import.meta.dirname, '..', '..', '..', 'content', 'posts');
test.each(readdirSync(posts))('%s', async (name) => {
  await check(readFileSync(join(posts, name, 'index.md'), 'utf8'));
});

test.each([
  ['--all and -n stay, -- and a--b do not', '--all and -n stay, – and a–b do not'],
  ['run (--rm, --name=x) or "--all" or *--all*', 'run (--rm, --name=x) or “--all” or --all'],
  ["'--all' and [--all](x) and a `b` --c", '‘--all’ and --all and a b --c'],
  ['*a*--and `b`--and "c"--and', 'a–and b–and “c”–and'],
  ['--1 and 1914--1918 and a --- b', '–1 and 1914–1918 and a — b'],
  ['A --> B <-- C <--> D ---> E', 'A --> B <-- C <--> D ---> E'],
  ['go test ./... and .../x but wait... and ...so', 'go test ./... and .../x but wait… and …so'],
  ['---- and -----', '---- and -----'],
  ['a line\n--all', 'a line\n--all'],
])('only punctuation changes: %s', async (text, expected) => {
  expect((await punctuated(text)).join('')).toBe(expected);
});

async function check(text: string): Promise<void> {
  // Options, arrows and paths are an intended difference.
  if (text.search(notPunctuation) >= 0) return;
  const other = parser.parse(text);
  punctuateByLibrary(other);
  expect(await punctuated(text)).toEqual(wordsOf(other));
}

async function punctuated(text: string): Promise<string[]> {
  const tree = parser.parse(text);
  const span = (start: number, end: number) => ({ path: 'a.md', start, end });
  await punctuationIn('en')(tree, createRenderContext({ path: 'a.md', text, config, includes: {}, span }), new VFile());
  return wordsOf(tree);
}

/** Block by block, because the library sometimes pairs the quotation marks of two blocks. */
function punctuateByLibrary(node: Nodes): void {
  if (node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell') {
    if ('children' in node) node.children.forEach(punctuateByLibrary);
    return;
  }
  const root: Root = { type: 'root', children: [] };
  library.runSync(Object.assign(root, { children: [node] }));
}

/** Without bare addresses, which are the only intended difference. */
function wordsOf(node: Nodes): string[] {
  if ('value' in node) return [node.value];
  if (node.type === 'link' && node.url.startsWith('http')) return [];
  return 'children' in node ? node.children.flatMap(wordsOf) : [];
}
