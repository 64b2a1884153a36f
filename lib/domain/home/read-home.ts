import { sql } from 'drizzle-orm';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { timeZone } from '#lib/platform/settings/time-zone.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { dayOf } from '#lib/shared/days.ts';
import { toWaiting } from '#lib/shared/history.ts';
import type { Home } from '#lib/shared/home.ts';
import { waitingFound } from '../history/count-waiting.ts';
import { listLastUsers } from '../history/list-last-users.ts';
import { casesFound } from '../identities/list-cases.ts';
import { callsOf, type ProviderCalls, providerCalls } from '../provider-status/provider-calls.ts';
import { listCurrentRuns } from '../runs/list-current-runs.ts';

type Facts = {
  found: number;
  drift: number;
  cases: number;
  calls: ProviderCalls[];
  hasUsers: boolean;
  hasColleagues: boolean;
};

/** What waits, what runs, and what is set up. Throws AppError `forbidden`. */
export async function readHome(context: Context): Promise<Home> {
  requirePermission(context, 'history:read');
  requirePermission(context, 'providers:read');
  const [facts, runs, lastUsers] = await Promise.all([
    readFacts(context),
    listCurrentRuns(context),
    listLastUsers(context),
  ]);
  const described = context.providers.describe();
  return {
    today: dayOf(Date.now(), timeZone()),
    waiting: toWaiting(facts.found),
    drift: toWaiting(facts.drift),
    cases: toWaiting(facts.cases),
    runs,
    lastUsers,
    providers: providerIds.map((id) => ({
      id,
      connected: described[id].connected,
      ...callsOf(id, facts.calls),
    })),
    hasUsers: facts.hasUsers,
    hasColleagues: facts.hasColleagues,
  };
}

async function readFacts(context: Context): Promise<Facts> {
  const [facts] = await runPlannedStatement<Facts>(
    context.database,
    sql`
    select ${waitingFound(context)}, ${casesFound} as cases,
      (select jsonb_agg(to_jsonb(c)) from (${providerCalls}) c) as calls,
      exists (select 1 from users) as "hasUsers",
      (select count(*) > 1 from (select 1 from members limit 2) m)
        or exists (select 1 from member_links where kind = 'invite' and withdrawn_at is null) as "hasColleagues"`,
  );
  if (!facts) throw new Error('The database gave no row.');
  return facts;
}
