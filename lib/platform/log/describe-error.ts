/** Errors in log lines: statements without their parameters, which are personal data. */

/** `code`: of the system or PostgreSQL. `stack`: without the message. */
export type DescribedError = { message: string; code?: string; stack?: string };

/** The deepest cause says what happened, the outer ones what was being done. */
export function describeError(error: unknown): DescribedError {
  const causes = causesOf(error);
  const words = [...new Set(causes.map(wordsOf))].filter((text) => text !== '');
  const code = causes.map(codeOf).findLast((found) => found !== null);
  const stack = error instanceof Error ? framesOf(error) : '';
  return {
    message: words.join(': ') || 'unknown error',
    ...(code ? { code } : {}),
    ...(stack ? { stack } : {}),
  };
}

/** The deepest cause's message, for recurring lines. */
export function shortCause(error: unknown): string {
  const deepest = causesOf(error).at(-1);
  return wordsOf(deepest) || codeOf(deepest) || 'unknown error';
}

/** Outermost first. */
export function codesOf(error: unknown): string[] {
  return causesOf(error).flatMap((cause) => codeOf(cause) ?? []);
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let cause = error; cause !== undefined && causes.length < 8; ) {
    causes.push(cause);
    cause =
      cause instanceof AggregateError ? cause.errors[0] : cause instanceof Error ? cause.cause : undefined;
  }
  return causes;
}

function wordsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // drizzle puts the parameters into the message.
  if ('query' in cause && cause.message.startsWith('Failed query')) {
    return `Failed query: ${String(cause.query).replace(/\s+/g, ' ').slice(0, 120)}`;
  }
  return cause.message;
}

function codeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}

function framesOf(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return frames
    .slice(0, 12)
    .map((line) => line.trim())
    .join('\n');
}
