/** Edits of the user's page, in one form: optimistic, then answered by a report. */

import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeReport, HistoryLine } from '#lib/shared/changes.ts';
import type { Result } from '#lib/shared/result.ts';
import type { LineTrace } from './line-trace.ts';

/**
 * `painted`: pending until the answer. `subject`: in sentences. `tagKeys`: none for a profile. `undoes`: the
 * undone change. `quiet`: the caller reports the result.
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

/** A closed history line as an edit's report. */
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

/** `lost`: unknown whether it was recorded. */
export type Sent = 'taken' | 'refused' | 'lost';

export function effectiveOf(report: ChangeReport): Operation[] {
  return report.operations.filter((_, position) => {
    const outcome = report.outcomes[position]?.outcome;
    return outcome === 'confirmed' || outcome === 'accepted';
  });
}
