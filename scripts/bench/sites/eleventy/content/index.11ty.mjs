import { entry, frame, pager } from '../_includes/frame.mjs';

const address = (number) => (number === 1 ? '/' : `/page/${number}/`);

export const data = {
  pagination: { data: 'collections.posts', size: 10 },
  permalink: ({ pagination }) => `${address(pagination.pageNumber + 1)}index.html`,
};

export function render({ pagination }) {
  return frame(
    'Bench',
    pagination.items.map(entry).join('\n') + pager(pagination.pageNumber + 1, pagination.pages.length, address),
  );
}
