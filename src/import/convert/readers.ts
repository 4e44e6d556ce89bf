// The readers of all generators. One generator's code is loaded, not all.

import type { GeneratorName, Reader } from '../source/model.ts';

const readers: { readonly [name in GeneratorName]: () => Promise<Reader> } = {
  hugo: async () => (await import('../hugo/read.ts')).hugo,
  jekyll: async () => (await import('../jekyll/read.ts')).jekyll,
  hexo: async () => (await import('../hexo/read.ts')).hexo,
  astro: async () => (await import('../astro/read.ts')).astro,
  eleventy: async () => (await import('../eleventy/read.ts')).eleventy,
};

export async function readerOf(generator: GeneratorName): Promise<Reader> {
  return await readers[generator]();
}
