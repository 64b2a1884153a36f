import type { IncomingHttpHeaders } from 'node:http';
import type { ProviderName } from './faults.ts';
import type { World } from './world.ts';
import type { Worlds } from './worlds.ts';

declare global {
  interface JSON {
    /** Standard since ECMAScript 2026: stands for exactly this text in `JSON.stringify`. */
    rawJSON(text: string): unknown;
  }
}

/** A call as a provider sees it. */
export type ProviderRequest = {
  method: string;
  /** Path parts below the provider's base, still percent-encoded, without empty ones at the end. */
  segments: readonly string[];
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
  /** The body as a JSON value; undefined when there is none or it is not JSON. Parsed once. */
  json: () => unknown;
};

/** What a provider answers. */
export type Answer = {
  status: number;
  body: string;
  headers?: Record<string, string>;
  contentType?: string;
  /** Whether a write was carried out (at Vero: accepted). */
  applied: boolean;
};

/** Whose call it is, or why it is nobody's. A refused call may still be known to belong to a world. */
export type Identified = { world: World } | { world?: World; refusal: Answer };

/** One imitated provider. */
export type Provider = {
  name: ProviderName;
  /** Path prefix, without a slash at the end. */
  base: string;
  identify: (worlds: Worlds, request: ProviderRequest) => Identified;
  handle: (world: World, request: ProviderRequest) => Answer;
  /** The provider's own form of an error, for faults that imitate one. */
  errorBody: (status: number) => string;
  /** Ids at this provider of whom the call is about. */
  identities: (world: World, request: ProviderRequest) => readonly string[];
  /** Names the thing this call writes where the provider refuses two writers at once. */
  lockOf?: (world: World, request: ProviderRequest) => string | undefined;
  /** Answer to the second of two simultaneous writers. */
  busy?: () => Answer;
};

/** An answer with a JSON body. */
export function answer(status: number, value: unknown, applied = false): Answer {
  return { status, body: JSON.stringify(value), applied };
}

/** Whether the call says that its body is JSON. */
export function saysJson({ headers }: ProviderRequest): boolean {
  return /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(headers['content-type'] ?? '');
}

/** The body's JSON value where the call declares it as JSON; else undefined. */
export function jsonBody(request: ProviderRequest): unknown {
  return saysJson(request) ? request.json() : undefined;
}

/** The credential of an `Authorization` header of this scheme, or undefined. */
export function authorization(request: ProviderRequest, scheme: 'Bearer' | 'Basic'): string | undefined {
  const header = request.headers.authorization ?? '';
  const given = header.slice(0, scheme.length);
  if (given.toLowerCase() !== scheme.toLowerCase() || header[scheme.length] !== ' ') return undefined;
  return header.slice(scheme.length + 1).trim();
}

/** Percent-decodes one path part; undefined when it is not valid. */
export function decoded(segment: string | undefined): string | undefined {
  if (segment === undefined) return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
