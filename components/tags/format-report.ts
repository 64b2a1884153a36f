import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ChangeReport, OperationOutcome } from '#lib/shared/changes.ts';
import { tagName } from './shown-tags.ts';

type ReportFacts = Pick<ChangeReport, 'provider' | 'operations' | 'outcomes' | 'pending'>;

/**
 * “Tag prospect added at Vero, 4 tags”. `count`: tags after the change. null: no effect, the region says why.
 */
export function formatReport(report: ReportFacts, count: number): string | null {
  const { label } = capabilitiesOf(report.provider);
  const [operation] = report.operations;
  if (report.pending)
    return `${formatPlan(report.operations)} queued for ${label}: sent by itself when its turn comes`;
  if (!operation) return report.outcomes.every(took) ? `Profile sent to ${label}` : null;
  const effective = report.operations.filter((_, position) => took(report.outcomes[position]));
  const [only] = effective;
  if (!only) {
    const [first] = report.outcomes;
    if (first?.outcome !== 'no-op') return null;
    return operation.verb === 'remove'
      ? `Tag ${operation.key} was not there at ${label}, ${formatTagCount(count)}`
      : `Tag ${tagName(operation)} was already there at ${label}, ${formatTagCount(count)}`;
  }
  const done = effective.length === 1 ? formatDone(only) : `${effective.length} tags changed`;
  const kept = effective.length === 1 && report.outcomes[report.operations.indexOf(only)]?.kept;
  return `${done} at ${label}${kept ? `, which keeps it as ${tagName(kept)}` : ''}, ${formatTagCount(count)}`;
}

function took(result: OperationOutcome | undefined): boolean {
  return result?.outcome === 'confirmed' || result?.outcome === 'accepted';
}

function formatDone(operation: Operation): string {
  switch (operation.verb) {
    case 'add':
      return `Tag ${tagName(operation)} added`;
    case 'remove':
      return `Tag ${operation.key} removed`;
    case 'update':
      return `Tag ${operation.key} updated to ${operation.value}`;
    case 'set':
      return `Tag ${operation.key} set to ${operation.value}`;
  }
}

function formatPlan(operations: readonly Operation[]): string {
  const [only] = operations;
  if (!only) return 'Profile';
  return operations.length === 1 ? `“${tagName(only)}”` : `${operations.length} changes`;
}

function formatTagCount(count: number): string {
  return count === 1 ? '1 tag' : `${count} tags`;
}
