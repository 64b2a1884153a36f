/** A provider's call as HTTP writes it: address, headers, body, and whether it went out. */
import type { Dispatcher } from 'undici';
import type { Pace } from './config.ts';
import type { ProviderDeps } from './deps.ts';
import type { ProviderId } from './ids.ts';

export type HttpOptions = ProviderDeps & {
  provider: ProviderId;
  /** The provider's name in messages. */
  label: string;
  /** With or without a path prefix; a slash at the end is dropped. */
  baseUrl: string;
  pace: Pace;
  /** Never to appear in an exchange or an error, whoever repeats them. */
  secrets: readonly string[];
  /** Sent with every call, never recorded. */
  headers?: Record<string, string>;
  /** Query parameters of every call. */
  query?: Record<string, string>;
  /** Whether an error's body has the provider's own form; without it, any JSON object has. */
  speaks?: (json: unknown) => boolean;
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
  /** An earlier attempt of this very call may have arrived. */
  repeated?: boolean | undefined;
};

/** Remembers the signals of requests whose first byte went out: all others can be called "never reached". */
export function noteWhenSent(sent: WeakSet<object>): Dispatcher.DispatcherComposeInterceptor {
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

/** Gives the function that makes the whole address of a call. */
export function urlBuilder({ baseUrl, query }: HttpOptions): (call: HttpCall) => string {
  const base = baseUrl.replace(/\/+$/, '');
  const usual = new URLSearchParams(query).toString();
  return ({ path, query: own }) => {
    const text = own ? new URLSearchParams({ ...query, ...own }).toString() : usual;
    return `${base}${path}${text ? `?${text}` : ''}`;
  };
}

export function bodyOf(call: HttpCall): string | null {
  if (call.form) return new URLSearchParams(call.form).toString();
  return call.json === undefined ? null : JSON.stringify(call.json);
}

export function headersOf(options: HttpOptions, call: HttpCall): Record<string, string> {
  const type = call.form ? 'application/x-www-form-urlencoded' : 'application/json';
  return {
    accept: 'application/json',
    'user-agent': 'Tagdesk',
    ...(call.form || call.json !== undefined ? { 'content-type': type } : {}),
    ...options.headers,
    ...call.headers,
  };
}
