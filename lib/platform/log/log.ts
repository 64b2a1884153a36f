/**
 * The one way to write a line about what happens: JSON where a collector reads it, plain words in a terminal.
 * Which of the two, the launcher says by TAGDESK_LOG. Lines name the process, the request they belong to, and no secret.
 */
import { describeError } from './describe-error.ts';
import { redactText } from './redact-text.ts';
import { currentRequestId } from './request-context.ts';

export type LogLevel = 'info' | 'warn' | 'error';

/** Facts beside the words. `error` may be anything that was thrown. */
export type LogFields = { error?: unknown; [name: string]: unknown };

/** Name in the environment of what writes: `web`, `worker`, `launcher`. */
export const processVariable = 'TAGDESK_PROCESS';

/** Name in the environment of how lines look; `json` or `text`. */
export const formatVariable = 'TAGDESK_LOG';

export const log = {
  /** Something worth knowing happened. */
  info: (message: string, fields?: LogFields) => write('info', message, fields),
  /** Something is not as it should be; Tagdesk copes. */
  warn: (message: string, fields?: LogFields) => write('warn', message, fields),
  /** Something was not done. */
  error: (message: string, fields?: LogFields) => write('error', message, fields),
};

/** Whether lines are JSON: they then hold more than a person wants to read. */
export function logsJson(): boolean {
  return process.env[formatVariable] === 'json';
}

function write(level: LogLevel, message: string, fields: LogFields = {}): void {
  if (logsJson()) process.stdout.write(`${formatJson(level, message, fields)}\n`);
  else (level === 'info' ? process.stdout : process.stderr).write(`${formatText(message, fields)}\n`);
}

/** One line of JSON. Exported for the launcher, which wraps what others wrote, and for tests. */
export function formatJson(level: LogLevel, message: string, fields: LogFields = {}, from?: string): string {
  const { error, ...facts } = fields;
  const requestId = currentRequestId();
  const line = {
    time: new Date().toISOString(),
    level,
    process: from ?? process.env[processVariable] ?? 'tagdesk',
    message,
    ...(requestId ? { requestId } : {}),
    ...facts,
    ...(error === undefined ? {} : { error: describeError(error) }),
  };
  return redactJson(JSON.stringify(line));
}

/** Exported for its test. */
export function formatText(message: string, fields: LogFields = {}): string {
  const { error, ...facts } = fields;
  const pairs = Object.entries(facts).map(([name, value]) => ` ${name}=${String(value)}`);
  const described = error === undefined ? null : describeError(error);
  const cause = described ? `: ${described.message}` : '';
  const stack = described?.stack ? `\n${described.stack.replace(/^/gm, '    ')}` : '';
  return redactText(`${message}${cause}${pairs.join('')}${stack}`);
}

/** Redacts strings one by one: a pattern over the whole text could swallow the quotes that hold it together. */
function redactJson(text: string): string {
  return JSON.stringify(
    JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? redactText(value) : value)),
  );
}
