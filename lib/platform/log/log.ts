/** JSON for collectors, text for terminals (TAGDESK_LOG). Lines hold no secret. */
import { describeError } from './describe-error.ts';
import { redactText } from './redact-text.ts';
import { currentRequestId } from './request-context.ts';

export type LogLevel = 'info' | 'warn' | 'error';

/** `error`: anything that was thrown. */
export type LogFields = { error?: unknown; [name: string]: unknown };

/** Environment variable: `web`, `worker`, `launcher`. */
export const processVariable = 'TAGDESK_PROCESS';

/** Environment variable: `json` or `text`. */
export const formatVariable = 'TAGDESK_LOG';

export const log = {
  info: (message: string, fields?: LogFields) => write('info', message, fields),
  /** Something is wrong; Tagdesk copes. */
  warn: (message: string, fields?: LogFields) => write('warn', message, fields),
  error: (message: string, fields?: LogFields) => write('error', message, fields),
};

/** JSON lines hold more than a person wants to read. */
export function logsJson(): boolean {
  return process.env[formatVariable] === 'json';
}

function write(level: LogLevel, message: string, fields: LogFields = {}): void {
  if (logsJson()) process.stdout.write(`${formatJson(level, message, fields)}\n`);
  else (level === 'info' ? process.stdout : process.stderr).write(`${formatText(message, fields)}\n`);
}

/** Exported for the launcher, which wraps others' lines, and for tests. */
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

export function formatText(message: string, fields: LogFields = {}): string {
  const { error, ...facts } = fields;
  const pairs = Object.entries(facts).map(([name, value]) => ` ${name}=${String(value)}`);
  const described = error === undefined ? null : describeError(error);
  const cause = described ? `: ${described.message}` : '';
  const stack = described?.stack ? `\n${described.stack.replace(/^/gm, '    ')}` : '';
  return redactText(`${message}${cause}${pairs.join('')}${stack}`);
}

/** String by string: a pattern over the whole text could swallow quotes. */
function redactJson(text: string): string {
  return JSON.stringify(
    JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? redactText(value) : value)),
  );
}
