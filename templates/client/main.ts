// The script of every page, in one file because another request would cost more than its few lines. A page must never need
// it: everything here is a convenience.

import { followContents } from './contents.ts';
import { addCopyButtons } from './copy.ts';
import { followScheme } from './scheme.ts';
import { makeScrollersFocusable } from './scrollers.ts';

followScheme();
enrich();
// `octavo dev` sends this after it has changed the document in place.
document.addEventListener('octavo:update', enrich);
document.addEventListener('keydown', openSearch);

function enrich(): void {
  addCopyButtons();
  makeScrollersFocusable();
  followContents();
}

/** The slash key opens the search, unless the reader is typing. */
function openSearch(event: KeyboardEvent): void {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (key !== '/' || ctrlKey || metaKey || altKey) return;
  if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null) return;
  event.preventDefault();
  const input = document.querySelector<HTMLInputElement>('.search-form input');
  if (input === null) document.querySelector<HTMLAnchorElement>('[data-search]')?.click();
  else input.focus();
}
