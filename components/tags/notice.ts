/** Notices on edits that did not simply work. Pure. */

import type { ProviderCapabilities } from '#lib/providers/capabilities.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeReport, OperationOutcome } from '#lib/shared/changes.ts';
import type { Failure } from '#lib/shared/result.ts';
import type { LineTrace } from './line-trace.ts';
import { tagName } from './shown-tags.ts';

/** `pick-another` focuses the editor; the others send something. */
export type Offer =
  | { kind: 'send'; label: string; operations: readonly Operation[] }
  | { kind: 'create-then-add'; label: string; operation: Operation }
  | { kind: 'pick-another'; label: string }
  | { kind: 'sign-in'; label: string }
  | { kind: 'read-again'; label: string };

/**
 * `subject`: opens a sentence: “prospect”, undo of “prospect”, the profile. `tagKeys`: none for a profile.
 * `after`: the newest history line known when it was sent.
 */
export type Asked = {
  id: string;
  provider: ProviderId;
  subject: string;
  tagKeys: readonly string[];
  note: string;
  trace: LineTrace;
  after: number;
};

/**
 * `words`, `code`: the provider's; `meaning`: what follows. `unknownSince` (ms): unknown whether recorded;
 * null: known. `isUnsent`: certainly not recorded.
 */
export type Notice = Asked & {
  title: string;
  words: string | null;
  code: string | null;
  meaning: string | null;
  offers: Offer[];
  unknownSince: number | null;
  isUnsent: boolean;
};

/** `held`: the provider's tags afterwards. `mayCreate`: may add to the catalogue. `note`: the change's. */
type Situation = {
  held: readonly { key: string; value: string | null }[];
  mayCreate: boolean;
  note: string;
};

/** One per refused or failed operation. */
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
  const subject = operation ? formatOperation(operation) : 'the profile';
  const others = outcomes.filter(({ outcome }) => outcome === 'confirmed' || outcome === 'accepted').length;
  const made = others === 1 ? 'The other change was made.' : `The other ${others} changes were made.`;
  const meaning = [operations.length > 1 && others > 0 ? made : '', result.hint ?? '']
    .filter(Boolean)
    .join(' ');
  return {
    id: `${changeId}:${operation?.key ?? 'profile'}`,
    provider,
    subject,
    tagKeys: operation ? [operation.key] : [],
    note: situation.note,
    trace: operation ? { by: 'operations', operations: [operation] } : { by: 'profile' },
    after: changeId,
    unknownSince: null,
    isUnsent: false,
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
  if (result.outcome === 'failed') return [{ kind: 'send', label: 'Try again', operations: [operation] }];
  if (operation.verb !== 'add') return [];
  if (capabilities.shape === 'label') {
    const pick: Offer = { kind: 'pick-another', label: 'Pick another' };
    // Capillary, Tag Customers: 33000 is a label that the catalogue lacks.
    return capabilities.hasCatalogue && result.code === '33000' && mayCreate
      ? [{ kind: 'create-then-add', label: `Create ${capabilities.nouns.tag}, then add`, operation }, pick]
      : [pick];
  }
  return overwriteOffer(operation, result, capabilities, held);
}

/** Overwriting an existing key is offered, never silent. */
function overwriteOffer(
  operation: Operation,
  { code }: OperationOutcome,
  { verbs }: ProviderCapabilities,
  held: Situation['held'],
): Offer[] {
  const present = held.some((tag) => tag.key === operation.key);
  // Neither Cerego nor FRAGMENT documents the code of a conflict: any code but not-found may be one.
  const mayClash = present || (code !== null && !/404|not.?found/i.test(code));
  if (!mayClash) return [];
  if (verbs.includes('set'))
    return [{ kind: 'send', label: 'Overwrite', operations: [{ ...operation, verb: 'set' }] }];
  return verbs.includes('update')
    ? [
        {
          kind: 'send',
          label: `Update to “${operation.value}”`,
          operations: [{ ...operation, verb: 'update' }],
        },
      ]
    : [];
}

