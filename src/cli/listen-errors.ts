// Messages for a server that can't listen on its host or port. Both come from the user, so the error is one of usage. Must never hide any
// other error.

import { codeOf } from '../system/disk.ts';
import { UsageError } from './usage-error.ts';

/** Returns a UsageError for a host or port that isn't available, and any other error unchanged. */
export function listenError(cause: unknown, host: string): unknown {
  const reason = {
    EACCES: 'this user may not listen on that port',
    EADDRINUSE: 'this port and the next ones are in use',
    EADDRNOTAVAIL: 'it is not an address of this machine',
    ENOTFOUND: 'host not found',
  }[codeOf(cause) ?? ''];
  return reason
    ? new UsageError(`can't listen on \`${host}\`: ${reason}`, 'choose another host or port with `--host` and `--port`')
    : cause;
}

/** The note to print if the preferred port was in use. */
export function portTakenNote(port: number): string {
  return `port ${port} is in use, so this is the next free port`;
}
