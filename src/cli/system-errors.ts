// Turns errors of the operating system that no diagnostic covers (an unreadable folder, too many open files) into a sentence. Must never
// hide the stack of any other error: that is a bug of ours.

import { ChangedWhileRead, changedWhileRead } from '../pipeline/inputs/site-files.ts';
import { codeOf } from '../system/disk.ts';
import { formatDiagnostics } from './reports/report.ts';

/** Returns the text to print, or null for an error that must be thrown again. */
export function systemErrorReport(cause: unknown): string | null {
  if (cause instanceof ChangedWhileRead) return formatDiagnostics([changedWhileRead(cause)], () => null);
  if (!(cause instanceof Error) || codeOf(cause) === null || !('syscall' in cause)) return null;
  return `octavo: system error: ${cause.message}`;
}
