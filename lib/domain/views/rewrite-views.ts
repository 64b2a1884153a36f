/** Views that name a tag follow it when it is renamed, and come back with the undo. */
import { eq, inArray, sql } from 'drizzle-orm';
import { recordEvent } from '#lib/platform/audit/record-event.ts';
import type { Context } from '#lib/platform/context.ts';
import { views } from '#lib/platform/db/schema/views.ts';
import type { Transaction } from '#lib/platform/db/transaction.ts';
import type { TagText } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { RewrittenView } from '#lib/shared/catalogue.ts';
import { maxFilterLength, type TagNode } from '#lib/shared/filter/grammar.ts';
import { parseFilter } from '#lib/shared/filter/parse.ts';
import { printFilter } from '#lib/shared/filter/print.ts';
import { mapTerms, termsOf } from '#lib/shared/filter/walk.ts';
import { listViews } from './list-views.ts';

/** In whose name: a run's. */
type By = { runId: number; memberId: string | null; actor: string };

/** Only a term that means this tag and no other; a filter that cannot be read names nothing. */
function isNamed(provider: ProviderId, { key, value }: TagText) {
  return (term: TagNode) =>
    term.provider === provider &&
    term.key !== null &&
    !term.key.open &&
    term.key.text === key &&
    (value === null ? term.value === null : term.value?.text === value && !term.value.open);
}

/** As far as the member may see them. */
export async function findViewsNaming(
  context: Context,
  provider: ProviderId,
  tag: TagText,
): Promise<{ id: number; name: string; q: string }[]> {
  const names = isNamed(provider, tag);
  const all = await listViews(context);
  return all.flatMap(({ id, name, q }) => {
    const parsed = parseFilter(q);
    return parsed.ok && termsOf(parsed.filter).some((term) => term.kind === 'tag' && names(term))
      ? [{ id, name, q }]
      : [];
  });
}

/** Gives what was rewritten, for `restoreViews`. */
export async function rewriteViews(
  transaction: Transaction,
  { provider, from, to }: { provider: ProviderId; from: TagText; to: TagText },
  by: By,
): Promise<RewrittenView[]> {
  const names = isNamed(provider, from);
  const next: TagNode = {
    kind: 'tag',
    provider,
    key: { text: to.key, open: false },
    value: to.value === null ? null : { text: to.value, open: false },
  };
  const like = `%${provider}:%`;
  const rows = await transaction
    .select({ id: views.id, name: views.name, q: views.q })
    .from(views)
    .where(sql`${views.q} ilike ${like}`)
    .orderBy(views.id)
    .for('update');
  const rewritten: RewrittenView[] = [];
  for (const { id, name, q } of rows) {
    const parsed = parseFilter(q);
    if (!parsed.ok || parsed.filter === null) continue;
    const filter = mapTerms(parsed.filter, (term) => (term.kind === 'tag' && names(term) ? next : term));
    const after = printFilter(filter);
    if (filter === parsed.filter || after.length > maxFilterLength) continue;
    await write(transaction, { id, name, q: after }, by);
    rewritten.push({ id, before: q, after });
  }
  return rewritten;
}

/** A view that somebody changed since stays as it is. */
export async function restoreViews(
  transaction: Transaction,
  rewritten: readonly RewrittenView[],
  by: By,
): Promise<void> {
  if (rewritten.length === 0) return;
  const rows = await transaction
    .select({ id: views.id, name: views.name, q: views.q })
    .from(views)
    .where(
      inArray(
        views.id,
        rewritten.map(({ id }) => id),
      ),
    )
    .orderBy(views.id)
    .for('update');
  for (const { id, name, q } of rows) {
    const done = rewritten.find((view) => view.id === id);
    if (done && done.after === q) await write(transaction, { id, name, q: done.before }, by);
  }
}

async function write(
  transaction: Transaction,
  { id, name, q }: { id: number; name: string; q: string },
  { runId, memberId, actor }: By,
): Promise<void> {
  await transaction.update(views).set({ q, updatedAt: new Date() }).where(eq(views.id, id));
  const detail = { viewId: id, q, run: runId };
  await recordEvent(transaction, { kind: 'view.changed', memberId, actor, subject: name, detail });
}
