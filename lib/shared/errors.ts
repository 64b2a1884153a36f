/** What a verb throws when it will not do what was asked. Messages are written for the person who asked. */
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
  /** When it is worth asking again, in seconds; null where time changes nothing. */
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
 * Parses input strictly; throws AppError `invalid` with one message per field. Text that no database can hold (NUL,
 * halves of characters) is refused for every verb alike.
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

/** The first message per field. None where zod cannot word it: it names objects by `constructor.name`, which may be anything. */
function fieldsOf(refusal: { error: $ZodError }): Record<string, string> {
  const fields: Record<string, string> = {};
  try {
    // The words are made when they are first asked for.
    for (const issue of refusal.error.issues) fields[issue.path.join('.')] ??= issue.message;
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
  }
  return fields;
}

/** Deeper than any input of ours; what lies below is refused by its schema. */
const deepest = 12;

/** Where the first such text stands, or null. */
function findBadText(input: unknown, path: readonly string[]): readonly string[] | null {
  if (typeof input === 'string') return input.includes('\0') || !input.isWellFormed() ? path : null;
  if (typeof input !== 'object' || input === null || path.length > deepest) return null;
  for (const [key, value] of Object.entries(input)) {
    const found = findBadText(value, [...path, key]);
    if (found) return found;
  }
  return null;
}