/** Answered before recording; all other failures may come after. */
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

/** Whether nothing was recorded. */
export function isCertain(failure: Failure): boolean {
  return beforeRecording.has(failure.code);
}

/** A refusal by Tagdesk. `now`: ms. */
export function noticeOfFailure(asked: Asked, failure: Failure, now: number): Notice {
  if (!isCertain(failure)) return { ...noticeOfSilence(asked, now), words: failure.message };
  return {
    ...asked,
    title: `${capitalise(asked.subject)} was not sent.`,
    words: failure.message,
    code: null,
    meaning: null,
    offers: [
      ...(failure.code === 'unauthenticated' ? [{ kind: 'sign-in' as const, label: 'Sign in' }] : []),
      ...sendAgain(asked),
    ],
    unknownSince: null,
    isUnsent: true,
  };
}

/** ms; a call may still reach the ledger after its answer was given up: nothing is offered until then. */
const arrivesWithinMs = 5_000;

/**
 * No usable answer at `since` (ms): the ledger is read again, nothing is repeated. `readAt` (ms): read since,
 * without the change.
 */
export function noticeOfSilence(asked: Asked, since: number, readAt: number | null = null): Notice {
  const shown = { ...pick(asked), words: null, code: null, unknownSince: since, isUnsent: false };
  const look: Offer = { kind: 'read-again', label: 'Read again' };
  if (readAt === null) {
    return {
      ...shown,
      title: `Tagdesk did not answer about ${asked.subject}.`,
      meaning: 'Whether it was recorded is not known yet. This page looks into the history until it knows.',
      offers: [look],
    };
  }
  const time = new Date(readAt).toLocaleTimeString('en-GB');
  return {
    ...shown,
    title: `Tagdesk did not answer about ${asked.subject}, and the history does not show it.`,
    meaning: `Last read at ${time}. Should it come up there, this page says so. If it does not, send it again.`,
    offers: [...(readAt < since + arrivesWithinMs ? [] : sendAgain(asked)), look],
  };
}

function pick({ id, provider, subject, tagKeys, note, trace, after }: Asked): Asked {
  return { id, provider, subject, tagKeys, note, trace, after };
}

/** For a page opened later: the reason why it was not sent may no longer hold. */
export function asReopened(notice: Notice): Notice {
  if (!notice.isUnsent) return notice;
  const { trace } = notice;
  const title =
    trace.by === 'operations' ? `Not sent: ${trace.operations.map(formatChange).join(', ')}.` : notice.title;
  return { ...notice, title, words: null, offers: sendAgain(notice) };
}

function sendAgain({ trace }: Asked): Offer[] {
  return trace.by === 'operations' ? [{ kind: 'send', label: 'Send', operations: trace.operations }] : [];
}

/** + prospect, − plan, plan → pro. */
function formatChange(operation: Operation): string {
  if (operation.verb === 'remove') return `− ${operation.key}`;
  return operation.verb === 'update' ? `${operation.key} → ${operation.value}` : `+ ${tagName(operation)}`;
}

/** A new try at the same tags replaces the notice; at some of them it does not. */
export function isTriedAgain(
  notice: Pick<Notice, 'provider' | 'tagKeys'>,
  again: Pick<Asked, 'provider' | 'tagKeys'>,
): boolean {
  if (notice.provider !== again.provider) return false;
  return notice.tagKeys.length === 0
    ? again.tagKeys.length === 0
    : notice.tagKeys.every((key) => again.tagKeys.includes(key));
}

/** “a”, or 3 tags. */
export function formatOperations(operations: readonly Operation[]): string {
  const [only] = operations;
  return only && operations.length === 1 ? formatOperation(only) : `${operations.length} tags`;
}

/** “Festive Early Access”, removal of “plan”. */
export function formatOperation(operation: Operation): string {
  if (operation.verb === 'remove') return `removal of “${operation.key}”`;
  return `“${tagName(operation)}”`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
