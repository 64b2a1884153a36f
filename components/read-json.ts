import type { Failure } from '#lib/shared/result.ts';

/** `code` null: no answer. The message is for people. */
export class ReadError extends Error {
  readonly code: Failure['code'] | null;

  constructor(message: string, code: Failure['code'] | null) {
    super(message);
    this.name = 'ReadError';
    this.code = code;
  }
}

/**
 * Throws ReadError with the server's words, or with advice when nothing answered. Without a signal it waits.
 */
export async function readJson<T>(path: string, signal: AbortSignal | null = null): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { signal, headers: { accept: 'application/json' } });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ReadError('Tagdesk did not answer. Check the connection and try again.', null);
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return answerOf<T>(body);
  const failure = failureOf(body);
  throw new ReadError(
    failure?.message ?? `Tagdesk answered with the status ${response.status}. Try again.`,
    failure?.code ?? null,
  );
}

/** Route and page are one release: the answer has the verb's type. */
function answerOf<T>(body: unknown): T {
  return body as T;
}

/** `{ error: Failure }`; anything else came from a proxy. */
export function failureOf(body: unknown): Failure | null {
  const refused = typeof body === 'object' && body !== null && 'error' in body;
  return refused ? (body.error as Failure) : null;
}
