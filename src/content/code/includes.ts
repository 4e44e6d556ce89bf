// Finds the files that a page's code blocks show without parsing the page, so that they can be read before it is parsed.
// May list a file that is not shown (from a fence inside a fence), but must never miss one.

import type { Source } from '../../model/page.ts';
import { byCodeUnit } from '../../text/order.ts';
import { folderOf, resolvePath } from '../../text/paths.ts';
import type { FenceInfo } from '../context/code-block.ts';
import { environmentFile, recordingFile } from '../lab/lab-paths.ts';
import { parseFenceInfo } from './fence-info.ts';

/** Paths (relative to the site's root) of the files that fences name by `file=` and `step=`, sorted, each once. */
export function includesOf(source: Source): readonly string[] {
  const found = new Set<string>();
  for (const match of source.text.matchAll(fence)) {
    const path = includeOf(source.path, parseFenceInfo(match[1] ?? ''));
    if (path?.path) found.add(path.path);
    if (path?.path && path.kind === 'step') found.add(environmentPathFor(source.path));
  }
  return [...found].sort(byCodeUnit);
}

/** Backticks or tildes with something after them, anywhere in a line. */
const fence = /(?:`{3,}|~{3,})([^\n\r`~][^\n\r]*)/g;

export interface Include {
  readonly kind: 'file' | 'step';
  /** As the author wrote it. */
  readonly written: string;
  /** Relative to the site's root; null if it points outside `content/` or names no valid step. */
  readonly path: string | null;
}

/** Path of the file that lists a lab's environment and the commands of each recorded step. */
export function environmentPathFor(page: string): string {
  return `${folderOf(page)}/lab/${environmentFile}`;
}

/** The file that a fence shows instead of its own text; null if it shows its own. */
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
