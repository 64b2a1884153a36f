/** Applies a report to cached data before the next read. Pure. */

import type { ChangeReport } from '#lib/shared/changes.ts';
import type { ShownIdentity, ShownUser } from '#lib/shared/users.ts';

/** `now`: ISO 8601, since when a queued change waits. Unknown identities change nothing. */
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
  const { after, closedAt } = report;
  // Newer data wins, in whatever order answers come.
  if (!after || !closedAt || closedAt < identity.asOf) return { ...identity, open: others };
  const colours = new Map(identity.tags.map(({ key, colour }) => [key, colour]));
  const tags = after.map(({ key, value, proof, proofAt }) => ({
    key,
    value,
    proof,
    proofAt,
    colour: colours.get(key) ?? null,
  }));
  return { ...identity, open: others, tags, asOf: closedAt };
}
