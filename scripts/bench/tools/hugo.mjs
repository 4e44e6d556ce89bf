// Hugo from PATH. npm has it only with an install script; Debian and most other distributions package it.

import { spawnSync } from 'node:child_process';
import { inFolder } from '../files.mjs';
import { writePeerSite } from './peer.mjs';

const postPath = (slug) => `content/posts/${slug}.md`;

export const hugo = {
  name: 'hugo',
  label: 'Hugo',
  out: 'public',
  highlighted: /<span class="(?!footnote)[a-z0-9]{1,3}">/g,
  feed: { file: 'index.xml', entry: '<item>' },
  sitemaps: ['sitemap.xml'],
  listPage: (number) => (number === 1 ? 'index.html' : `page/${number}/index.html`),
  postPath,
  install() {
    const { stdout } = spawnSync('hugo', ['version'], { encoding: 'utf8' });
    const version = /v(\d+\.\d+\.\d+)/.exec(stdout ?? '')?.[1];
    if (version === undefined)
      throw new Error('`hugo` is not on PATH: install it with `apt-get install hugo` or your system’s package manager');
    return version;
  },
  writeSite(folder, posts) {
    writePeerSite(folder, 'hugo', posts, postPath);
  },
  products: (folder) => inFolder(folder, ['public', 'resources', '.hugo_build.lock', 'cache']),
  build: (folder) => ({ command: 'hugo', args: ['--quiet', '--cacheDir', `${folder}/cache`], cwd: folder }),
  serve: (folder, _home, port) => ({
    command: 'hugo',
    args: ['server', '--port', String(port), '--bind', '127.0.0.1', '--cacheDir', `${folder}/cache`],
    cwd: folder,
  }),
};
