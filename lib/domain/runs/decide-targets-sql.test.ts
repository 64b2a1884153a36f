import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isNoOp } from '#lib/domain/changes/mirror.ts';
import type { OpenDatabase } from '#lib/platform/db/client.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import type { Operation } from '#lib/providers/contract.ts';
import { providerIds } from '#lib/providers/ids.ts';
import type { MirrorTag } from '#lib/shared/changes.ts';
import { openTestDatabase } from '#lib/testing/database.ts';
import { decideTargets } from './decide-targets-sql.ts';
import { addPlannedOperations, createPlannedOperations } from './planned-operations.ts';

let open: OpenDatabase;
beforeAll(async () => {
  open = await openTestDatabase();
});
afterAll(() => open.close());

const key = fc.constantFrom('a', 'b');
const value = fc.constantFrom('x', 'y', null);
const held = fc.uniqueArray(
  fc.record({ key, value, proof: fc.constantFrom('confirmed', 'accepted', 'imported', 'unknown') }),
  { selector: (tag) => tag.key },
);
const operations = fc.uniqueArray(
  fc.record({ verb: fc.constantFrom('add', 'remove', 'update', 'set'), key, value }),
  { selector: (operation) => operation.key, minLength: 1 },
);
const person = fc.record({
  provider: fc.constantFrom(...providerIds),
  wasRead: fc.boolean(),
  isUndo: fc.boolean(),
  held,
  operations,
});

test('the plan calls exactly that a no-op which sending would find to be one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 40 }), async (people) => {
      const foretold = await open.database
        .transaction(async (transaction) => {
          const ids: number[] = [];
          for (const [index, { provider, wasRead, held: tags }] of people.entries()) {
            const [row] = await runPlannedStatement<{ id: number }>(
              transaction,
              sql`
              with u as (insert into users (name) values ('x') returning id), i as (
                insert into identities (user_id, provider, external_id, read_at)
                select id, ${provider}, ${String(index + 1)}, case when ${wasRead}::boolean then now() end from u
                returning id, user_id
              ), t as (
                insert into tags (provider, key, value)
                select ${provider}, r.key || '-' || ${String(index)}, r.value
                from jsonb_to_recordset(${JSON.stringify(tags)}::jsonb) as r(key text, value text)
                returning id, key
              ), it as (
                insert into identity_tags (identity_id, tag_id, proof) select i.id, t.id, r.proof from i, t
                join jsonb_to_recordset(${JSON.stringify(tags)}::jsonb) as r(key text, proof text)
                  on r.key || '-' || ${String(index)} = t.key
              ) select user_id as id from i`,
            );
            ids.push(row?.id ?? 0);
          }
          await createPlannedOperations(transaction);
          await addPlannedOperations(
            transaction,
            people.map(({ provider, operations: asked, isUndo }, index) => ({
              userId: ids[index] ?? 0,
              provider,
              operations: asked.map((operation) => own(operation, index)),
              undoOf: isUndo ? 1 : null,
              status: null,
              reason: null,
            })),
          );
          await decideTargets(transaction, 1);
          const rows = await runPlannedStatement<{ userId: number; status: string }>(
            transaction,
            sql`select user_id as "userId", status from run_targets`,
          );
          throw new Answer(ids.map((id) => rows.find(({ userId }) => userId === id)?.status === 'no-op'));
        })
        .catch((error: unknown) => {
          if (error instanceof Answer) return error.statuses;
          throw error;
        });
      expect(foretold).toEqual(
        people.map(({ wasRead, isUndo, held: tags, operations: asked }) => {
          const mirror = tags.map(
            (tag): MirrorTag => ({
              ...tag,
              proof: tag.proof as MirrorTag['proof'],
              proofAt: '',
              providerTagId: null,
            }),
          );
          return asked.every((operation) => isNoOp(mirror, operation as Operation, wasRead, isUndo));
        }),
      );
    }),
    { numRuns: 15 },
  );
}, 60_000);

/** Carries the result out of a transaction that is rolled back. */
class Answer extends Error {
  readonly statuses: boolean[];
  constructor(statuses: boolean[]) {
    super('answer');
    this.statuses = statuses;
  }
}

function own(operation: { verb: string; key: string; value: string | null }, index: number): Operation {
  return { ...operation, key: `${operation.key}-${index}` } as Operation;
}
