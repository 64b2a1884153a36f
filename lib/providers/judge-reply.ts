import { ProviderError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { codeOfStatus, formatFailure } from './failure.ts';
import type { HttpOptions } from './http-request.ts';

/** `repeated`: an earlier try went out, or may have. */
export type Reply = {
  status: number;
  retryAfter: string | undefined;
  exchange: Exchange;
  repeated: boolean;
};

export type HttpAnswer = { status: number; json: unknown; exchange: Exchange; repeated: boolean };

type Provider = Pick<HttpOptions, 'provider' | 'label' | 'speaks' | 'explain' | 'statusOf'>;

/** 202 only promises, 204 and 206 show nothing or a part. */
export function isProof(status: number): boolean {
  return status === 200 || status === 201;
}

/** Of a 200 or 201. `clean` redacts. Throws ProviderError for all else. */
export function judgeReply(
  options: Provider,
  reply: Reply,
  body: { text: string; json: unknown },
  clean: (text: string) => string,
): HttpAnswer {
  const { json } = body;
  const status = options.statusOf?.(reply.status, json) ?? reply.status;
  if (!isProof(status) || json === undefined) throw nameAnswer(options, reply, body, clean);
  return { status, json, exchange: reply.exchange, repeated: reply.repeated };
}

export function nameAnswer(
  { provider, label, speaks = isObject, explain, statusOf }: Provider,
  { status: sentStatus, retryAfter, exchange, repeated }: Reply,
  { text, json }: { text: string; json: unknown },
  clean: (text: string) => string,
): ProviderError {
  const status = statusOf?.(sentStatus, json) ?? sentStatus;
  const isOwn = json !== undefined && speaks(json);
  const code = codeOfStatus(status, isOwn);
  const words = isOwn && code !== 'bad-answer' ? (explain?.(json) ?? null) : null;
  const message = words?.message || formatFailure(label, code, { status: sentStatus, foreign: foreignOf() });
  return new ProviderError(provider, code, clean(message), {
    status: sentStatus,
    providerCode: words?.code ? clean(words.code) : null,
    retryAfterMs: readRetryAfter(retryAfter, Date.now()),
    exchange,
    repeated,
  });

  function foreignOf(): string | null {
    if (isOwn) return null;
    if (text.trim() === '') return 'an empty page';
    return json === undefined ? 'a page' : 'an answer';
  }
}

function isObject(json: unknown): boolean {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

const minWaitMs = 1_000;
const maxWaitMs = 3_600_000;

/**
 * `header`: Retry-After, seconds or a date (RFC 9110). `now`: epoch ms. Gives ms between one second and one
 * hour; null: absent, unreadable or past.
 */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim();
  if (!text) return null;
  const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return waitMs > 0 ? Math.min(maxWaitMs, Math.max(minWaitMs, Math.ceil(waitMs))) : null;
}
