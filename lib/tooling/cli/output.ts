/** What the launcher writes: its own lines, and those of the processes under it. */

import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import {
  formatJson,
  formatVariable,
  type LogLevel,
  logsJson,
  processVariable,
} from '#lib/platform/log/log.ts';
import { redactText } from '#lib/platform/log/redact-text.ts';
import { SettingsError } from '#lib/platform/settings/settings-error.ts';

/**
 * Settles how lines look, here and in all processes under this one: TAGDESK_LOG, else plain words for people (in a
 * terminal, for the sandbox and for development) and JSON for the collector of a real installation.
 * Throws SettingsError for any other word.
 */
export function settleLogFormat(isForPeople: boolean): void {
  const asked = process.env[formatVariable]?.trim() || null;
  if (asked !== null && asked !== 'json' && asked !== 'text') {
    throw new SettingsError(formatVariable, `must be json or text, not "${asked}".`);
  }
  process.env[formatVariable] = asked ?? (isForPeople || process.stdout.isTTY ? 'text' : 'json');
  process.env[processVariable] = 'launcher';
}

/** Lines of the launcher's own. */
export function say(text: string): void {
  write('info', text, process.stdout);
}

/** Lines about something that went wrong. */
export function complain(text: string): void {
  write('error', text, process.stderr);
}

/** Not by `log.ts`: people get the lines as they are, in their order, whatever they hold. */
function write(level: LogLevel, text: string, to: NodeJS.WritableStream): void {
  if (!logsJson()) to.write(`${text}\n`);
  else for (const line of text.split('\n')) process.stdout.write(`${formatJson(level, line)}\n`);
}

/** Lines held back until it is known whether they matter. */
export type HeldOutput = {
  /** From now on lines pass. Those held back are written now: all of them, or those that are no mere greeting. */
  open(which: 'all' | 'notable'): void;
};

/** What Next says of itself at every start. */
const greeting = /^\s*($|▲|✓|[-–] (Local|Network|Environments|Experiments))/;

/**
 * Passes the lines of a child's output on, each with the child's name before it, or within it where lines are JSON.
 * With `hold` they are kept back until `open` is called: a start that succeeds is quiet, and one that fails shows
 * everything.
 */
export function relay(name: string, from: Readable, to: NodeJS.WritableStream, hold: boolean): HeldOutput {
  const held: string[] = [];
  let holding = hold;
  const write = (line: string) => {
    if (!logsJson()) to.write(`${name} | ${redactText(line)}\n`);
    else if (isRecord(line)) process.stdout.write(`${line}\n`);
    else
      process.stdout.write(
        `${formatJson(to === process.stderr ? 'error' : 'info', stripVTControlCharacters(line), {}, name)}\n`,
      );
  };
  createInterface({ input: from }).on('line', (line) => {
    if (!holding) write(line);
    else if (held.length < 500) held.push(line);
  });
  return {
    open(which) {
      holding = false;
      for (const line of held.splice(0)) {
        if (which === 'all' || !greeting.test(messageOf(line))) write(line);
      }
    },
  };
}

/** A line that the log itself wrote. */
function isRecord(line: string): boolean {
  return line.startsWith('{"time":');
}

function messageOf(line: string): string {
  return isRecord(line) ? (/"message":"([^"]*)/.exec(line)?.[1] ?? '') : stripVTControlCharacters(line);
}
