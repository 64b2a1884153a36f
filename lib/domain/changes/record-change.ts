import type { Actor } from '#lib/platform/context.ts';
import { changes } from '#lib/platform/db/schema/changes.ts';
import type { Queryable } from '#lib/platform/db/transaction.ts';
import type { Operation, Profile } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeKind } from '#lib/shared/changes.ts';

export type AskedChange = {
  actor: Actor;
  identity: { id: number; userId: number; provider: ProviderId; externalId: string };
  operations: Operation[];
  profile?: Profile;
  /** Makes the user at the provider; `operations` are none. */
  creates?: boolean;
  note: string;
  /** As `Context.origin`. */
  origin?: string | null;
  undoOf?: number;
};

export function kindOf({ profile, creates }: Pick<AskedChange, 'profile' | 'creates'>): ChangeKind {
  if (creates) return 'create';
  return profile ? 'profile' : 'tags';
}

/** Gives the id of the new line, which is queued and due at once. */
export async function recordChange(database: Queryable, asked: AskedChange): Promise<number> {
  const { actor, identity } = asked;
  const [row] = await database
    .insert(changes)
    .values({
      kind: kindOf(asked),
      userId: identity.userId,
      identityId: identity.id,
      provider: identity.provider,
      externalId: identity.externalId,
      memberId: actor.memberId,
      actor: actor.name,
      note: asked.note,
      origin: asked.origin ?? null,
      undoOf: asked.undoOf ?? null,
      operations: asked.operations,
      profile: asked.profile ?? null,
    })
    .returning({ id: changes.id });
  if (!row) throw new Error('The ledger gave no id for a new line.');
  return row.id;
}
