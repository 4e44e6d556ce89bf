// Checks that a generator did the compared work: highlighted articles, the index in pages of ten with excerpts, tag pages, feed, sitemap. A
// tool that left something out must never get into the tables.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastHeading, postAt } from './corpus.mjs';
import { countFiles } from './files.mjs';

/** Describes what is missing; empty if nothing is. */
export function missingWork(tool, folder, count) {
  const out = join(folder, tool.out);
  const read = (path) => (existsSync(join(out, path)) ? readFileSync(join(out, path), 'utf8') : '');
  const posts = Array.from({ length: count }, (_, index) => postAt(index, count));
  if (tool.isControl) return articles(posts, out, read, tool);
  const newest = posts[count - 1];
  return [
    ...articles(posts, out, read, tool),
    ...index(newest, count, read, tool),
    ...tags(posts, out),
    ...feed(read, tool, Math.min(20, count)),
    ...sitemap(read, tool, count),
  ];
}

function articles(posts, out, read, { highlighted }) {
  const absent = posts.filter(({ slug }) => !existsSync(join(out, 'posts', slug, 'index.html')));
  if (absent.length > 0) return [`${absent.length} articles, such as ${absent[0].slug}`];
  const step = Math.max(1, Math.floor(posts.length / 20));
  const sample = posts.filter((_, at) => at % step === 0).map(({ slug }) => read(`posts/${slug}/index.html`));
  const pages = sample.join('\n');
  const plain = sample.filter((page) => (page.match(highlighted)?.length ?? 0) < 20);
  return [
    ...(plain.length > 0 ? [`highlighted code in ${plain.length} of ${sample.length} articles`] : []),
    ...['<table', 'footnote', lastHeading.title, '<em>', '<ol', '<ul', 'href='].filter((sign) => !pages.includes(sign)),
    ...(pages.includes('[^note-') ? ['footnotes: the text has their marks'] : []),
  ];
}

function index(newest, count, read, { listPage }) {
  const pages = Math.ceil(count / 10);
  const first = read(listPage(1));
  const opening = /^(?:\S+ ){5}/.exec(newest.markdown(() => '/'))?.[0] ?? '';
  const entries = first.match(/class="entry[ "]/g)?.length ?? 0;
  const full = Math.min(10, count);
  return [
    ...(entries === full ? [] : [`${full} entries on the index (${entries} there)`]),
    ...(first.includes(newest.title) ? [] : ['the newest post on the index']),
    ...(plainHtml(first).includes(plainMarkdown(opening)) ? [] : ['excerpts on the index']),
    ...(first.includes(lastHeading.title) ? ['excerpts that end at the mark'] : []),
    ...(read(listPage(pages)) === '' ? [`page ${pages} of the index`] : []),
    ...(read(listPage(pages + 1)) === '' ? [] : [`an index that ends on page ${pages}`]),
  ];
}

function tags(posts, out) {
  const counts = new Map();
  for (const post of posts) for (const tag of post.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].flatMap(([tag, count]) => {
    const folder = join(out, 'tags', tag);
    // Some tools also write a redirect for page 1.
    const pages = countFiles(folder, 'index.html') - countFiles(join(folder, 'page', '1'), 'index.html');
    const wanted = Math.ceil(count / 10);
    return pages === wanted ? [] : [`${wanted} pages of tag ${tag} (${pages} there)`];
  });
}

function feed(read, { feed }, wanted) {
  const text = read(feed.file);
  const entries = text.split(feed.entry).length - 1;
  return [
    ...(entries === wanted ? [] : [`${wanted} entries in the feed (${entries} there)`]),
    ...(text.split(lastHeading.title).length - 1 >= wanted ? [] : ['full posts in the feed']),
  ];
}

function sitemap(read, { sitemaps }, count) {
  const addresses =
    sitemaps
      .map(read)
      .join('')
      .match(/<loc>[^<]*\/posts\/[^<]+<\/loc>/g)?.length ?? 0;
  return addresses === count ? [] : [`${count} articles in the sitemap (${addresses} there)`];
}

function plainHtml(html) {
  return html.replace(/<[^>]+>|,/g, '');
}

function plainMarkdown(text) {
  return text.replace(/[`*,]/g, '');
}
