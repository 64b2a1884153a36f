/** What an edit of the page asks of the server, as one kind of thing: painted at once, then answered by a report. */

import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeReport, HistoryLine } from '#lib/shared/changes.ts';
import type { Result } from '#lib/shared/result.ts';
import type { LineTrace } from './line-trace.ts';

/**
 * `painted`: shown as pending until the answer. `subject`: in sentences about it. `tagKeys`: the tags it is about, none
 * for a profile. `note`: why. `undoes`: the change it takes back. `quiet`: neither notice nor toast; the caller says the result.
 */
export type EditCall = {
  provider: ProviderId;
  painted: readonly Operation[];
  subject: string;
  tagKeys: readonly string[];
  note: string;
  undoes?: number;
  quiet?: boolean;
  trace: LineTrace;
  call: () => Promise<Result<ChangeReport>>;
};

/** A closed line of the history in the form in which an edit comes back. */
export function reportOf(line: HistoryLine): ChangeReport {
  const pending = line.outcome === 'pending';
  return {
    changeId: line.id,
    provider: line.provider,
    operations: line.operations,
    outcomes: line.outcomes ?? [],
    outcome: line.outcome,
    pending,
    notBefore: line.notBefore,
    after: pending ? null : line.after,
    closedAt: pending ? null : line.closedAt,
  };
}

/** `lost`: nobody knows yet whether it was recorded. */
export type Sent = 'taken' | 'refused' | 'lost';

/** The operations of a report that took effect. */
export function effectiveOf(report: ChangeReport): Operation[] {
  return report.operations.filter((_, position) => {
    const outcome = report.outcomes[position]?.outcome;
    return outcome === 'confirmed' || outcome === 'accepted';
  });
}
