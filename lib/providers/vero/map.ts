import type { ApplyInput, OperationResult, Profile } from '../contract.ts';
import { resultOf } from '../outcome.ts';
import { readTimezone } from './rules.ts';
import type { IdentifyBody, StatusReply, TagsEditBody } from './wire.ts';

/** One call. The id is always a JSON string, so that leading zeros survive. */
export function toTagsEdit({
  externalId,
  operations,
}: Pick<ApplyInput, 'externalId' | 'operations'>): TagsEditBody {
  const keysOf = (verb: 'add' | 'remove') =>
    operations.filter((operation) => operation.verb === verb).map((operation) => operation.key);
  return { id: externalId, add: keysOf('add'), remove: keysOf('remove') };
}

/**
 * In the OpenAPI's types: `timezone` an integer, other properties text; empty ones are left out. null:
 * `timezone` is none.
 */
export function toIdentify(externalId: string, { email, channels, data }: Profile): IdentifyBody | null {
  const { timezone, ...others } = data ?? {};
  const hours = timezone == null ? undefined : readTimezone(String(timezone));
  if (hours === null) return null;
  const texts = Object.entries(others).flatMap(([key, value]) =>
    value === null ? [] : [[key, String(value)]],
  );
  return {
    id: externalId,
    ...(email === undefined ? {} : { email }),
    ...(channels
      ? { channels: channels.map(({ type, address, platform }) => ({ type, address, platform })) }
      : {}),
    ...(data
      ? { data: { ...Object.fromEntries(texts), ...(hours === undefined ? {} : { timezone: hours }) } }
      : {}),
  };
}

/**
 * Vero works asynchronously: `accepted` at best. It has been seen to drop a repeat with 200 "Request already
 * received."; `repeated`: the repeat was our own.
 */
export function fromReply({ message }: StatusReply, repeated = false): OperationResult {
  const words = message?.trim() ?? '';
  if (/^success\.?$/i.test(words)) return resultOf('accepted', { message: words });
  // Received by our own earlier attempt.
  if (/already received/i.test(words) && repeated) return resultOf('accepted', { message: words });
  if (/already received/i.test(words)) {
    return resultOf('failed', {
      message: words,
      hint: 'Vero dropped this as a repeat of a recent call. Try again in a few minutes.',
    });
  }
  return resultOf('unknown', {
    message: words || null,
    hint: 'Vero’s answer does not say that it took the change. Look the user up in Vero, or send it again.',
  });
}
