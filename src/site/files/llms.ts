// `llms.txt`: a table of contents in Markdown for language models and people who prefer plain text. It links to the Markdown
// copies and must never contain the text of a post.

import type { SiteConfig } from '../../model/config.ts';
import type { Catalog, Entry } from '../../model/site.ts';
import { escapeMarkdown } from '../../text/escape.ts';
import { relativeHref } from '../../text/href.ts';
import { addresses, copyUrl } from '../addresses.ts';
import { entriesOf, type TeaserOf } from '../catalog/entries.ts';
import { wordsFor } from '../words.ts';

export function llmsFor(catalog: Catalog, teaserOf: TeaserOf, config: SiteConfig): string {
  const words = wordsFor(config.language);
  const about = [config.tagline, config.description].filter((text) => text !== null);
  const pages = entriesOf(catalog, catalog.pages, teaserOf).filter(({ unlisted }) => !unlisted);
  const posts = entriesOf(catalog, catalog.posts, teaserOf);
  const blocks = [
    `# ${escapeMarkdown(config.title)}`,
    ...about.slice(0, 1).map((text) => `> ${escapeMarkdown(text)}`),
    ...about.slice(1).map(escapeMarkdown),
    ...section(words.posts, posts),
    ...section(words.pages, pages),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function section(title: string, entries: readonly Entry[]): string[] {
  return entries.length === 0 ? [] : [`## ${title}`, entries.map(lineOf).join('\n')];
}

function lineOf({ title, url, description }: Entry): string {
  const link = `- [${escapeMarkdown(title)}](${relativeHref(addresses.llms, copyUrl(url))})`;
  return description === null ? link : `${link}: ${escapeMarkdown(description)}`;
}
