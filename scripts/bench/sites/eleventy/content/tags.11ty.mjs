import { frame, tagList } from '../_includes/frame.mjs';

export const data = { permalink: '/tags/index.html' };

export function render({ collections }) {
  return frame('Tags', tagList([...new Set(collections.tagPages.map((list) => list.tag))].sort()));
}
