/** Turns console output of Next and libraries into redacted log lines. */
import { inspect, stripVTControlCharacters } from 'node:util';
import { describeError } from './describe-error.ts';
import { type LogFields, log } from './log.ts';

export function captureConsole(): void {
  const { console } = globalThis;
  console.log = through(log.info);
  console.info = through(log.info);
  console.debug = through(log.info);
  console.warn = through(log.warn);
  console.error = through(log.error);
}

function through(write: (message: string, fields?: LogFields) => void) {
  return (...parts: unknown[]): void => {
    const error = parts.find((part) => part instanceof Error);
    const words = parts
      .filter((part) => part !== error)
      .map((part) =>
        typeof part === 'string'
          ? part
          : part instanceof Error
            ? describeError(part).message
            : inspect(part, { depth: 3 }),
      )
      .join(' ');
    const message = stripVTControlCharacters(words).trim();
    if (error) write(message === '' || message === '⨯' ? 'Unhandled' : message, { error });
    else if (message !== '') write(message);
  };
}
