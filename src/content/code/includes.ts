// Which files a page's code blocks show, found without parsing it: what is listed here is read before the page is parsed.
// May list a file that is not shown (a fence inside a fence), never misses one.

import type { Source } from '../../model/page.ts';
import { byCodeUnit } from '../../text/order.ts';
import { folderOf, resolvePath } from '../../text/paths.ts';
import type { FenceInfo } from '../context/code-block.ts';
import { environmentFile, recordingFile } from '../lab/lab-paths.ts';
import { parseFenceInfo } from './fence-info.ts';

/** Paths relative to the root of the files that fences name by `file=` and `step=`, sorted, each once. */
export function includesOf(source: Source): readonly string[] {
  const found = new Set<string>();
  for (const match of source.text.matchAll(fence)) {
    const path = includeOf(source.path, parseFenceInfo(match[1] ?? ''));
    if (path?.path) found.add(path.path);
    if (path?.path && path.kind === 'step') found.add(environmentPathFor(source.path));
  }
  return [...found].sort(byCodeUnit);
}

/** A run of backticks or tildes with something after it, wherever it stands in its line. */
const fence = /(?:`{3,}|~{3,})([^\n\r`~][^\n\r]*)/g;

export interface Include {
  readonly kind: 'file' | 'step';
  /** As the author wrote it. */
  readonly written: string;
  /** Relative to the root; null where it leads out of `content/`. */
  readonly path: string | null;
}

/** Where it is written with what, and with which commands, a page's lab was recorded. */
export function environmentPathFor(page: string): string {
  return `${folderOf(page)}/lab/${environmentFile}`;
}

/** What a fence shows instead of its own text, or null. */
export function includeOf(page: string, info: FenceInfo): Include | null {
  const folder = folderOf(page);
  const { file, step } = info.options;
  if (step) {
    const isName = /^[a-z0-9][a-z0-9-]*$/.test(step.value);
    return { kind: 'step', written: step.value, path: isName ? `${folder}/lab/${recordingFile(step.value)}` : null };
  }
  if (!file) return null;
  const path = file.value.startsWith('/') ? null : resolvePath(folder, file.value);
  return { kind: 'file', written: file.value, path: path?.startsWith('content/') ? path : null };
}
