// The page leaf's other half: what each page is parsed from, and how. It must read everything that a page depends on before it is parsed.

import { includesOf } from '../../content/code/includes.ts';
import type { ParsedPage } from '../../content/page.ts';
import type { Read } from '../../engine/graph/rule.ts';
import type { MarkdownConfig } from '../../model/config.ts';
import { type Diagnostic, error } from '../../model/diagnostic.ts';
import type { ParseRequest } from '../../model/page.ts';
import type { PluginCode } from '../../model/plugin-code.ts';
import { decodeText } from '../inputs/decode-text.ts';
import type { Inputs } from '../inputs/inputs.ts';

/** How long this thread may parse before it handles other events. */
const sliceMs = 15;

/** Errors of pages whose thread was stopped or ended: what they say depends on the machine as well. */
export const lostPageCodes: ReadonlySet<string> = new Set(['markdown/too-slow', 'markdown/too-costly']);

/** A page to be parsed. */
export interface ParseJob {
  readonly path: string;
  readonly request: ParseRequest;
  readonly reads: readonly Read[];
  /** About the files themselves: bytes that are not valid UTF-8. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What all pages are parsed with. */
export interface ParseSettings {
  readonly markdown: MarkdownConfig;
  readonly plugins: PluginCode | null;
}

/**
 * Parses jobs in any order, in this thread or in others; calls `onPage` for each page as soon as it is parsed. Takes the next job from the
 * list only when it is about to be parsed, so that not all texts are in memory at once.
 */
export type Parse = (
  jobs: Iterable<ParseJob>,
  settings: ParseSettings,
  onPage: (job: ParseJob, page: ParsedPage) => void,
) => Promise<void>;

/** Reads a page's file and every file that it includes. */
export function parseJobFor(path: string, { siteFiles, markdown, plugins }: Inputs): ParseJob {
  const { value: text, diagnostics } = decodeText(path, siteFiles.file.read(path) ?? new Uint8Array());
  const source = { path, text };
  const included = includesOf(source);
  const { texts, problems } = textsOf(included, siteFiles);
  const files: Read[] = [path, ...included].map((read) => [siteFiles.file, read]);
  return {
    path,
    request: { source, includes: texts },
    reads: [...files, [markdown, ''], [plugins, '']],
    diagnostics: [...diagnostics, ...problems],
  };
}

/** The job of a page whose plugins asked for more files, with these. */
export function withFiles(job: ParseJob, paths: readonly string[], { siteFiles }: Inputs): ParseJob {
  const { source, includes } = job.request;
  const { texts, problems } = textsOf(paths, siteFiles);
  const files: Read[] = paths.map((path) => [siteFiles.file, path]);
  return {
    ...job,
    request: { source, includes: { ...includes, ...texts } },
    reads: [...job.reads, ...files],
    diagnostics: [...job.diagnostics, ...problems],
  };
}

/** Texts of files by path, null for a file that does not exist, and what is wrong with their bytes. */
function textsOf(paths: readonly string[], { file }: Inputs['siteFiles']) {
  const problems: Diagnostic[] = [];
  const texts = paths.map((path) => {
    const bytes = file.read(path);
    if (bytes === null) return [path, null] as const;
    const decoded = decodeText(path, bytes);
    problems.push(...decoded.diagnostics);
    return [path, decoded.value] as const;
  });
  return { texts: Object.fromEntries(texts), problems };
}

/** Parses one page after another in this thread: for few pages, which are parsed before threads would have started. */
export const parseHere: Parse = async (jobs, settings, onPage) => {
  let sinceMs = performance.now();
  for (const job of jobs) {
    onPage(job, await parseRequest(job.request, settings));
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
export async function parseRequest(request: ParseRequest, { markdown, plugins }: ParseSettings): Promise<ParsedPage> {
  const { parsePage } = await import('../../content/page.ts');
  try {
    const page = await parsePage(request, markdown, plugins);
    if (plugins?.parsesTwice !== true || page.wanted.length > 0) return page;
    return withUnstablePlugin(page, await parsePage(request, markdown, plugins), request.source.path);
  } catch (cause) {
    throw new Error(`\`${request.source.path}\` could not be parsed`, { cause });
  }
}

/** Reports the first plugin that returned something else the second time. */
function withUnstablePlugin(page: ParsedPage, again: ParsedPage, path: string): ParsedPage {
  const unstable = page.trail.find(({ digest }, index) => again.trail[index]?.digest !== digest);
  if (unstable === undefined) return page;
  const message = `the plugin \`${unstable.name}\` returns something else when it runs on the same page again`;
  const hint = 'its result may depend on the page, its options and files read with `contextOf(file).read` alone';
  const found = error('plugins/unstable', message, { path, start: 0, end: 0 }, { hint });
  return { ...page, diagnostics: [...page.diagnostics, found] };
}
