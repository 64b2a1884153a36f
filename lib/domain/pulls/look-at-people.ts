/** What a pull would find, without keeping anything. */
import { eq } from 'drizzle-orm';
import { findErasedBy } from '#lib/domain/identities/find-erased.ts';
import { inBatchTransaction } from '#lib/domain/imports/batch-transaction.ts';
import { findKnown, tracesOf } from '#lib/domain/imports/find-known.ts';
import { type Context, requirePermission } from '#lib/platform/context.ts';
import { pullSchedules } from '#lib/platform/db/schema/pulls.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import { onBehalfOfRun } from '#lib/providers/call-kind.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { IdentityPage } from '#lib/providers/contract.ts';
import { ProviderError } from '#lib/providers/errors.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { AppError, parseInput } from '#lib/shared/errors.ts';
import { type LookSample, type PullLook, pullInput, usualLimitShare } from '#lib/shared/pulls.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import { type Match, matchRow, type PulledRow } from './match-row.ts';
import { shareRate } from './share-rate.ts';
import { requireListable } from './start-pull.ts';
import { toNamed } from './write-rows.ts';

/** A page is finished, then no other is asked for. */
const maxMs = 15_000;
const maxSamples = 10;

const kinds = { known: 'sameId', 'same-email': 'sameEmail', several: 'cases', new: 'created' } as const;
const becomes: Record<Match['kind'], LookSample['becomes']> = {
  known: 'same id',
  'same-email': 'same e-mail',
  several: 'several fit',
  new: 'new',
};

/** Throws AppError `forbidden`, `invalid`, `conflict` (no list, or the provider's words why it cannot be read). */
export async function lookAtPeople(context: Context, input: unknown): Promise<PullLook> {
  requirePermission(context, 'pulls:write');
  const { provider } = parseInput(pullInput, input);
  requireListable(context, provider);
  const pages = context.providers.get(provider)?.listIdentities?.(null);
  if (!pages) throw new AppError('conflict', `${capabilitiesOf(provider).label} is not connected.`);
  const look: PullLook = {
    ...{ provider, read: 0, total: null, isWhole: false, samples: [], takesMs: null },
    ...{ sameId: 0, sameEmail: 0, created: 0, cases: 0, bad: 0 },
  };
  const seen = new Set<string>();
  const rate = await rateOf(context, provider);
  const pace = shareRate(rate);
  const began = performance.now();
  try {
    await onBehalfOfRun(async () => {
      await pace.turn();
      for (;;) {
        const { value: page, done } = await pages.next();
        if (done) look.isWhole = true;
        if (done) return;
        await count(context, provider, page, { look, seen });
        // Without a cursor the pages are parts of one answer.
        if (page.cursor === null) continue;
        if (performance.now() - began > maxMs) return;
        await pace.turn();
      }
    });
  } catch (error) {
    if (error instanceof ProviderError) throw new AppError('conflict', error.message);
    throw error;
  } finally {
    await pages.return();
  }
  return { ...look, takesMs: namesTakeMs(context, look, rate) };
}

/** As of a pull. */
async function rateOf(
  { database }: Context,
  provider: ProviderId,
): Promise<{ perSecond: number; limitShare: number }> {
  const { perSecond } = processSettings().providers[provider]?.pace ?? capabilitiesOf(provider).pace;
  const [schedule] = await database
    .select({ limitShare: pullSchedules.limitShare })
    .from(pullSchedules)
    .where(eq(pullSchedules.provider, provider));
  return { perSecond, limitShare: schedule?.limitShare ?? usualLimitShare };
}

/** Where each new person's name is asked for by a call of its own. */
function namesTakeMs(
  { providers }: Context,
  { provider, created, cases, sameEmail }: PullLook,
  { perSecond, limitShare }: Awaited<ReturnType<typeof rateOf>>,
): number | null {
  if (!providers.get(provider)?.readNames) return null;
  return ((created + cases + sameEmail) * 100_000) / (perSecond * limitShare);
}

async function count(
  { database }: Context,
  provider: ProviderId,
  page: IdentityPage,
  { look, seen }: { look: PullLook; seen: Set<string> },
): Promise<void> {
  look.total = page.total ?? look.total;
  look.bad += page.bad.length;
  const fresh = page.rows.filter(({ externalId }) => seen.size !== seen.add(externalId).size);
  const rows = fresh.map(
    (row): PulledRow => ({
      ...row,
      isBad: false,
      hasSecondRef: row.secondRef !== null,
      secondIsShared: false,
      emailIsShared: false,
      readFrom: '',
    }),
  );
  if (rows.length === 0) return;
  const named = rows.map(toNamed(provider));
  const { index, erased } = await inBatchTransaction(database, { lock: false }, async (client) => ({
    index: await findKnown(client, named, { lock: false }),
    erased: await findErasedBy(client, named.map(tracesOf)),
  }));
  look.bad += erased.size;
  for (const [place, row] of rows.entries()) {
    if (erased.has(place)) continue;
    const match = matchRow(index, provider, row, () => null);
    look.read += 1;
    look[kinds[match.kind]] += 1;
    if (look.samples.length < maxSamples) look.samples.push(toSample(row, match));
  }
}

function toSample({ externalId, name, email }: PulledRow, match: Match): LookSample {
  const user = match.kind === 'known' || match.kind === 'same-email' ? match.user : null;
  const title = user
    ? titleOf({ ...user, identities: [...user.identities.values()] })
    : (name ?? email ?? '');
  return { name: title, externalId, becomes: becomes[match.kind] };
}
