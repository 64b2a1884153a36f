/** A provider's webhook: whoever knows the address may, so nothing but its secret is looked at. */
import { keepEvent } from '#lib/domain/inbound/keep-event.ts';
import { type Database, processDatabase } from '#lib/platform/db/client.ts';
import { takeAttempt } from '#lib/platform/rate-limits/attempt-limit.ts';
import { inboundSecretForm } from '#lib/shared/inbound.ts';
import { jsonAnswer } from '#lib/web/json-answer.ts';
import { addressKey } from './http/client-address.ts';
import { overloaded } from './http/error-response.ts';
import { isOverloaded } from './http/load-shedding.ts';
import { failureResponse } from './route-context.ts';

/** Vero’s events are a few hundred bytes. */
const maxInboundBytes = 64 * 1024;
/** From one address, in a minute. */
const maxForged = 60;

const says = (status: number, error: string, headers = {}) => jsonAnswer({ error }, status, headers);

/** The route: without a session, and from any origin. */
export async function inboundRoute(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  try {
    if (isOverloaded()) throw overloaded();
    const { token } = await params;
    return await answerInbound(processDatabase().database, request, token);
  } catch (error) {
    return failureResponse(error);
  }
}

/** 200 once it is stored; it is applied later. Throws the database's error. */
export async function answerInbound(database: Database, request: Request, secret: string): Promise<Response> {
  if (!inboundSecretForm.test(secret)) return refuse(database, request);
  const body = await readText(request);
  if (body === 'too-large') return says(413, 'An event has at most 64 KiB.');
  if (body === 'no-text') return says(400, 'This is not UTF-8.');
  switch (await keepEvent(database, secret, body.text)) {
    case 'kept':
      return jsonAnswer({ status: 'ok' });
    case 'no-event':
      return says(400, 'This is no event: JSON with a type is expected.');
    case 'crowded':
      return says(429, 'Too many events at once.', { 'retry-after': '1' });
    case 'unknown-address':
      return refuse(database, request);
  }
}

async function refuse(database: Database, request: Request): Promise<Response> {
  const key = `inbound:address:${addressKey(request.headers)}`;
  const seconds = await takeAttempt(database, [{ key, max: maxForged }]);
  if (seconds === null) return says(404, 'There is no such address.');
  return says(429, 'Too many calls of addresses that are not there.', { 'retry-after': String(seconds) });
}

/** Never more than the limit is held. */
async function readText(request: Request): Promise<{ text: string } | 'too-large' | 'no-text'> {
  if (Number(request.headers.get('content-length') ?? 0) > maxInboundBytes) return 'too-large';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body ?? []) {
    bytes += part.byteLength;
    if (bytes > maxInboundBytes) return 'too-large';
    parts.push(part);
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)) };
  } catch {
    return 'no-text';
  }
}
