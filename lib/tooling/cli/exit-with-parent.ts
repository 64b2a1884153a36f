/**
 * Preloaded by the launcher (`node --import`): ends the process when the launcher is gone, even by SIGKILL.
 * Orphans would keep port and database.
 */
import { Socket } from 'node:net';

/** The parent's process number; keeps grandchildren out. */
export const tieVariable = 'TAGDESK_TIED_TO';

/** A pipe that the parent holds open. */
export const tieDescriptor = 3;

/** Time to end by itself. */
const graceMs = 15_000;

// A forked process has its IPC on that descriptor, and another parent.
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
