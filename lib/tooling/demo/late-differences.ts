/** What others made otherwise at the providers in the past's last hours, and a refresh found: differences to decide. */
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { type Agenda, day, hour, minute } from './agenda.ts';
import { callProvider } from './call-provider.ts';
import { mika } from './members.ts';
import type { PastIdentity, PastLedger } from './past-ledger.ts';

const age = 5 * hour;
/** What a member gave within 30 days waits for a decision. */
const maxAge = 25 * day;
const altered: { provider: ProviderId; count: number }[] = [
  { provider: 'fragment', count: 5 },
  { provider: 'capillary', count: 3 },
];

export function planDifferences(ledger: PastLedger, agenda: Agenda): void {
  for (const { provider, count } of altered) {
    agenda.add(age, (at) => {
      for (const [place, { identity, operation }] of lastGiven(ledger, provider, at, count).entries()) {
        const { externalId, tags } = identity;
        callProvider(ledger.scene, { provider, externalId, operations: [operation], before: tags }, at, null);
        agenda.at(at + hour + place * 7 * minute, (later) => ledger.read(later, identity, mika));
      }
    });
  }
}

type Given = { identity: PastIdentity; operation: Operation };

/** The newest single edits that still stand, and what somebody else makes of them. */
function lastGiven(ledger: PastLedger, provider: ProviderId, now: number, count: number): Given[] {
  const found = new Map<PastIdentity, Operation>();
  for (const { identity, kind, runId, operations, outcome, closedAt } of ledger.lines.toReversed()) {
    const [given] = operations;
    if (found.size === count || closedAt === null || closedAt < now - maxAge) break;
    if (identity.provider !== provider || kind !== 'tags' || runId !== null || outcome !== 'confirmed')
      continue;
    const held = identity.tags.find(({ key, value }) => key === given?.key && value === given.value);
    if (!held || found.has(identity)) continue;
    const other = valuesOf(ledger, provider, held.key).find((value) => value !== held.value);
    if (held.value === null) found.set(identity, { verb: 'remove', key: held.key, value: null });
    else if (other) found.set(identity, { verb: 'update', key: held.key, value: other });
  }
  return [...found].map(([identity, operation]) => ({ identity, operation }));
}

function valuesOf({ users }: PastLedger, provider: ProviderId, key: string): (string | null)[] {
  return users
    .flatMap(({ identities }) => identities)
    .flatMap((identity) => (identity.provider === provider ? identity.tags : []))
    .flatMap((tag) => (tag.key === key ? [tag.value] : []));
}
