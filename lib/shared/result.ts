/** Of a server action: plain data. */
import type { AppErrorCode } from './errors.ts';

export type Failure = {
  code: AppErrorCode;
  /** For people. */
  message: string;
  /** Field path (`operations.0.key`) to message. */
  fields: Record<string, string>;
};

export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };
