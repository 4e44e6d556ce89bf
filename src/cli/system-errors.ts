// What the system refuses outside of a build's own reports (a folder that can't be looked into, no more files to be opened), in a
// sentence. Anything else that is thrown is a mistake of ours and must keep its stack.

import { ChangedWhileRead, changedWhileRead } from '../pipeline/inputs/site-files.ts';
import { codeOf } from '../system/disk.ts';
import { formatDiagnostics } from './reports/report.ts';

/** The report for the person at the keyboard; null for what must be thrown on. */
export function systemErrorReport(cause: unknown): string | null {
  if (cause instanceof ChangedWhileRead) return formatDiagnostics([changedWhileRead(cause)], () => null);
  if (!(cause instanceof Error) || codeOf(cause) === null || !('syscall' in cause)) return null;
  return `octavo: the system says: ${cause.message}`;
}
