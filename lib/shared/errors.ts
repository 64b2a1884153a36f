/** Errors of verbs. Messages are for people. */
import { type $ZodError, type $ZodType, safeParse } from 'zod/v4/core';
import './input-messages.ts';

export type AppErrorCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'invalid'
  | 'not-found'
  | 'conflict'
  | 'not-connected'
  | 'too-large'
  | 'limited'
  | 'busy'
  | 'too-slow'
  | 'internal';

export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly fields: Record<string, string>;
  /** Seconds; null: retrying does not help. */
  readonly retryAfter: number | null;

  constructor(
    code: AppErrorCode,
    message: string,
    fields: Record<string, string> = {},
    retryAfter: number | null = null,
  ) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.fields = fields;
    this.retryAfter = retryAfter;
  }
}

/**
 * Strict; throws AppError `invalid` with a message per field. Refuses NUL and lone surrogates for every verb.
 */
export function parseInput<T>(schema: $ZodType<T>, input: unknown): T {
  const parsed = safeParse(schema, input);
  if (parsed.success) {
    const path = findBadText(input, []);
    if (!path) return parsed.data;
    const message = 'This holds a character that cannot be kept. Type it anew.';
    throw new AppError('invalid', message, { [path.join('.')]: message });
  }
  const fields = fieldsOf(parsed);
  const [first] = Object.values(fields);
  throw new AppError('invalid', first ?? 'The input is not valid.', fields);
}

/**
 * The first per field. Empty where zod fails: it names objects by `constructor.name`, which may be anything.
 */
function fieldsOf(refusal: { error: $ZodError }): Record<string, string> {
  const fields: Record<string, string> = {};
  try {
    // Messages are made lazily.
    for (const issue of refusal.error.issues) fields[issue.path.join('.')] ??= issue.message;
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
  }
  return fields;
}

/** Deeper than any input; schemas refuse what is below. */
const deepest = 12;

/** null: none. */
function findBadText(input: unknown, path: readonly string[]): readonly string[] | null {
  if (typeof input === 'string') return input.includes('\0') || !input.isWellFormed() ? path : null;
  if (typeof input !== 'object' || input === null || path.length > deepest) return null;
  for (const [key, value] of Object.entries(input)) {
    const found = findBadText(value, [...path, key]);
    if (found) return found;
  }
  return null;
}
