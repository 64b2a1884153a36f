/** Vero's wire to Tagdesk's words and back. Pure. */
import type { ApplyInput, OperationResult, Profile } from '../contract.ts';
import { resultOf } from '../outcome.ts';
import { readTimezone } from './rules.ts';
import type { IdentifyBody, StatusReply, TagsEditBody } from './wire.ts';

/** One call for the whole change. The id is always a JSON string, so that leading zeros survive. */
export function toTagsEdit({
  externalId,
  operations,
}: Pick<ApplyInput, 'externalId' | 'operations'>): TagsEditBody {
  const keysOf = (verb: 'add' | 'remove') =>
    operations.filter((operation) => operation.verb === verb).map((operation) => operation.key);
  return { id: externalId, add: keysOf('add'), remove: keysOf('remove') };
}

/**
 * Identify, each field of the type that its OpenAPI gives: `timezone` an integer, every other property text; what has
 * no value is left out. Null where `timezone` is no time zone.
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
 * What a 2xx from Vero means. Vero works later and never shows the result, so the best is `accepted`. It has been seen
 * to drop a repeated call while answering 200 "Request already received."; with `repeated` that repeat was our own.
 */
export function fromReply({ message }: StatusReply, repeated = false): OperationResult {
  const words = message?.trim() ?? '';
  if (/^success\.?$/i.test(words)) return resultOf('accepted', { message: words });
  // Our own earlier attempt is what it was received before by: Vero has it.
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
