/** What the launcher writes on the terminal: its own lines, and those of the processes under it. */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A line of the launcher's own. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A line about something that went wrong. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Lines held back until it is known whether they matter. */
export type HeldOutput = {
  /** From now on lines pass. Those held back are written now: all of them, or those that are no mere greeting. */
  open(which: 'all' | 'notable'): void;
};

/** What Next says of itself at every start. */
const GREETING = /^\s*($|▲|✓|[-–] (Local|Network|Environments|Experiments))/;

/**
 * Passes the lines of a child's output on, each with the child's name before it. With `hold` they are kept back until
 * `open` is called: a start that succeeds is quiet, and one that fails shows everything.
 */
export function relay(name: string, from: Readable, to: NodeJS.WritableStream, hold: boolean): HeldOutput {
  const held: string[] = [];
  let holding = hold;
  const write = (line: string) => to.write(`${name} | ${line}\n`);
  createInterface({ input: from }).on('line', (line) => {
    if (!holding) write(line);
    else if (held.length < 500) held.push(line);
  });
  return {
    open(which) {
      holding = false;
      for (const line of held.splice(0)) {
        if (which === 'all' || !GREETING.test(line)) write(line);
      }
    },
  };
}
