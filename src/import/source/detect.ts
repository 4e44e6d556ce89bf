// Which generator a folder belongs to. Looks at names alone, so that `build` can ask, too. Must never read or run a file of the folder.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratorName } from './model.ts';

const configs: { readonly [name in GeneratorName]: RegExp } = {
  hugo: /^(?:hugo\.(?:toml|ya?ml|json)|config\.(?:toml|json))$/,
  astro: /^astro\.config\.(?:[cm]?[jt]s)$/,
  eleventy: /^(?:\.eleventy\.c?js|eleventy\.config\.[cm]?[jt]s)$/,
  hexo: /^(?:_config\.ya?ml|hexo.*)$/,
  jekyll: /^(?:_config\.(?:ya?ml|toml)|Gemfile)$/,
};

export function nameOf(generator: GeneratorName): string {
  return { hugo: 'Hugo', jekyll: 'Jekyll', hexo: 'Hexo', astro: 'Astro', eleventy: 'Eleventy' }[generator];
}

/** Null if the folder does not look like a blog of a generator that we know. */
export function detectGenerator(root: string): GeneratorName | null {
  const names = namesIn(root);
  const has = (path: string) => existsSync(join(root, path));
  const named = (name: GeneratorName) => names.some((each) => configs[name].test(each));
  if (named('astro')) return 'astro';
  if (named('eleventy')) return 'eleventy';
  if (named('hexo') && (has('source/_posts') || has('scaffolds'))) return 'hexo';
  if (named('jekyll') && (has('_posts') || has('_layouts') || has('_config.yml') || has('_config'))) return 'jekyll';
  const isHugo = named('hugo') || has('config/_default') || names.some((each) => /^config\.ya?ml$/.test(each));
  if (isHugo && (has('content') || has('archetypes') || has('layouts') || has('config/_default'))) return 'hugo';
  return has('_posts') ? 'jekyll' : null;
}

/** Whether a folder has the settings of any generator, which posts alone don't have. */
export function hasSettings(root: string): boolean {
  return namesIn(root).some((name) => Object.values(configs).some((pattern) => pattern.test(name)));
}

function namesIn(root: string): readonly string[] {
  try {
    return readdirSync(root);
  } catch {
    return [];
  }
}
