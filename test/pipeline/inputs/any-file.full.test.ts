// Whatever is below `content/`, each file is accounted for: it is in the output, or a diagnostic names it, or its author holds it back. Sites of
// random files of every kind, each with a word or a name that no other file has.

import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scratchFolder, writeFiles } from '../../support/folder.ts';
import { png } from '../../support/image.ts';
import { randomRun } from '../../support/random.ts';
import { cleanBuild } from '../../support/rig.ts';

const templates = join(import.meta.dirname, '..', '..', '..', 'templates');
const { count, seed, label } = randomRun('sites', { full: 25, soak: 500 });

const folder = fc.constantFrom(
  'posts',
  'posts/a',
  'posts/a/b',
  'posts/_drafts',
  'posts/B b',
  'pages',
  'pages/c',
  '',
  'other',
);
const names = `index.md|index.de.md|index.zh-hans.md|index.old.md|x.md|x.fr.md|x.markdown|README.MD|_x.md|2024-02-03-y.md|v1.2.md|ß é.md
|p.html|p.mdx|p.ipynb|p.rst|p.mkd|noextension|LICENSE|i.png|i i.png|I.PNG|d.svg|d.csv|c.go|e.heic|f.tiff|g.mp4|h.pdf|z.zip|s.js|t.txt`;
const name = fc.constantFrom(...names.replaceAll('\n', '').split('|'));
const file = fc.record({
  path: fc.tuple(folder, name).map(([where, what]) => [where, what].filter((part) => part !== '').join('/')),
  state: fc.constantFrom('', '', '', 'draft: true\n', 'unlisted: true\n', 'date: 2099-01-01\n'),
});

const isMarkdown = (path: string) => /\.(?:md|markdown)$/i.test(path);

interface SiteFile {
  readonly path: string;
  /** A line of front matter, if it is a page. */
  readonly state: string;
}

/** Most files in the folder of a page and below it; every third is shown by none. */
function shownBy(page: string, paths: readonly string[]): readonly string[] {
  const here = page.slice(0, page.lastIndexOf('/') + 1);
  return paths.filter((path, index) => path.startsWith(here) && index % 3 !== 0 && !isMarkdown(path));
}

const isHeld = ({ path, state }: SiteFile) =>
  isMarkdown(path) && (/^(?:draft|date)/.test(state) || path.includes('/_drafts/'));

function textOf({ path, state }: SiteFile, width: number, word: string, others: readonly string[]) {
  if (/\.png$/i.test(path)) return png({ width, height: 3 });
  if (path.endsWith('.svg')) return `<svg xmlns="http://www.w3.org/2000/svg"><title>${word}</title></svg>`;
  if (!isMarkdown(path)) return word;
  const shown = shownBy(path, others).map((other) => {
    const name = other.slice(path.lastIndexOf('/') + 1);
    return /\.(?:png|svg)$/i.test(other) ? `![x](<${name}>)` : `[x](<${name}>)`;
  });
  const date = state.startsWith('date') ? '' : 'date: 2024-01-01\n';
  return `---\ntitle: ${word}\nslug: ${word}\n${date}${state}---\n\n${word}.\n\n<!--more-->\n\n${shown.join('\n\n')}\n`;
}

test(`every file is accounted for, ${label}`, { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(file, { selector: ({ path }) => path.toLowerCase(), minLength: 5, maxLength: 25 }),
      async (files) => {
        const root = scratchFolder();
        const paths = files.map(({ path }) => path);
        const widthOf = ({ path }: SiteFile) => 100 + paths.indexOf(path);
        const wordOf = (one: SiteFile) => `canary${widthOf(one)}x`;
        const texts = files.map(
          (one) => [`content/${one.path}`, textOf(one, widthOf(one), wordOf(one), paths)] as const,
        );
        writeFiles(root, { 'content/site.yaml': 'title: T\nurl: https://example.org\n', ...Object.fromEntries(texts) });
        const { diagnostics, outputs } = await cleanBuild(root, { templates });
        const published = Object.entries(outputs ?? {}).map(([path, text]) => `${path}\n${text}`);
        const unaccounted = files.filter((one) => {
          // What a draft shows waits with it.
          if (isHeld(one) || files.some((page) => isHeld(page) && shownBy(page.path, paths).includes(one.path)))
            return false;
          const named = `content/${one.path}`;
          if (diagnostics.some(({ at, message }) => at?.path === named || message.includes(`\`${named}\``)))
            return false;
          // An image has another name in the output, and perhaps no metadata.
          const sign = /\.png$/i.test(one.path) ? `width="${widthOf(one)}" height="3"` : wordOf(one);
          return !published.some((text) => text.includes(sign));
        });
        expect(unaccounted.map(({ path }) => path)).toEqual([]);
        // A site without errors has an output, so that nothing is accounted for by an empty one.
        expect(outputs === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
      },
    ),
    { seed, numRuns: count },
  );
});
