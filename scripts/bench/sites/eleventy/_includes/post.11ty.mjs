import { escaped, frame, tagList } from './frame.mjs';

export function render({ title, page, tags, content }) {
  const day = page.date.toISOString();
  return frame(
    title,
    `<article><h1>${escaped(title)}</h1><time datetime="${day}">${day.slice(0, 10)}</time>${tagList(tags)}
<div class="prose">${content}</div></article>`,
  );
}
