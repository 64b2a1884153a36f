import { expect, test } from 'vitest';
import { runProviderOf } from '#components/runs/testing.ts';
import { noOutcomes, type RunSummary } from '#lib/shared/runs.ts';
import { waitLines } from './wait-lines.ts';

const at = '2026-11-30T10:00:00Z';

function runOf(own: Partial<RunSummary>): RunSummary {
  return {
    id: 12,
    name: '',
    note: '',
    status: 'finished',
    source: { kind: 'filter', q: '', leftOut: 0 },
    operations: [],
    title: 'Add vip at Vero',
    actor: 'Ana',
    mine: true,
    direct: false,
    starter: null,
    users: 5,
    createdAt: at,
    plannedAt: at,
    startAt: null,
    startedAt: at,
    endedAt: null,
    undoOf: null,
    retryOf: null,
    tryOf: null,
    changes: 1_063,
    done: 0,
    counts: noOutcomes,
    providers: [],
    ...own,
  };
}

const none = { count: 0, isMore: false };
const texts = (runs: RunSummary[], role = 'marketer', waiting = none) =>
  waitLines({ waiting, drift: none, cases: none, runs }, role).map(
    ({ count, what, href }) => `${count} ${what} ${href}`,
  );

test('unknown outcomes lead to those that wait; a viewer sees them, and is not asked to settle', () => {
  const waiting = { count: 999, isMore: true };
  expect(texts([], 'viewer', waiting)).toEqual(['999+ unknown outcomes /history?view=waiting']);
  expect(waitLines({ waiting, drift: none, cases: none, runs: [] }, 'viewer')[0]?.act).toBeNull();
  expect(waitLines({ waiting, drift: none, cases: none, runs: [] }, 'support')[0]?.act).toBe('Settle');
});

test('a held part, an end with refusals and a plan each lead to their run', () => {
  const hold = { kind: 'credentials', message: 'Refused.', since: at, until: null } as const;
  const held = runOf({
    status: 'running',
    providers: [runProviderOf({ provider: 'vero', state: 'running', hold, open: 40 })],
  });
  const refused = runOf({ id: 13, endedAt: at, counts: { ...noOutcomes, confirmed: 9, refused: 202 } });
  const planned = runOf({ id: 14, status: 'planned' });
  expect(texts([held, refused, planned])).toEqual([
    '40 held at Vero in run 12 /runs/12',
    '202 refused in run 13 /runs/13',
    '1,063 changes planned by you /runs/14',
  ]);
  expect(texts([held, refused, planned], 'support')).toEqual([]);
});

test('what goes on by itself, and a plan of nothing, ask for nobody', () => {
  const hold = { kind: 'rate-limit', message: 'Wait.', since: at, until: at } as const;
  const resting = runOf({
    status: 'running',
    providers: [runProviderOf({ provider: 'vero', state: 'running', hold })],
  });
  expect(texts([resting, runOf({ status: 'planned', changes: 0 })])).toEqual([]);
});

test('differences wait as well', () => {
  const lines = waitLines(
    { waiting: none, drift: { count: 318, isMore: false }, cases: none, runs: [] },
    'support',
  );
  expect(lines.map(({ count, what, href }) => `${count} ${what} ${href}`)).toEqual([
    '318 differences /drift',
  ]);
});

test('identity cases come last, and lead to their page', () => {
  const lines = waitLines(
    { waiting: none, drift: none, cases: { count: 2, isMore: false }, runs: [] },
    'marketer',
  );
  expect(lines.map(({ count, what, href, act }) => [count, what, href, act])).toEqual([
    ['2', 'identities to decide', '/identities', 'Decide'],
  ]);
});
