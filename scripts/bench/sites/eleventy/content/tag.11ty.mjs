import { entry, escaped, frame, pager } from '../_includes/frame.mjs';

const address = (tag) => (number) => (number === 1 ? `/tags/${tag}/` : `/tags/${tag}/page/${number}/`);

export const data = {
  pagination: { data: 'collections.tagPages', size: 1, alias: 'list' },
  permalink: ({ list }) => `${address(list.tag)(list.number)}index.html`,
};

export function render({ list }) {
  const entries = list.posts.map(entry).join('\n');
  return frame(list.tag, `<h1>${escaped(list.tag)}</h1>${entries}${pager(list.number, list.of, address(list.tag))}`);
}
