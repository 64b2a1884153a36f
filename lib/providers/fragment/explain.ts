/** FRAGMENT's code and words in error bodies, whose form is not published. */
import { errorReply } from './wire.ts';

/** Has one of these fields, which no proxy's page has. */
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
