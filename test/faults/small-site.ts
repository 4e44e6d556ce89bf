// A small site with a bit of everything, in two states that differ in every way a site can: all fault tests use it.

import { cpSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readFiles, writeFiles } from '../support/folder.ts';
import { png } from '../support/image.ts';
import { bareTheme } from '../support/rig.ts';

export type Files = { readonly [path: string]: string | Uint8Array };

function post(title: string, day: number, tags: string, body: string): string {
  return `---\ntitle: ${title}\ndate: 2026-03-0${day}\ntags: [${tags}]\n---\n\n${body}\n\n<!--more-->\n\n## Heading\n\nMore of ${title}.\n`;
}

const repository = join(import.meta.dirname, '..', '..');
const recorded = readFiles(join(repository, 'test/golden/bundle/content/posts/2026-11-02-in-a-folder/lab'));

const lab: Files = {
  'content/posts/lab/index.md': post('A lab', 4, 'labs', 'Its [script](lab/main.sh) is published, too.'),
  ...Object.fromEntries(Object.entries(recorded).map(([path, text]) => [`content/posts/lab/lab/${path}`, text])),
};

/** The site before and after an evening's work: a title changed, a post removed, one added, one renamed, an image redrawn. */
export const states: readonly [Files, Files] = [
  {
    'content/site.yaml': 'title: Small\nurl: https://example.org/\n',
    'content/pages/about.md': '---\ntitle: About\n---\n\nAbout [one](../posts/one.md).\n',
    'content/posts/one.md': post('One', 1, 'go, linux', 'Hello ![wide](wide.png).'),
    'content/posts/two.md': post('Two', 2, 'go', 'See [one](one.md#heading).'),
    'content/posts/three.md': post('Three', 3, 'linux', '```go\nfunc main() {}\n```'),
    'content/posts/old.md': post('Old', 5, 'c', 'To be renamed.'),
    'content/posts/wide.png': png({ width: 330, height: 12 }),
    ...lab,
    'public/humans.txt': 'Ada\n',
    'public/x/y.txt': 'a file in a folder',
    'public/z': 'a file',
  },
  {
    'content/site.yaml': 'title: Small and new\nurl: https://example.org/\n',
    'content/pages/about.md': '---\ntitle: About\n---\n\nAbout [one](../posts/one.md).\n',
    'content/posts/one.md': post('One, revised', 1, 'linux', 'Hello ![wide](wide.png).'),
    'content/posts/three.md': post('Three', 3, 'linux', '```go\nfunc main() { println() }\n```'),
    'content/posts/four.md': post('Four', 6, 'go, new', 'Fresh.'),
    'content/posts/new.md': post('Old', 5, 'c', 'To be renamed.'),
    'content/posts/wide.png': png({ width: 330, height: 12, seed: 2 }),
    ...lab,
    'public/humans.txt': 'Ada\n',
    'public/x': 'the folder is a file now',
    'public/z/a.txt': 'and the file a folder',
  },
];

/** The small site in its first state, below a folder, for the real program. It has the bare theme, which compiles faster than the default one. */
export function smallSiteIn(folder: string): string {
  const root = join(realpathSync(folder), 'site');
  putState(root, states[0]);
  cpSync(bareTheme, join(root, 'templates'), { recursive: true });
  return root;
}

/** Replaces the site's folders by those of a state. */
export function putState(root: string, files: Files): void {
  for (const folder of ['content', 'public']) rmSync(join(root, folder), { recursive: true, force: true });
  writeFiles(root, files);
}
