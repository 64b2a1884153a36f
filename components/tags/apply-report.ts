/** Puts the answer to a change into what the page already holds, so that the truth shows before the next read. Pure. */

import type { Operation } from '#lib/providers/contract.ts';
import type { ChangeReport, OperationOutcome } from '#lib/shared/changes.ts';
import type { ShownIdentity, ShownTag, ShownUser } from '#lib/shared/users.ts';

/** `now`: ISO 8601, becomes the time of the proofs. A report for an identity that is not shown changes nothing. */
export function applyReport(user: ShownUser, report: ChangeReport, now: string): ShownUser {
  return {
    ...user,
    identities: user.identities.map((identity) =>
      identity.provider === report.provider ? applyToIdentity(identity, report, now) : identity,
    ),
  };
}

function applyToIdentity(identity: ShownIdentity, report: ChangeReport, now: string): ShownIdentity {
  const others = identity.open.filter((change) => change.id !== report.changeId);
  if (report.pending) {
    const { changeId: id, operations, notBefore } = report;
    return { ...identity, open: [...others, { id, operations, notBefore, createdAt: now }] };
  }
  const tags = report.operations.reduce(
    (held, operation, position) => applyOutcome(held, operation, report.outcomes[position], now),
    identity.tags,
  );
  return { ...identity, open: others, tags };
}

function applyOutcome(
  tags: ShownTag[],
  operation: Operation,
  result: OperationOutcome | undefined,
  now: string,
): ShownTag[] {
  const { verb } = operation;
  const { key, value } = result?.kept ?? operation;
  const present = tags.find((tag) => tag.key === key);
  const without = tags.filter((tag) => tag.key !== key);
  const colour = present?.colour ?? null;
  switch (result?.outcome) {
    case 'confirmed':
    case 'accepted':
      if (verb === 'remove') return without;
      // Another key than was asked for is the provider's own: what went by the asked one is that tag.
      return replace(key === operation.key ? tags : tags.filter((tag) => tag.key !== operation.key), {
        key,
        value,
        colour,
        proof: result.outcome,
        proofAt: now,
      });
    case 'unknown':
      // As the mirror does: what was there keeps its value and loses its proof.
      if (present) return replace(tags, { ...present, proof: 'unknown', proofAt: now });
      return verb === 'remove' ? tags : [...tags, { key, value, colour, proof: 'unknown', proofAt: now }];
    default:
      return tags;
  }
}

function replace(tags: ShownTag[], next: ShownTag): ShownTag[] {
  return tags.some((tag) => tag.key === next.key)
    ? tags.map((tag) => (tag.key === next.key ? next : tag))
    : [...tags, next];
}
