// What a server that cannot listen says to the user. A host or port that can't be had is wrong usage, not a failure of ours.

import { codeOf } from '../system/disk.ts';
import { UsageError } from './usage-error.ts';

/** The error to throw; what is none of the user's making stays as it is. */
export function listenError(cause: unknown, host: string): unknown {
  const reason = {
    EACCES: 'the system does not allow that port',
    EADDRINUSE: 'all ports from there on are taken',
    EADDRNOTAVAIL: 'this machine has no such address',
    ENOTFOUND: 'there is no such host',
  }[codeOf(cause) ?? ''];
  return reason
    ? new UsageError(`can't listen on \`${host}\`: ${reason}`, 'choose others with `--host` and `--port`')
    : cause;
}

/** Said where another port was taken than the one wished for. */
export function portTakenNote(port: number): string {
  return `port ${port} is taken, so this is the next free one`;
}
