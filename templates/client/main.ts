// What pages do where scripts run, in one file: to ask for a second would cost more than its few lines.
// Everything here is a convenience: without it the page is whole.

import { followContents } from './contents.ts';
import { addCopyButtons } from './copy.ts';
import { followScheme } from './scheme.ts';
import { makeScrollersFocusable } from './scrollers.ts';

followScheme();
enrich();
// Said by `octavo dev` after it has changed the document in place.
document.addEventListener('octavo:update', enrich);
document.addEventListener('keydown', openSearch);

function enrich(): void {
  addCopyButtons();
  makeScrollersFocusable();
  followContents();
}

/** A slash leads to the search, unless something is being written. */
function openSearch(event: KeyboardEvent): void {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (key !== '/' || ctrlKey || metaKey || altKey) return;
  if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null) return;
  event.preventDefault();
  const input = document.querySelector<HTMLInputElement>('.search-form input');
  if (input === null) document.querySelector<HTMLAnchorElement>('[data-search]')?.click();
  else input.focus();
}
