// The control: a bare unified pipeline over the same posts, with our libraries, one thread and no site around it. It is what any generator
// built on unified has to do at least, so ratios against it hold on every machine. It is no peer: it writes articles and nothing else.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inFolder } from '../files.mjs';
import { toolRoot, writeSite } from './octavo.mjs';

const program = fileURLToPath(new URL('./bare-pipeline.mjs', import.meta.url));

export const control = {
  name: 'control',
  label: 'Bare unified pipeline',
  isControl: true,
  out: 'dist',
  highlighted: /<span class="hljs-/g,
  install: () => `on Node ${process.versions.node}`,
  writeSite: (folder, posts) => writeSite(folder, posts),
  products: (folder) => inFolder(folder, ['dist']),
  build: (folder) => ({
    command: process.execPath,
    args: [program, join(folder, 'content', 'posts'), join(folder, 'dist')],
    cwd: toolRoot,
  }),
};
