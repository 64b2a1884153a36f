/**
 * A database and sandbox world of one's own, and the real clients between them, over HTTP. For tests only.
 */
import { type Actor, type Context, systemActor } from '#lib/platform/context.ts';
import { type OpenDatabase, openDatabase } from '#lib/platform/db/client.ts';
import { identities, users } from '#lib/platform/db/schema/users.ts';
import { providerObserver } from '#lib/platform/metrics/observe.ts';
import { createSharedBudget } from '#lib/platform/provider-budget/create-budget.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import { startSandbox } from '#lib/sandbox/server.ts';
import { createTestDatabase } from '#lib/testing/database.ts';

export type TestEnvironment = {
  context: Context;
  open: OpenDatabase;
  /** Connects a process to them. */
  environment: Record<string, string>;
  as(actor: Partial<Actor>): Context;
  /** `control('POST', 'faults', {…})`. Gives the parsed answer. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** With identities and tags, also at those providers. */
  person(held: Partial<Record<ProviderId, string>>): Promise<number>;
  stop(): Promise<void>;
};

const seedOf = (held: Partial<Record<ProviderId, string>>) => ({
  ...(held.vero ? { vero: [{ id: held.vero }] } : {}),
  ...(held.cerego ? { cerego: { users: [{ id: held.cerego }] } } : {}),
  ...(held.capillary ? { capillary: { customers: [{ userId: held.capillary }] } } : {}),
  ...(held.fragment ? { fragment: [{ id: held.fragment, externalId: `ext-${held.fragment}` }] } : {}),
});

/** `serverUrl`: another prepared server. */
export async function createTestEnvironment(
  settings: Record<string, string> = {},
  serverUrl?: string,
): Promise<TestEnvironment> {
  const [database, sandbox] = await Promise.all([createTestDatabase(serverUrl), startSandbox()]);
  const minted = await request(`${sandbox.url}/_control/worlds`, 'POST', {});
  const { id, environment } = minted as { id: string; environment: Record<string, string> };
  const control = (method: string, path: string, body?: unknown) =>
    request(`${sandbox.url}/_control/worlds/${id}/${path}`, method, body);
  await control('POST', 'seed', {
    cerego: {
      tagTypes: [
        { id: '3', name: 'Region' },
        { id: '5', name: 'Team' },
      ],
    },
    capillary: { labels: ['Premium Customer', 'Birthday club', 'Lapsed'] },
  });
  // Cerego's documents show no tags in the listing; these tests are about what follows where it does.
  await control('PUT', 'settings', { cerego: { includeTags: true } });
  const quick = {
    VERO_MAX_PER_SECOND: '1000',
    CEREGO_MAX_PER_SECOND: '1000',
    CAPILLARY_MAX_PER_SECOND: '1000',
    FRAGMENT_MAX_PER_SECOND: '1000',
  };
  const child = {
    ...environment,
    CEREGO_TAG_TYPES: '3=Region,5=Team',
    ...quick,
    ...settings,
    TAGDESK_SANDBOX: '0',
    DATABASE_URL: database.url,
  };
  const open = openDatabase(database.url);
  const providers = createRegistry(readSettings(child).providers, {
    budget: createSharedBudget(open.pool),
    observer: providerObserver,
  });
  const context: Context = { actor: { ...systemActor, name: 'Ana' }, database: open.database, providers };
  return {
    context,
    open,
    environment: child,
    as: (actor) => ({ ...context, actor: { ...context.actor, ...actor } }),
    control,
    person: async (held) => {
      await control('POST', 'seed', seedOf(held));
      return insertUser(open, held);
    },
    stop: async () => {
      await providers.close();
      await open.close();
      await Promise.all([sandbox.stop(), database.drop()]);
    },
  };
}

async function insertUser(
  { database }: OpenDatabase,
  held: Partial<Record<ProviderId, string>>,
): Promise<number> {
  const [user] = await database.insert(users).values({ name: 'Amara Okafor' }).returning({ id: users.id });
  if (!user) throw new Error('The database gave no user.');
  for (const [provider, externalId] of Object.entries(held)) {
    await database
      .insert(identities)
      .values({ userId: user.id, provider: provider as ProviderId, externalId });
  }
  return user.id;
}

async function request(url: string, method: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? null : answer.json();
}
