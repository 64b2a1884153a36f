import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { HeldResponses } from './held.ts';
import type { Answer, Provider } from './provider.ts';
import type { LogRecord } from './request-log.ts';
import { veroAnswers } from './vero.ts';

/** What a fault makes of a call. `honest` is the provider's answer where the call was carried out all the same. */
export type Spoiling = {
  fault: Fault;
  honest: Answer | undefined;
  provider: Provider;
  response: ServerResponse;
  record: LogRecord;
  held: HeldResponses;
};

/** Kinds whose usual case is that the provider did its part and only the answer is lost or late. */
const appliedKinds = new Set<Fault['kind']>(['reset-after', 'truncated-json', 'empty', 'slow']);
/** Kinds that say themselves whether the call took effect, whatever `applied` asks. */
const fixedKinds = new Set<Fault['kind']>(['reset-before', 'reset-after', 'slow', 'no-apply', 'duplicate']);

/** Whether a call hit by this fault is carried out. */
export function isAppliedDespite(fault: Fault): boolean {
  const usual = appliedKinds.has(fault.kind);
  return fixedKinds.has(fault.kind) ? usual : (fault.applied ?? usual);
}

/** Sends the answer and completes the log. */
export function deliver(response: ServerResponse, answer: Answer, record?: LogRecord): void {
  if (record) record.status = answer.status;
  if (response.destroyed) return;
  response.writeHead(answer.status, {
    'content-type': answer.contentType ?? 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(answer.body),
    ...answer.headers,
  });
  response.end(answer.body);
}

/** Answers, or fails to answer, as the fault says. */
export async function spoil(spoiling: Spoiling): Promise<void> {
  const { fault, honest, response, record, held } = spoiling;
  switch (fault.kind) {
    case 'timeout':
      return await held.hold(response, fault.delayMs);
    case 'reset-before':
    case 'reset-after':
      response.socket?.resetAndDestroy();
      return;
    default:
      return deliver(response, spoiltAnswer(spoiling, honest), record);
  }
}

function spoiltAnswer({ fault, provider }: Spoiling, honest: Answer | undefined): Answer {
  const imitated = (status: number, headers: Record<string, string> = {}): Answer => ({
    status,
    body: fault.body ?? provider.errorBody(status),
    headers,
    applied: false,
  });
  switch (fault.kind) {
    case 'status':
      return imitated(fault.status ?? 500, retryAfterHeader(fault));
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
    case 'no-apply':
      return veroAnswers.success();
    case 'duplicate':
      return veroAnswers.alreadyReceived();
    default:
      return honest ?? imitated(500);
  }
}

/** `Retry-After` in seconds, as an HTTP date that far ahead of the machine's clock, or the text as given. */
function retryAfterHeader({ retryAfter, retryAfterForm }: Fault): Record<string, string> {
  if (retryAfter === undefined) return {};
  if (typeof retryAfter === 'string') return { 'retry-after': retryAfter };
  const date = () => new Date(Date.now() + retryAfter * 1000).toUTCString();
  return { 'retry-after': retryAfterForm === 'http-date' ? date() : String(retryAfter) };
}
