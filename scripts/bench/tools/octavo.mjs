// Octavo itself, run from this checkout as `npm run build` runs it.

import { join } from 'node:path';
import { writeFile } from '../files.mjs';

/** Writes a site of these posts. `settings` are further lines of `site.yaml`. */
export function writeSite(folder, posts, settings = []) {
  writeFile(join(folder, 'content', 'site.yaml'), siteYaml(settings));
  for (const post of posts) writeFile(join(folder, postPath(post.slug)), postText(post));
}

export function postPath(slug) {
  return `content/posts/${slug}.md`;
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
  return `---\n${fields.join('\n')}\n---\n\n${markdown((slug, anchor) => (anchor ? `${slug}.md#${anchor}` : `${slug}.md`))}`;
}
