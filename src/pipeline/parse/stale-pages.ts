// The page leaf's other half: what each page is parsed from, and how. It must read everything that a page depends on before it is parsed.

import { includesOf } from '../../content/code/includes.ts';
import type { Read } from '../../engine/graph/rule.ts';
import type { MarkdownConfig } from '../../model/config.ts';
import type { Built, Diagnostic } from '../../model/diagnostic.ts';
import type { ParseRequest } from '../../model/page.ts';
import type { PageParts } from '../../model/parts.ts';
import { decodeText } from '../inputs/decode-text.ts';
import type { Inputs } from '../inputs/inputs.ts';

/** How long this thread may parse before it handles other events. */
const sliceMs = 15;

/** A page to be parsed. */
export interface ParseJob {
  readonly path: string;
  readonly request: ParseRequest;
  readonly reads: readonly Read[];
  /** About the files themselves: bytes that are not valid UTF-8. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses jobs in any order, in this thread or in others; calls `onPage` for each page as soon as it is parsed. Takes the next job from the
 * list only when it is about to be parsed, so that not all texts are in memory at once.
 */
export type Parse = (
  jobs: Iterable<ParseJob>,
  config: MarkdownConfig,
  onPage: (job: ParseJob, page: Built<PageParts>) => void,
) => Promise<void>;

/** Reads a page's file and every file that it includes. */
export function parseJobFor(path: string, { siteFiles, markdown }: Inputs): ParseJob {
  const { value: text, diagnostics } = decodeText(path, siteFiles.file.read(path) ?? new Uint8Array());
  const source = { path, text };
  const included = includesOf(source);
  const problems = [...diagnostics];
  const texts = included.map((include) => {
    const bytes = siteFiles.file.read(include);
    if (bytes === null) return [include, null] as const;
    const decoded = decodeText(include, bytes);
    problems.push(...decoded.diagnostics);
    return [include, decoded.value] as const;
  });
  const files: Read[] = [path, ...included].map((read) => [siteFiles.file, read]);
  return {
    path,
    request: { source, includes: Object.fromEntries(texts) },
    reads: [...files, [markdown, '']],
    diagnostics: problems,
  };
}

/** Parses one page after another in this thread: for few pages, which are parsed before threads would have started. */
export const parseHere: Parse = async (jobs, config, onPage) => {
  let sinceMs = performance.now();
  for (const job of jobs) {
    onPage(job, await parseRequest(job.request, config));
    if (performance.now() - sinceMs < sliceMs) continue;
    // Signals and requests must not wait for all pages.
    await new Promise((resolve) => setImmediate(resolve));
    sinceMs = performance.now();
  }
};

/**
 * Like `parsePage`; adds the path of the page to an error that it throws. The parser is loaded with the first page, because a build without
 * changes would spend most of its time on loading it.
 */
export async function parseRequest(request: ParseRequest, config: MarkdownConfig): Promise<Built<PageParts>> {
  const { parsePage } = await import('../../content/page.ts');
  try {
    return await parsePage(request, config);
  } catch (cause) {
    throw new Error(`\`${request.source.path}\` could not be parsed`, { cause });
  }
}
