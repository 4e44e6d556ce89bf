// What the other generators share: how they are installed, and posts with front matter that all of them read. Must never install anything
// outside the scratch folder or run a package's install script.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFile } from '../files.mjs';

const sites = fileURLToPath(new URL('../sites', import.meta.url));

/** Installs packages (`name@version`) into a folder unless exactly these are installed. Throws npm's error. */
export function installPackages(folder, packages) {
  const list = join(folder, 'installed.json');
  const wanted = JSON.stringify(packages);
  if (existsSync(list) && readFileSync(list, 'utf8') === wanted) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--save-exact', '--loglevel=error'];
  const npm = spawnSync('npm', ['install', ...flags, ...packages], { cwd: folder, encoding: 'utf8', timeout: 600_000 });
  if (npm.status !== 0) throw new Error(`npm can't install ${packages.join(' ')}: ${npm.stderr?.trim() ?? npm.error}`);
  writeFileSync(list, wanted);
}

/** Copies the peer's blog, then writes the posts where the peer expects them. */
export function writePeerSite(folder, name, posts, pathOf) {
  cpSync(join(sites, name), folder, { recursive: true });
  for (const post of posts) writeFile(join(folder, pathOf(post.slug)), postText(post));
}

/** Links are plain addresses: none of the peers checks them. */
function postText({ title, description, date, tags, markdown }) {
  const fields = [
    `title: ${JSON.stringify(title)}`,
    `description: ${JSON.stringify(description)}`,
    `date: ${date}`,
    `tags: [${tags.join(', ')}]`,
  ];
  const link = (slug, anchor) => `/posts/${slug}/${anchor ? `#${anchor}` : ''}`;
  return `---\n${fields.join('\n')}\n---\n\n${markdown(link)}`;
}
