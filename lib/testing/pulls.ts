/** Pulls of one test environment, carried on by this process. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { advancePull } from '#lib/domain/pulls/advance-pull.ts';
import { listPulls } from '#lib/domain/pulls/list-pulls.ts';
import { startPull } from '#lib/domain/pulls/start-pull.ts';
import { runPlannedStatement } from '#lib/platform/db/run-statement.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Pull } from '#lib/shared/pulls.ts';
import type { TestEnvironment } from '#lib/testing/test-environment.ts';

export type HeldIdentity = {
  name: string;
  email: string;
  externalId: string;
  tags: string;
  proofs: string;
  gone: boolean;
};

type FoundLine = { kind: string; actor: string; note: string; operations: unknown };

export function pullsOf({ context, environment }: TestEnvironment) {
  /** As another process each time. Gives the open pull, else the latest. */
  async function advance(provider: ProviderId): Promise<Pull> {
    const deps = { ...context, config: readSettings(environment).providers };
    await advancePull(deps, provider, randomUUID(), new AbortController().signal);
    const { open, ended } = (await listPulls(context))[provider];
    const pull = open ?? ended[0];
    if (!pull) throw new Error('There was no pull.');
    return pull;
  }

  return {
    advance,
    pull: async (provider: ProviderId): Promise<Pull> => {
      await startPull(context, { provider });
      return advance(provider);
    },
    /** `like`: of their external ids. */
    held: (provider: ProviderId, like: string) =>
      runPlannedStatement<HeldIdentity>(
        context.database,
        sql`select u.name, u.email, i.external_id as "externalId", i.gone_since is not null as gone,
            coalesce(string_agg(t.key || coalesce('=' || t.value, ''), ', ' order by t.key), '') as tags,
            coalesce(string_agg(distinct it.proof, ', '), '') as proofs
          from identities i join users u on u.id = i.user_id
          left join identity_tags it on it.identity_id = i.id left join tags t on t.id = it.tag_id
          where i.provider = ${provider} and i.external_id like ${like} group by u.id, i.id order by i.external_id`,
      ),
    lines: (provider: ProviderId, externalId: string) =>
      runPlannedStatement<FoundLine>(
        context.database,
        sql`select kind, actor, note, operations from changes
          where provider = ${provider} and external_id = ${externalId} order by id`,
      ),
  };
}
