/** Finds FRAGMENT's own code and words in an error's body, whose form it does not publish. */
import { errorReply } from './wire.ts';

/** Whether an error's body may be FRAGMENT's own: it has one of these fields, which no page of a proxy has. */
export function speaksFragment(json: unknown): boolean {
  const { code, message } = explainError(json);
  const { success, data } = errorReply.safeParse(json);
  return code !== null || message !== null || (success && Boolean(data.error));
}

export function explainError(json: unknown): { code: string | null; message: string | null } {
  const reply = errorReply.safeParse(json).data;
  return {
    code: reply?.code ?? reply?.error?.code ?? null,
    message: reply?.message ?? reply?.error_description ?? reply?.error?.message ?? null,
  };
}
