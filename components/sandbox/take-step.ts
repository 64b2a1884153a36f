/** What a press on a step of the tour does: the same acts as anybody's, with a fault caused before. */
import { readJson } from '#components/read-json.ts';
import { createRun, undoRun } from '#lib/actions/runs.ts';
import { causeFault } from '#lib/actions/sandbox.ts';
import { editTags } from '#lib/actions/tags.ts';
import type { Result } from '#lib/shared/result.ts';
import type { TourProgress } from '#lib/shared/sandbox.ts';
import type { UsersPage } from '#lib/shared/user-list.ts';
import type { TourStep } from './use-sandbox.ts';

const note = 'Tour of the sandbox';
/** At Vero a label, at FRAGMENT a key: there no run of the demo's past uses a fault up. */
const tag = 'sandbox-tour';
const add = { verb: 'add', key: tag } as const;
const addPair = { ...add, value: 'yes' };
const addLabel = { ...add, value: null };
const usersOfRun = 60;
/** Enough to open the circuit breaker and to fail its first attempts. */
const outageSeconds = 8;
const refusalsOfRun = 3;

type Place = `/users/${number}` | `/runs/${number}`;

/** Gives the page that shows it. Throws an Error for people. */
export async function takeStep(step: TourStep, run: TourProgress['run']): Promise<Place> {
  switch (step) {
    case 'refusal': {
      const [userId] = await find(`has:fragment has:vero NOT fragment:${tag} NOT proof:unknown`, 1);
      await must(causeFault({ provider: 'fragment', kind: 'refuse' }));
      await must(editTags({ userId, provider: 'fragment', note, operations: [addPair] }));
      return `/users/${userId}`;
    }
    case 'unknown': {
      const [userId] = await find(`has:fragment has:vero NOT vero:${tag} NOT proof:unknown`, 1);
      await must(causeFault({ provider: 'vero', kind: 'lose' }));
      await must(editTags({ userId, provider: 'vero', note, operations: [addLabel] }));
      return `/users/${userId}`;
    }
    case 'run': {
      const userIds = await find(`has:vero has:fragment NOT vero:${tag} NOT fragment:${tag}`, usersOfRun);
      await must(causeFault({ provider: 'vero', kind: 'outage', outageSeconds }));
      await must(causeFault({ provider: 'fragment', kind: 'refuse', times: refusalsOfRun }));
      const { runId } = await must(
        createRun({
          ...{ name: note, note, replaces: null },
          source: { kind: 'users', userIds: [...userIds] },
          operations: [
            { provider: 'vero', operations: [addLabel] },
            { provider: 'fragment', operations: [addPair] },
          ],
        }),
      );
      return `/runs/${runId}`;
    }
    case 'undo': {
      if (!run) throw new Error('There is no run of this tour to undo.');
      const { runId } = await must(undoRun({ runId: run.id, note }));
      return `/runs/${runId}`;
    }
  }
}

async function find(q: string, limit: number): Promise<[number, ...number[]]> {
  const { users } = await readJson<UsersPage>(
    `/api/users?${new URLSearchParams({ q, limit: String(limit) })}`,
  );
  const [first, ...rest] = users.map(({ id }) => id);
  if (first === undefined) throw new Error(`No users match ${q}.`);
  return [first, ...rest];
}

async function must<T>(asked: Promise<Result<T>>): Promise<T> {
  const result = await asked;
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
