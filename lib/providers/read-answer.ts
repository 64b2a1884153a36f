import type { z } from 'zod';
import { ProviderError } from './errors.ts';
import type { HttpAnswer } from './http.ts';
import type { ProviderId } from './ids.ts';

/** Throws ProviderError `bad-answer` for a missing part. */
export function readAnswer<T>(
  provider: ProviderId,
  label: string,
  answer: HttpAnswer,
  schema: z.ZodType<T>,
): T {
  const parsed = schema.safeParse(answer.json);
  if (parsed.success) return parsed.data;
  throw new ProviderError(
    provider,
    'bad-answer',
    `${label} answered with something that is not its usual reply.`,
    {
      status: answer.status,
      exchange: answer.exchange,
      repeated: answer.repeated,
    },
  );
}

/** null and undefined name nobody. Throws ProviderError `bad-answer` for somebody else. */
export function requireOwner(
  provider: ProviderId,
  label: string,
  answer: HttpAnswer,
  asked: string,
  named: string | null | undefined,
): void {
  if (named === null || named === undefined || named === asked) return;
  const { status, exchange, repeated } = answer;
  const words = `${label} answered about another user than ${asked}.`;
  throw new ProviderError(provider, 'bad-answer', words, { status, exchange, repeated });
}
