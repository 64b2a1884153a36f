/** What a server action gives back: plain data, so that it crosses to the browser. */
import type { AppErrorCode } from './errors.ts';

export type Failure = {
  code: AppErrorCode;
  /** A sentence for the person: what happened and what to do. */
  message: string;
  /** Field path (`operations.0.key`) to the rule that it broke. */
  fields: Record<string, string>;
};

export type Result<T> = { ok: true; value: T } | { ok: false; error: Failure };
