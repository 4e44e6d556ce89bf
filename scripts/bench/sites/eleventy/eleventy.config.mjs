// The benchmark's blog in Eleventy. Templates are JavaScript, its fastest kind; Markdown is not run through a template language first.

import highlight from '@11ty/eleventy-plugin-syntaxhighlight';
import footnotes from 'markdown-it-footnote';

export default function configure(eleventy) {
  eleventy.addPlugin(highlight);
  eleventy.amendLibrary('md', (md) => md.set({ typographer: true, linkify: true }).use(footnotes));
  eleventy.addCollection('posts', (api) => newestFirst(api.getFilteredByGlob('content/posts/*.md')));
  eleventy.addCollection('tagPages', (api) => tagPages(newestFirst(api.getFilteredByGlob('content/posts/*.md'))));
  return {
    markdownTemplateEngine: false,
    dir: { input: 'content', includes: '../_includes', output: '_site' },
  };
}

function newestFirst(posts) {
  return posts.sort((a, b) => b.date - a.date);
}

/** Eleventy paginates over one list: each page of each tag is an entry of it. */
function tagPages(posts) {
  const byTag = new Map();
  for (const post of posts) for (const tag of post.data.tags) byTag.set(tag, [...(byTag.get(tag) ?? []), post]);
  return [...byTag].flatMap(([tag, tagged]) => {
    const of = Math.ceil(tagged.length / 10);
    return Array.from({ length: of }, (_, at) => ({
      tag,
      number: at + 1,
      of,
      posts: tagged.slice(at * 10, at * 10 + 10),
    }));
  });
}
