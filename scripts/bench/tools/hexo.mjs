// Hexo, with its own highlighter (highlight.js) and its official Markdown renderer with footnotes.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder } from '../files.mjs';
import { installPackages, writePeerSite } from './peer.mjs';

const version = '8.1.2';
const plugins = {
  'hexo-generator-feed': '3.0.0',
  'hexo-generator-index': '4.0.0',
  'hexo-generator-sitemap': '3.0.1',
  'hexo-generator-tag': '2.0.0',
  'hexo-renderer-ejs': '2.0.0',
  'hexo-renderer-markdown-it': '7.1.1',
  'hexo-server': '3.0.0',
};
const packages = [`hexo@${version}`, ...Object.entries(plugins).map(([name, of]) => `${name}@${of}`)];
const postPath = (slug) => `source/_posts/${slug}.md`;

export const hexo = {
  name: 'hexo',
  label: 'Hexo',
  out: 'public',
  highlighted: /<span class="hljs-/g,
  feed: { file: 'atom.xml', entry: '<entry>' },
  sitemaps: ['sitemap.xml'],
  listPage: (number) => (number === 1 ? 'index.html' : `page/${number}/index.html`),
  postPath,
  install(home) {
    installPackages(home, packages);
    return `${version} on Node ${process.versions.node}`;
  },
  writeSite(folder, posts) {
    writePeerSite(folder, 'hexo', posts, postPath);
    // Hexo loads the plugins that the site's package.json names.
    const manifest = { private: true, hexo: { version }, dependencies: { hexo: version, ...plugins } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  },
  products: (folder) => inFolder(folder, ['public', 'db.json']),
  build: (folder, home) => ({ command: process.execPath, args: [binary(home), 'generate', '--silent'], cwd: folder }),
  serve: (folder, home, port) => ({
    command: process.execPath,
    args: [binary(home), 'server', '--port', String(port), '--ip', '127.0.0.1', '--silent'],
    cwd: folder,
  }),
};

function binary(home) {
  return join(home, 'node_modules', 'hexo', 'bin', 'hexo');
}
