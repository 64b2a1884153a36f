/** Finds FRAGMENT's own code and words in an error's body, whose form it does not publish. */
import { errorReply } from './wire.ts';

export function explainError(json: unknown): { code: string | null; message: string | null } {
  const reply = errorReply.safeParse(json).data;
  return {
    code: reply?.code ?? reply?.error?.code ?? null,
    message: reply?.message ?? reply?.error_description ?? reply?.error?.message ?? null,
  };
}
