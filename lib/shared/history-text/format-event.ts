/** An event as a sentence. Browser-safe: screen and file agree. */

import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { type EventKind, eventKinds, formerEventKinds, type HistoryEvent } from '#lib/shared/history.ts';
import {
  addressOf,
  countOf,
  givenIn,
  linkNamed,
  signInReason,
  textOf,
  triedTo,
  whyNoReset,
  whyRefused,
} from './event-text.ts';

type EventFacts = Pick<HistoryEvent, 'subject' | 'detail'>;

const verdicts: Record<string, string> = { 'not-same': 'not the same', later: 'later', open: 'open again' };

/** Follows the actor's name. */
const predicates: Record<EventKind, (event: EventFacts) => string> = {
  'sign-in.succeeded': ({ detail }) => `signed in${through(detail.by)}${addressOf(detail)}`,
  'sign-in.failed': ({ subject, detail }) => {
    const as = subject === '' ? '' : ` as ${subject}`;
    return detail.reason === undefined
      ? `tried to sign in${as}${addressOf(detail)}: e-mail or password was wrong`
      : `tried to sign in${as}${through(detail.by)}${addressOf(detail)}: ${signInReason(textOf(detail.reason))}`;
  },
  'sign-in.disabled': ({ subject, detail }) =>
    `tried to sign in as ${subject || 'a member'}${through(detail.by)}${addressOf(detail)}, whose access is off`,
  'sign-in.limited': ({ subject, detail }) =>
    `tried to sign in${subject && ` as ${subject}`}${addressOf(detail)} too often and was held back`,
  'sign-in.two-factor-failed': ({ subject, detail }) =>
    `gave the right password of ${subject}${addressOf(detail)}, then a wrong ${detail.by === 'recovery code' ? 'recovery code' : 'code of the app'}`,
  'sign-out': () => 'signed out',
  'session.ended': ({ detail }) =>
    `ended their session on ${textOf(detail.device)}${detail.address ? ` (${detail.address})` : ''}`,
  'sessions.ended': ({ subject, detail }) => `ended ${countOf(detail.sessions, 'session')} of ${subject}`,
  'member.created': ({ subject, detail: { role, by } }) => {
    if (by === 'settings') return `made ${subject} the first admin, as the settings say`;
    if (by === 'set-up code') return 'became the first admin by the code that was printed at the start';
    return by === undefined
      ? `made ${subject} a member as ${role}`
      : `became a member as ${role}${through(by)}`;
  },
  'member.changed': ({ subject, detail: { role, roleBefore, disabled } }) =>
    [
      role === undefined ? null : `changed the role of ${subject} from ${roleBefore} to ${role}`,
      disabled === undefined ? null : `switched the access of ${subject} ${disabled ? 'off' : 'on'}`,
    ]
      .filter((part) => part !== null)
      .join(' and '),
  'member.linked': ({ subject, detail }) => `came as ${subject}${through(detail.by)} for the first time`,
  'member.renamed': ({ detail }) => `changed their name from ${detail.nameBefore} to ${detail.name}`,
  'invite.created': ({ subject, detail }) =>
    `invited ${subject || 'somebody'} as ${detail.role}, for ${countOf(detail.days, 'day')}`,
  'invite.used': ({ detail: { role, invitedBy, by } }) =>
    `joined as ${role}${through(by)}, invited by ${invitedBy}`,
  'invite.withdrawn': ({ subject }) => `revoked the invitation of ${subject || 'somebody'}`,
  'invite.refused': ({ detail }) => `tried to join by a link${addressOf(detail)}: ${textOf(detail.reason)}`,
  'reset.created': ({ subject }) => `made a link to a new password for ${subject}`,
  'password-reset.requested': ({ subject, detail }) =>
    `asked for a new password for ${subject}${addressOf(detail)}${detail.reason === undefined ? '' : `: ${whyNoReset(textOf(detail.reason))}`}`,
  'reset.used': ({ detail }) =>
    detail.madeBy === 'Tagdesk'
      ? 'set a new password by the link that was sent to them'
      : `set a new password by the link that ${detail.madeBy} made`,
  'reset.withdrawn': ({ subject }) => `revoked the link to a new password of ${subject}`,
  'reset.refused': ({ detail }) =>
    `tried to set a new password by a link${addressOf(detail)}: ${textOf(detail.reason)}`,
  'mail.sent': ({ subject, detail }) => `sent ${linkNamed(detail.what)} to ${subject}`,
  'mail.failed': ({ subject, detail }) =>
    `${detail.certain === false ? 'may have sent' : 'could not send'} ${linkNamed(detail.what)} to ${subject}: ${textOf(detail.reason)}`,
  'password.changed': ({ detail }) =>
    detail.sessionsEnded === 0
      ? 'changed their password'
      : `changed their password, which ended ${countOf(detail.sessionsEnded, 'other session')}`,
  'password.wrong': () => 'entered a wrong password when asked to confirm it',
  'two-factor.enabled': () => 'turned two-factor authentication on',
  'two-factor.disabled': () => 'turned two-factor authentication off',
  'two-factor.reset': ({ subject }) => `reset two-factor authentication of ${subject}`,
  'recovery-codes.renewed': () => 'made new recovery codes; the old ones stopped working',
  'action.denied': ({ subject, detail }) => `tried to ${triedTo(subject)}: ${whyRefused(detail)}`,
  'user.created': ({ subject }) => `created user ${subject}`,
  'identity.linked': ({ subject, detail }) =>
    `noted ${textOf(detail.externalId)} as the id of user ${subject} at ${providerName(detail.provider)}`,
  'user.edited': ({ subject, detail }) => `edited user ${subject}${givenIn(detail)}`,
  'user.merged': ({ subject, detail }) =>
    `merged user ${textOf(detail.other)} into user ${subject}${detail.stays === true ? `; ids that were not chosen stay with user ${textOf(detail.other)}` : ''}`,
  'user.split': ({ subject, detail }) =>
    `split ${countOf(detail.ids, 'id')} of user ${subject} off as user ${textOf(detail.other)}`,
  'user.act-undone': ({ subject, detail }) =>
    `undid the ${textOf(detail.act)} ${textOf(detail.id)} of user ${subject}`,
  'user.erased': ({ subject, detail }) => `erased user ${subject}: ${textOf(detail.why)}`,
  'identity.unlinked': ({ subject, detail }) =>
    `unlinked ${textOf(detail.externalId)} at ${providerName(detail.provider)} from user ${subject}`,
  'identity.moved': ({ subject, detail }) =>
    `moved ${textOf(detail.externalId)} at ${providerName(detail.provider)} from user ${subject} to user ${textOf(detail.other)}`,
  'identity-case.decided': ({ subject, detail }) =>
    `decided ${subject} (users ${textOf(detail.users)}): ${verdicts[textOf(detail.verdict)] ?? textOf(detail.verdict)}`,
  'import.undone': ({ subject, detail }) => `took back the import of ${subject}: ${formatTakenBack(detail)}`,
  'run.not-started': ({ subject, detail }) =>
    `did not start ${subject} at its time: ${textOf(detail.reason)}`,
  'run.settled': ({ subject, detail }) => formatSettled(subject, detail),
  'drift.accepted': ({ detail }) => `accepted ${differencesIn(detail)}`,
  'drift.ignored': ({ detail }) => `ignored ${differencesIn(detail)}`,
  'drift.policy-set': ({ subject, detail: { key, rule } }) =>
    `${ruleWords(rule)} at ${providerName(subject)}${key === '' ? '' : `, of ${textOf(key)}`}`,
  'users.exported': ({ subject, detail }) =>
    `exported ${countOf(detail.rows, 'user')}${subject && ` who match “${subject}”`}`,
  'view.saved': ({ subject, detail }) => `saved the ${detail.shared ? 'shared ' : ''}view “${subject}”`,
  'view.changed': ({ subject, detail }) => `changed the view “${subject}”${givenIn(detail, ['viewId'])}`,
  'view.deleted': ({ subject, detail }) => `deleted the ${detail.shared ? 'shared ' : ''}view “${subject}”`,
  'tag.marked': (event) => `asked for a warning before ${tagOf(event)} is changed`,
  'tag-pair.decided': (event) => {
    const { other, otherKey, otherValue, verdict } = event.detail;
    const second = tagOf({
      subject: textOf(other),
      detail: { key: textOf(otherKey), value: otherValue ?? null },
    });
    return verdict === 'open'
      ? `wants to be asked again whether ${tagOf(event)} and ${second} are the same`
      : `decided that ${tagOf(event)} and ${second} are not the same`;
  },
  'tag.described': (event) =>
    event.detail.description
      ? `described ${tagOf(event)} as “${event.detail.description}”`
      : `took the description of ${tagOf(event)} away`,
  'tag.unmarked': (event) => `ended the warning before ${tagOf(event)} is changed`,
  'catalogue-tag.asked': (event) => `asked for ${tagOf(event)} to be added to its catalogue`,
  'catalogue-tag.created': (event) =>
    event.detail.shown
      ? `showed ${tagOf(event)} in its catalogue, as was asked for`
      : `added ${tagOf(event)} to its catalogue`,
  'catalogue-tag.refused': (event) =>
    `could not add ${tagOf(event)} to its catalogue: ${textOf(event.detail.reason)}`,
  'catalogue-tag.unknown': (event) =>
    `had no definite answer whether ${tagOf(event)} was added to its catalogue: ${textOf(event.detail.reason)}`,
  'catalogue-tag.not-seen': (event) => `did not show ${tagOf(event)} in its catalogue, last looked at then`,
  'pull.ended': ({ subject, detail }) =>
    `pulled the people of ${providerName(subject)}: ${formatPulled(detail)}`,
  'pull.cancelled': ({ subject, detail }) =>
    `cancelled a pull of ${providerName(subject)} after ${peopleOf(detail.read)}`,
  'pull.scheduled': ({ subject, detail }) =>
    `scheduled pulls of ${providerName(subject)} every ${countOf(detail.hours, 'hour')}`,
  'pull.unscheduled': ({ subject }) => `ended the schedule of pulls of ${providerName(subject)}`,
  'inbound.address-made': ({ subject }) => `made an inbound address for ${providerName(subject)}`,
  'inbound.address-ended': ({ subject }) => `ended an inbound address of ${providerName(subject)}`,
  'provider.check-asked': ({ subject }) => `asked ${providerName(subject)} whether the connection works`,
  'provider.checked': ({ subject, detail }) =>
    `checked the connection to ${providerName(subject)}: ${detail.ok ? 'it works' : 'it does not work'}`,
  'history.exported': ({ detail }) => `exported the history${givenIn(detail)}`,
  'history.removed': ({ detail }) =>
    `removed ${countOf(detail.changes, 'change')} and ${countOf(detail.events, 'event')} older than ${countOf(detail.days, 'day')}, as the settings say`,
  'installation.restored': ({ detail }) =>
    `was restored from a backup of ${detail.madeAt}: ${countOf(detail.rows, 'row')}`,
  'sandbox.fault-caused': ({ subject, detail }) =>
    `let ${providerName(subject)} of the sandbox fail: ${textOf(detail.fault)}`,
  'sandbox.faults-ended': () => 'ended the faults of the sandbox',
  'sandbox.reset': () => 'gave the sandbox’s providers their first people and tags again',
};

