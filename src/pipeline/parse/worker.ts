// A worker thread that parses one page after another. It must depend on nothing but the settings that it starts with and its messages.

import type { ParseRequest } from '../../model/page.ts';
import { answerJobs } from '../../system/worker-pool.ts';
import { type ParseSettings, parseRequest } from './stale-pages.ts';

export interface ParseMessage {
  readonly request: ParseRequest;
}

answerJobs(({ request }: ParseMessage, settings: ParseSettings) => parseRequest(request, settings));
