// Eleventy, with its own highlighting plugin (Prism) and markdown-it's footnotes.

import { join } from 'node:path';
import { inFolder } from '../files.mjs';
import { installPackages, writePeerSite } from './peer.mjs';

const version = '3.1.7';
const packages = [
  `@11ty/eleventy@${version}`,
  '@11ty/eleventy-plugin-syntaxhighlight@5.0.2',
  'markdown-it-footnote@4.0.0',
];
const postPath = (slug) => `content/posts/${slug}.md`;

export const eleventy = {
  name: 'eleventy',
  label: 'Eleventy',
  out: '_site',
  highlighted: /<span class="token /g,
  feed: { file: 'feed.xml', entry: '<entry>' },
  sitemaps: ['sitemap.xml'],
  listPage: (number) => (number === 1 ? 'index.html' : `page/${number}/index.html`),
  postPath,
  install(home) {
    installPackages(home, packages);
    return `${version} on Node ${process.versions.node}`;
  },
  writeSite(folder, posts) {
    writePeerSite(folder, 'eleventy', posts, postPath);
  },
  products: (folder) => inFolder(folder, ['_site', '.cache']),
  build: (folder, home) => ({ command: process.execPath, args: [binary(home), '--quiet'], cwd: folder }),
  serve: (folder, home, port) => ({
    command: process.execPath,
    args: [binary(home), '--serve', '--quiet', `--port=${port}`],
    cwd: folder,
  }),
};

function binary(home) {
  return join(home, 'node_modules', '@11ty', 'eleventy', 'cmd.cjs');
}
