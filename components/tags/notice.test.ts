import { expect, test } from 'vitest';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeReport, OperationOutcome } from '#lib/shared/changes.ts';
import type { Failure } from '#lib/shared/result.ts';
import {
  type Asked,
  asReopened,
  isTriedAgain,
  noticeOfFailure,
  noticeOfSilence,
  noticesOf,
} from './notice.ts';

function report(
  provider: ProviderId,
  entries: [Operation, Partial<OperationOutcome> & Pick<OperationOutcome, 'outcome'>][],
): ChangeReport {
  return {
    changeId: 9,
    provider,
    operations: entries.map(([operation]) => operation),
    outcomes: entries.map(([, result]) => ({ code: null, message: null, hint: null, ...result })),
    outcome: entries[0]?.[1].outcome ?? 'no-op',
    pending: false,
    notBefore: '2026-11-20T09:38:00.000Z',
    after: [],
    closedAt: '2026-11-20T09:38:00.000Z',
  };
}

const add = (key: string, value: string | null = null): Operation => ({ verb: 'add', key, value });
const labels = (notices: ReturnType<typeof noticesOf>) =>
  notices.flatMap(({ offers }) => offers.map(({ label }) => label));

test('a label that is not in the catalogue is refused in the provider’s words, with an offer to create it', () => {
  const refusal = { outcome: 'refused' as const, code: '33000', message: 'Festive label not found' };
  const notices = noticesOf(report('capillary', [[add('Festive'), refusal]]), {
    held: [],
    mayCreate: true,
    note: '',
  });
  expect(notices).toMatchObject([
    { title: 'Capillary refused “Festive”.', words: 'Festive label not found', code: '33000' },
  ]);
  expect(labels(notices)).toEqual(['Create label, then add', 'Pick another']);
});

test('who may not add to the catalogue is not offered it', () => {
  const refusal = { outcome: 'refused' as const, code: '33000' };
  const notices = noticesOf(report('capillary', [[add('Festive'), refusal]]), {
    held: [],
    mayCreate: false,
    note: '',
  });
  expect(labels(notices)).toEqual(['Pick another']);
});

test('a key that is taken offers to overwrite where the provider can, else to update', () => {
  const situation = { held: [{ key: 'plan', value: 'free' }], mayCreate: true, note: '' };
  const refusal = { outcome: 'refused' as const, code: '409' };
  expect(labels(noticesOf(report('fragment', [[add('plan', 'team'), refusal]]), situation))).toEqual([
    'Overwrite',
  ]);
  expect(labels(noticesOf(report('cerego', [[add('plan', 'team'), refusal]]), situation))).toEqual([
    'Update to “team”',
  ]);
});

test('what failed can be tried again, and what worked beside it is said', () => {
  const notices = noticesOf(
    report('vero', [
      [add('a'), { outcome: 'accepted' }],
      [add('b'), { outcome: 'failed' }],
    ]),
    { held: [], mayCreate: true, note: '' },
  );
  expect(labels(notices)).toEqual(['Try again']);
  expect(notices[0]?.meaning).toBe('The other change was made.');
});

test('what worked, waits or is in doubt has no notice here', () => {
  for (const outcome of ['accepted', 'unknown', 'no-op'] as const)
    expect(
      noticesOf(report('vero', [[add('a'), { outcome }]]), { held: [], mayCreate: true, note: '' }),
    ).toEqual([]);
});

const change = add('a');
const asked: Asked = {
  id: '1',
  provider: 'vero',
  subject: '“a”',
  tagKeys: ['a'],
  note: 'ticket 4711',
  trace: { by: 'operations', operations: [change] },
  after: 7,
};
const now = Date.parse('2026-11-20T10:42:00Z');

test('a session that has ended leads to the sign-in; tag and note are offered to send, there and after it', () => {
  const failure = { code: 'unauthenticated' as const, message: 'Your session has ended.', fields: {} };
  const notice = noticeOfFailure(asked, failure, now);
  expect(labels([notice])).toEqual(['Sign in', 'Send']);
  expect(asReopened(notice)).toMatchObject({
    title: 'Not sent: + a.',
    words: null,
    note: 'ticket 4711',
    offers: [{ label: 'Send', operations: [change] }],
  });
});

test('what was asked for is said as it would be done', () => {
  const operations: Operation[] = [
    add('plan', 'pro'),
    { verb: 'remove', key: 'old', value: null },
    { verb: 'update', key: 'size', value: 'big' },
  ];
  const failure = { code: 'invalid' as const, message: 'No.', fields: {} };
  const notice = noticeOfFailure({ ...asked, trace: { by: 'operations', operations } }, failure, now);
  expect(asReopened(notice).title).toBe('Not sent: + plan = pro, − old, size → big.');
});

test('a new try takes away what was said about the last one only where it covers all of it', () => {
  const about = (tagKeys: string[], provider: ProviderId = 'vero') => ({ provider, tagKeys });
  expect(isTriedAgain(about(['a']), about(['a']))).toBe(true);
  expect(isTriedAgain(about(['a']), about(['a', 'b']))).toBe(true);
  expect(isTriedAgain(about(['a', 'b']), about(['a']))).toBe(false);
  expect(isTriedAgain(about(['a']), about(['a'], 'cerego'))).toBe(false);
  expect(isTriedAgain(about([]), about(['a']))).toBe(false);
  expect(isTriedAgain(about([]), about([]))).toBe(true);
});

const keysOf = <Key extends string>(record: Record<Key, unknown>) => Object.keys(record) as Key[];
test('“was not sent” is said of no answer that may have come after the change was recorded', () => {
  const claims = {
    unauthenticated: true,
    forbidden: true,
    invalid: true,
    'not-found': true,
    conflict: true,
    'not-connected': true,
    'too-large': true,
    limited: true,
    busy: false,
    'too-slow': false,
    internal: false,
  } satisfies Record<Failure['code'], boolean>;
  for (const code of keysOf(claims)) {
    const isCertain = claims[code];
    const failure = { code, message: 'Words of the server.', fields: {} };
    const { title, words, offers } = noticeOfFailure(asked, failure, now);
    expect({ code, claims: title.includes('was not sent') }).toEqual({ code, claims: isCertain });
    expect(words).toBe('Words of the server.');
    if (!isCertain) expect(offers.map(({ kind }) => kind)).toEqual(['read-again']);
  }
});

test('an edit without an answer is not known, and is offered again only once it would have arrived', () => {
  const first = noticeOfSilence(asked, now);
  expect(`${first.title} ${first.meaning}`).toMatch(/not known yet/);
  const soon = noticeOfSilence(asked, now, now + 2_000);
  const later = noticeOfSilence(asked, now, now + 5_000);
  for (const { title, meaning } of [soon, later])
    expect(`${title} ${meaning}`).toMatch(/does not show it.*\d\d:\d\d:\d\d/);
  expect([first, soon, later].map((notice) => labels([notice]))).toEqual([
    ['Read again'],
    ['Read again'],
    ['Send', 'Read again'],
  ]);
  for (const { title, meaning } of [first, soon, later])
    expect(`${title} ${meaning}`).not.toMatch(/not sent|nothing was|not added|was not applied/i);
});
