import { expect, test } from 'vitest';
import { providerIds } from '#lib/providers/ids.ts';
import type { Home } from '#lib/shared/home.ts';
import { firstSteps, showsSteps } from './steps.ts';

type Facts = Parameters<typeof firstSteps>[0];

const fresh: Facts = {
  providers: providerIds.map((id) => ({ id, connected: false, lastCall: null, waiting: 0 })),
  hasUsers: false,
  hasColleagues: false,
};

const answered = (ok: boolean): Home['providers'] =>
  fresh.providers.map((provider) =>
    provider.id === 'vero'
      ? { ...provider, connected: true, lastCall: { at: '2026-11-30T10:00:00Z', ok } }
      : provider,
  );

const ticked = (facts: Facts) => firstSteps(facts, 'admin', false).map(({ done }) => done);

test('each step is ticked by what is there', () => {
  expect(ticked(fresh)).toEqual([false, false, false, false]);
  expect(ticked({ ...fresh, providers: answered(false) })).toEqual([true, false, false, false]);
  expect(ticked({ ...fresh, providers: answered(true), hasUsers: true })).toEqual([true, true, true, false]);
});

test('only what the role may do is offered', () => {
  const offered = (role: string) => firstSteps(fresh, role, false).map(({ act }) => act?.label ?? null);
  expect(offered('viewer')).toEqual([null, null, null, null]);
  expect(offered('marketer')).toEqual([null, null, 'Import a file', null]);
  expect(offered('admin')).toEqual(['How to connect', 'Check connection', 'Import a file', 'Invite']);
});

test('they leave when all are done; the sandbox needs users only', () => {
  const done = { providers: answered(true), hasUsers: true, hasColleagues: true };
  expect(showsSteps(fresh, 'viewer', false)).toBe(true);
  expect(showsSteps({ ...done, hasColleagues: false }, 'admin', false)).toBe(true);
  expect(showsSteps({ ...done, hasColleagues: false }, 'viewer', false)).toBe(false);
  expect(showsSteps(done, 'admin', false)).toBe(false);
  expect(showsSteps({ ...fresh, hasUsers: true }, 'admin', true)).toBe(false);
  expect(firstSteps({ ...fresh, providers: answered(false) }, 'admin', true)[0]?.text).toContain(
    'The sandbox is connected',
  );
});
