// The page leaf's other half: which pages must be parsed, what each is parsed from, and where that happens.

import { includesOf } from '../../content/code/includes.ts';
import type { Read } from '../../engine/graph/rule.ts';
import type { MarkdownConfig } from '../../model/config.ts';
import type { Built, Diagnostic } from '../../model/diagnostic.ts';
import type { ParseRequest } from '../../model/page.ts';
import type { PageParts } from '../../model/parts.ts';
import { decodeText } from '../inputs/decode-text.ts';
import type { Inputs } from '../inputs/inputs.ts';

/** How long this thread may parse without a look at what else there is to do. */
const sliceMs = 15;

/** A page to be parsed. */
export interface ParseJob {
  readonly path: string;
  readonly request: ParseRequest;
  readonly reads: readonly Read[];
  /** About the file itself: bytes that are no UTF-8. */
  readonly before: readonly Diagnostic[];
}

/**
 * Parses jobs in any order, in this thread or in others; hands each page to `take` as soon as it is there. Asks for the next job only when
 * it is about to be parsed, so that texts are not all in memory at once.
 */
export type Parse = (
  jobs: Iterable<ParseJob>,
  config: MarkdownConfig,
  take: (job: ParseJob, page: Built<PageParts>) => void,
) => Promise<void>;

/** Reads a page's file and every file that it names. */
export function jobFor(path: string, { siteFiles, markdown }: Inputs): ParseJob {
  const { value: text, diagnostics } = decodeText(path, siteFiles.file.read(path) ?? new Uint8Array());
  const source = { path, text };
  const included = includesOf(source);
  const texts = included.map((include) => {
    const bytes = siteFiles.file.read(include);
    return [include, bytes === null ? null : decodeText(include, bytes).value] as const;
  });
  const files: Read[] = [path, ...included].map((read) => [siteFiles.file, read]);
  return {
    path,
    request: { source, includes: Object.fromEntries(texts) },
    reads: [...files, [markdown, '']],
    before: diagnostics,
  };
}

/** Parses one page after another in this thread: for few pages, where starting threads would cost more than it gains. */
export const parseHere: Parse = async (jobs, config, take) => {
  let sinceMs = performance.now();
  for (const job of jobs) {
    take(job, await parseRequest(job.request, config));
    if (performance.now() - sinceMs < sliceMs) continue;
    // A signal or a request must not wait for all of them.
    await new Promise((resolve) => setImmediate(resolve));
    sinceMs = performance.now();
  }
};

/**
 * Like `parsePage`; a fault of the tool itself is thrown with the name of the page. The parser is loaded with the first page: where nothing
 * changed, loading it would be most of the work.
 */
export async function parseRequest(request: ParseRequest, config: MarkdownConfig): Promise<Built<PageParts>> {
  const { parsePage } = await import('../../content/page.ts');
  try {
    return await parsePage(request, config);
  } catch (cause) {
    throw new Error(`\`${request.source.path}\` could not be parsed`, { cause });
  }
}
