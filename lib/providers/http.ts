/**
 * The one way to a provider over HTTP: pool, pace, deadline, parsing, naming of errors, redaction, record.
 * Knows nothing of tags.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, type Dispatcher, request } from 'undici';
import { currentRequestId } from '#lib/log/request-context.ts';
import { observeCall } from '#lib/metrics/observe-provider.ts';
import { type Budget, createLocalBudget } from './budget.ts';
import { BudgetUnavailable, CallsPaused } from './calls-refused.ts';
import type { Pace } from './config.ts';
import type { Exchange } from './contract.ts';
import { ProviderError } from './errors.ts';
import { codeOfBreak, codeOfStatus, describeFailure, findSystemCode } from './failure.ts';
import type { ProviderId } from './ids.ts';
import { parseJsonText } from './json-text.ts';
import { createRedactor } from './redact.ts';
import { readRetryAfter } from './retry-after.ts';

/** The longest that a call waits for a pause in its queue; also the most that its tries may take before another one. */
const longestWaitMs = 2_000;
const longestPauseMs = 60_000;
const retryUnsentMs = 2_000;
const quickWaitsMs = [150, 600];
const keptCharacters = 4_000;

export type HttpOptions = {
  provider: ProviderId;
  /** The provider's name in messages. */
  label: string;
  /** With or without a path prefix; a slash at the end is dropped. */
  baseUrl: string;
  pace: Pace;
  /** Shared by all who call this provider. Without one the client keeps its pace by itself. */
  budget?: Budget | undefined;
  /** Never to appear in an exchange or an error, whoever repeats them. */
  secrets: readonly string[];
  /** Sent with every call, never recorded. */
  headers?: Record<string, string>;
  /** Query parameters of every call. */
  query?: Record<string, string>;
  /** The provider's own code and words in an error's body. */
  explain?: (json: unknown) => { code: string | null; message: string | null };
  /** For providers that hide failures behind a 2xx: the status that the body stands for. */
  statusOf?: (status: number, json: unknown) => number;
};

export type HttpCall = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Begins with a slash, is added to the base URL; ids in it are already percent-encoded. May be empty. */
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  json?: unknown;
  form?: Record<string, string>;
  /** The answer holds a secret: it is not recorded at all. */
  secretAnswer?: boolean;
};

export type HttpAnswer = { status: number; json: unknown; exchange: Exchange };

export type Http = {
  /**
   * Sends and gives the JSON of a 2xx answer. Appends one Exchange per try to `trail`. Tries again by itself, at most
   * twice and within two seconds, only where nothing can have been applied (429, 503, 521, never connected).
   * Throws ProviderError for everything else, also when the provider has asked for a longer pause.
   */
  send(call: HttpCall, trail: Exchange[]): Promise<HttpAnswer>;
  /** A secret learnt on the way, such as an access token. */
  addSecret(secret: string): void;
  /** For words out of a 2xx answer that will be stored or shown: `send` gives its JSON as it came. */
  redact(text: string): string;
  /** Calls in flight finish first. May be called again. */
  close(): Promise<void>;
};

