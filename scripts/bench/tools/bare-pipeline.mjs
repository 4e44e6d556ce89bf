// `node bare-pipeline.mjs POSTS OUT` renders each Markdown file of a folder to `OUT/posts/<name>/index.html`, one after another: parse, GFM,
// HTML, highlighting, text. See `control.mjs`.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import matter from 'gray-matter';
import { common } from 'lowlight';
import rehypeHighlight from 'rehype-highlight';
import rehypeRaw from 'rehype-raw';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

const [posts, out] = process.argv.slice(2);
const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeHighlight, { languages: common })
  .use(rehypeStringify)
  .freeze();

for (const name of readdirSync(posts)) {
  const { content } = matter(readFileSync(join(posts, name), 'utf8'));
  const folder = join(out, 'posts', name.replace(/\.md$/, ''));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.html'), String(await processor.process(content)));
}
