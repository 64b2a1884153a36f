/** What a region says about an edit that did not simply work, and what it offers to do. Pure. */
import type { ChangeReport, OperationOutcome } from '#lib/changes/schemas.ts';
import type { ProviderCapabilities } from '#lib/providers/capabilities.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Failure } from '#lib/result.ts';
import { tagName } from './shown-tags.ts';

/** `pick-another` gives the editor the focus; the other kinds say what they send. */
export type Offer =
  | { kind: 'send'; label: string; operation: Operation }
  | { kind: 'create-then-add'; label: string; operation: Operation }
  | { kind: 'pick-another'; label: string }
  | { kind: 'sign-in'; label: string }
  | { kind: 'read-again'; label: string };

/** `words` and `code` are the provider's own; `meaning` is what follows from them. `tagKey`: null for a profile. */
export type Notice = {
  id: string;
  provider: ProviderId;
  tagKey: string | null;
  title: string;
  words: string | null;
  code: string | null;
  meaning: string | null;
  offers: Offer[];
};

/** `held`: the provider's tags after the answer. `mayCreate`: the member may add to the catalogue. */
type Situation = { held: readonly { key: string; value: string | null }[]; mayCreate: boolean };

/** One notice per operation that was refused or failed; none for the rest. */
export function noticesOf(report: ChangeReport, situation: Situation): Notice[] {
  if (report.pending) return [];
  const asked: (Operation | null)[] = report.operations.length > 0 ? [...report.operations] : [null];
  return asked.flatMap((operation, position) => {
    const result = report.outcomes[position];
    if (result?.outcome !== 'refused' && result?.outcome !== 'failed') return [];
    return [noticeOf(report, operation, result, situation)];
  });
}

function noticeOf(
  { provider, changeId, operations, outcomes }: ChangeReport,
  operation: Operation | null,
  result: OperationOutcome,
  situation: Situation,
): Notice {
  const capabilities = capabilitiesOf(provider);
  const { label } = capabilities;
  const subject = operation ? sayOperation(operation) : 'the profile';
  const others = outcomes.filter(({ outcome }) => outcome === 'confirmed' || outcome === 'accepted').length;
  const made = others === 1 ? 'The other change was made.' : `The other ${others} changes were made.`;
  const meaning = [operations.length > 1 && others > 0 ? made : '', result.hint ?? '']
    .filter(Boolean)
    .join(' ');
  return {
    id: `${changeId}:${operation?.key ?? 'profile'}`,
    provider,
    tagKey: operation?.key ?? null,
    title:
      result.outcome === 'refused'
        ? `${label} refused ${subject}.`
        : `${capitalise(subject)} was not applied at ${label}.`,
    words: result.message,
    code: result.code,
    meaning: meaning || null,
    offers: operation ? offersFor(operation, result, capabilities, situation) : [],
  };
}

function offersFor(
  operation: Operation,
  result: OperationOutcome,
  capabilities: ProviderCapabilities,
  { held, mayCreate }: Situation,
): Offer[] {
  if (result.outcome === 'failed') return [{ kind: 'send', label: 'Try again', operation }];
  if (operation.verb !== 'add') return [];
  if (capabilities.shape === 'label') {
    const pick: Offer = { kind: 'pick-another', label: 'Pick another' };
    // Capillary, Tag Customers: 33000 is a label that the organisation's catalogue does not hold.
    return capabilities.hasCatalogue && result.code === '33000' && mayCreate
      ? [{ kind: 'create-then-add', label: `Create ${capabilities.nouns.tag}, then add`, operation }, pick]
      : [pick];
  }
  return overwriteOffer(operation, result, capabilities, held);
}

/** A key that is taken at the provider: overwriting is offered as an act of its own, never done silently. */
function overwriteOffer(
  operation: Operation,
  { code }: OperationOutcome,
  { verbs }: ProviderCapabilities,
  held: Situation['held'],
): Offer[] {
  const present = held.some((tag) => tag.key === operation.key);
  // Neither Cerego nor FRAGMENT publishes what a clash answers: any code may mean it, except that nobody is there.
  const mayClash = present || (code !== null && !/404|not.?found/i.test(code));
  if (!mayClash) return [];
  if (verbs.includes('set'))
    return [{ kind: 'send', label: 'Overwrite', operation: { ...operation, verb: 'set' } }];
  return verbs.includes('update')
    ? [{ kind: 'send', label: `Update to “${operation.value}”`, operation: { ...operation, verb: 'update' } }]
    : [];
}

/** What was asked for, in words that open a sentence's subject: “prospect”, undo of “prospect”, the profile. */
export type Asked = { id: string; provider: ProviderId; subject: string; tagKey: string | null };

/** Tagdesk says so before it records anything; every other failure may have come after. */
const beforeRecording: ReadonlySet<Failure['code']> = new Set([
  'unauthenticated',
  'forbidden',
  'invalid',
  'not-found',
  'conflict',
  'not-connected',
  'too-large',
  'limited',
]);

/** Whether nothing was recorded, and so nothing sent, by an answer that says no. */
export function isCertain(failure: Failure): boolean {
  return beforeRecording.has(failure.code);
}

/** Tagdesk itself said no. */
export function noticeOfFailure(asked: Asked, failure: Failure): Notice {
  if (!isCertain(failure)) return { ...noticeOfSilence(asked), words: failure.message };
  return {
    id: asked.id,
    provider: asked.provider,
    tagKey: asked.tagKey,
    title: `${capitalise(asked.subject)} was not sent.`,
    words: failure.message,
    code: null,
    meaning: null,
    offers: failure.code === 'unauthenticated' ? [{ kind: 'sign-in', label: 'Sign in' }] : [],
  };
}

/**
 * The browser had no usable answer from Tagdesk: only the ledger knows, so it is read again and nothing is repeated.
 * `readAt`: it was read since, at that time of the day, and does not show the change.
 */
export function noticeOfSilence(asked: Asked, readAt: string | null = null): Notice {
  return {
    id: asked.id,
    provider: asked.provider,
    tagKey: asked.tagKey,
    title:
      readAt === null
        ? `Tagdesk did not answer about ${asked.subject}.`
        : `Tagdesk did not answer about ${asked.subject}, and the history does not show it.`,
    words: null,
    code: null,
    meaning:
      readAt === null
        ? 'Whether it was recorded is not known yet. This page looks into the history until it knows.'
        : `Last read at ${readAt}. Should it come up there, this page says so. If it does not, send it again.`,
    offers: [{ kind: 'read-again', label: 'Read again' }],
  };
}

/** “Festive Early Access”, removal of “plan”. */
export function sayOperation(operation: Operation): string {
  if (operation.verb === 'remove') return `removal of “${operation.key}”`;
  return `“${tagName(operation)}”`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