/** What it is about, as the screen names it: “Vero”. */
export function subjectOf({ kind, subject }: Pick<HistoryEvent, 'kind' | 'subject'>): string {
  return /^(provider|catalogue|pull)/.test(kind) ? providerName(subject) : subject;
}

/** “changed the role of bea@… from viewer to support”: without the actor, who stands beside it. */
export function predicateOf(event: Pick<HistoryEvent, 'kind' | 'subject' | 'detail'>): string {
  const kind = formerEventKinds[event.kind] ?? eventKinds.find((known) => known === event.kind);
  if (kind) return predicates[kind](event);
  const about = event.subject && ` (${event.subject})`;
  return `${event.kind.replaceAll(/[.-]/g, ' ')}${about}${givenIn(event.detail)}`;
}

/** “Ada changed the role of bea@… from viewer to support.” Without a session: “Somebody”. */
export function sentenceOf(event: Pick<HistoryEvent, 'kind' | 'actor' | 'subject' | 'detail'>): string {
  const who = /^nobody$/i.test(event.actor) ? 'Somebody' : event.actor;
  const sentence = `${who} ${predicateOf(event)}`;
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function through(by: unknown): string {
  if (by === undefined || by === null) return '';
  if (by === 'app') return ' with a code of their app';
  return by === 'recovery code' ? ' with a recovery code' : ` through ${by}`;
}

function formatSettled(subject: string, { verdict, provider, changes }: EventFacts['detail']): string {
  const what = `${countOf(changes, 'unknown change')} at ${providerName(provider)} of ${subject}`;
  if (verdict === 'send-again') return `sent ${what} again`;
  return `said that ${what} ${changes === 1 ? 'was' : 'were'} ${verdict === 'applied' ? 'applied' : 'not applied'}`;
}

function peopleOf(count: EventFacts['detail'][string] | undefined): string {
  return count === 1 ? 'one person' : `${Number(count ?? 0).toLocaleString('en')} people`;
}

function formatPulled({ read, created, changed, gone }: EventFacts['detail']): string {
  const number = (count: typeof read) => Number(count ?? 0).toLocaleString('en');
  return `${peopleOf(read)} read, ${number(created)} new, ${number(changed)} changed, ${number(gone)} gone`;
}

function formatTakenBack({
  usersRemoved,
  tagsRemoved,
  tagsRestored,
  leftAlone,
}: EventFacts['detail']): string {
  const taken = `${countOf(usersRemoved, 'user')} and ${countOf(tagsRemoved, 'tag')} removed, ${countOf(tagsRestored, 'former value')} put back`;
  return leftAlone ? `${taken}, ${countOf(leftAlone, 'thing')} left as they were` : taken;
}

function tagOf({ subject, detail: { key, value } }: EventFacts): string {
  const tag = value === null || value === undefined ? `${key}` : `${key} = ${value}`;
  return `the tag ${tag} at ${providerName(subject)}`;
}

function differencesIn({ count, key }: EventFacts['detail']): string {
  return `${countOf(count, 'difference')}${key ? ` of ${textOf(key)}` : ''}`;
}

function ruleWords(rule: unknown): string {
  if (rule === 'ask') return 'wants to be asked about differences';
  if (rule === 'put-back') return 'lets differences be put back';
  return rule === 'accept' ? 'lets differences be accepted' : 'ended a rule for differences';
}

export function providerName(id: unknown): string {
  const provider = providerIds.find((known) => known === id);
  return provider ? capabilitiesOf(provider).label : String(id);
}
