import type { ServerResponse } from 'node:http';
import { pour } from './fault-streams.ts';
import type { Fault } from './faults.ts';
import type { HeldResponses } from './held.ts';
import type { Answer, Provider } from './provider.ts';
import type { LogRecord } from './request-log.ts';
import { veroAnswers } from './vero.ts';

/** `honest`: the real answer, where the call was carried out. */
export type Spoiling = {
  fault: Fault;
  honest: Answer | undefined;
  provider: Provider;
  response: ServerResponse;
  record: LogRecord;
  held: HeldResponses;
  /** Whom the call is about. */
  identities: readonly string[];
};

/** Usually applied, with the answer lost or late. */
const appliedKinds = new Set<Fault['kind']>([
  'reset-after',
  'truncated-json',
  'empty',
  'slow',
  'large',
  'drip',
  'endless',
  'other-user',
]);
/** Regardless of `applied`. */
const fixedKinds = new Set<Fault['kind']>([
  'reset-before',
  'reset-after',
  'slow',
  'late',
  'no-apply',
  'duplicate',
]);

export function isAppliedDespite(fault: Fault): boolean {
  const usual = appliedKinds.has(fault.kind);
  return fixedKinds.has(fault.kind) ? usual : (fault.applied ?? usual);
}

export function deliver(response: ServerResponse, answer: Answer, record?: LogRecord): void {
  if (record) record.status = answer.status;
  if (response.destroyed) return;
  // HTTP gives these no body.
  const isBare = answer.status === 204 || answer.status === 304;
  response.writeHead(answer.status, {
    'content-type': answer.contentType ?? 'application/json; charset=utf-8',
    ...(isBare ? {} : { 'content-length': Buffer.byteLength(answer.body) }),
    ...answer.headers,
  });
  response.end(isBare ? undefined : answer.body);
}

export async function spoil(spoiling: Spoiling): Promise<void> {
  const { fault, honest, response, record, held } = spoiling;
  switch (fault.kind) {
    case 'timeout':
      return await held.hold(response, fault.delayMs);
    case 'large':
    case 'drip':
    case 'endless':
      record.status = fault.status ?? 200;
      return await pour(response, fault, held);
    case 'reset-before':
    case 'reset-after':
    case 'late':
      response.socket?.resetAndDestroy();
      return;
    default:
      return deliver(response, spoiltAnswer(spoiling, honest), record);
  }
}

function spoiltAnswer({ fault, provider, identities }: Spoiling, honest: Answer | undefined): Answer {
  const imitated = (status: number, headers: Record<string, string> = {}): Answer => ({
    status,
    body: fault.body ?? provider.errorBody(status),
    headers,
    applied: false,
  });
  switch (fault.kind) {
    case 'status': {
      const status = fault.status ?? 500;
      const spoilt = imitated(status, retryAfterHeader(fault));
      // A success shows what it did.
      return honest && status < 300 && fault.body === undefined ? { ...honest, status } : spoilt;
    }
    case 'rate-limit':
      return imitated(fault.status ?? 429, retryAfterHeader(fault));
    case 'unauthorized':
      return imitated(401);
    case 'html':
      return {
        status: fault.status ?? 200,
        body:
          fault.body ??
          '<!doctype html><html><head><title>Gateway</title></head><body>Please wait</body></html>',
        contentType: 'text/html; charset=utf-8',
        applied: false,
      };
    case 'empty':
      return { status: fault.status ?? 200, body: '', applied: false };
    case 'truncated-json': {
      const whole = honest?.body ?? provider.errorBody(200);
      return {
        status: fault.status ?? honest?.status ?? 200,
        body: whole.slice(0, whole.length / 2),
        applied: false,
      };
    }
    case 'other-user': {
      const whole = honest ?? imitated(200);
      return { ...whole, status: fault.status ?? whole.status, body: renamed(whole.body, identities) };
    }
    case 'no-apply':
      return veroAnswers.success();
    case 'duplicate':
      return veroAnswers.alreadyReceived();
    default:
      return honest ?? imitated(500);
  }
}

/** Seconds, an HTTP date by the machine's clock, or literal text. */
function retryAfterHeader({ retryAfter, retryAfterForm }: Fault): Record<string, string> {
  if (retryAfter === undefined) return {};
  if (typeof retryAfter === 'string') return { 'retry-after': retryAfter };
  const date = () => new Date(Date.now() + retryAfter * 1000).toUTCString();
  return { 'retry-after': retryAfterForm === 'http-date' ? date() : String(retryAfter) };
}

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?/g;

/** Each of `ids`, as a whole string or number, becomes another's. */
function renamed(body: string, ids: readonly string[]): string {
  const others = new Map(
    ids.flatMap((id) => [
      [JSON.stringify(id), JSON.stringify(`${id}0`)],
      [id, /^\d+$/.test(id) ? nextId(id) : id],
    ]),
  );
  return body.replace(stringOrNumber, (token) => others.get(token) ?? token);
}

function nextId(digits: string): string {
  return `${digits.slice(0, -1)}${(Number(digits.at(-1)) + 1) % 10}`;
}
