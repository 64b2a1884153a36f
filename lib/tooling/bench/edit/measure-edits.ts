/** An edit through Tagdesk beside the bare request. */
import { Agent } from 'undici';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import { type Context, systemActor } from '#lib/platform/context.ts';
import { openDatabase } from '#lib/platform/db/client.ts';
import { createSharedBudget } from '#lib/platform/provider-budget/create-budget.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import { inventPerson } from '../people/person.ts';
import type { Sample } from '../statistics.ts';
import { openTimedClient } from '../system/http.ts';
import type { Installation } from '../system/installation.ts';
import type { BenchWorld } from '../system/sandbox.ts';
import { takeTurns, timed } from '../take-turns.ts';
import { findActionId, readActionAnswer } from './action.ts';
import { type EditedProvider, editedProviders, planEdits, seedOf } from './calls.ts';

export type EditResult = {
  provider: EditedProvider;
  latencyMs: number;
  /** In this process; as a server action; bare. */
  verb: Sample;
  action: Sample | null;
  bare: Sample;
};

export type EditOptions = {
  databaseUrl: string;
  size: number;
  world: BenchWorld;
  /** null: only the verb is measured. */
  installation: Installation | null;
  latencies: readonly number[];
  providers?: readonly EditedProvider[];
};

/** One for the verb, the action and the bare request each. */
type Subjects = Record<EditedProvider, { userId: number; externalId: string }[]>;

export async function measureEdits(
  resources: AsyncDisposableStack,
  options: EditOptions,
): Promise<EditResult[]> {
  const { databaseUrl, size, world, installation, latencies, providers = editedProviders } = options;
  const subjects = findSubjects(size);
  const ids = (provider: EditedProvider) => subjects[provider].map(({ externalId }) => externalId);
  const people = { vero: ids('vero'), capillary: ids('capillary'), fragment: ids('fragment') };
  await world.control('POST', 'seed', seedOf(people));
  const agent = resources.adopt(new Agent(), (opened) => opened.close());
  const plans = await planEdits(world.environment, agent);
  const context = openContext(resources, databaseUrl, world.environment);
  const action = installation && openAction(resources, installation);
  const results: EditResult[] = [];
  for (const latencyMs of latencies) {
    await world.control('PUT', 'settings', { latencyMs: { min: latencyMs, max: latencyMs } });
    for (const provider of providers) {
      const [one, two, three] = subjects[provider];
      if (!one || !two || !three) throw new Error('Too few people to edit.');
      const { operations, send } = plans[provider];
      const input = (userId: number, round: number) => ({
        userId,
        provider,
        operations: operations(round % 2 === 0),
        note: '',
      });
      const timedVerb = (round: number) =>
        timed(async () => expectClean(await editTags(context, input(one.userId, round))));
      const timedBare = (round: number) => timed(() => send(three.externalId, round % 2 === 0));
      // Even, so that everybody ends as they began.
      const turns = { warmUps: 10, rounds: latencyMs > 0 ? 40 : 100, limitMs: Number.POSITIVE_INFINITY };
      if (action) {
        const timedAction = async (round: number) => action(input(two.userId, round));
        const all = await takeTurns({ verb: timedVerb, action: timedAction, bare: timedBare }, turns);
        results.push({ provider, latencyMs, ...all });
      } else {
        const both = await takeTurns({ verb: timedVerb, bare: timedBare }, turns);
        results.push({ provider, latencyMs, ...both, action: null });
      }
    }
  }
  return results;
}

function findSubjects(size: number): Subjects {
  const subjects: Subjects = { vero: [], capillary: [], fragment: [] };
  for (let id = 1; id <= size; id += 1) {
    for (const { provider, externalId } of inventPerson(id, size).identities) {
      if (provider !== 'cerego' && subjects[provider].length < 3) {
        subjects[provider].push({ userId: id, externalId });
      }
    }
    if (editedProviders.every((provider) => subjects[provider].length === 3)) break;
  }
  return subjects;
}

function openContext(
  resources: AsyncDisposableStack,
  databaseUrl: string,
  environment: Record<string, string>,
): Context {
  const settings = readSettings({ ...environment, TAGDESK_SANDBOX: '0', DATABASE_URL: databaseUrl });
  const open = resources.adopt(openDatabase(databaseUrl), (opened) => opened.close());
  const providers = resources.adopt(
    createRegistry(settings.providers, { budget: createSharedBudget(open.pool) }),
    (opened) => opened.close(),
  );
  return { actor: systemActor, database: open.database, providers };
}

function openAction(resources: AsyncDisposableStack, { url, cookie }: Installation) {
  const id = findActionId('lib/actions/tags.ts', 'editTags');
  const client = resources.adopt(openTimedClient(url, cookie), (opened) => opened.close());
  return async (input: { userId: number }): Promise<number> => {
    const { text, totalMs } = await client.post(`/users/${input.userId}`, JSON.stringify([input]), {
      'next-action': id,
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      origin: url,
    });
    expectClean(readActionAnswer(text));
    return totalMs;
  };
}

const good = new Set(['accepted', 'confirmed']);

function expectClean({ outcome }: { outcome: string }): void {
  if (!good.has(outcome)) throw new Error(`An edit of the benchmark ended as ${outcome}.`);
}
