/**
 * Preloaded into every process that the launcher starts (`node --import`): ends it when the launcher is gone, even by
 * a kill that no handler sees. Otherwise orphans would keep the port and the database busy.
 */
import { Socket } from 'node:net';

/** The environment variable that carries the parent's process number; it keeps grandchildren out of this. */
export const tieVariable = 'TAGDESK_TIED_TO';

/** The file descriptor of the pipe which the parent holds open as long as it lives. */
export const tieDescriptor = 3;

/** How long a process may take to end by itself once its parent is gone. */
const graceMs = 15_000;

// A forked process has its messages on that descriptor instead, and another parent.
if (process.env[tieVariable] === String(process.ppid) && process.send === undefined) {
  const tie = new Socket({ fd: tieDescriptor, readable: true, writable: false });
  tie.on('error', endSoon);
  tie.on('close', endSoon);
  tie.resume();
  tie.unref();
}

function endSoon(): void {
  setTimeout(() => process.exit(1), graceMs).unref();
  process.kill(process.pid, 'SIGTERM');
}
