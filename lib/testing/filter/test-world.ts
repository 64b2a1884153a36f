/** A database filled with plain users. */

import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { type Database, openDatabase } from '#lib/platform/db/client.ts';
import * as schema from '#lib/platform/db/schema/index.ts';
import { resolveTags } from '#lib/platform/filter-sql/resolve-tags.ts';
import type { ResolvedTags } from '#lib/platform/filter-sql/resolved-tags.ts';
import { compileFilter } from '#lib/platform/filter-sql/to-sql.ts';
import type { PlainUser } from '#lib/shared/filter/evaluate.ts';
import type { FilterNode } from '#lib/shared/filter/grammar.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { testClock } from './arbitraries.ts';

export interface TestWorld {
  readonly database: Database;
  /** Positions of the users found, ascending; `alter` changes the resolved tags. */
  find(filter: FilterNode | null, alter?: (tags: ResolvedTags) => ResolvedTags): Promise<number[]>;
  resolve(filter: FilterNode | null): Promise<ResolvedTags>;
  statementOf(condition: SQL): { sql: string; params: unknown[] };
  close(): Promise<void>;
}

export async function openTestWorld(people: readonly PlainUser[]): Promise<TestWorld> {
  const own = await createTestDatabase();
  const { database, close } = openDatabase(own.url, { max: 2 });
  await fill(database, people);
  const resolve = (filter: FilterNode | null) => resolveTags(database, filter);
  return {
    database,
    resolve,
    async find(filter, alter = (tags) => tags) {
      const condition = compileFilter(filter, alter(await resolve(filter)), testClock);
      const rows = await database.select({ id: schema.users.id }).from(schema.users).where(condition);
      return rows.map((row) => row.id - 1).sort((left, right) => left - right);
    },
    statementOf: (condition) => new PgDialect().sqlToQuery(condition),
    async close() {
      await close();
      await own.drop();
    },
  };
}

/** User n has the id n + 1, which makes external ids unique. */
async function fill(database: Database, people: readonly PlainUser[]): Promise<void> {
  await database.insert(schema.users).values(people.map(({ name, email }) => ({ name, email })));
  const emails = new Set(people.flatMap((user) => user.changes.map((change) => change.memberEmail)));
  for (const email of emails) {
    if (email !== null) await database.insert(schema.members).values({ id: email, name: email, email });
  }
  const tagIds = new Map<string, number>();
  for (const [index, user] of people.entries()) {
    for (const identity of user.identities) {
      const externalId = `${identity.externalId}#${index}`;
      const [stored] = await database
        .insert(schema.identities)
        .values({ userId: index + 1, provider: identity.provider, externalId, readAt: identity.readAt })
        .returning({ id: schema.identities.id });
      if (stored && identity.drift)
        await database.insert(schema.drifts).values({
          ...{ identityId: stored.id, provider: identity.provider, key: 'plan', direction: 'found' as const },
          foundIn: 0,
        });
      for (const { key, value, proof, proofAt } of identity.tags) {
        const name = JSON.stringify([identity.provider, key, value]);
        const known = tagIds.get(name);
        const tag = { provider: identity.provider, key, value };
        const made = known
          ? []
          : await database.insert(schema.tags).values(tag).returning({ id: schema.tags.id });
        const tagId = known ?? made[0]?.id ?? 0;
        tagIds.set(name, tagId);
        await database
          .insert(schema.identityTags)
          .values({ identityId: stored?.id ?? 0, tagId, proof, proofAt });
      }
    }
    for (const change of user.changes) {
      await database.insert(schema.changes).values({
        kind: 'tags',
        userId: index + 1,
        identityId: 0,
        provider: change.provider,
        externalId: '',
        memberId: change.memberEmail,
        actor: '',
        runId: change.runId === null ? null : Number(change.runId),
        operations: [],
        state: change.open ? 'queued' : 'closed',
        createdAt: change.createdAt,
      });
    }
  }
  await fillImports(database, people);
  await database.execute(sql`SELECT refresh_users(array_agg(id)) FROM users`);
  for (const [index, { changedAt }] of people.entries()) {
    await database
      .update(schema.users)
      .set({ changedAt })
      .where(inArray(schema.users.id, [index + 1]));
  }
}

/** A batch per user; whom it changed it names in one of three ways. */
async function fillImports(database: Database, people: readonly PlainUser[]): Promise<void> {
  for (const [index, { imports = [] }] of people.entries()) {
    const userId = index + 1;
    const [identity] = await database
      .select({ id: schema.identities.id })
      .from(schema.identities)
      .where(eq(schema.identities.userId, userId));
    for (const { id, part } of imports) {
      const importId = Number(id);
      const [line] = await database
        .insert(schema.changes)
        .values({
          ...{ kind: 'import' as const, userId, identityId: 0, provider: 'vero' as const, externalId: '' },
          ...{ actor: '', importId, operations: [], state: 'closed' as const },
        })
        .returning({ id: schema.changes.id });
      const lineId = line?.id ?? 0;
      const isNamedByLine = part === 'changed' && index % 3 === 0;
      const identityIds = part === 'changed' && index % 3 === 1 && identity ? [identity.id] : [];
      const isRenamed = part === 'changed' && !isNamedByLine && identityIds.length === 0;
      const names = { name: '', email: '', newName: '', newEmail: '' };
      await database.insert(schema.importBatches).values({
        importId,
        userIds: part === 'new' ? [userId] : [],
        identityIds,
        renamed: isRenamed ? [{ id: userId, ...names }] : [],
        linesAfter: isNamedByLine ? lineId - 1 : lineId,
        linesThrough: lineId,
      });
    }
  }
}
