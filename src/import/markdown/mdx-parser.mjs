// MDX → its tree. Not in TypeScript, because the library's types add its nodes to every tree of the project.

import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkMdx).freeze();

export function parseMdx(text) {
  return processor.parse(text);
}
