// Astro. It needs a newer Node than we do, which is installed with it from npm.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder } from '../files.mjs';
import { installPackages, writePeerSite } from './peer.mjs';

const version = '7.3.5';
const nodeVersion = '24.9.0';
const nodePackage = `node-${process.platform === 'darwin' ? 'bin-' : ''}${process.platform}-${process.arch}`;
const packages = [`astro@${version}`, '@astrojs/sitemap@3.7.4', `${nodePackage}@${nodeVersion}`];
const postPath = (slug) => `src/posts/${slug}.md`;
// Telemetry and the update check would use the network.
const env = { ASTRO_TELEMETRY_DISABLED: '1', ASTRO_DISABLE_UPDATE_CHECK: 'true' };

export const astro = {
  name: 'astro',
  label: 'Astro',
  out: 'dist',
  largest: {
    posts: 2000,
    why: 'not tried: it is known to fail with a string longer than Node allows (use `--all` to try)',
  },
  /** A round takes about a minute with 1,000 posts. */
  maxRounds: 1,
  maxEdits: 3,
  highlighted: /<span style="[^"]*(?:color|--shiki)[^"]*">/g,
  feed: { file: 'feed.xml', entry: '<entry>' },
  sitemaps: ['sitemap-0.xml'],
  listPage: (number) => (number === 1 ? 'index.html' : `${number}/index.html`),
  postPath,
  install(home) {
    installPackages(home, packages);
    return `${version} on Node ${nodeVersion}`;
  },
  writeSite(folder, posts) {
    writePeerSite(folder, 'astro', posts, postPath);
  },
  products: (folder) => inFolder(folder, ['dist', '.astro', 'node_modules']),
  build: (folder, home) => ({ command: node(home), args: [binary(home), 'build', '--silent'], cwd: folder, env }),
  serve: (folder, home, port) => ({
    command: node(home),
    args: [binary(home), 'dev', '--silent', '--host', '127.0.0.1', '--port', String(port)],
    cwd: folder,
    env,
  }),
};

function node(home) {
  const folder = join(home, 'node_modules', nodePackage);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin.node);
}

function binary(home) {
  const folder = join(home, 'node_modules', 'astro');
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin.astro);
}