/** Makes the client of one provider: one connection pool, and the provider's share of the budget. */
export function createHttp(options: HttpOptions): Http {
  const { provider, label, pace } = options;
  const limiter = (options.budget ?? createLocalBudget()).limiterOf(provider, {
    ...pace,
    maxPauseMs: longestWaitMs,
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

  async function tryOnce(call: HttpCall, trail: Exchange[]): Promise<HttpAnswer> {
    const url = buildUrl(options, call);
    const body = bodyOf(call);
    const signal = AbortSignal.timeout(pace.timeoutMs);
    const startedAt = performance.now();
    const requestId = currentRequestId();
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
    let status: number | null = null;
    try {
      const response = await request(url, {
        dispatcher,
        method: call.method,
        headers: headersOf(options, call),
        body,
        signal,
      });
      status = response.statusCode;
      exchange.status = status;
      const text = await response.body.text();
      exchange.durationMs = Math.round(performance.now() - startedAt);
      exchange.answer = call.secretAnswer ? '[redacted]' : keep(text);
      const answer = judge({ status, text, retryAfter: response.headers['retry-after'], exchange });
      observeCall(provider, exchange, null);
      return answer;
    } catch (error) {
      exchange.durationMs = Math.round(performance.now() - startedAt);
      const failure = error instanceof ProviderError ? error : nameBreak(error, signal, status, exchange);
      exchange.error = failure.message;
      observeCall(provider, exchange, failure.code);
      throw failure;
    }
  }

  function judge(answer: {
    status: number;
    text: string;
    retryAfter: string | string[] | undefined;
    exchange: Exchange;
  }): HttpAnswer {
    const json = parseJsonText(answer.text);
    const status = options.statusOf?.(answer.status, json) ?? answer.status;
    const succeeded = status >= 200 && status < 300;
    if (succeeded && json !== undefined) return { status, json, exchange: answer.exchange };
    const code = succeeded ? 'bad-answer' : codeOfStatus(status);
    const words = succeeded || json === undefined ? null : (options.explain?.(json) ?? null);
    const facts = { status: answer.status, detail: null, timeoutMs: pace.timeoutMs };
    throw new ProviderError(provider, code, clean(words?.message || describeFailure(label, code, facts)), {
      status: answer.status,
      providerCode: words?.code ? clean(words.code) : null,
      retryAfterMs: readRetryAfter([answer.retryAfter ?? []].flat()[0], Date.now()),
      exchange: answer.exchange,
    });
  }

  function nameBreak(error: unknown, signal: AbortSignal, status: number | null, exchange: Exchange) {
    const code = codeOfBreak(sent.has(signal), signal.aborted);
    const facts = { status, detail: findSystemCode(error), timeoutMs: pace.timeoutMs };
    return new ProviderError(provider, code, clean(describeFailure(label, code, facts)), {
      status,
      exchange,
    });
  }

  function keep(text: string): string {
    // A secret that the cut would go through must be gone before.
    return clean(redactor.redact(text).slice(0, keptCharacters));
  }

  /** Without secrets, and without what a database cannot keep: NUL, and halves of characters. */
  function clean(text: string): string {
    return redactor.redact(text).replaceAll('\0', '\uFFFD').toWellFormed();
  }

  async function send(call: HttpCall, trail: Exchange[]): Promise<HttpAnswer> {
    let spentMs = 0;
    for (let tries = 0; ; tries += 1) {
      try {
        return await limiter.run(() => tryOnce(call, trail).catch(heedPause));
      } catch (error) {
        const failure = nameRefusal(error);
        const waitMs = quickWait(failure, tries);
        // An address that swallows connections uses the budget up at once: nobody waits for its deadline thrice.
        spentMs +=
          (waitMs ?? 0) + (failure instanceof ProviderError ? (failure.exchange?.durationMs ?? 0) : 0);
        if (waitMs === null || spentMs > longestWaitMs) throw failure;
        await sleep(waitMs);
      }
    }
  }

  /** Hands the provider's wish to the limiter while the call still counts: no other must slip out before. */
  async function heedPause(failure: unknown): Promise<never> {
    if (failure instanceof ProviderError) {
      const { code, retryAfterMs } = failure;
      const pauses = code === 'rate-limited' || code === 'unavailable';
      if (pauses && retryAfterMs) await limiter.pause(Math.min(retryAfterMs, longestPauseMs));
    }
    throw failure;
  }

  /** How long to wait before the same call may be tried again here, or null. */
  function quickWait(failure: unknown, tries: number): number | null {
    if (!(failure instanceof ProviderError) || failure.exchange === null) return null;
    const { code, retryAfterMs } = failure;
    if (!failure.retryable && code !== 'connection-failed') return null;
    const usual = quickWaitsMs[tries];
    return usual === undefined ? null : (retryAfterMs ?? usual);
  }

  /** A call that was not let out asks to come back, since nothing was sent; all else stays as it is. */
  function nameRefusal(error: unknown): unknown {
    if (error instanceof CallsPaused) {
      return new ProviderError(provider, 'rate-limited', `${label} asked to wait before the next call.`, {
        retryAfterMs: error.remainingMs,
      });
    }
    if (!(error instanceof BudgetUnavailable)) return error;
    return new ProviderError(provider, 'unavailable', `${error.message} Nothing was sent.`, {
      retryAfterMs: retryUnsentMs,
    });
  }

  let closed: Promise<void> | null = null;

  return {
    send,
    addSecret: redactor.add,
    redact: clean,
    close: () => {
      closed ??= agent.close();
      return closed;
    },
  };
}

/** Remembers the signals of requests whose first byte went out: all others can be called "never reached". */
function noteWhenSent(sent: WeakSet<object>): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const start = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (controller, context) => {
      start?.(controller, context);
      const signal = 'signal' in options ? options.signal : null;
      if (!controller.aborted && typeof signal === 'object' && signal !== null) sent.add(signal);
    };
    return dispatch(options, handler);
  };
}

function buildUrl(options: HttpOptions, call: HttpCall): string {
  const query = new URLSearchParams({ ...options.query, ...call.query }).toString();
  return `${options.baseUrl.replace(/\/+$/, '')}${call.path}${query ? `?${query}` : ''}`;
}

function bodyOf(call: HttpCall): string | null {
  if (call.form) return new URLSearchParams(call.form).toString();
  return call.json === undefined ? null : JSON.stringify(call.json);
}

function headersOf(options: HttpOptions, call: HttpCall): Record<string, string> {
  const type = call.form ? 'application/x-www-form-urlencoded' : 'application/json';
  return {
    accept: 'application/json',
    'user-agent': 'Tagdesk',
    ...(call.form || call.json !== undefined ? { 'content-type': type } : {}),
    ...options.headers,
    ...call.headers,
  };
}
