/** Pool, rate limit, timeout, parsing, error names, redaction, record. Knows nothing of tags. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { type AnswerBody, bigAnswers, OversizedAnswer, openBody } from './answer-body.ts';
import { createLocalBudget } from './budget.ts';
import { BudgetUnavailable, CallsPaused } from './calls-refused.ts';
import { usualMaxAnswerBytes } from './config.ts';
import { ProviderError } from './errors.ts';
import type { Exchange, ProviderErrorCode } from './exchange.ts';
import { codeOfBreak, findSystemCode, formatFailure } from './failure.ts';
import {
  bodyOf,
  type HttpCall,
  type HttpOptions,
  headersOf,
  noteWhenSent,
  urlBuilder,
} from './http-request.ts';
import { parseJsonText } from './json-text.ts';
import { type HttpAnswer, isProof, judgeReply, nameAnswer, type Reply } from './judge-reply.ts';
import { isOpen } from './outcome.ts';
import { createRedactor } from './redact.ts';

/** Longest wait for a pause in the queue; also the time within which another try may start. */
const maxWaitMs = 2_000;
const maxPauseMs = 60_000;
const retryUnsentMs = 2_000;
const quickWaitsMs = [150, 600];
const keptCharacters = 4_000;
const keptWordCharacters = 2_000;
const maxJsonTokens = 1_000_000;
const maxErrorBytes = 65_536;

export type { HttpAnswer, HttpCall, HttpOptions };

type Sent = Pick<Reply, 'exchange' | 'repeated'>;

/** Of a 2xx, with limits and error names. */
type Reader<T> = {
  maxBytes: number;
  maxTokens: number;
  timeoutMs: number;
  read(reply: Reply, body: AnswerBody, signal: AbortSignal): Promise<T>;
};

export type StreamOptions<T> = {
  maxBytes: number;
  /** Instead of the pace's. */
  timeoutMs: number;
  /** At most once, for a 2xx. Its errors other than ProviderError are thrown on. */
  consume(chunks: AsyncIterable<Uint8Array>): Promise<T>;
};

export type Http = {
  /**
   * Gives the JSON of a 2xx and appends an Exchange per try to `trail`. Retries up to twice within two
   * seconds, only where nothing can have been applied (429, 503, 521, never connected). Else throws
   * ProviderError, also for longer pauses and `oversized` answers.
   */
  send(call: HttpCall, trail: Exchange[]): Promise<HttpAnswer>;
  /** For long answers: `consume` gets the body of a 2xx as it comes. */
  stream<T>(call: HttpCall, trail: Exchange[], options: StreamOptions<T>): Promise<T>;
  /** Learnt later, such as an access token. */
  addSecret(secret: string): void;
  /** For stored or shown words of a 2xx: `send` gives its JSON unredacted. */
  redact(text: string): string;
  /** Calls in flight finish. Idempotent. */
  close(): Promise<void>;
};

