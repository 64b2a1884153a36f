/** The HTTP request of a provider's call. */
import type { Dispatcher } from 'undici';
import type { Pace } from './config.ts';
import type { ProviderDeps } from './deps.ts';
import type { ProviderId } from './ids.ts';

export type HttpOptions = ProviderDeps & {
  provider: ProviderId;
  /** For messages. */
  label: string;
  /** May have a path; a trailing slash is dropped. */
  baseUrl: string;
  pace: Pace;
  /** Never in an exchange or error, whoever repeats them. */
  secrets: readonly string[];
  /** Never recorded. */
  headers?: Record<string, string>;
  /** Of every call. */
  query?: Record<string, string>;
  /** Whether an error's body is the provider's own; default: any JSON object. */
  speaks?: (json: unknown) => boolean;
  explain?: (json: unknown) => { code: string | null; message: string | null };
  /** For failures behind a 2xx. */
  statusOf?: (status: number, json: unknown) => number;
};

export type HttpCall = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Appended to the base URL, percent-encoded. May be empty. */
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  json?: unknown;
  form?: Record<string, string>;
  /** Not recorded: it holds a secret. */
  secretAnswer?: boolean;
  /** An earlier attempt may have arrived. */
  repeated?: boolean | undefined;
  /** Arriving twice would do harm: no other try after an answer that does not exclude that it was applied. */
  once?: boolean;
};

/** Marks requests whose first byte went out: the others never reached the provider. */
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
