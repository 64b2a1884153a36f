/** Names and e-mails that a provider's list gives otherwise, as the latest pull read them. */
import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { parseInput } from '#lib/shared/errors.ts';
import { listOtherNamesInput, type OtherName, type OtherNamePage } from '#lib/shared/identities.ts';

const pageSize = 100;

/** What is the same by now is left out. Throws AppError `forbidden`, `invalid`. */
export async function listOtherNames(context: Context, input: unknown): Promise<OtherNamePage> {
  requirePermission(context, 'identities:read');
  const { after } = parseInput(listOtherNamesInput, input);
  const rows = await runPlannedStatement<OtherName & { place: number }>(
    context.database,
    sql`select i.id as place, u.id as "userId", i.provider,
        coalesce(nullif(u.name, ''), nullif(u.email, ''), i.external_id) as title, d.name, d.email
      from identities i join users u on u.id = i.user_id
      cross join lateral (select nullif(i.other_name, u.name) as name,
        case when fold_text(i.other_email) <> fold_text(u.email) then i.other_email end as email) d
      where (i.other_name is not null or i.other_email is not null) and (d.name is not null or d.email is not null)
        and i.id > ${after}::bigint
      order by i.id limit ${pageSize + 1}`,
  );
  const page = rows.slice(0, pageSize);
  return {
    rows: page.map(({ place: _, ...row }) => row),
    nextAfter: rows.length > pageSize ? (page.at(-1)?.place ?? null) : null,
  };
}
