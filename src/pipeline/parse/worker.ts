// A worker thread that parses one page after another. It must depend on nothing but its messages.

import type { MarkdownConfig } from '../../model/config.ts';
import type { ParseRequest } from '../../model/page.ts';
import { answerJobs } from '../../system/worker-pool.ts';
import { parseRequest } from './stale-pages.ts';

export interface ParseMessage {
  readonly request: ParseRequest;
  readonly config: MarkdownConfig;
}

answerJobs(({ request, config }: ParseMessage) => parseRequest(request, config));
