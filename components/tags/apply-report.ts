/** Puts the answer to a change into what the page already holds, so that the truth shows before the next read. Pure. */

import type { ChangeReport } from '#lib/shared/changes.ts';
import type { ShownIdentity, ShownUser } from '#lib/shared/users.ts';

/** `now`: ISO 8601, since when a queued change waits. A report for an identity that is not shown changes nothing. */
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
  // What was read or told since is newer, whatever order the answers come in.
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
