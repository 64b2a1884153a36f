import type { IncomingHttpHeaders } from 'node:http';
import type { ProviderName } from './faults.ts';
import type { World } from './world.ts';
import type { Worlds } from './worlds.ts';

declare global {
  interface JSON {
    /** ECMAScript 2026: this exact text in `JSON.stringify`. */
    rawJSON(text: string): unknown;
  }
}

export type ProviderRequest = {
  method: string;
  /** Below the provider's base, percent-encoded, without empty ones at the end. */
  segments: readonly string[];
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  /** undefined: no JSON body. Parsed once. */
  json: () => unknown;
};

export type Answer = {
  status: number;
  body: string;
  headers?: Record<string, string>;
  contentType?: string;
  /** At Vero: accepted. */
  applied: boolean;
};

/** A refused call may still belong to a world. */
export type Identified = { world: World } | { world?: World; refusal: Answer };

export type Provider = {
  name: ProviderName;
  /** Without a trailing slash. */
  base: string;
  identify: (worlds: Worlds, request: ProviderRequest) => Identified;
  handle: (world: World, request: ProviderRequest) => Answer;
  /** The provider's own form, for faults. */
  errorBody: (status: number) => string;
  /** Whom the call is about. */
  identities: (world: World, request: ProviderRequest) => readonly string[];
  /** What it writes, where two writers at once are refused. */
  lockOf?: (world: World, request: ProviderRequest) => string | undefined;
  /** For the second of two writers. */
  busy?: () => Answer;
};

export function answer(status: number, value: unknown, applied = false): Answer {
  return { status, body: JSON.stringify(value), applied };
}

export function saysJson({ headers }: ProviderRequest): boolean {
  return /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(headers['content-type'] ?? '');
}

export function jsonBody(request: ProviderRequest): unknown {
  return saysJson(request) ? request.json() : undefined;
}

export function authorization(request: ProviderRequest, scheme: 'Bearer' | 'Basic'): string | undefined {
  const header = request.headers.authorization ?? '';
  const given = header.slice(0, scheme.length);
  if (given.toLowerCase() !== scheme.toLowerCase() || header[scheme.length] !== ' ') return undefined;
  return header.slice(scheme.length + 1).trim();
}

/** undefined: invalid. */
export function decoded(segment: string | undefined): string | undefined {
  if (segment === undefined) return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
