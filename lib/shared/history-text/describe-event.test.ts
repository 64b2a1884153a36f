import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type EventKind, eventKinds } from '#lib/shared/history.ts';
import { predicateOf, sentenceOf } from './describe-event.ts';
import { triedTo } from './event-text.ts';

type Detail = Parameters<typeof sentenceOf>[0]['detail'];

const say = (kind: string, actor: string, subject: string, detail: Detail = {}) =>
  sentenceOf({ kind, actor, subject, detail });

const bea = 'bea@tagdesk.example';
const address = '192.0.2.1';

const sentences: [EventKind, string, string, Detail, string][] = [
  ['sign-in.succeeded', 'Ada', bea, { address }, 'Ada signed in from 192.0.2.1.'],
  [
    'sign-in.succeeded',
    'Ada',
    bea,
    { address, by: 'app' },
    'Ada signed in with a code of their app from 192.0.2.1.',
  ],
  ['sign-in.succeeded', 'Ada', bea, { by: 'recovery code' }, 'Ada signed in with a recovery code.'],
  ['sign-in.succeeded', 'Ada', bea, { by: 'Acme' }, 'Ada signed in through Acme.'],
  [
    'sign-in.failed',
    'Nobody',
    bea,
    { address },
    `Somebody tried to sign in as ${bea} from 192.0.2.1: e-mail or password was wrong.`,
  ],
  [
    'sign-in.failed',
    'Nobody',
    '',
    { by: 'Acme', reason: 'expired' },
    'Somebody tried to sign in through Acme: it took too long, or was begun in another browser.',
  ],
  [
    'sign-in.failed',
    'Nobody',
    bea,
    { by: 'Acme', reason: 'not-invited' },
    `Somebody tried to sign in as ${bea} through Acme: they are neither a member nor invited.`,
  ],
  [
    'sign-in.disabled',
    'Nobody',
    bea,
    { address },
    `Somebody tried to sign in as ${bea} from 192.0.2.1, whose access is off.`,
  ],
  [
    'sign-in.limited',
    'Nobody',
    bea,
    { address },
    `Somebody tried to sign in as ${bea} from 192.0.2.1 too often and was held back.`,
  ],
  [
    'sign-in.second-step-failed',
    'Nobody',
    bea,
    { by: 'app' },
    `Somebody gave the right password of ${bea}, then a wrong code of the app.`,
  ],
  ['sign-out', 'Ada', bea, {}, 'Ada signed out.'],
  [
    'session.ended',
    'Ada',
    '',
    { device: 'Firefox on Linux', address },
    'Ada ended their session on Firefox on Linux (192.0.2.1).',
  ],
  ['sessions.ended', 'Ada', bea, { sessions: 2 }, `Ada ended 2 sessions of ${bea}.`],
  ['member.created', 'Ada', bea, { role: 'viewer' }, `Ada made ${bea} a member as viewer.`],
  [
    'member.created',
    'Tagdesk',
    bea,
    { role: 'admin', by: 'settings' },
    `Tagdesk made ${bea} the first admin, as the settings say.`,
  ],
  [
    'member.created',
    'Bea',
    bea,
    { role: 'admin', by: 'set-up code' },
    'Bea became the first admin by the code that was printed at the start.',
  ],
  [
    'member.created',
    'Bea',
    bea,
    { role: 'viewer', by: 'Acme' },
    'Bea became a member as viewer through Acme.',
  ],
  [
    'member.changed',
    'Ada',
    bea,
    { role: 'support', roleBefore: 'viewer' },
    `Ada changed the role of ${bea} from viewer to support.`,
  ],
  ['member.changed', 'Ada', bea, { disabled: true }, `Ada switched the access of ${bea} off.`],
  ['member.linked', 'Bea', bea, { by: 'Acme' }, `Bea came as ${bea} through Acme for the first time.`],
  ['member.renamed', 'Bea', bea, { name: 'Bea', nameBefore: 'B' }, 'Bea changed their name from B to Bea.'],
  ['invite.created', 'Ada', '', { role: 'viewer', days: 7 }, 'Ada invited somebody as viewer, for 7 days.'],
  ['invite.used', 'Bea', bea, { role: 'viewer', invitedBy: 'Ada' }, 'Bea joined as viewer, invited by Ada.'],
  ['invite.withdrawn', 'Ada', bea, {}, `Ada withdrew the invitation of ${bea}.`],
  [
    'invite.refused',
    'Nobody',
    '',
    { reason: 'This link has expired.', address },
    'Somebody tried to join by a link from 192.0.2.1: This link has expired.',
  ],
  ['reset.created', 'Ada', bea, {}, `Ada made a link to a new password for ${bea}.`],
  ['reset.asked', 'Nobody', bea, { address }, `Somebody asked for a new password for ${bea} from 192.0.2.1.`],
  [
    'reset.asked',
    'Nobody',
    bea,
    { address, reason: 'no-member' },
    `Somebody asked for a new password for ${bea} from 192.0.2.1: nobody here has this e-mail.`,
  ],
  [
    'reset.asked',
    'Nobody',
    bea,
    { reason: 'no-password' },
    `Somebody asked for a new password for ${bea}: they have no password, but come by single sign-on.`,
  ],
  [
    'reset.used',
    'Bea',
    bea,
    { madeBy: 'Tagdesk' },
    'Bea set a new password by the link that was sent to them.',
  ],
  ['mail.sent', 'Ada', bea, { what: 'invite' }, `Ada sent the invitation to ${bea}.`],
  ['mail.sent', 'Tagdesk', bea, { what: 'reset' }, `Tagdesk sent the link to a new password to ${bea}.`],
  [
    'mail.failed',
    'Ada',
    bea,
    { what: 'reset', reason: 'The mail server gave no answer within 6 seconds', certain: false },
    `Ada may have sent the link to a new password to ${bea}: The mail server gave no answer within 6 seconds.`,
  ],
  [
    'mail.failed',
    'Ada',
    bea,
    {
      what: 'invite',
      reason: 'The mail server did not take the mail: “552 Too big”. Hand the link over yourself.',
    },
    `Ada could not send the invitation to ${bea}: The mail server did not take the mail: “552 Too big”. Hand the link over yourself.`,
  ],
  ['reset.used', 'Bea', bea, { madeBy: 'Ada' }, 'Bea set a new password by the link that Ada made.'],
  ['reset.withdrawn', 'Ada', bea, {}, `Ada withdrew the link to a new password of ${bea}.`],
  [
    'reset.refused',
    'Nobody',
    '',
    { reason: 'This link has expired.' },
    'Somebody tried to set a new password by a link: This link has expired.',
  ],
  [
    'password.changed',
    'Bea',
    bea,
    { sessionsEnded: 1 },
    'Bea changed their password, which ended one other session.',
  ],
  ['password.wrong', 'Bea', '', {}, 'Bea gave a wrong password where it was asked for once more.'],
  ['two-step.on', 'Bea', '', {}, 'Bea switched their second step on.'],
  ['two-step.off', 'Bea', '', {}, 'Bea switched their second step off.'],
  ['two-step.removed', 'Ada', bea, {}, `Ada took off the second step of ${bea}.`],
  ['recovery-codes.renewed', 'Bea', '', {}, 'Bea made new recovery codes; the old ones stopped working.'],
  [
    'action-refused',
    'Bea',
    'changePassword',
    { code: 'invalid', role: 'viewer', fields: 'current' },
    'Bea tried to change their password: the input was not valid (current).',
  ],
  [
    'action-refused',
    'Bea',
    'startRun',
    { code: 'forbidden', role: 'viewer', fields: '' },
    'Bea tried to start a run: the role viewer does not allow it.',
  ],
  [
    'action-refused',
    'nobody',
    'editTags',
    { code: 'unauthenticated', role: '' },
    'Somebody tried to edit tags: nobody was signed in any more.',
  ],
  ['user.created', 'Ada', '7', {}, 'Ada created user 7.'],
  [
    'identity.linked',
    'Ada',
    '7',
    { provider: 'vero', externalId: 'x' },
    'Ada noted x as the id of user 7 at Vero.',
  ],
  [
    'import.undone',
    'Ada',
    'people.csv',
    { importId: 7, usersRemoved: 1200, tagsRemoved: 1, tagsRestored: 0, leftAlone: 0 },
    'Ada took back the import of people.csv: 1,200 users and one tag removed, no former values put back.',
  ],
  [
    'run.not-started',
    'Tagdesk',
    'Run 7',
    { scheduledBy: 'Ada', reason: 'Ada may not start runs any more' },
    'Tagdesk did not start Run 7 at its time: Ada may not start runs any more.',
  ],
  [
    'run.settled',
    'Ada',
    'Run 7',
    { verdict: 'applied', provider: 'vero', changes: 1200 },
    'Ada said that 1,200 unknown changes at Vero of Run 7 were applied.',
  ],
  [
    'run.settled',
    'Ada',
    'Run 7',
    { verdict: 'send-again', provider: 'vero', changes: 1 },
    'Ada sent one unknown change at Vero of Run 7 again.',
  ],
  [
    'users.exported',
    'Ada',
    'vero:a',
    { rows: 1200, columns: 'name' },
    'Ada took out a file of 1,200 users who match “vero:a”.',
  ],
  ['view.saved', 'Ada', 'VIP', { viewId: 1, shared: true, q: '' }, 'Ada kept the shared view “VIP”.'],
  ['view.changed', 'Ada', 'VIP', { viewId: 1, name: 'Gold' }, 'Ada changed the view “VIP”: name Gold.'],
  ['view.deleted', 'Ada', 'VIP', { viewId: 1, shared: false }, 'Ada deleted the view “VIP”.'],
  [
    'tag.marked',
    'Ada',
    'cerego',
    { key: 'Region', value: 'North' },
    'Ada marked the tag Region = North at Cerego as one that sets something off.',
  ],
  [
    'tag.unmarked',
    'Ada',
    'vero',
    { key: 'a', value: null },
    'Ada took the mark of side effects off the tag a at Vero.',
  ],
  [
    'catalogue-tag-created',
    'Ada',
    'capillary',
    { key: 'a' },
    'Ada added the tag a at Capillary to its catalogue.',
  ],
  [
    'catalogue-tag-created',
    'Capillary',
    'capillary',
    { key: 'a', asked: 1, shown: true },
    'Capillary showed the tag a at Capillary in its catalogue, as was asked for.',
  ],
  [
    'catalogue-tag.asked',
    'Ada',
    'capillary',
    { key: 'a' },
    'Ada asked for the tag a at Capillary to be added to its catalogue.',
  ],
  [
    'catalogue-tag.refused',
    'Ada',
    'capillary',
    { key: 'a', reason: 'Enough labels.' },
    'Ada could not add the tag a at Capillary to its catalogue: Enough labels.',
  ],
  [
    'catalogue-tag.unknown',
    'Ada',
    'capillary',
    { key: 'a', reason: 'The connection ended.' },
    'Ada had no definite answer whether the tag a at Capillary was added to its catalogue: The connection ended.',
  ],
  [
    'catalogue-tag.not-seen',
    'Capillary',
    'capillary',
    { key: 'a' },
    'Capillary did not show the tag a at Capillary in its catalogue, last looked at then.',
  ],
  ['provider.check-asked', 'Ada', 'fragment', {}, 'Ada asked FRAGMENT whether the connection works.'],
  [
    'provider.checked',
    'Ada',
    'fragment',
    { ok: false },
    'Ada checked the connection to FRAGMENT: it does not work.',
  ],
  ['history.exported', 'Ada', '', { provider: 'vero' }, 'Ada took out a file of the history: provider vero.'],
  [
    'history.removed',
    'Tagdesk',
    '',
    { changes: 3, events: 0, days: 30 },
    'Tagdesk removed 3 changes and no events older than 30 days, as the settings say.',
  ],
  [
    'installation.restored',
    'Tagdesk',
    '',
    { madeAt: '2026-11-21', rows: 5 },
    'Tagdesk was restored from a backup of 2026-11-21: 5 rows.',
  ],
];

test.each(sentences)('%s of %s', (kind, actor, subject, detail, sentence) => {
  expect(say(kind, actor, subject, detail)).toBe(sentence);
});

test('every kind of event has such a sentence', () => {
  expect(new Set(sentences.map(([kind]) => kind))).toEqual(new Set(eventKinds));
});

test('every action that can be refused is told in words, not by its name', () => {
  const folder = new URL('../../actions/', import.meta.url);
  const names = readdirSync(folder).flatMap((file) =>
    [...readFileSync(new URL(file, folder), 'utf8').matchAll(/defineAction\(\s*'(\w+)'/g)].map(
      ([, name]) => name,
    ),
  );
  expect(names.length).toBeGreaterThan(30);
  for (const name of names) expect(triedTo(name ?? '')).toMatch(/^[a-z]+ [a-z’ ]+$/);
});

test('a kind of another version is told as far as it goes', () => {
  expect(predicateOf({ kind: 'moon.moved', subject: 'Io', detail: { to: 2, toBefore: 1 } })).toBe(
    'moon moved (Io): to 1 → 2',
  );
});
