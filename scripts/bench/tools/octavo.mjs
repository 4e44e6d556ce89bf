// Octavo itself, run from this checkout like `npm run build` and `npm run dev`, once with each of its parsers.

import { createHash } from 'node:crypto';
import { cpSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inFolder, removeFolder, writeFile } from '../files.mjs';

export const toolRoot = fileURLToPath(new URL('../../..', import.meta.url));
const launcher = join(toolRoot, 'scripts', 'octavo.cjs');
const { version, scripts } = JSON.parse(readFileSync(join(toolRoot, 'package.json'), 'utf8'));
/** The flags with which `npm run dev` starts Node. */
const devFlags = scripts.dev.split(' ').filter((word) => word.startsWith('--'));
const postPath = (slug) => `content/posts/${slug}.md`;

export const remark = octavo({ name: 'octavo', label: 'Octavo', parser: 'remark', settings: [] });
export const satteri = octavo({
  name: 'octavo-satteri',
  label: 'Octavo, satteri',
  parser: 'satteri',
  settings: ['markdown: { parser: satteri }'],
});

function octavo({ name, label, parser, settings }) {
  return {
    name,
    label,
    parser,
    out: 'dist',
    highlighted: /<span class="hljs-/g,
    feed: { file: 'feed.xml', entry: '<entry>' },
    sitemaps: ['sitemap.xml'],
    listPage: (number) => (number === 1 ? 'index.html' : `page/${number}/index.html`),
    postPath,
    /** The files whose edits change all pages. */
    template: 'templates/components/footer.tsx',
    config: 'content/site.yaml',
    install() {
      return `${version} on Node ${process.versions.node}`;
    },
    writeSite: (folder, posts) => writeSite(folder, posts, settings),
    cacheOf,
    products: (folder) => [...inFolder(folder, ['dist']), cacheOf(folder)],
    build: (folder) => ({ command: process.execPath, args: [launcher, 'build', '--root', folder], cwd: toolRoot }),
    serve: (folder, _home, port) => ({
      command: process.execPath,
      args: [...devFlags, launcher, 'dev', '--root', folder, '--port', String(port)],
      cwd: toolRoot,
    }),
  };
}

/** Writes a site of these posts with its own theme, which can be edited. `settings` are additional lines of `site.yaml`. */
export function writeSite(folder, posts, settings = []) {
  removeFolder(join(folder, 'templates'));
  cpSync(join(toolRoot, 'templates'), join(folder, 'templates'), { recursive: true });
  writeFile(join(folder, 'content', 'site.yaml'), siteYaml(settings));
  for (const post of posts) writeFile(join(folder, postPath(post.slug)), postText(post));
}

/** The folder of a site's build cache, named after the digest of the site's path (see `src/pipeline/open-site.ts`). */
export function cacheOf(folder) {
  const digest = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
  return join(toolRoot, 'node_modules', '.cache', 'octavo', 'sites', digest);
}

function siteYaml(settings) {
  const lines = ['title: Bench', 'tagline: Posts by seed', 'url: https://example.org', 'pagination: { size: 10 }'];
  return [...lines, 'feeds: { limit: 20 }', 'cards: false', ...settings, ''].join('\n');
}

function postText({ title, description, date, tags, series, markdown }) {
  const fields = [
    `title: ${JSON.stringify(title)}`,
    `description: ${JSON.stringify(description)}`,
    `date: ${date}`,
    `tags: [${tags.join(', ')}]`,
    ...(series === null ? [] : [`series: ${JSON.stringify(series)}`]),
  ];
  const link = (slug, anchor) => (anchor ? `${slug}.md#${anchor}` : `${slug}.md`);
  return `---\n${fields.join('\n')}\n---\n\n${markdown(link)}`;
}
