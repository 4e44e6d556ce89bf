// The benchmark's blog in Astro, with its own defaults: Shiki highlights, posts are a content collection.

import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';

export default defineConfig({ site: 'https://example.org', integrations: [sitemap()] });
