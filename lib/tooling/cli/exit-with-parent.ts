/**
 * Preloaded by the launcher (`node --import`): ends the process when the launcher is gone, even by SIGKILL.
 * Orphans would keep port and database.
 */
import { Socket } from 'node:net';

/** The parent's process number; keeps grandchildren out. */
export const parentVariable = 'TAGDESK_PARENT_PID';

/** A pipe that the parent holds open. */
export const parentDescriptor = 3;

/** Time to end by itself. */
const graceMs = 15_000;

// A forked process has its IPC on that descriptor, and another parent.
if (process.env[parentVariable] === String(process.ppid) && process.send === undefined) {
  const pipe = new Socket({ fd: parentDescriptor, readable: true, writable: false });
  pipe.on('error', endSoon);
  pipe.on('close', endSoon);
  pipe.resume();
  pipe.unref();
}

function endSoon(): void {
  setTimeout(() => process.exit(1), graceMs).unref();
  process.kill(process.pid, 'SIGTERM');
}
