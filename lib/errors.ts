/** What a verb throws when it will not do what was asked. Messages are written for the person who asked. */
import type { z } from 'zod';

export type AppErrorCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'invalid'
  | 'not-found'
  | 'conflict'
  | 'not-connected'
  | 'busy'
  | 'too-slow'
  | 'internal';

export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly fields: Record<string, string>;

  constructor(code: AppErrorCode, message: string, fields: Record<string, string> = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.fields = fields;
  }
}

/** Parses input strictly; throws AppError `invalid` with one message per field. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join('.')] ??= issue.message;
  const [first] = Object.values(fields);
  throw new AppError('invalid', first ?? 'The input is not valid.', fields);
}
