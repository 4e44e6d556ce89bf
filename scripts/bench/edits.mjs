// The edits between two builds. Each edit leaves a mark that must be in the output. Must never change anything else.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { slugAt } from './corpus.mjs';

/** Index of the post for edit number `at`: from the middle of the blog on, never the same twice in a row. */
export function editedIndex(count, at) {
  return (Math.floor(count / 2) + at * 7) % count;
}

export function editedSlug(count, at) {
  return slugAt(editedIndex(count, at));
}

export const edits = {
  body: (tool, folder, slug, mark) => ({
    ...inFile(join(folder, tool.postPath(slug)), bodyWith(mark)),
    shown: join('posts', slug, 'index.html'),
  }),
  title: (tool, folder, slug, mark) => ({
    ...inFile(join(folder, tool.postPath(slug)), titleWith(mark)),
    shown: join('posts', slug, 'index.html'),
  }),
  template: (tool, folder, slug, mark) => ({
    ...inFile(join(folder, tool.template), (text) =>
      replaced(text, /<footer( data-edit="\w+")?/, `<footer data-edit="${mark}"`),
    ),
    shown: join('posts', slug, 'index.html'),
  }),
  config: (tool, folder, slug, mark) => ({
    ...inFile(join(folder, tool.config), (text) => replaced(text, /^title: .*$/m, `title: Bench ${mark}`)),
    shown: join('posts', slug, 'index.html'),
  }),
};

/** Adds a paragraph after the first section's heading, or changes the mark in it. */
export function bodyWith(mark) {
  return (text) => {
    const clean = text.replace(/\n\nEdited \w+\.(?=\n)/, '');
    return replaced(clean, /\n\n## [^\n]*/, (heading) => `${heading}\n\nEdited ${mark}.`);
  };
}

export function titleWith(mark) {
  return (text) => replaced(text, /^(title: ".*?)(?: Edited \w+)?"$/m, (_, title) => `${title} Edited ${mark}"`);
}

/** Whether the output has the mark. */
export function shows(out, path, mark) {
  const file = join(out, path);
  return existsSync(file) && readFileSync(file, 'utf8').includes(mark);
}

function inFile(file, change) {
  return { file, text: change(readFileSync(file, 'utf8')) };
}

function replaced(text, pattern, by) {
  const result = text.replace(pattern, by);
  if (result === text) throw new Error(`the edit ${pattern} changes nothing`);
  return result;
}

/** Saves an edit like most programs. */
export function save({ file, text }) {
  writeFileSync(file, text);
}
