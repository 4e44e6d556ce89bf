// A worker thread: parses a batch of pages. Sees nothing but what it is sent, and keeps nothing between batches.

import { parsePage } from '../content/page.ts';
import type { MarkdownConfig } from '../model/config.ts';
import type { Built } from '../model/diagnostic.ts';
import type { Page, ParseRequest } from '../model/page.ts';

export interface Batch {
  readonly requests: readonly ParseRequest[];
  readonly config: MarkdownConfig;
}

export default async function parseBatch({ requests, config }: Batch): Promise<Built<Page>[]> {
  const pages: Built<Page>[] = [];
  for (const request of requests) pages.push(await parsePage(request, config));
  return pages;
}
