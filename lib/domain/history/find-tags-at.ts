import { eq, sql } from 'drizzle-orm';
import { findUserLines, isOfUser } from '#lib/domain/identities/user-lines.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { users } from '#lib/platform/db/schema/users.ts';
import { timeZone } from '#lib/platform/settings/time-zone.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { MirrorTag } from '#lib/shared/changes.ts';
import { dayOf } from '#lib/shared/days.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { type IdentityTagsAt, type TagsAt, tagsAtInput } from '#lib/shared/history.ts';
import { type RecordedLine, rebuildTags } from './rebuild-tags.ts';

type Identity = { id: number; provider: ProviderId; externalId: string; now: MirrorTag[] };
type Line = RecordedLine & { identityId: number };

/** The end of today stands for now. Throws AppError `forbidden`, `invalid` (a day to come), `not-found`. */
export async function findTagsAt(context: Context, input: unknown): Promise<TagsAt> {
  requirePermission(context, 'history:read');
  requirePermission(context, 'users:read');
  const asked = parseInput(tagsAtInput, input);
  const { userId } = asked;
  const now = new Date().toISOString();
  const at = Date.parse(asked.at) > Date.parse(now) ? now : new Date(asked.at).toISOString();
  if (dayOf(Date.parse(asked.at), timeZone()) > dayOf(Date.now(), timeZone())) {
    const message = 'This day has not come yet. Choose an earlier one.';
    throw new AppError('invalid', message, { at: message });
  }
  const user = await context.database.query.users.findFirst({ where: eq(users.id, userId) });
  if (!user) throw new AppError('not-found', 'User not found.');
  const [identities, lines, removedBefore] = await Promise.all([
    readIdentities(context, userId),
    readLines(context, userId),
    readRemovedBefore(context),
  ]);
  return {
    at,
    knownSince: user.createdAt.toISOString(),
    removedBefore:
      removedBefore !== null && Date.parse(at) < Date.parse(removedBefore) ? removedBefore : null,
    identities: identities.map((identity) => tagsOf(identity, lines, at)),
  };
}

function tagsOf({ id, provider, externalId, now }: Identity, lines: Line[], at: string): IdentityTagsAt {
  const rebuilt = rebuildTags(
    lines.filter(({ identityId }) => identityId === id),
    now,
    at,
  );
  const told = ({ id: line, operations, outcome, closedAt }: RecordedLine) => ({
    line,
    operations: [...operations],
    outcome,
    closedAt,
  });
  return {
    provider,
    externalId,
    tags: rebuilt.tags,
    fromLine: rebuilt.fromLine,
    recordedAt: rebuilt.recordedAt,
    onTheirWay: rebuilt.onTheirWay.map(told),
    foundLater: rebuilt.foundLater && told(rebuilt.foundLater),
  };
}

const isoTime = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

async function readIdentities({ database }: Context, userId: number): Promise<Identity[]> {
  const { rows } = await database.execute<Identity>(sql`
    select i.id, i.provider, i.external_id as "externalId",
      coalesce((select jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value, 'proof', it.proof,
        'proofAt', ${isoTime('it.proof_at')}, 'providerTagId', it.provider_tag_id) order by t.key)
        from identity_tags it join tags t on t.id = it.tag_id where it.identity_id = i.id), '[]'::jsonb) as now
    from identities i where i.user_id = ${userId} order by i.id`);
  return rows;
}

async function readLines({ database }: Context, userId: number): Promise<Line[]> {
  const { rows } = await database.execute<Line>(sql`
    select id, identity_id as "identityId", kind, operations, before, after, outcome,
      ${isoTime('sent_at')} as "sentAt", ${isoTime('closed_at')} as "closedAt"
    from changes where ${isOfUser(await findUserLines(database, userId), sql`changes`)} and kind <> 'profile' order by closed_at nulls last, id`);
  return rows;
}

/** The retention setting has removed lines that are older than this; null: it never has. */
async function readRemovedBefore({ database }: Context): Promise<string | null> {
  const { rows } = await database.execute<{ before: string }>(sql`
    select max(detail ->> 'before') as before from audit_events where kind = 'history.removed'`);
  return rows[0]?.before ?? null;
}