/** One connection pool, and the provider's share of the budget. */
export function createHttp(options: HttpOptions): Http {
  const { provider, label, pace, observer } = options;
  const limiter = (options.budget ?? createLocalBudget()).limiterOf(provider, {
    ...pace,
    maxPauseMs: maxWaitMs,
  });
  const redactor = createRedactor(options.secrets);
  const sent = new WeakSet<object>();
  const agent = new Agent({
    connections: pace.concurrent,
    connect: { timeout: pace.timeoutMs },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const dispatcher = agent.compose(noteWhenSent(sent));
  const urlOf = urlBuilder(options);

  async function tryOnce<T>(
    call: HttpCall,
    trail: Exchange[],
    reader: Reader<T>,
    repeated: boolean,
  ): Promise<T> {
    const url = urlOf(call);
    const body = bodyOf(call);
    const signal = AbortSignal.timeout(reader.timeoutMs);
    const startedAt = performance.now();
    const requestId = observer?.requestId() ?? null;
    const exchange: Exchange = {
      at: new Date().toISOString(),
      method: call.method,
      url: redactor.redact(url),
      body: body === null ? null : keep(body),
      status: null,
      answer: null,
      error: null,
      durationMs: 0,
      ...(requestId === null ? {} : { requestId }),
    };
    trail.push(exchange);
    const named = (error: unknown) => nameBreak(error, signal, reader.timeoutMs, { exchange, repeated });
    try {
      const response = await request(url, {
        dispatcher,
        method: call.method,
        headers: headersOf(options, call),
        body,
        signal,
      }).catch((error: unknown) => {
        throw named(error);
      });
      // Otherwise an error of an abandoned body would be unhandled.
      response.body.on('error', () => {});
      const status = response.statusCode;
      exchange.status = status;
      const retryAfter = [response.headers['retry-after'] ?? []].flat()[0];
      const { maxBytes, maxTokens } = reader;
      const keptBytes = (keptCharacters + redactor.margin()) * 4;
      const answer = openBody(response.body, { maxBytes, maxTokens, keptBytes }, named);
      try {
        const reply = { status, retryAfter, exchange, repeated };
        if (status < 200 || status > 299) {
          const text = await answer.beginning(maxErrorBytes);
          throw nameAnswer(options, reply, { text, json: parseJsonText(text) }, clean);
        }
        const given = await reader.read(reply, answer, signal);
        observe(null);
        return given;
      } finally {
        response.body.destroy();
        const kept = call.secretAnswer ? null : answer.kept();
        if (call.secretAnswer) exchange.answer = '[redacted]';
        else if (kept) exchange.answer = keep(kept.text, kept.whole);
      }
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      exchange.error = error.message;
      exchange.code = error.code;
      observe(error.code);
      throw error;
    }

    function observe(failure: ProviderErrorCode | null): void {
      exchange.durationMs = Math.round(performance.now() - startedAt);
      observer?.callEnded(provider, exchange, failure);
    }
  }

  const wholeReader: Reader<HttpAnswer> = {
    maxBytes: pace.maxAnswerBytes ?? usualMaxAnswerBytes,
    maxTokens: maxJsonTokens,
    timeoutMs: pace.timeoutMs,
    read: async (reply, body, signal) => {
      let leave = () => {};
      try {
        const text = await body.text(async () => {
          leave = await bigAnswers.enter(signal);
        });
        return judgeReply(options, reply, { text, json: parseJsonText(text) }, clean);
      } finally {
        leave();
      }
    },
  };

  function nameBreak(error: unknown, signal: AbortSignal, timeoutMs: number, { exchange, repeated }: Sent) {
    const { status } = exchange;
    const code =
      error instanceof OversizedAnswer ? 'oversized' : codeOfBreak(sent.has(signal), signal.aborted);
    const facts = { status, detail: findSystemCode(error), timeoutMs };
    return new ProviderError(provider, code, clean(formatFailure(label, code, facts)), {
      status,
      exchange,
      repeated,
    });
  }

  function keep(text: string, whole = true): string {
    return tidy(redactor.redactStart(text, keptCharacters, whole));
  }

  function clean(text: string): string {
    return tidy(redactor.redactStart(text, keptWordCharacters, true));
  }

  /** Without NUL and lone surrogates, which PostgreSQL refuses. */
  function tidy(text: string): string {
    return text.replaceAll('\0', '\uFFFD').toWellFormed();
  }

  async function sendAndRead<T>(call: HttpCall, trail: Exchange[], reader: Reader<T>): Promise<T> {
    let spentMs = 0;
    let repeated = call.repeated ?? false;
    for (let tries = 0; ; tries += 1) {
      try {
        return await limiter.run(() => tryOnce(call, trail, reader, repeated).catch(heedPause));
      } catch (error) {
        const failure = nameUnsent(error, repeated);
        const waitMs = quickWait(failure, tries, call.once);
        // A blackholed address uses the time up at once: nobody waits for its timeout thrice.
        spentMs +=
          (waitMs ?? 0) + (failure instanceof ProviderError ? (failure.exchange?.durationMs ?? 0) : 0);
        if (waitMs === null || spentMs > maxWaitMs) throw failure;
        repeated ||= failure instanceof ProviderError && failure.code !== 'connection-failed';
        await sleep(waitMs);
      }
    }
  }

  /** While the call still counts, so that no other slips out before. */
  async function heedPause(failure: unknown): Promise<never> {
    if (failure instanceof ProviderError) {
      const { code, retryAfterMs } = failure;
      const pauses = code === 'rate-limited' || code === 'unavailable';
      if (pauses && retryAfterMs) await limiter.pause(Math.min(retryAfterMs, maxPauseMs));
    }
    throw failure;
  }

  /** null: no retry. */
  function quickWait(failure: unknown, tries: number, once = false): number | null {
    if (!(failure instanceof ProviderError) || failure.exchange === null) return null;
    const { code, retryAfterMs } = failure;
    if (!failure.retryable && code !== 'connection-failed') return null;
    if (once && isOpen(failure)) return null;
    const usual = quickWaitsMs[tries];
    return usual === undefined ? null : Math.max(usual, retryAfterMs ?? 0);
  }

  /** A call that was not sent asks to come back; other errors are unchanged. */
  function nameUnsent(error: unknown, repeated: boolean): unknown {
    if (error instanceof CallsPaused) {
      return new ProviderError(provider, 'rate-limited', `${label} asked to wait before the next call.`, {
        retryAfterMs: error.remainingMs,
        repeated,
      });
    }
    if (!(error instanceof BudgetUnavailable)) return error;
    return new ProviderError(provider, 'unavailable', `${error.message} Nothing was sent.`, {
      retryAfterMs: retryUnsentMs,
      repeated,
    });
  }

  let closed: Promise<void> | null = null;

  return {
    send: (call, trail) => sendAndRead(call, trail, wholeReader),
    stream: (call, trail, { maxBytes, timeoutMs, consume }) =>
      sendAndRead(call, trail, {
        maxBytes,
        maxTokens: Number.POSITIVE_INFINITY,
        timeoutMs,
        read: (reply, body) => {
          if (isProof(reply.status)) return consume(body.chunks());
          throw nameAnswer(options, reply, { text: '', json: undefined }, clean);
        },
      }),
    addSecret: redactor.add,
    redact: clean,
    close: () => {
      closed ??= agent.close();
      return closed;
    },
  };
}
