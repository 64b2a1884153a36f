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
 * TAGDESK_LOG for this process and its children; default text for people (terminal, sandbox, development),
 * else JSON. Throws SettingsError.
 */
export function settleLogFormat(isForPeople: boolean): void {
  const asked = process.env[formatVariable]?.trim() || null;
  if (asked !== null && asked !== 'json' && asked !== 'text') {
    throw new SettingsError(formatVariable, `must be json or text, not "${asked}".`);
  }
  process.env[formatVariable] = asked ?? (isForPeople || process.stdout.isTTY ? 'text' : 'json');
  process.env[processVariable] = 'launcher';
}

export function print(text: string): void {
  write('info', text, process.stdout);
}

export function complain(text: string): void {
  write('error', text, process.stderr);
}

/** Not `log.ts`: people get the lines unchanged and in order. */
function write(level: LogLevel, text: string, to: NodeJS.WritableStream): void {
  if (!logsJson()) to.write(`${text}\n`);
  else for (const line of text.split('\n')) process.stdout.write(`${formatJson(level, line)}\n`);
}

export type HeldOutput = {
  /** Writes what was held back: all, or all but greetings. */
  open(which: 'all' | 'notable'): void;
};

/** Next's messages at every start. */
const greeting = /^\s*($|▲|✓|[-–] (Local|Network|Environments|Experiments))/;

/**
 * Prefixes lines with the child's name, or adds it to JSON. `hold`: until `open`, so that a good start is
 * quiet and a failed one shows everything.
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

/** Written by our log. */
function isRecord(line: string): boolean {
  return line.startsWith('{"time":');
}

function messageOf(line: string): string {
  return isRecord(line) ? (/"message":"([^"]*)/.exec(line)?.[1] ?? '') : stripVTControlCharacters(line);
}
