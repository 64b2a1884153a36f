import { expect, test } from 'vitest';
import type { ChangeReport, OperationOutcome } from '#lib/changes/schemas.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Failure } from '#lib/result.ts';
import { noticeOfFailure, noticeOfSilence, noticesOf } from './notice.ts';

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
  };
}

const add = (key: string, value: string | null = null): Operation => ({ verb: 'add', key, value });
const labels = (notices: ReturnType<typeof noticesOf>) =>
  notices.flatMap(({ offers }) => offers.map(({ label }) => label));

test('a label that is not in the catalogue is refused in the provider’s words, with an offer to create it', () => {
  const refusal = { outcome: 'refused' as const, code: '33000', message: 'Festive label not found' };
  const notices = noticesOf(report('capillary', [[add('Festive'), refusal]]), { held: [], mayCreate: true });
  expect(notices).toMatchObject([
    { title: 'Capillary refused “Festive”.', words: 'Festive label not found', code: '33000' },
  ]);
  expect(labels(notices)).toEqual(['Create label, then add', 'Pick another']);
});

test('who may not add to the catalogue is not offered it', () => {
  const refusal = { outcome: 'refused' as const, code: '33000' };
  const notices = noticesOf(report('capillary', [[add('Festive'), refusal]]), { held: [], mayCreate: false });
  expect(labels(notices)).toEqual(['Pick another']);
});

test('a key that is taken offers to overwrite where the provider can, else to update', () => {
  const situation = { held: [{ key: 'plan', value: 'free' }], mayCreate: true };
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
    { held: [], mayCreate: true },
  );
  expect(labels(notices)).toEqual(['Try again']);
  expect(notices[0]?.meaning).toBe('The other change was made.');
});

test('what worked, waits or is in doubt has no notice here', () => {
  for (const outcome of ['accepted', 'unknown', 'no-op'] as const)
    expect(noticesOf(report('vero', [[add('a'), { outcome }]]), { held: [], mayCreate: true })).toEqual([]);
});

test('a session that has ended leads to the sign-in', () => {
  const failure = { code: 'unauthenticated' as const, message: 'Your session has ended.', fields: {} };
  expect(
    labels([noticeOfFailure({ id: '1', provider: 'vero', subject: '“a”', tagKey: 'a' }, failure)]),
  ).toEqual(['Sign in']);
});

const keysOf = <Key extends string>(record: Record<Key, unknown>) => Object.keys(record) as Key[];
const asked = { id: '1', provider: 'vero' as const, subject: '“a”', tagKey: 'a' };

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
    const { title, words, offers } = noticeOfFailure(asked, failure);
    expect({ code, claims: title.includes('was not sent') }).toEqual({ code, claims: isCertain });
    expect(words).toBe('Words of the server.');
    if (!isCertain) expect(offers.map(({ kind }) => kind)).toEqual(['read-again']);
  }
});

test('an edit without an answer is not known, and stays so after a history that does not show it', () => {
  const first = noticeOfSilence(asked);
  expect(`${first.title} ${first.meaning}`).toMatch(/not known yet/);
  const later = noticeOfSilence(asked, '10:42:07');
  expect(`${later.title} ${later.meaning}`).toMatch(/does not show it.*10:42:07/);
  for (const { title, meaning } of [first, later])
    expect(`${title} ${meaning}`).not.toMatch(/not sent|nothing was|not added|was not applied/i);
});
